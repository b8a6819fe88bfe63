/** Small files of ours for tests that import: a register as CSV, a Nessus report, an Nmap report; as hospitals hand them in. */

export interface ReportItem {
  readonly plugin: number;
  /** 0 informational … 4 critical. */
  readonly severity: 0 | 1 | 2 | 3 | 4;
  readonly cves?: readonly string[];
  readonly port?: number;
}

export interface ReportHost {
  readonly ip: string;
  readonly fqdn?: string;
  readonly mac?: string;
  /** ISO instant; seconds count. */
  readonly startedAt: string;
  readonly items: readonly ReportItem[];
  readonly isAuthenticated?: boolean;
  readonly isFinished?: boolean;
}

const policy =
  '<Policy><policyName>Alles</policyName><Preferences><ServerPreferences><preference><name>plugin_set</name><value>1;2;3</value>' +
  '</preference></ServerPreferences></Preferences></Policy>';

/** @param remark changes the bytes and nothing else. */
export function nessusFile(hosts: readonly ReportHost[], { remark = '' }: { remark?: string } = {}): string {
  return `<?xml version="1.0" ?>\n<NessusClientData_v2>${policy}<Report name="Maand">${remark}\n${hosts.map(hostText).join('\n')}\n</Report></NessusClientData_v2>\n`;
}

function hostText({ ip, fqdn, mac, startedAt, items, isAuthenticated = true, isFinished = true }: ReportHost): string {
  const seconds = Date.parse(startedAt) / 1000;
  const tags = {
    'host-ip': ip,
    'host-fqdn': fqdn,
    'mac-address': mac,
    Credentialed_Scan: String(isAuthenticated),
    HOST_START_TIMESTAMP: String(seconds),
    HOST_END_TIMESTAMP: isFinished ? String(seconds + 600) : undefined,
    HOST_END: isFinished ? 'done' : undefined,
  };
  const tagTexts = Object.entries(tags).flatMap(([name, value]) => (value === undefined ? [] : [`<tag name="${name}">${value}</tag>`]));
  return `<ReportHost name="${ip}"><HostProperties>${tagTexts.join('')}</HostProperties>${items.map(itemText).join('')}</ReportHost>`;
}

function itemText({ plugin, severity, cves = [], port = 445 }: ReportItem): string {
  const cveTexts = cves.map((cve) => `<cve>${cve}</cve>`).join('');
  const start = `<ReportItem port="${port}" svc_name="cifs" protocol="tcp" severity="${severity}" pluginID="${plugin}"`;
  return `${start} pluginName="Invented ${plugin}" pluginFamily="General">${cveTexts}<solution>Mend ${plugin}.</solution></ReportItem>`;
}

/** @param rows under `Asset tag, Name, Class, Vendor, Model, Department, Serial number, Host name, MAC address`, missing cells empty. */
export function registerFile(rows: readonly Partial<Record<(typeof registerHeaders)[number], string>>[]): string {
  return [registerHeaders.join(','), ...rows.map((row) => registerHeaders.map((header) => row[header] ?? '').join(','))].join('\n') + '\n';
}

const registerHeaders = [
  'Asset tag',
  'Name',
  'Class',
  'Vendor',
  'Model',
  'Department',
  'Serial number',
  'Host name',
  'MAC address',
] as const;

export interface SeenHost {
  readonly ip: string;
  readonly mac?: string;
  readonly fqdn?: string;
  readonly openPorts: readonly number[];
}

export function nmapFile(startedAt: string, hosts: readonly SeenHost[]): string {
  const start = Date.parse(startedAt) / 1000;
  const hostTexts = hosts.map(({ ip, mac, fqdn, openPorts }) => {
    const macText = mac === undefined ? '' : `<address addr="${mac}" addrtype="mac"/>`;
    const nameText = fqdn === undefined ? '' : `<hostname name="${fqdn}" type="PTR"/>`;
    const portTexts = openPorts.map(
      (port) => `<port protocol="tcp" portid="${port}"><state state="open" reason="syn-ack"/><service name="http"/></port>`,
    );
    return (
      `<host starttime="${start}" endtime="${start + 10}"><status state="up" reason="arp-response"/><address addr="${ip}" addrtype="ipv4"/>${macText}` +
      `<hostnames>${nameText}</hostnames><ports>${portTexts.join('')}</ports></host>`
    );
  });
  return (
    `<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap" args="nmap -oX x 10.20.0.0/24" start="${start}" version="7.95" xmloutputversion="1.05">` +
    `<scaninfo type="syn" protocol="tcp" numservices="1000" services="1-1000"/>${hostTexts.join('\n')}` +
    `<runstats><finished time="${start + 100}" elapsed="100" exit="success"/><hosts up="${hosts.length}" down="0" total="${hosts.length}"/></runstats></nmaprun>\n`
  );
}

/** A workstation with nothing found on it yet. */
export const ward: ReportHost = {
  ip: '10.20.1.5',
  fqdn: 'ws-0412.zuiderhof.example',
  mac: '00:1b:44:11:3a:c1',
  startedAt: '2026-03-10T11:00:00Z',
  items: [],
};
/** Two CVEs by one check, one flaw without a CVE, and a remark that is no finding. */
export const twoFlaws = [
  { plugin: 10001, severity: 4, cves: ['CVE-2021-34527', 'CVE-2021-1675'] },
  { plugin: 10003, severity: 2, port: 3389 },
  { plugin: 19506, severity: 0, port: 0 },
] as const;
