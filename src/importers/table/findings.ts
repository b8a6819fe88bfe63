/**
 * Rows of a scanner's export → hosts, vulnerabilities, detections, coverage. Such a file lists what was found, not what
 * was looked for, nor how: depth and check set of the coverage are unknown, so a flaw that is gone closes only after two
 * files without it (design.md 1). A host without any row is not in the file and its findings stay as they are. An export
 * that was filtered must be imported as partial; the file itself does not tell.
 */
import type { ImportedAsset, ImportedCheck, ImportedRecord, ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Severity } from '#core/vulnerabilities/finding.ts';
import type { Instant } from '#core/kernel/time.ts';
import { aliasesIn } from '../host-facts.ts';
import { readIpAddresses, readMacAddresses } from './addresses.ts';
import { readDecimal } from './cells.ts';
import type { Cells } from './cells.ts';
import { foldHeader } from './headers.ts';
import { withoutUndefined } from './register.ts';
import type { ScannedHosts } from './scanned-hosts.ts';
import { readBoolean, readSeverity } from './vocabulary.ts';

const solutionCharactersMax = 20_000;

/** Whose numbers the checks are, by the name of their column. `nessus` so that they meet the same checks of a `.nessus` file. */
const scannerByHeader: Readonly<Record<string, string>> = {
  plugin: 'nessus',
  pluginid: 'nessus',
  definitionid: 'nessus',
  nvtoid: 'openvas',
  qid: 'qualys',
};

type SeverityNumbers = Readonly<Record<string, Severity | 'informational'>>;

/**
 * Numbers as severities, of the scanners whose numbers are known; another scanner's are not guessed. Qualys counts five
 * levels, from minimal to urgent, and makes two of what is low here; what it only observed it marks in the type of the row.
 */
const severityNumbers: Readonly<Record<string, SeverityNumbers>> = {
  nessus: { 0: 'informational', 1: 'low', 2: 'medium', 3: 'high', 4: 'critical' },
  qualys: { 1: 'low', 2: 'low', 3: 'medium', 4: 'high', 5: 'critical' },
};

const fixedStates = new Set(['fixed', 'resolved', 'closed', 'remediated', 'mitigated', 'opgelost', 'verholpen', 'gesloten']);
/** Types of a Qualys row that state no flaw. */
const informationTypes = new Set(['information', 'informationgathered', 'ig']);

export class FindingRows {
  private readonly cells: Cells;
  private readonly scanner: string;
  private readonly hosts: ScannedHosts;
  private isZoneReported = false;

  /** @param hosts of the whole file, which may hold several tables. */
  constructor(cells: Cells, hosts: ScannedHosts) {
    this.cells = cells;
    this.hosts = hosts;
    this.scanner = scannerByHeader[foldHeader(cells.header('checkId') ?? '')] ?? 'csv';
  }

  /** Records of the row the cells stand on; none when it was refused, and reported. */
  read(itemNumber: number): readonly ImportedRecord[] {
    const host = this.readHost();
    const check = this.readCheck();
    const severity = this.readSeverity('severity') ?? this.readSeverity('riskFactor');
    if (host === null) return this.refuse('row-without-identity', 'The row names no host: no name and no IP address.');
    if (check === null) return this.refuse('row-without-check', 'The row names no check and no CVE.');
    if (severity === undefined) {
      return this.refuse('row-without-severity', 'The row has no severity that is known, so it is neither a finding nor information.');
    }
    const observedAt = this.readObservedAt();
    const asset: readonly ImportedRecord[] = this.hosts.see(host.assetKey, this.scanner, observedAt) ? [{ ...host, observedAt }] : [];
    if (this.isFixed()) return [...asset, { kind: 'nothing', itemNumber, reason: 'finding-fixed' }];
    const place = { itemNumber, assetKey: host.assetKey, observedAt, check: check.check, ...this.readPort() };
    const { cveIds, aliases } = check;
    const names = aliases === undefined ? { cveIds } : { cveIds, aliases };
    const item: ImportedRecord =
      severity === 'informational' || this.isInformation()
        ? { kind: 'detection', ...place, service: null }
        : { kind: 'vulnerability', ...place, severity, ...names, ...this.readScores() };
    return [...asset, item];
  }

  private refuse(code: string, message: string): readonly [] {
    this.cells.report('refused', code, message, null);
    return [];
  }

  private readSeverity(target: string): Severity | 'informational' | undefined {
    return this.cells.word(target, (text) => readSeverity(text) ?? this.severityNumber(text));
  }

  private severityNumber(text: string): Severity | 'informational' | undefined {
    const numbers = severityNumbers[this.scanner];
    return numbers !== undefined && Object.hasOwn(numbers, text) ? numbers[text] : undefined;
  }

  /** The row says that the flaw was there before: it is no finding, but the host was looked at. */
  private isFixed(): boolean {
    return fixedStates.has(foldHeader(this.cells.raw('state') ?? ''));
  }

  private isInformation(): boolean {
    return informationTypes.has(foldHeader(this.cells.raw('type') ?? ''));
  }

  private readHost(): Omit<ImportedAsset, 'observedAt'> | null {
    const written = this.cells.text('host');
    const host = this.cells.host('host');
    const dns = this.cells.host('hostName');
    // NetBIOS names come as `WORKGROUP\\NAME`; a workgroup is no domain.
    const netbiosName = this.cells.text('netbiosName')?.replace(/^.*\\/, '');
    const address = host.ipAddress ?? dns.ipAddress;
    const facts = withoutUndefined({
      hostName: dns.hostName ?? host.hostName ?? (netbiosName === '' ? undefined : netbiosName),
      domain: dns.hostName === undefined ? host.domain : dns.domain,
      ipAddresses: this.cells.addresses('ipAddresses', readIpAddresses, 'an IP address') ?? (address === undefined ? undefined : [address]),
      macAddresses: this.cells.addresses('macAddresses', readMacAddresses, 'a MAC address'),
      operatingSystem: this.cells.text('operatingSystem'),
    });
    const names = [...(facts.ipAddresses ?? []), facts.hostName, facts.domain].filter((part) => part !== undefined);
    if (names.length === 0) return null;
    const assetKey = written ?? names.join(' ');
    return { kind: 'asset', itemNumber: null, assetKey, role: 'discovery', facts };
  }

  private readCheck(): ({ readonly check: ImportedCheck } & Pick<ImportedVulnerability, 'cveIds' | 'aliases'>) | null {
    const cveText = this.cells.raw('cveIds');
    const written = cveText ?? '';
    const id = this.cells.identifier('checkId');
    // Greenbone writes the CVE itself as the check where it has no test of its own for it.
    const named = /^CVE-\d{4}-\d{4,}$/i.test(id ?? '') ? `${written} ${id ?? ''}` : written;
    const cveIds = [...new Set(named.toUpperCase().match(/CVE-\d{4}-\d{4,}(?!\d)/g))];
    // A list may hold several flaws: only an advisory that stands alone names this one.
    const advisories = aliasesIn([...written.split(/[\s,;|]+/), id ?? ''], cveIds).aliases ?? [];
    const aliases = cveIds.length === 0 && advisories.length === 1 ? { aliases: advisories } : {};
    if (cveText !== undefined && cveIds.length === 0 && advisories.length === 0) this.cells.value('cveIds', () => undefined, 'a CVE');
    const nativeId = id ?? cveIds[0] ?? advisories[0];
    if (nativeId === undefined) return null;
    const check = {
      scanner: this.scanner,
      nativeId,
      title: this.cells.text('title') ?? nativeId,
      family: this.cells.text('family') ?? null,
      solution: this.cells.raw('solution')?.slice(0, solutionCharactersMax).toWellFormed() ?? null,
    };
    return { check, cveIds, ...aliases };
  }

  /** Port 0 is how Nessus says "the host as a whole". */
  private readPort(): { readonly protocol: string | null; readonly port: number | null } {
    const port = this.cells.value('port', portOf, 'a port from 0 to 65535') ?? null;
    return { protocol: this.cells.text('protocol')?.toLowerCase() ?? null, port: port === 0 ? null : port };
  }

  private readScores(): Pick<ImportedVulnerability, 'cvss' | 'epss' | 'kev'> {
    // 0 is how scanners write "not scored".
    const current = this.cells.value('cvssScore', scoreOf, 'a score from 0 to 10');
    const score = current ?? this.cells.value('cvss2Score', scoreOf, 'a score from 0 to 10');
    const [scoreTarget, vectorTarget] = current === undefined ? ['cvss2Score', 'cvss2Vector'] : ['cvssScore', 'cvssVector'];
    const vector = this.cells.text(vectorTarget) ?? null;
    return {
      cvss:
        score === undefined || score === 0 ? null : { score, vector, version: cvssVersionOf(vector, this.cells.header(scoreTarget) ?? '') },
      epss: this.cells.value('epss', probabilityOf, 'a probability from 0 to 1') ?? null,
      kev: this.cells.value('kev', readBoolean, 'yes or no') ?? null,
    };
  }

  private readObservedAt(): Instant | null {
    const observed = this.cells.instant('observedAt');
    if (observed?.zone === 'assumed' && !this.isZoneReported) {
      this.isZoneReported = true;
      const message = `The time has no zone; read as ${this.cells.timeZone}, here and in later rows.`;
      this.cells.report('note', 'time-zone-assumed', message, this.cells.header('observedAt'));
    }
    return observed?.instant ?? null;
  }
}

function portOf(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

function scoreOf(text: string): number | undefined {
  const score = readDecimal(text);
  return score !== undefined && score >= 0 && score <= 10 ? score : undefined;
}

function probabilityOf(text: string): number | undefined {
  const probability = readDecimal(text.replace(/^[.,]/, '0.'));
  return probability !== undefined && probability >= 0 && probability <= 1 ? probability : undefined;
}

const cvssVersions = ['4.0', '3.1', '3.0', '2.0'] as const;

/** The vector says it; else the header where it is exact (`V3` alone may be 3.0 or 3.1). */
function cvssVersionOf(vector: string | null, header: string): (typeof cvssVersions)[number] | null {
  const written = /^CVSS:(\d\.\d)\//.exec(vector ?? '')?.[1] ?? /v ?(\d\.\d)/i.exec(header)?.[1];
  if (written !== undefined) return cvssVersions.find((version) => version === written) ?? null;
  return /v ?2\b/i.test(header) ? '2.0' : /v ?4\b/i.test(header) ? '4.0' : null;
}
