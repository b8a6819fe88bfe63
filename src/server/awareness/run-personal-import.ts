/**
 * A file about people from its spool to its tables: no key is needed any more. Can be killed at any moment and run again, as any
 * import: what is merged is passed over. When it has ended the spool goes.
 */
import type { ImportIssue } from '#core/imports/imported-record.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, startOfDay, type Instant } from '#core/kernel/time.ts';
import type { PersonalIssue } from '#importers/define-personal-importer.ts';
import { personalImporters } from '#importers/personal-registry.ts';
import { countChunk, finishPersonalImport, insertPersonalIssues } from '#store/awareness/personal-imports.ts';
import { mergeRows, type PersonalFile } from '#store/awareness/personal-rows.ts';
import { dateFile, foldLeavers } from '#store/awareness/population.ts';
import { endReading, getImport, setObservedAt, startImport, type ImportRow } from '#store/imports.ts';
import { withOrganisation, type Scope } from '#store/scope.ts';
import type { ImportOutcome, RunImportOptions } from '../imports/run-import.ts';
import { forgetEndedSpool } from './forget-spools.ts';
import { readSpool, type SpoolLine } from './spool.ts';

const chunkLines = 2_000;

type Line = Exclude<SpoolLine, { kind: 'header' }>;

interface Chunk {
  readonly lines: Line[];
  bytesDone: number;
}

export async function runPersonalImport(options: RunImportOptions, row: ImportRow): Promise<ImportOutcome> {
  if (row.readAt === null) await read(options, row);
  await fold(options);
  const finished = await inScope(options, async (scope) => {
    await finishPersonalImport(scope, options.importId, options.clock.now());
    return getImport(scope, options.importId);
  });
  await forgetEndedSpool(options.database, options);
  options.onProgress?.(finished);
  return { row: finished, earliestDayTouched: null };
}

function inScope<T>({ database, organisationId }: RunImportOptions, work: (scope: Scope) => Promise<T>): Promise<T> {
  return withOrganisation(database, organisationId, work);
}

async function read(options: RunImportOptions, row: ImportRow): Promise<void> {
  let file: PersonalFile | null = null;
  let chunk: Chunk = { lines: [], bytesDone: 0 };
  let linesSeen = 0;
  let bytesDone = 0;
  for await (const { line, bytes } of readSpool(options.filePath)) {
    bytesDone += bytes;
    if (line.kind === 'header') {
      file = await begin(options, row, line);
      continue;
    }
    linesSeen += 1;
    if (linesSeen <= row.eventsDone) continue;
    // Never inside an item, whose remarks come before its row: it is counted once, in the chunk that has all of it.
    if (chunk.lines.length >= chunkLines && itemOf(line) !== itemOf(chunk.lines.at(-1))) {
      await merge(options, file, chunk);
      chunk = { lines: [], bytesDone: 0 };
    }
    chunk.lines.push(line);
    chunk.bytesDone = bytesDone;
  }
  if (chunk.lines.length > 0) await merge(options, file, chunk);
  await inScope(options, (scope) => endReading(scope, row.id, { outcome: 'complete', problem: null, readAt: options.clock.now() }));
}

function itemOf(line: Line | undefined): number | null {
  if (line === undefined) return null;
  return line.kind === 'row' ? line.row.itemNumber : line.issue.itemNumber;
}

async function begin(options: RunImportOptions, row: ImportRow, header: Extract<SpoolLine, { kind: 'header' }>): Promise<PersonalFile> {
  return inScope(options, async (scope) => {
    const { importer, importerVersion } = header;
    const started = await startImport(scope, row.id, { importer, importerVersion, source: importer, startedAt: options.clock.now() });
    if (started.itemsDone === 0) await setObservedAt(scope, row.id, observedOf(row, header));
    const { observedAt } = await getImport(scope, row.id);
    invariant(observedAt !== null, 'an import knows its instant before its first chunk');
    const file = { importId: row.id, observedOn: dayOf(observedAt, scope.timeZone) };
    await dateFile(scope, file);
    return file;
  });
}

function observedOf(
  row: ImportRow,
  { observedAt, partial }: { observedAt: Instant | null; partial: boolean },
): Parameters<typeof setObservedAt>[2] {
  if (observedAt !== null) return { observedAt, basis: 'file', partialFile: partial };
  if (row.observedAt !== null && row.observedAtBasis === 'asked')
    return { observedAt: row.observedAt, basis: 'asked', partialFile: partial };
  return { observedAt: row.receivedAt, basis: 'upload', partialFile: partial };
}

async function merge(options: RunImportOptions, file: PersonalFile | null, { lines, bytesDone }: Chunk): Promise<void> {
  stopIfAsked(options);
  invariant(file !== null, 'a spool begins with its header');
  const issues = lines.flatMap((line) => (line.kind === 'issue' ? [line.issue] : []));
  const row = await inScope(options, async (scope) => {
    const { importer } = await getImport(scope, options.importId);
    const of = personalImporters.find(({ id }) => id === importer);
    invariant(of !== undefined, 'a file that was accepted has an importer');
    const told = issues.map((issue) => ({ ...placeOf(issue), ...toldAs(of.issues[issue.code]) }));
    const rows = lines.flatMap((line) => (line.kind === 'row' ? [line.row] : []));
    const changed = await mergeRows(scope, file, rows, { newId: options.newId, now: options.clock.now() });
    const items = new Set(lines.map(itemOf).filter((item) => item !== null));
    const refused = new Set(told.filter(({ severity }) => severity === 'refused').map(({ itemNumber }) => itemNumber));
    const stored = [...changed].filter((item) => !refused.has(item)).length;
    const { timeZone } = scope;
    await countChunk(scope, options.importId, {
      lines: lines.length,
      items: items.size,
      bytes: bytesDone,
      stored,
      unchanged: items.size - stored - refused.size,
      refused: refused.size,
      changedFromAt: stored > 0 ? startOfDay(file.observedOn, timeZone) : null,
    });
    await insertPersonalIssues(scope, options.importId, told, of.limits.issuesMax);
    return getImport(scope, options.importId);
  });
  options.onProgress?.(row);
}

function placeOf({ code, line, column, itemNumber }: PersonalIssue): Pick<ImportIssue, 'code' | 'line' | 'path' | 'itemNumber'> {
  return { code, line, path: column === null ? null : `column ${column}`, itemNumber };
}

function toldAs(remark: { readonly severity: ImportIssue['severity']; readonly message: string } | undefined) {
  invariant(remark !== undefined, 'an importer makes only remarks that it lists');
  return { severity: remark.severity, message: remark.message };
}

const notWhole =
  'Nobody was counted as having left, because rows were refused and may be of somebody who then seems absent. Mend the file and hand it in again.';

/** Whoever a whole population does not name has left, unless a row was refused: that row may be anybody's. */
async function fold(options: RunImportOptions): Promise<void> {
  const { row, isPopulation } = await inScope(options, async (scope) => {
    const found = await getImport(scope, options.importId);
    const of = personalImporters.find(({ id }) => id === found.importer);
    return { row: found, isPopulation: of?.produces.includes('population') === true };
  });
  if (!isPopulation || row.partialFile || row.observedAt === null || row.read === 0) return;
  const { observedAt, refused } = row;
  if (refused > 0) {
    const remark = { code: 'population-not-whole', message: notWhole, path: null, line: null, severity: 'note', itemNumber: null };
    await inScope(options, (scope) => insertPersonalIssues(scope, options.importId, [remark], Number.MAX_SAFE_INTEGER));
    return;
  }
  for (let hasMore = true; hasMore;) {
    stopIfAsked(options);
    hasMore = await inScope(options, (scope) =>
      foldLeavers(scope, { importId: options.importId, observedOn: dayOf(observedAt, scope.timeZone) }),
    );
  }
}

function stopIfAsked({ signal, importId }: RunImportOptions): void {
  if (signal?.aborted === true)
    throw new Problem('import-interrupted', 'The import was stopped and goes on at the next start.', { importId });
}
