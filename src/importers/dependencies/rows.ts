/** The rows of a table of dependencies → records and issues, of a CSV file or of a sheet. It knows no asset and no node yet. */
import { nodeKeyOf, nodeNameCharactersMax, type AttachmentForm } from '#core/dependencies/graph.ts';
import { readAttachmentFilter } from '#core/dependencies/attachment-filter.ts';
import type { ImportedDependency, NamedNode } from '#core/imports/imported-dependency.ts';
import type { ImportIssue } from '#core/imports/imported-record.ts';
import { unguardFormula } from '#core/kernel/formula-guard.ts';
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import { recordKinds } from '#core/records/registry.ts';
import type { ParseEvent } from '../define-importer.ts';
import { issueEvents } from '../table/table-reading.ts';
import { hasColumns, type TableRow } from '../table/table-row.ts';
import { dependencyColumns, readCriticality, readEndKind, type DependencyColumns, type DependencyTarget } from './columns.ts';

export interface RowPlace {
  readonly headers: readonly string[];
  readonly columns: DependencyColumns;
  readonly itemNumber: number;
}

export function placeOf(headers: readonly string[], itemNumber: number): RowPlace {
  return { headers, columns: dependencyColumns(headers), itemNumber };
}

export function* readDependencyRow(row: TableRow, place: RowPlace): Generator<ParseEvent> {
  const reading = new DependencyRow(row, place);
  const record = reading.read();
  yield* issueEvents(reading.issues);
  if (record !== null) yield { kind: 'record', record };
}

/** Columns that nothing is read from, named once. */
export function unreadColumns(headers: readonly string[]): readonly ImportIssue[] {
  const read = new Set(dependencyColumns(headers).values());
  const unread = headers
    .filter((header, index) => header.trim() !== '' && !read.has(index))
    .map((header) => `"${header.slice(0, 60).toWellFormed()}"`);
  if (unread.length === 0) return [];
  const message = `Not read, because no field is known for it: ${unread.slice(0, 50).join(', ')}.`;
  return [{ code: 'column-not-read', message, path: null, line: null, severity: 'note', itemNumber: null }];
}

type RowEnd =
  | { readonly is: 'node'; readonly node: NamedNode }
  | { readonly is: 'assets'; readonly assets: { readonly kind: AttachmentForm; readonly text: string } };

class DependencyRow {
  readonly issues: ImportIssue[] = [];
  private readonly row: TableRow;
  private readonly place: RowPlace;

  constructor(row: TableRow, place: RowPlace) {
    this.row = row;
    this.place = place;
  }

  read(): ImportedDependency | null {
    const { headers, itemNumber } = this.place;
    if (!hasColumns(this.row.cells, headers.length))
      return this.refuse('row-column-count', 'The row has another number of columns than the header row.', null);
    if (this.row.cells.some(hasForbiddenCharacters)) {
      const message = 'A cell holds a NUL character or half a surrogate pair, which cannot be stored.';
      return this.refuse('value-forbidden-characters', message, null);
    }
    const from = this.end('from', 'fromKind');
    const to = this.end('to', 'toKind');
    if (from === undefined || to === undefined) return null;
    if (from === null && to === null) return this.refuse('row-names-nothing', 'The row names nothing in either column.', null);
    if (to !== null && to.is === 'assets') {
      const message = 'Nothing is carried by an asset: put the asset in the first column, and what depends on it in the second.';
      return this.refuse('asset-as-dependent', message, 'toKind');
    }
    if (from?.is === 'assets' && to === null)
      return this.refuse('asset-belongs-nowhere', 'The row names an asset, and nothing that depends on it.', 'to');
    if (from?.is === 'node' && to !== null && nodeKeyOf(from.node.kind, from.node.name) === nodeKeyOf(to.node.kind, to.node.name))
      return this.refuse('edge-to-itself', `"${to.node.name}" cannot depend on itself.`, 'to');
    const isEdge = from !== null && to !== null;
    if (isEdge && (this.text('tier') !== '' || this.text('owner') !== ''))
      this.report('warning', 'facts-on-edge', 'Tier and owner are read only from a row that names one thing; left out.', 'tier');
    const facts = isEdge ? { tier: null, owner: null } : { tier: this.tier(), owner: this.text('owner') || null };
    const provider = from === null ? null : from.is === 'node' ? from.node : from.assets;
    const criticality = this.criticality();
    return { kind: 'dependency', itemNumber, line: this.row.line, from: provider, to: to?.node ?? null, criticality, ...facts };
  }

  /** Null: the cell is empty. Undefined: refused. */
  private end(nameTarget: 'from' | 'to', kindTarget: 'fromKind' | 'toKind'): RowEnd | null | undefined {
    const text = this.text(nameTarget);
    if (text === '') return null;
    const kindText = this.text(kindTarget);
    const kind = readEndKind(kindText);
    if (kind === undefined) {
      const known = 'supplier, base service, system, service, care process, asset or filter';
      const message =
        kindText === ''
          ? `Of "${text.slice(0, 60)}" the kind is not said; write ${known}.`
          : `"${kindText.slice(0, 60)}" is no kind; write ${known}.`;
      this.report('refused', 'kind-unknown', message, kindTarget);
      return undefined;
    }
    const charactersMax = kind === 'filter' ? 8_000 : nodeNameCharactersMax;
    if (text.length > charactersMax) {
      this.report('refused', 'name-too-long', `A name has at most ${nodeNameCharactersMax} characters.`, nameTarget);
      return undefined;
    }
    if (kind !== 'asset' && kind !== 'filter') return { is: 'node', node: { kind, name: text } };
    if (kind === 'filter') {
      const read = readAttachmentFilter(text, recordKinds);
      if (read.kind === 'refused') {
        this.report('refused', 'filter-not-readable', read.detail, nameTarget);
        return undefined;
      }
    }
    return { is: 'assets', assets: { kind, text } };
  }

  private criticality() {
    const text = this.text('criticality');
    if (text === '') return null;
    const read = readCriticality(text);
    if (read !== undefined) return read;
    const message = `"${text.slice(0, 60)}" is no criticality; write essential, important or supporting. It counts as essential.`;
    this.report('warning', 'criticality-unknown', message, 'criticality');
    return null;
  }

  private tier(): number | null {
    const text = this.text('tier');
    if (text === '') return null;
    if (/^[1-4]$/.test(text)) return Number(text);
    this.report('warning', 'tier-unknown', `"${text.slice(0, 60)}" is no tier; write 1 to 4. Left out.`, 'tier');
    return null;
  }

  /** Without the guard that our own table has before what a spreadsheet would run. */
  private text(target: DependencyTarget): string {
    const index = this.place.columns.get(target);
    return index === undefined ? '' : unguardFormula((this.row.cells[index] ?? '').trim());
  }

  private refuse(code: string, message: string, target: DependencyTarget | null): null {
    this.report('refused', code, message, target);
    return null;
  }

  private report(severity: ImportIssue['severity'], code: string, message: string, target: DependencyTarget | null): void {
    // One refusal says enough: the item is counted once.
    if (severity === 'refused' && this.issues.some((issue) => issue.severity === 'refused')) return;
    const index = target === null ? undefined : this.place.columns.get(target);
    const path = index === undefined ? null : (this.place.headers[index] ?? null);
    this.issues.push({ code, message, path, line: this.row.line, severity, itemNumber: this.place.itemNumber });
  }
}
