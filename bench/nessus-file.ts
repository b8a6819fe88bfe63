/**
 * Writes a Nessus report of any size, for measurements and tests of whole imports. Everything in it is invented; sizes
 * and mix are realistic (1–1.5 kB per item, 40 % informational, three of four vulnerabilities with CVEs). The same
 * options give the same bytes. Rounds are the scans that follow: of each item place 12 in 100 change from one round to
 * the next (what was there is gone), and in 4 of 5 of these something new stands there.
 */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface NessusFileOptions {
  readonly hosts: number;
  /** In round 0; at least one per host, which is the scan's word on itself (plugin 19506). */
  readonly items: number;
  readonly seed: number;
  /** Of the first host, ISO 8601. */
  readonly scanStartAt: string;
  /** 0 = first scan; n = the n-th that follows, of the same hosts. */
  readonly round?: number;
}

/** What the file holds, for a comparison with what an import says it read. */
export interface NessusFileCounts {
  readonly bytes: number;
  readonly hosts: number;
  readonly items: number;
  readonly informational: number;
  readonly vulnerabilities: number;
  /** Vulnerabilities × their CVEs, or 1 where they have none: what becomes of them as findings. */
  readonly findings: number;
}

/** One in how many places changes between rounds, and how often something new comes there. */
const changeRatio = 0.12;
const refillRatio = 0.8;
/** Different checks that one place of a host can hold; places never share a check, so a host never has one twice. */
const checksPerPlace = 100;
const writeCharacters = 65_536;

export async function writeNessusFile(path: string, options: NessusFileOptions): Promise<NessusFileCounts> {
  const counts = { bytes: 0, hosts: 0, items: 0, informational: 0, vulnerabilities: 0, findings: 0 };
  await pipeline(Readable.from(nessusFileText(options, counts)), createWriteStream(path));
  return counts;
}

type Counting = { -readonly [Key in keyof NessusFileCounts]: NessusFileCounts[Key] };

/** The text in pieces of about 64 kB; `counts` is filled on the way. */
function* nessusFileText(options: NessusFileOptions, counts: Counting): Generator<string> {
  const checks = new Map<number, Check>();
  let buffer = opening();
  for (let host = 0; host < options.hosts; host += 1) {
    counts.hosts += 1;
    buffer += hostOpening(options, host);
    const places = Math.floor(options.items / options.hosts) + (host < options.items % options.hosts ? 1 : 0);
    for (let place = 0; place < places; place += 1) {
      buffer += itemText(options, host, place, checks, counts);
      if (buffer.length < writeCharacters) continue;
      counts.bytes += buffer.length;
      yield buffer;
      buffer = '';
    }
    buffer += '</ReportHost>\n';
  }
  buffer += '</Report>\n</NessusClientData_v2>\n';
  // All text is ASCII: characters are bytes.
  counts.bytes += buffer.length;
  yield buffer;
}

function opening(): string {
  const preferences = Array.from(
    { length: 200 },
    (_, index) => `<preference><name>invented_setting_${index}</name><value>${index % 2 === 0 ? 'yes' : 'no'}</value></preference>\n`,
  ).join('');
  const families = ['General', 'Windows', 'Web Servers', 'Databases'].map(
    (family) => `<FamilyItem><FamilyName>${family}</FamilyName><Status>enabled</Status></FamilyItem>`,
  );
  return (
    `<?xml version="1.0" ?>\n<NessusClientData_v2>\n<Policy><policyName>Hospital monthly</policyName>\n<Preferences><ServerPreferences>\n` +
    `${preferences}</ServerPreferences></Preferences>\n<FamilySelection>${families.join('')}<FamilyItem><FamilyName>Denial of Service</FamilyName>` +
    `<Status>disabled</Status></FamilyItem></FamilySelection></Policy>\n<Report name="Hospital monthly" xmlns:cm="http://www.nessus.org/cm">\n`
  );
}

const systems = ['Microsoft Windows 10 Enterprise', 'Microsoft Windows Server 2019 Standard', 'Linux Kernel 5.10', 'Invented Device OS 4'];

function hostOpening(options: NessusFileOptions, host: number): string {
  const address = `10.${(host >> 16) & 255}.${(host >> 8) & 255}.${host & 255}`;
  const tail = [host >> 16, host >> 8, host].map((part) => (part & 255).toString(16).padStart(2, '0').toUpperCase()).join(':');
  // Hosts follow each other by two seconds and take four minutes.
  const startSeconds = Math.floor(Date.parse(options.scanStartAt) / 1000) + host * 2;
  const tags: readonly (readonly [string, string])[] = [
    ['HOST_END_TIMESTAMP', String(startSeconds + 240)],
    ['HOST_END', scannerDate(startSeconds + 240)],
    ['host-fqdn', `host-${String(host).padStart(6, '0')}.zuiderhof.example`],
    ['mac-address', `00:1B:44:${tail}`],
    ['operating-system', systems[numberOf(options.seed, host, 1) % systems.length] ?? ''],
    ['system-type', 'general-purpose'],
    ['host-ip', address],
    ['Credentialed_Scan', isCredentialed(options, host) ? 'true' : 'false'],
    ['policy-used', 'Hospital monthly'],
    ['HOST_START_TIMESTAMP', String(startSeconds)],
    ['HOST_START', scannerDate(startSeconds)],
  ];
  const lines = tags.map(([name, value]) => `<tag name="${name}">${value}</tag>\n`).join('');
  return `<ReportHost name="${address}"><HostProperties>\n${lines}</HostProperties>\n`;
}

function isCredentialed(options: NessusFileOptions, host: number): boolean {
  return shareOf(options.seed, host, 2) < 0.7;
}

/** `Tue Mar 10 12:00:00 2026`, as the scanner writes it, here in UTC. */
function scannerDate(seconds: number): string {
  const [weekday, day, month, year, time] = new Date(seconds * 1000).toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${String(Number(day)).padStart(2, ' ')} ${time} ${year}`;
}

function itemText(options: NessusFileOptions, host: number, place: number, checks: Map<number, Check>, counts: Counting): string {
  if (place === 0) {
    counts.items += 1;
    counts.informational += 1;
    return scanInformation(isCredentialed(options, host));
  }
  const generation = generationOf(options, host, place);
  const isEmpty = generation > 0 && shareOf(options.seed, host, place, generation, 3) >= refillRatio;
  if (isEmpty) return '';
  const index = (place - 1) * checksPerPlace + (numberOf(options.seed, host, place, generation, 4) % checksPerPlace);
  let check = checks.get(index);
  if (check === undefined) {
    check = inventCheck(options.seed, index);
    checks.set(index, check);
  }
  counts.items += 1;
  if (check.severity === 0) counts.informational += 1;
  else {
    counts.vulnerabilities += 1;
    counts.findings += Math.max(1, check.cveCount);
  }
  return check.text;
}

/** How often the place has changed before and in this round. */
function generationOf(options: NessusFileOptions, host: number, place: number): number {
  let generation = 0;
  for (let round = 1; round <= (options.round ?? 0); round += 1) {
    if (shareOf(options.seed, host, place, round, 5) < changeRatio) generation += 1;
  }
  return generation;
}

function scanInformation(isAuthenticated: boolean): string {
  return (
    '<ReportItem port="0" svc_name="general" protocol="tcp" severity="0" pluginID="19506" pluginName="Nessus Scan Information" pluginFamily="Settings">\n' +
    '<plugin_output>Information about this scan : \n\nScanner : invented for measurements\nPolicy : Hospital monthly\n' +
    `Credentialed checks : ${isAuthenticated ? 'yes' : 'no'}\nPatch management checks : None\nMax hosts : 30\nScan duration : 240 sec\n</plugin_output>\n` +
    '<risk_factor>None</risk_factor>\n<solution>n/a</solution>\n</ReportItem>\n'
  );
}

interface Check {
  readonly severity: number;
  readonly cveCount: number;
  readonly text: string;
}

const subjects = ['Medilink Gateway', 'Vitalis Viewer', 'Noordzee Web Server', 'Klaver Database', 'Polder File Service', 'Zilver Runtime'];
const faults = [
  'out-of-date release',
  'missing update',
  'weak cipher suites',
  'default account',
  'memory error in the parser',
  'open redirect',
];
const facts = ['service answers', 'version detected', 'certificate details', 'interface listed', 'package inventory', 'host clock offset'];
const services: readonly (readonly [string, number])[] = [
  ['www', 443],
  ['cifs', 445],
  ['msrdp', 3389],
  ['ssh', 22],
  ['general', 0],
];

function inventCheck(seed: number, index: number): Check {
  const share = shareOf(seed, index, 6);
  const severity = shareOf(seed, index, 7) < 0.4 ? 0 : share < 0.08 ? 1 : share < 0.58 ? 2 : share < 0.88 ? 3 : 4;
  const cveCount = severity === 0 || shareOf(seed, index, 8) >= 0.75 ? 0 : 1 + (numberOf(seed, index, 9) % 4);
  const subject = subjects[numberOf(seed, index, 10) % subjects.length] ?? '';
  const what = (severity === 0 ? facts : faults)[numberOf(seed, index, 11) % 6] ?? '';
  const [service, port] = services[numberOf(seed, index, 12) % services.length] ?? ['general', 0];
  const title = `${subject} ${1 + (index % 9)}.${index % 40}: ${what}`;
  const sentence = `The host runs ${subject}, of which this check says: ${what} &amp; what follows from it for the department that uses it. `;
  const text =
    `<ReportItem port="${port}" svc_name="${service}" protocol="tcp" severity="${severity}" pluginID="${300_000 + index}" ` +
    `pluginName="${title}" pluginFamily="${port === 443 ? 'Web Servers' : 'General'}">\n<agent>all</agent>\n` +
    `${severity === 0 ? '' : scoresText(seed, index, severity, cveCount)}<description>${sentence.repeat(3 + (index % 3))}</description>\n` +
    `<fname>invented_${index}.nasl</fname>\n<plugin_modification_date>2026/01/12</plugin_modification_date>\n<plugin_type>remote</plugin_type>\n` +
    `<risk_factor>${['None', 'Low', 'Medium', 'High', 'Critical'][severity] ?? ''}</risk_factor>\n` +
    `<solution>${severity === 0 ? 'n/a' : `Install the current release of ${subject} and restart the service.`}</solution>\n` +
    `<synopsis>${title}.</synopsis>\n<plugin_output>\n${`  Path    : /opt/invented/${index}\n  Version : ${index % 40}\n`.repeat(4)}</plugin_output>\n</ReportItem>\n`;
  return { severity, cveCount, text };
}

function scoresText(seed: number, index: number, severity: number, cveCount: number): string {
  const score = ([0, 2.1, 4, 7, 9][severity] ?? 0) + (numberOf(seed, index, 13) % 10) / 10;
  const cves = Array.from({ length: cveCount }, (_, at) => `<cve>CVE-${2015 + (index % 11)}-${100_000 + index * 4 + at}</cve>\n`).join('');
  const kev = cveCount > 0 && shareOf(seed, index, 14) < 0.03 ? '<cisa-known-exploited>2026/02/01</cisa-known-exploited>\n' : '';
  const epss = cveCount === 0 ? '' : `<epss_score>${(shareOf(seed, index, 15) ** 4).toFixed(4)}</epss_score>\n`;
  return (
    `${kev}${cves}<cvss3_base_score>${score.toFixed(1)}</cvss3_base_score>\n` +
    `<cvss3_vector>CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L</cvss3_vector>\n<cvss_base_score>${score.toFixed(1)}</cvss_base_score>\n${epss}`
  );
}

/** A number of 32 bits that depends on all parts and nothing else. */
function numberOf(...parts: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  return hash >>> 0;
}

function shareOf(...parts: readonly number[]): number {
  return numberOf(...parts, 0x5bd1e995) / 2 ** 32;
}
