/**
 * One `<result>` of a Greenbone report → what it states, compact, because results are held until their host is known.
 * It decides nothing about hosts. Text that no record carries (description, insight, overrides) is not collected.
 */
import type { ImportedCheck, ImportedDetection, ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Severity } from '#core/vulnerabilities/finding.ts';
import { cveIdsIn, portOf, scoreOf } from '../host-facts.ts';
import type { XmlAttributes, XmlInterest } from '../xml-stream.ts';
import { cutText, ownText } from '../xml-stream.ts';

const solutionCharactersMax = 2_000;
const titleCharactersMax = 500;
/** Checks that sum up a whole advisory name hundreds of CVEs; more than this is no real result. */
const cveIdsMax = 5_000;
/** Below this Greenbone itself hides a result unless asked: "may be a guess" (its default `min_qod`). */
const qualityMin = 70;

/** Elements by their path below `<result>`; all others are skipped whole, a nested `<detection>` with its own result too. */
const interests: Readonly<Record<string, XmlInterest>> = {
  '/name': 'text',
  '/host': 'text',
  '/host/hostname': 'text',
  '/port': 'text',
  '/nvt': 'children',
  '/nvt/name': 'text',
  '/nvt/family': 'text',
  '/nvt/cvss_base': 'text',
  '/nvt/cve': 'text',
  '/nvt/tags': 'text',
  '/nvt/solution': 'text',
  '/nvt/severities': 'children',
  '/nvt/severities/severity': 'children',
  '/nvt/severities/severity/score': 'text',
  '/nvt/severities/severity/value': 'text',
  '/nvt/epss': 'children',
  '/nvt/epss/max_epss': 'children',
  '/nvt/epss/max_epss/score': 'text',
  '/nvt/refs': 'children',
  '/threat': 'text',
  '/severity': 'text',
  '/qod': 'children',
  '/qod/value': 'text',
};

const severityByThreat: Readonly<Record<string, Severity>> = { critical: 'critical', high: 'high', medium: 'medium', low: 'low' };

/** What the result says, without its host's time: `detection` and `vulnerability` become records, the others do not. */
export type Statement =
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'nothing'; readonly reason: string }
  | Omit<ImportedDetection, 'assetKey' | 'observedAt' | 'itemNumber'>
  | Omit<ImportedVulnerability, 'assetKey' | 'observedAt' | 'itemNumber'>;

export interface Remark {
  readonly code: string;
  readonly message: string;
}

/** What depends on the check alone; shared by all results of one check, so that a report of many hosts stays small. */
export interface CheckFacts {
  readonly check: ImportedCheck;
  readonly cveIds: readonly string[];
  readonly cvss: ImportedVulnerability['cvss'];
  readonly epss: number | null;
}

export class ResultReading {
  readonly itemNumber: number;
  private place = '';
  private oid = '';
  private hostText = '';
  private vectorVersion = 0;
  private vector: string | undefined;
  private entryScore: string | undefined;
  private readonly texts = new Map<string, string>();
  private readonly cves: string[] = [];

  constructor(itemNumber: number) {
    this.itemNumber = itemNumber;
  }

  open(name: string, attributes: XmlAttributes): XmlInterest {
    const place = `${this.place}/${name}`;
    if (place === '/nvt') this.oid = attributes['oid']?.trim() ?? '';
    if (place === '/nvt/refs/ref' && attributes['type'] === 'cve') this.addCve(attributes['id'] ?? '');
    const interest = interests[place] ?? 'skip';
    if (interest !== 'skip') this.place = place;
    return interest;
  }

  lead(text: string): void {
    if (this.place === '/host') this.hostText = text.trim();
  }

  close(text: string): void {
    const { place } = this;
    this.place = place.slice(0, place.lastIndexOf('/'));
    if (place === '/host' && this.hostText === '') this.hostText = text.trim();
    else if (place === '/nvt/cve') for (const id of text.split(',')) this.addCve(id);
    else if (place === '/nvt/severities/severity/score') this.entryScore ??= text.trim();
    else if (place === '/nvt/severities/severity/value') this.addVector(text.trim());
    else if (!this.texts.has(place)) this.texts.set(place, text.trim());
  }

  /** True when nothing inside the result is open. */
  get isAtTop(): boolean {
    return this.place === '';
  }

  /** The address, or what stands in its place. */
  get host(): string {
    return this.hostText;
  }

  get hostName(): string {
    return this.texts.get('/host/hostname') ?? '';
  }

  statement(known: Map<string, CheckFacts>): Statement {
    if (!/^[A-Za-z0-9][\w.:-]{0,199}$/.test(this.oid)) {
      return { kind: 'refused', code: 'nvt-missing', message: 'A result without the number (OID) of its check was refused.' };
    }
    if (this.hostText === '' && this.hostName === '') {
      return { kind: 'refused', code: 'host-missing', message: 'A result that names no host was refused.' };
    }
    const grade = this.grade();
    if (grade === undefined) {
      return { kind: 'refused', code: 'severity-missing', message: 'A result with neither threat nor severity was refused.' };
    }
    if (grade === 'false-positive') return { kind: 'nothing', reason: 'false-positive' };
    if (grade === 'error') return { kind: 'nothing', reason: 'scan-error' };
    const facts = this.checkFacts(known);
    const place = placeOf(this.texts.get('/port') ?? '');
    if (grade === 'informational') return { kind: 'detection', check: facts.check, ...place, service: null };
    return { kind: 'vulnerability', ...facts, ...place, severity: grade, kev: null };
  }

  remarks(): Remark[] {
    const remarks: Remark[] = [];
    const quality = Number(this.texts.get('/qod/value') || Number.NaN);
    if (quality < qualityMin) {
      const message = `The scanner trusts this result to ${quality} % only (quality of detection below ${qualityMin} %): look before acting on it.`;
      remarks.push({ code: 'quality-low', message });
    }
    const written = new Set(this.cves.map((id) => id.trim().toUpperCase()).filter((id) => id !== ''));
    if (cveIdsIn(this.cves).length < written.size) {
      remarks.push({ code: 'cve-malformed', message: 'A CVE identifier of the result is not one and was left out.' });
    }
    if (this.texts.get('/threat') === '' || this.texts.get('/threat') === undefined) {
      remarks.push({ code: 'threat-missing', message: 'The result carries no threat; its severity was read from its score.' });
    }
    return remarks;
  }

  private addCve(id: string): void {
    if (this.cves.length < cveIdsMax && !/^\s*(NOCVE)?\s*$/i.test(id)) this.cves.push(id);
  }

  /** The highest CVSS version that the check carries a vector of. */
  private addVector(vector: string): void {
    const version = versionOf(vector);
    const rank = version === null ? 0 : Number(version);
    if (rank <= this.vectorVersion) return;
    this.vectorVersion = rank;
    this.vector = vector;
  }

  /** The word of the scanner; where it is absent, its number by the bands of CVSS. */
  private grade(): Severity | 'informational' | 'false-positive' | 'error' | undefined {
    const threat = this.texts.get('/threat')?.toLowerCase() ?? '';
    const number = this.texts.get('/severity') ?? '';
    if (threat === 'false positive' || /^-1(\.0+)?$/.test(number)) return 'false-positive';
    if (threat === 'error' || /^-3(\.0+)?$/.test(number)) return 'error';
    if (threat === 'log' || threat === 'debug') return 'informational';
    const severity = severityByThreat[threat];
    if (severity !== undefined) return severity;
    if (!/^-?\d{1,2}(\.\d+)?$/.test(number) || Number(number) > 10) return undefined;
    const score = Number(number);
    if (score <= 0) return 'informational';
    return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
  }

  private checkFacts(known: Map<string, CheckFacts>): CheckFacts {
    const before = known.get(this.oid);
    if (before !== undefined) return before;
    const named = cveIdsIn(this.cves);
    // Results of Greenbone's CVE scanner are numbered by the CVE itself.
    const cveIds = named.length > 0 ? named : cveIdsIn([this.oid]);
    const facts = { check: this.check(), cveIds: cveIds.map(ownText), cvss: this.cvss(), epss: cveIds.length === 1 ? this.epss() : null };
    known.set(facts.check.nativeId, facts);
    return facts;
  }

  private check(): ImportedCheck {
    const title = this.texts.get('/nvt/name') || this.texts.get('/name') || this.oid;
    const solution = this.texts.get('/nvt/solution') || tagOf(this.texts.get('/nvt/tags') ?? '', 'solution');
    return {
      scanner: 'openvas',
      nativeId: ownText(this.oid),
      title: ownText(cutText(title, titleCharactersMax)),
      family: ownText(this.texts.get('/nvt/family') ?? '') || null,
      solution: solution === '' || /^n\/a$/i.test(solution) ? null : ownText(cutText(solution, solutionCharactersMax)),
    };
  }

  private cvss(): ImportedVulnerability['cvss'] {
    const base = scoreOf(this.texts.get('/nvt/cvss_base'));
    const score = base ?? scoreOf(this.entryScore) ?? scoreOf(tenthOf(this.entryScore));
    if (score === undefined) return null;
    const vector = vectorOf(this.vector ?? tagOf(this.texts.get('/nvt/tags') ?? '', 'cvss_base_vector'));
    return { score, vector, version: vector === null ? null : versionOf(vector) };
  }

  private epss(): number | null {
    const text = this.texts.get('/nvt/epss/max_epss/score') ?? '';
    return /^(0(\.\d+)?|1(\.0+)?)$/.test(text) ? Number(text) : null;
  }
}

/** `22/tcp`, `general/tcp`, and as older versions write, `ssh (22/tcp)`; `general` is the host itself. */
function placeOf(text: string): { readonly protocol: string | null; readonly port: number | null } {
  const [, port, protocol] = /(?:^|[\s(])(\d{1,5}|general)\/(tcp|udp|icmp|sctp|ip)\)?$/i.exec(text) ?? [];
  const number = portOf(port);
  return { protocol: protocol?.toLowerCase() ?? null, port: number === undefined || number === 0 ? null : number };
}

/** GMP 20.08 wrote the score of an entry as tenths, 0 to 100. */
function tenthOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{2,3}$/.test(text) ? String(Number(text) / 10) : undefined;
}

/** `name=value|name=value`; a value may hold `=`, never `|`. */
function tagOf(tags: string, name: string): string {
  const part = tags.split('|').find((one) => one.trimStart().startsWith(`${name}=`));
  return part === undefined ? '' : part.slice(part.indexOf('=') + 1).trim();
}

function vectorOf(text: string): string | null {
  return /^[A-Za-z0-9:./]{5,300}$/.test(text) ? ownText(text) : null;
}

function versionOf(vector: string): '2.0' | '3.0' | '3.1' | '4.0' | null {
  const named = /^CVSS:(3\.0|3\.1|4\.0)\//.exec(vector)?.[1];
  if (named === '3.0' || named === '3.1' || named === '4.0') return named;
  return /^AV:[LAN]\/AC:[HML]\/Au:/.test(vector) ? '2.0' : null;
}
