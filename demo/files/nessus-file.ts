/**
 * A vulnerability scan, as Nessus writes it: one of three policies over its hosts on its day. A policy keeps its name
 * and its families, so that what a later scan of the same policy does not find is gone.
 */
import type { Check } from '../flaws/checks.ts';
import type { Flaw } from '../flaws/flaws-of-assets.ts';
import {
  addressOf,
  hospitalDomain,
  hospitalName,
  isPresent,
  type DemoAsset,
  type Hospital,
  type ScanGroup,
} from '../hospital/generate-hospital.ts';
import { shareOf } from '../random.ts';
import { dockingStation } from './register-files.ts';

export interface Scan {
  readonly group: ScanGroup;
  readonly round: number;
  readonly day: number;
  readonly startMs: number;
  /** Broken off before its end: the last hosts have none. */
  readonly isUnfinished: boolean;
}

const policies: Readonly<Record<ScanGroup, string>> = {
  'critical-servers': 'Kritieke servers',
  office: 'Kantoor en netwerk',
  medical: 'Medisch voorzichtig',
};
const hostSeconds = 2;
const unfinishedHosts = 60;

export function* nessusText(hospital: Hospital, flaws: ReadonlyMap<DemoAsset, readonly Flaw[]>, scan: Scan): Generator<string> {
  const { seed, assets } = hospital;
  const policy = policies[scan.group];
  const dock = dockingStation(assets);
  yield (
    `<?xml version="1.0" ?>\n<NessusClientData_v2>\n<Policy><policyName>${policy}</policyName>` +
    '<FamilySelection><FamilyItem><FamilyName>Denial of Service</FamilyName><Status>disabled</Status></FamilyItem></FamilySelection></Policy>\n' +
    `<Report name="${hospitalName}: ${policy}">\n`
  );
  const hosts = assets.filter((asset) => isScanned(seed, asset, scan));
  for (const [place, asset] of hosts.entries()) {
    const isFinished = !scan.isUnfinished || place < hosts.length - unfinishedHosts;
    const isSignedIn = canSignIn(seed, asset);
    const mac = dock.laptops.has(asset.index) && shareOf(seed, 'docked', asset.index, scan.round) < 0.5 ? dock.mac : asset.mac;
    yield hostOpening(seed, asset, {
      scan,
      policy,
      mac,
      startSeconds: Math.floor(scan.startMs / 1000) + place * hostSeconds,
      isFinished,
      isSignedIn,
    });
    yield scanInformation(policy, isSignedIn);
    if (shareOf(seed, 'informational', asset.index) < 0.04) yield informational;
    for (const { check, fromDay, goneDay } of flaws.get(asset) ?? []) if (fromDay <= scan.day && scan.day < goneDay) yield itemText(check);
    yield '</ReportHost>\n';
  }
  yield '</Report>\n</NessusClientData_v2>\n';
}

function isScanned(seed: number, asset: DemoAsset, { group, round, day }: Scan): boolean {
  const missed = asset.product.class === 'workstation' ? 0.02 : 0.008;
  return (
    asset.scanGroup === group &&
    asset.scannedFromRound <= round &&
    isPresent(asset, day) &&
    shareOf(seed, 'scan-missed', asset.index, day) >= missed
  );
}

function canSignIn(seed: number, { product, index }: DemoAsset): boolean {
  if (product.class !== 'server' && product.class !== 'workstation') return false;
  return shareOf(seed, 'sign-in', index) < 0.95;
}

interface HostOpening {
  readonly scan: Scan;
  readonly policy: string;
  readonly mac: string;
  readonly startSeconds: number;
  readonly isFinished: boolean;
  readonly isSignedIn: boolean;
}

const systemTypes: Readonly<Record<string, string>> = {
  Switch: 'switch',
  'Access point': 'wireless-access-point',
  Firewall: 'firewall',
  Printer: 'printer',
};

function hostOpening(seed: number, asset: DemoAsset, { scan, policy, mac, startSeconds, isFinished, isSignedIn }: HostOpening): string {
  const address = addressOf(seed, asset, scan.round);
  const { system, word } = asset.product;
  const tags: (readonly [string, string])[] = [
    ...(isFinished
      ? [['HOST_END_TIMESTAMP', String(startSeconds + 240)] as const, ['HOST_END', scannerDate(startSeconds + 240)] as const]
      : []),
    ['host-fqdn', `${asset.hostName}.${hospitalDomain}`],
    ['mac-address', mac],
    ...(system === null ? [] : [['operating-system', system] as const]),
    ['system-type', systemTypes[word] ?? 'general-purpose'],
    ['host-ip', address],
    ['Credentialed_Scan', String(isSignedIn)],
    ['policy-used', policy],
    ['HOST_START_TIMESTAMP', String(startSeconds)],
  ];
  return `<ReportHost name="${address}"><HostProperties>${tags.map(([name, value]) => `<tag name="${name}">${value}</tag>`).join('')}</HostProperties>\n`;
}

/** `Tue Mar 10 12:00:00 2026`, as the scanner writes it, on a clock in UTC. */
function scannerDate(seconds: number): string {
  const [weekday, day, month, year, time] = new Date(seconds * 1000).toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${String(Number(day)).padStart(2, ' ')} ${time} ${year}`;
}

function scanInformation(policy: string, isSignedIn: boolean): string {
  return (
    '<ReportItem port="0" svc_name="general" protocol="tcp" severity="0" pluginID="19506" pluginName="Nessus Scan Information" pluginFamily="Settings">' +
    `<plugin_output>Scan policy used : ${policy}\nCredentialed checks : ${isSignedIn ? 'yes' : 'no'}</plugin_output></ReportItem>\n`
  );
}

const informational =
  '<ReportItem port="443" svc_name="www" protocol="tcp" severity="0" pluginID="199001" pluginName="Web page of a device" pluginFamily="Service detection"></ReportItem>\n';

function itemText(check: Check): string {
  return (
    `<ReportItem port="${check.port}" svc_name="${check.service}" protocol="tcp" severity="${check.severity}" pluginID="${check.id}" pluginName="${check.title}" pluginFamily="${check.family}">` +
    (check.cve === null ? '' : `<cve>${check.cve}</cve>`) +
    `<cvss3_base_score>${check.score.toFixed(1)}</cvss3_base_score><cvss3_vector>${check.vector}</cvss3_vector><epss_score>${check.epss}</epss_score>` +
    (check.isKnownExploited ? '<cisa-known-exploited>2026/01/01</cisa-known-exploited>' : '') +
    `<solution>${check.solution}</solution></ReportItem>\n`
  );
}
