/**
 * What Qualys writes of one check (QID), in a scan beside each item and in a report once in its glossary: title, grade,
 * CVEs, scores. Its five levels are read as the CSV importer reads them: 1 and 2 low, 3 medium, 4 high, 5 critical.
 */
import type { ImportedCheck, ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Severity } from '#core/vulnerabilities/finding.ts';
import { cveIdsIn, scoreOf } from '../host-facts.ts';
import { cutText } from '../xml-stream.ts';

const solutionCharactersMax = 2_000;
const titleCharactersMax = 500;
/** Updates that sum up a year name hundreds of CVEs; more than this is no real item. */
const cveIdsMax = 5_000;

const severityByLevel: Readonly<Record<string, Severity>> = { 1: 'low', 2: 'low', 3: 'medium', 4: 'high', 5: 'critical' };

/** Elements of a check whose text is needed; the same names in both reports. */
export const flawTexts: ReadonlySet<string> = new Set([
  'TITLE',
  'SEVERITY',
  'CATEGORY',
  'SOLUTION',
  'CVSS_BASE',
  'CVSS3_BASE',
  'CVSS3_VERSION',
]);

export const cveMessage = 'A CVE identifier of the item is not one and was left out.';
export const potentialMessage =
  'The file holds potential vulnerabilities, which Qualys could not confirm; they are findings like the others. This is said once.';

export class Flaw {
  readonly nativeId: string;
  private readonly texts = new Map<string, string>();
  private readonly cves: string[] = [];

  constructor(nativeId: string) {
    this.nativeId = nativeId;
  }

  add(name: string, text: string): void {
    if (!this.texts.has(name)) this.texts.set(name, text.trim());
  }

  addCves(text: string): void {
    for (const id of text.split(',')) if (id.trim() !== '' && this.cves.length < cveIdsMax) this.cves.push(id);
  }

  get title(): string {
    return this.texts.get('TITLE') ?? '';
  }

  get hasNumber(): boolean {
    return /^\d{1,10}$/.test(this.nativeId);
  }

  get severity(): Severity | undefined {
    return severityByLevel[this.texts.get('SEVERITY') ?? ''];
  }

  get isCveMalformed(): boolean {
    return cveIdsIn(this.cves).length < new Set(this.cves.map((id) => id.trim().toUpperCase())).size;
  }

  check(): ImportedCheck {
    const solution = plainText(this.texts.get('SOLUTION') ?? '');
    return {
      scanner: 'qualys',
      nativeId: this.nativeId,
      title: cutText(this.title || `QID ${this.nativeId}`, titleCharactersMax),
      family: this.texts.get('CATEGORY') || null,
      solution: /^(n\/?a|not +applicable)?\.?$/i.test(solution) ? null : cutText(solution, solutionCharactersMax),
    };
  }

  statement(): Pick<ImportedVulnerability, 'cveIds' | 'cvss' | 'epss' | 'kev'> {
    return { cveIds: cveIdsIn(this.cves), cvss: this.cvss(), epss: null, kev: null };
  }

  /** The newest version that has a score; `-` stands for none. A vector may follow in brackets, without its version. */
  private cvss(): ImportedVulnerability['cvss'] {
    const three = scoreAndVector(this.texts.get('CVSS3_BASE'));
    if (three !== undefined) {
      const named = this.texts.get('CVSS3_VERSION');
      return { ...three, version: named === '3.0' || named === '3.1' ? named : null };
    }
    const two = scoreAndVector(this.texts.get('CVSS_BASE'));
    return two === undefined ? null : { ...two, version: '2.0' };
  }
}

function scoreAndVector(text: string | undefined): { readonly score: number; readonly vector: string | null } | undefined {
  const [, number, vector] = /^([\d.]+)(?:\s*\(([A-Za-z0-9:./]{5,300})\))?$/.exec(text ?? '') ?? [];
  const score = scoreOf(number);
  return score === undefined ? undefined : { score, vector: vector ?? null };
}

/** Solutions are written in HTML: breaks become line breaks, other tags go, the five usual entities are read. */
function plainText(html: string): string {
  return html
    .replace(/<(?:BR|P|LI)\b[^<>]{0,200}>/gi, '\n')
    .replace(/<\/?[A-Z][^<>]{0,500}>/gi, '')
    .replace(/&(lt|gt|quot|nbsp|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', nbsp: ' ' })[name] ?? '&')
    .replace(/[ \t]*\n\s*/g, '\n')
    .trim();
}
