/**
 * Wazuh's vulnerabilities → agents as assets, their flaws, and how well each agent was looked at. An item is one
 * vulnerability of one agent. Read are the answer of the API (`GET /vulnerability/…`, 4.7 and before), the answer of the
 * indexer (`wazuh-states-vulnerabilities-*`, 4.8 and after), and documents of that index as lines or as a list.
 * Followed: Wazuh API reference 4.7; Wazuh, "Vulnerability detection" (the fields of the index, ECS names). What is
 * read and dropped, and what an absence means: README.md.
 */
import type { ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { FileHead, ImporterLimits } from '../define-importer.ts';
import { defineImporter } from '../define-importer.ts';
import { objectOf } from '../json-facts.ts';
import type { JsonInterest, JsonObject, JsonOutput, JsonValue, JsonVisitor } from '../json-stream.ts';
import { jsonPathsIn, readJson } from '../json-stream.ts';
import { readRow } from './row.ts';

const limits: ImporterLimits = {
  bytesMax: 4 * 1024 ** 3,
  itemsMax: 10_000_000,
  depthMax: 32,
  fieldCharactersMax: 1_000_000,
  issuesMax: 1_000,
};

export const wazuh = defineImporter({
  id: 'wazuh',
  version: 2,
  title: 'Wazuh (JSON)',
  itemName: { en: 'vulnerability', nl: 'kwetsbaarheid' },
  produces: ['discovery', 'findings'],
  limits,
  accepts,
  parse: (bytes) => readJson(bytes, limits, (output) => new WazuhVisitor(output)),
});

function accepts(head: FileHead): boolean {
  const paths = jsonPathsIn(head);
  // Every answer of the API has this shape; only that of the vulnerabilities says so.
  if (paths.has('/data/affected_items')) return paths.has('/data/affected_items/*/cve') || /vulnerabilit/i.test(head.text);
  const isHit = paths.has('/hits/hits/*/_source') || paths.has('/*/_source') || paths.has('/_source');
  if (isHit) return head.text.includes('"vulnerability"') && /"agent"|wazuh/.test(head.text);
  if (paths.has('/hits/hits')) return /wazuh/i.test(head.text);
  return ['', '/*'].some((prefix) => paths.has(`${prefix}/agent/id`) && paths.has(`${prefix}/vulnerability/id`));
}

const rowPaths = new Set(['/data/affected_items/*', '/hits/hits/*', '/*', '/_source']);
const visitedPaths = new Set(['', '/data', '/data/affected_items', '/hits', '/hits/hits']);
/** Of a document of the index that stands by itself. */
const rowParts = new Set(['/agent', '/host', '/package', '/vulnerability']);
const countPaths = new Set(['/data/total_affected_items', '/data/total_failed_items', '/hits/total', '/timed_out', '/_shards']);

class WazuhVisitor implements JsonVisitor {
  private readonly output: JsonOutput;
  private isHeaderGiven = false;
  private isSeverityNoted = false;
  /** Key of the asset by agent. */
  private readonly agents = new Map<string, string>();
  private parts: Record<string, JsonValue> = {};
  private rows = 0;
  /** What the answers say they found; null = none says. */
  private found: number | null = null;
  private isCut = false;

  constructor(output: JsonOutput) {
    this.output = output;
  }

  enter(path: string): JsonInterest {
    return rowPaths.has(path) || rowParts.has(path) || countPaths.has(path) ? 'value' : visitedPaths.has(path) ? 'children' : 'skip';
  }

  value(path: string, value: JsonValue): void {
    if (rowPaths.has(path)) this.takeRow(value);
    else if (rowParts.has(path)) this.parts[path.slice(1)] = value;
    else this.takeCount(path, value);
  }

  leave(path: string): void {
    if (path !== '') return;
    const { parts } = this;
    this.parts = {};
    if (parts['vulnerability'] !== undefined) this.takeRow(parts);
  }

  end(): void {
    this.giveHeader();
    const isWhole = this.found !== null && this.rows >= this.found && !this.isCut;
    if (!isWhole && this.rows > 0) {
      const said = this.found === null ? 'does not say how many there are' : `says there are ${this.found}`;
      const message = `The file holds ${this.rows} vulnerabilities and ${said}: nothing that is not in it is taken as gone.`;
      this.issue({ code: 'answer-incomplete', message, severity: this.found === null ? 'note' : 'warning', itemNumber: null });
    }
    for (const assetKey of this.agents.values()) {
      this.record({
        kind: 'coverage',
        assetKey,
        observedAt: null,
        scanner: 'wazuh',
        depth: 'authenticated',
        // The answer does not repeat what was asked for (a severity, a package): two absences in a row are needed.
        checkSet: null,
        complete: isWhole,
      });
    }
  }

  private takeCount(path: string, value: JsonValue): void {
    const object: JsonObject | undefined = objectOf(value);
    if (path === '/data/total_failed_items') this.isCut ||= value !== 0;
    else if (path === '/timed_out') this.isCut ||= value === true;
    else if (path === '/_shards') this.isCut ||= typeof object?.['failed'] === 'number' && object['failed'] > 0;
    else {
      const total = object?.['value'] ?? value;
      // "At least so many": the indexer stopped counting.
      if (object?.['relation'] === 'gte') this.isCut = true;
      if (typeof total === 'number') this.found = Math.max(this.found ?? 0, total);
    }
  }

  private takeRow(value: JsonValue): void {
    const itemNumber = this.output.nextItem();
    this.rows += 1;
    this.giveHeader();
    const row = readRow(value);
    if (row.kind === 'incomplete') {
      const message = 'A row without vulnerability identifier or package was refused: there is nothing to know it by.';
      this.issue({ code: 'row-incomplete', message, severity: 'refused', itemNumber });
    } else if (row.kind === 'agent-missing') {
      const message =
        'The row does not say which agent it is about and was refused; add agent_name or agent_ip to it, or export the index (4.8 and after).';
      this.issue({ code: 'agent-missing', message, severity: 'refused', itemNumber });
    } else if (row.kind === 'obsolete') this.record({ kind: 'nothing', itemNumber, reason: 'obsolete' });
    else {
      if (row.isSeverityAssumed) this.noteSeverity();
      const base = { itemNumber, assetKey: this.assetKeyOf(row.agent, row.asset), observedAt: null };
      this.record({ kind: 'vulnerability', ...base, epss: null, kev: null, protocol: null, port: null, ...row.facts });
    }
  }

  private assetKeyOf(agent: string, facts: Extract<ImportedRecord, { kind: 'asset' }>['facts']): string {
    const known = this.agents.get(agent);
    if (known !== undefined) return known;
    const assetKey = `agent-${this.agents.size + 1}`;
    this.agents.set(agent, assetKey);
    this.record({ kind: 'asset', itemNumber: null, assetKey, role: 'discovery', observedAt: null, facts });
    return assetKey;
  }

  private noteSeverity(): void {
    if (this.isSeverityNoted) return;
    this.isSeverityNoted = true;
    const message = 'Some vulnerabilities carry neither severity nor score; they were read as medium. This is said once.';
    this.issue({ code: 'severity-assumed', message, severity: 'note', itemNumber: null });
  }

  /** The answer carries no date of its own: the day of the import is when it was observed. */
  private giveHeader(): void {
    if (this.isHeaderGiven) return;
    this.isHeaderGiven = true;
    this.output.emit({ kind: 'header', header: { observedAt: null, tool: 'Wazuh', partial: false } });
  }

  private record(record: ImportedRecord): void {
    this.output.emit({ kind: 'record', record });
  }

  private issue(remark: Omit<ImportIssue, 'path' | 'line'>): void {
    this.output.emit({ kind: 'issue', issue: { ...remark, path: this.output.path(), line: this.output.line() } });
  }
}
