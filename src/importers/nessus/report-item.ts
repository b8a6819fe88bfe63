/**
 * One `<ReportItem>` → a vulnerability (severity 1–4) or a detection (0). Text that no record carries (description,
 * synopsis, references, plugin output) is not collected at all: it is most of the file.
 */
import type { CredentialDepth, ImportedCheck, ImportedDetection, ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Severity } from '#core/vulnerabilities/finding.ts';
import { cveIdsIn, portOf, scoreOf } from '../host-facts.ts';
import type { XmlAttributes } from '../xml-stream.ts';
import { cutText } from '../xml-stream.ts';

const solutionCharactersMax = 2_000;
const titleCharactersMax = 500;
/** Plugins that sum up a whole advisory name hundreds of CVEs; more than this is no real item. */
const cveIdsMax = 5_000;
const severities: readonly (Severity | null)[] = [null, 'low', 'medium', 'high', 'critical'];

const keptChildren: ReadonlySet<string> = new Set([
  'cve',
  'solution',
  'plugin_name',
  'cvss4_base_score',
  'cvss4_vector',
  'cvss3_base_score',
  'cvss3_vector',
  'cvss_base_score',
  'cvss_vector',
  'cvssv4',
  'cvssv3',
  'cvss',
  'epss_score',
  'cisa-known-exploited',
  'compliance',
  'cm:compliance-result',
]);

/** True for the children whose text is needed. */
export function isKeptChild(name: string): boolean {
  return keptChildren.has(name);
}

export class ReportItem {
  readonly itemNumber: number;
  readonly pluginId: string;
  /** Why the item cannot be taken. */
  readonly refusal: { readonly code: string; readonly message: string } | undefined;
  private readonly scanner: string;
  private readonly attributes: XmlAttributes;
  private readonly severity: Severity | null;
  private readonly texts = new Map<string, string>();
  private readonly cves: string[] = [];

  constructor(itemNumber: number, scanner: string, attributes: XmlAttributes) {
    this.itemNumber = itemNumber;
    this.scanner = scanner;
    this.attributes = attributes;
    this.pluginId = attributes['pluginID']?.trim() ?? '';
    const severity = severities[/^[0-4]$/.test(attributes['severity'] ?? '') ? Number(attributes['severity']) : -1];
    this.severity = severity ?? null;
    if (!/^\d{1,10}$/.test(this.pluginId)) {
      this.refusal = { code: 'plugin-missing', message: 'An item without a plugin number was refused: there is no check to know it by.' };
    } else if (severity === undefined) {
      this.refusal = { code: 'severity-invalid', message: 'An item whose severity is not 0 to 4 was refused.' };
    }
  }

  add(name: string, text: string): void {
    if (name === 'cve') {
      if (this.cves.length < cveIdsMax) this.cves.push(text);
    } else if (!this.texts.has(name)) this.texts.set(name, text);
  }

  /** Results of a configuration audit: all bear the same plugin number, and they speak of settings, not of flaws. */
  get isCompliance(): boolean {
    return this.texts.has('cm:compliance-result') || this.texts.get('compliance')?.trim() === 'true';
  }

  /** What plugin 19506 says of the scan's credentials. */
  credentialDepth(): CredentialDepth | undefined {
    const word = /^Credentialed checks\s*:\s*(yes|no)\b/im.exec(this.texts.get('plugin_output') ?? '')?.[1]?.toLowerCase();
    return word === undefined ? undefined : word === 'yes' ? 'authenticated' : 'unauthenticated';
  }

  remarks(): string[] {
    return this.cves.length > 0 && cveIdsIn(this.cves).length < new Set(this.cves.map((id) => id.trim().toUpperCase())).size
      ? ['cve-malformed']
      : [];
  }

  record(assetKey: string, observedAt: Instant | null): ImportedDetection | ImportedVulnerability {
    const { itemNumber, severity } = this;
    const port = portOf(this.attributes['port']);
    const place = {
      protocol: this.attributes['protocol']?.toLowerCase() || null,
      // Port 0 is the host itself.
      port: port === undefined || port === 0 ? null : port,
    };
    const base = { itemNumber, assetKey, observedAt, check: this.check(), ...place };
    if (severity === null) return { kind: 'detection', ...base, service: this.attributes['svc_name'] || null };
    return {
      kind: 'vulnerability',
      ...base,
      severity,
      cveIds: cveIdsIn(this.cves),
      cvss: this.cvss(),
      epss: this.epss(),
      // The report marks what is known to be exploited; it never says of the rest that it is not.
      kev: this.texts.has('cisa-known-exploited') ? true : null,
    };
  }

  private check(): ImportedCheck {
    const title = (this.attributes['pluginName'] || this.texts.get('plugin_name') || `Plugin ${this.pluginId}`).trim();
    const solution = this.texts.get('solution')?.trim() ?? '';
    return {
      scanner: this.scanner,
      nativeId: this.pluginId,
      title: cutText(title, titleCharactersMax),
      family: this.attributes['pluginFamily']?.trim() || null,
      solution: solution === '' || /^n\/a$/i.test(solution) ? null : cutText(solution, solutionCharactersMax),
    };
  }

  /** The highest version that has a score. */
  private cvss(): ImportedVulnerability['cvss'] {
    const four = scoreOf(this.texts.get('cvss4_base_score') ?? this.texts.get('cvssv4'));
    if (four !== undefined) return { score: four, vector: vectorOf(this.texts.get('cvss4_vector')), version: '4.0' };
    const three = scoreOf(this.texts.get('cvss3_base_score') ?? this.texts.get('cvssv3'));
    if (three !== undefined) {
      const vector = vectorOf(this.texts.get('cvss3_vector'));
      const minor = /^CVSS:3\.([01])\//.exec(vector ?? '')?.[1];
      return { score: three, vector, version: minor === undefined ? null : minor === '0' ? '3.0' : '3.1' };
    }
    const two = scoreOf(this.texts.get('cvss_base_score') ?? this.texts.get('cvss'));
    return two === undefined ? null : { score: two, vector: vectorOf(this.texts.get('cvss_vector')), version: '2.0' };
  }

  private epss(): number | null {
    const text = this.texts.get('epss_score')?.trim() ?? '';
    return /^(0(\.\d+)?|1(\.0+)?)$/.test(text) ? Number(text) : null;
  }
}

/** `CVSS2#AV:N/…` → `AV:N/…`; other versions stand as they are. */
function vectorOf(text: string | undefined): string | null {
  const vector = text?.trim().replace(/^CVSS2#/, '') ?? '';
  return /^[A-Za-z0-9:./]{5,300}$/.test(vector) ? vector : null;
}
