/**
 * The structured output of Nmap's scripts (NSE) that states a vulnerability: the `vulners` script (a table per CPE, in
 * it a table per identifier) and every script that reports through Nmap's vulnerability library (a table with `state`).
 * The free-text output is not read. Nmap grades nothing itself: severity comes from the score or the script's risk word.
 * Followed: nmap.dtd (script, table, elem); CVSS v3.1 section 5 (bands of the qualitative scale).
 */
import type { ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Severity } from '#core/vulnerabilities/finding.ts';
import { cveIdsIn, scoreOf } from '../host-facts.ts';

/** What a script stated, without the place where it ran. */
export type ScriptStatement = Pick<ImportedVulnerability, 'check' | 'severity' | 'cveIds' | 'cvss'> & {
  readonly isSeverityAssumed: boolean;
};

/** One script on one port; the longest real list of `vulners` has some hundreds. */
const statementsMax = 20_000;

type Fields = Map<string, string[]>;

/** Follows one `<script>`; tables and their elements are reported to it as they come. */
export class ScriptReading {
  readonly id: string;
  readonly statements: ScriptStatement[] = [];
  private readonly output: string;
  private readonly scanner: string;
  private readonly keys: string[] = [];
  /** Fields of the table at depth 1 and at depth 2. */
  private readonly fields: [Fields, Fields] = [new Map(), new Map()];

  constructor(id: string, output: string, scanner: string) {
    this.id = id;
    this.output = output;
    this.scanner = scanner;
  }

  /** True when the text speaks of CVEs but nothing structured came with it (old script versions). */
  get isUnstructured(): boolean {
    return this.id === 'vulners' && this.statements.length === 0 && /CVE-\d{4}-\d{4,}/.test(this.output);
  }

  openTable(key: string): void {
    this.keys.push(key);
    if (this.keys.length <= 2) this.fields[this.keys.length - 1]?.clear();
  }

  closeTable(): void {
    const depth = this.keys.length;
    const hasRoom = this.statements.length < statementsMax;
    if (hasRoom && this.id === 'vulners' && depth === 2) this.addVulners();
    if (hasRoom && this.id !== 'vulners' && depth === 1) this.addLibraryReport();
    this.keys.pop();
  }

  element(key: string, text: string): void {
    const depth = this.keys.length;
    if (depth === 0 || depth > 2) return;
    // Elements of `<table key="ids">` and `<table key="scores">` count for the report they are in.
    const isInner = depth === 2 && this.id !== 'vulners';
    const fields = this.fields[isInner ? 0 : depth - 1];
    const name = isInner ? (this.keys[1] ?? '') : key;
    const values = fields?.get(name);
    if (values === undefined) fields?.set(name, [text]);
    else if (values.length < 100) values.push(text);
  }

  private addVulners(): void {
    const fields = this.fields[1];
    const cveIds = cveIdsIn(fields.get('id') ?? []);
    if (fields.get('type')?.[0] !== 'cve' || cveIds.length === 0) return;
    const product = this.keys[0] ?? '';
    const score = scoreOf(fields.get('cvss')?.[0]);
    this.statements.push({
      check: {
        scanner: this.scanner,
        nativeId: `vulners/${product}`,
        title: `Known vulnerability of ${productOf(product)}`,
        family: 'vulners',
        solution: null,
      },
      severity: score === undefined ? 'medium' : severityOfScore(score),
      isSeverityAssumed: score === undefined,
      cveIds,
      cvss: score === undefined ? null : { score, vector: null, version: null },
    });
  }

  private addLibraryReport(): void {
    const fields = this.fields[0];
    const state = fields.get('state')?.[0]?.trim().toUpperCase() ?? '';
    if (!/^(LIKELY )?VULNERABLE\b/.test(state)) return;
    const cveIds = cveIdsIn([this.keys[0] ?? '', ...(fields.get('ids') ?? []).map((id) => id.replace(/^CVE:/i, ''))]);
    const scores = (fields.get('scores') ?? []).map((text) => scoreOf(/^\d+(\.\d+)?/.exec(text.trim())?.[0]));
    const score = scores.find((value) => value !== undefined);
    const risk = /Risk factor:\s*(low|medium|high|critical)/i.exec(this.output)?.[1]?.toLowerCase() as Severity | undefined;
    const severity = risk ?? (score === undefined ? undefined : severityOfScore(score));
    this.statements.push({
      check: {
        scanner: this.scanner,
        nativeId: this.id,
        title: fields.get('title')?.[0]?.trim() || this.id,
        family: 'vuln',
        solution: null,
      },
      severity: severity ?? 'medium',
      isSeverityAssumed: severity === undefined,
      cveIds,
      cvss: score === undefined ? null : { score, vector: null, version: null },
    });
  }
}

/** `cpe:/a:openbsd:openssh:7.4` → `openssh 7.4`. */
function productOf(cpe: string): string {
  const [, , product, ...version] = cpe.replace(/^cpe:\/?(2\.3:)?/, '').split(':');
  return [product, version[0]].filter((part) => part !== undefined && part !== '' && part !== '*').join(' ') || cpe;
}

function severityOfScore(score: number): Severity {
  return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
}
