/**
 * Microsoft Defender Vulnerability Management → machines as assets, their flaws, and how well each machine was looked at.
 * An item is one row: a vulnerability of one product on one machine, or a machine. Read are the answers of the API
 * (`value`, several may follow each other), the files of the assessment export (one row per line), and the answer of
 * advanced hunting (`Results`).
 * Followed: Microsoft, "Microsoft Defender for Endpoint API" (vulnerabilities by machine, software vulnerabilities
 * assessment, machines), "DeviceTvmSoftwareVulnerabilities". What is read and dropped, and what an absence means: README.md.
 */
import type { ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { FileHead, ImporterLimits } from '../define-importer.ts';
import { defineImporter } from '../define-importer.ts';
import { textOf } from '../json-facts.ts';
import type { JsonInterest, JsonOutput, JsonValue, JsonVisitor } from '../json-stream.ts';
import { jsonPathsIn, readJson } from '../json-stream.ts';
import type { DefenderRow } from './row.ts';
import { readRow } from './row.ts';

const limits: ImporterLimits = {
  bytesMax: 8 * 1024 ** 3,
  itemsMax: 20_000_000,
  depthMax: 32,
  fieldCharactersMax: 1_000_000,
  issuesMax: 1_000,
};

export const msDefender = defineImporter({
  id: 'ms-defender',
  version: 1,
  title: 'Microsoft Defender (JSON)',
  itemName: { en: 'row', nl: 'rij' },
  produces: ['discovery', 'findings'],
  limits,
  accepts,
  parse: (bytes) => readJson(bytes, limits, (output) => new DefenderVisitor(output)),
});

const listPaths = ['/value/*', '/Results/*', '/*', ''];

function accepts(head: FileHead): boolean {
  const paths = jsonPathsIn(head);
  const has = (...names: readonly string[]): boolean => names.some((name) => paths.has(name));
  const isRow = listPaths.some((list) => {
    const isFlaw = has(`${list}/cveId`, `${list}/CveId`) && has(`${list}/machineId`, `${list}/deviceId`, `${list}/DeviceId`);
    return isFlaw || (has(`${list}/computerDnsName`) && has(`${list}/id`));
  });
  const isEmptyAnswer = has('/@odata.context') && has('/value') && !has('/value/*') && /securitycenter|security\.microsoft/.test(head.text);
  return isRow || isEmptyAnswer;
}

const rowPaths = new Set(['/value/*', '/Results/*', '/*']);
const listPathsOfAnswer = new Set(['/value', '/Results']);
const aboutQuery = new Set(['/Schema', '/Stats']);
const nextPath = '/@odata.nextLink';

class DefenderVisitor implements JsonVisitor {
  private readonly output: JsonOutput;
  private isHeaderGiven = false;
  private isSeverityNoted = false;
  /** Key of the asset by machine, and whether a flaw of it was read. */
  private readonly machines = new Map<string, { readonly assetKey: string; isLookedAt: boolean }>();
  /** Fields of a document that is a row by itself. */
  private row: Record<string, JsonValue> = {};
  private isAnswer = false;
  private isLastPage = false;
  /** Rows without an answer around them, or the rows of a query: of these nobody knows whether they are all. */
  private isPart = false;
  private flaws = 0;

  constructor(output: JsonOutput) {
    this.output = output;
  }

  enter(path: string): JsonInterest {
    if (path === '') {
      this.row = {};
      this.isAnswer = false;
      this.isLastPage = true;
      return 'children';
    }
    if (path === '/value' || path === '/Results' || path === '/*') this.isAnswer = true;
    if (path === '/Results' || path === '/*') this.isPart = true;
    if (rowPaths.has(path) || path === nextPath) return 'value';
    if (listPathsOfAnswer.has(path)) return 'children';
    // A field of a document that is a row by itself. Compared without an expression: there are millions.
    return path.indexOf('/', 1) === -1 && path.charAt(1) !== '@' && !aboutQuery.has(path) ? 'value' : 'skip';
  }

  value(path: string, value: JsonValue): void {
    if (rowPaths.has(path)) this.takeRow(value);
    else if (path === nextPath) this.isLastPage = textOf(value) === undefined;
    else if (path !== '') this.row[path.slice(1)] = value;
  }

  leave(path: string): void {
    if (path !== '' || this.isAnswer || Object.keys(this.row).length === 0) return;
    this.isPart = true;
    this.takeRow(this.row);
    this.row = {};
  }

  end(): void {
    this.giveHeader();
    const isWhole = this.isLastPage && !this.isPart;
    if (!isWhole && this.flaws > 0) {
      const message = this.isPart
        ? 'The file is a part of an export or the result of a query, and does not say that it holds all: nothing that is not in it is taken as gone.'
        : 'The answer says that more follows (@odata.nextLink): nothing that is not in it is taken as gone. Put all pages into one file.';
      this.issue({ code: 'answer-incomplete', message, severity: this.isPart ? 'note' : 'warning', itemNumber: null });
    }
    for (const { assetKey, isLookedAt } of this.machines.values()) {
      // A list of machines says nothing of flaws.
      if (!isLookedAt) continue;
      this.record({
        kind: 'coverage',
        assetKey,
        observedAt: null,
        scanner: 'ms-defender',
        depth: 'authenticated',
        // The answer does not repeat its filter, and the last page looks like a whole answer: two absences in a row are needed.
        checkSet: null,
        complete: isWhole,
      });
    }
  }

  private takeRow(value: JsonValue): void {
    const itemNumber = this.output.nextItem();
    this.giveHeader();
    const row = readRow(value);
    if (row.kind === 'incomplete') {
      const message = 'A row without vulnerability or product, and that is no machine, was refused: there is nothing to know it by.';
      this.issue({ code: 'row-incomplete', message, severity: 'refused', itemNumber });
    } else if (row.kind === 'machine-missing') {
      const message = 'A row that does not say which machine it is about was refused.';
      this.issue({ code: 'machine-missing', message, severity: 'refused', itemNumber });
    } else if (row.kind === 'machine') this.takeMachine(row, itemNumber);
    else {
      this.flaws += 1;
      if (row.isSeverityAssumed) this.noteSeverity();
      // Not when the flaw was last seen: a row of the answer says that it is there as long as the answer is true.
      const base = { itemNumber, assetKey: this.assetKeyOf(row), observedAt: null };
      this.record({ kind: 'vulnerability', ...base, epss: null, kev: null, protocol: null, port: null, ...row.facts });
    }
  }

  private takeMachine({ machineId, asset: facts, observedAt }: Extract<DefenderRow, { kind: 'machine' }>, itemNumber: number): void {
    if (this.machines.has(machineId)) {
      this.record({ kind: 'nothing', itemNumber, reason: 'machine-repeated' });
      return;
    }
    const assetKey = this.newKey(machineId, false);
    this.record({ kind: 'asset', itemNumber, assetKey, role: 'discovery', observedAt, facts });
  }

  private assetKeyOf({ machineId, asset }: Extract<DefenderRow, { kind: 'flaw' }>): string {
    const known = this.machines.get(machineId);
    if (known !== undefined) {
      known.isLookedAt = true;
      return known.assetKey;
    }
    const assetKey = this.newKey(machineId, true);
    this.record({ kind: 'asset', itemNumber: null, assetKey, role: 'discovery', observedAt: null, facts: asset() });
    return assetKey;
  }

  private newKey(machineId: string, isLookedAt: boolean): string {
    const assetKey = `machine-${this.machines.size + 1}`;
    this.machines.set(machineId, { assetKey, isLookedAt });
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
    this.output.emit({ kind: 'header', header: { observedAt: null, tool: 'Microsoft Defender', partial: false } });
  }

  private record(record: ImportedRecord): void {
    this.output.emit({ kind: 'record', record });
  }

  private issue(remark: Omit<ImportIssue, 'path' | 'line'>): void {
    this.output.emit({ kind: 'issue', issue: { ...remark, path: this.output.path(), line: this.output.line() } });
  }
}
