/**
 * One import from its stored bytes to its end: recognise, parse, merge chunk by chunk, fold. Can be killed at any
 * moment and run again: what is merged is passed over, what is not is merged, and the end is the same.
 * While one chunk is merged the next is parsed, so two of them are in memory at most.
 */
import { createReadStream } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Id, NewId, OrganisationId } from '#core/kernel/id.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import type { Clock, Day } from '#core/kernel/time.ts';
import type { ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { ImportedHeader, Importer, ParseEvent, TableChoice } from '#importers/define-importer.ts';
import { chooseImporter } from '#importers/detect.ts';
import { openFile } from '#importers/read-head.ts';
import { findPersonalImport } from '#store/awareness/personal-imports.ts';
import type { Database } from '#store/database.ts';
import { endReading, getImport, listUnfinishedImports, setObservedAt, startImport, type ImportRow } from '#store/imports.ts';
import type { Chunk, ImportSession } from '#store/ingest/chunk.ts';
import { foldBills } from '#store/ingest/fold-components.ts';
import { finishImport, foldAbsent, foldGraph, foldTouched, foldWaiting, hasMerged, mergeChunk, openSession } from '#store/ingest/ingest.ts';
import { refreshModels } from '#store/device-models/refresh-models.ts';
import { refreshStatistics } from '#store/refresh-statistics.ts';
import { withOrganisation, type Scope } from '#store/scope.ts';
import { refreshDueComponentEnds } from '#store/support/component-ends.ts';
import { forgetEndedSpool } from '../awareness/forget-spools.ts';
import { runPersonalImport } from '../awareness/run-personal-import.ts';
import { sourceNameOf } from './source-name.ts';

export interface RunImportOptions {
  readonly database: Database;
  readonly organisationId: OrganisationId;
  readonly importId: Id;
  /** The bytes as handed in; gzip is unpacked on the way. */
  readonly filePath: string;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Told after each transaction. What it throws stops the import where it is. */
  readonly onProgress?: (row: ImportRow) => void;
  /** Stops between two transactions with Problem `import-interrupted`; running it again continues. */
  readonly signal?: AbortSignal;
  /** Items merged in one transaction, about. */
  readonly chunkItems?: number;
}

export interface ImportOutcome {
  readonly row: ImportRow;
  /** The first day whose measurements may differ; null when the file said nothing. */
  readonly earliestDayTouched: Day | null;
}

const largeFileBytes = 2_000_000;

/** A file that cannot be read as what it is ends `rejected` or `partial` in its row; only an interruption or a bug throws. */
export async function runImport(options: RunImportOptions): Promise<ImportOutcome> {
  const row = await inScope(options, (scope) => getImport(scope, options.importId));
  if (row.status !== 'accepted' && row.status !== 'running') return { row, earliestDayTouched: null };
  if ((await inScope(options, (scope) => findPersonalImport(scope, row.id))) !== null) return runPersonalImport(options, row);
  // Right behind another large one it may be merged by plans made for empty tables: 60 processor seconds instead of 4 (seen once). Many
  // small files in a row have their plans from the measuring between them; looking before each would cost more than it gives.
  if (row.sizeBytes > largeFileBytes) await refreshStatistics(options.database);
  if (row.readAt === null) await readFile(options, row);
  return fold(options);
}

/**
 * Ends an import whose reading an error of ours stops for good: what is merged stands as read in part and is folded like
 * any other. One that was read to its end is folded only.
 */
export async function endInPart(
  options: RunImportOptions,
  problem: { readonly code: string; readonly detail: string },
): Promise<ImportOutcome> {
  await inScope(options, async (scope) => {
    const row = await getImport(scope, options.importId);
    if (row.readAt !== null) return;
    if (row.observedAt === null) await setObservedAt(scope, row.id, observedOf(row, null));
    const outcome = (await hasMerged(scope, row)) ? 'partial' : 'rejected';
    await endReading(scope, row.id, { outcome, problem, readAt: options.clock.now() });
  });
  const ended = await fold(options);
  await forgetEndedSpool(options.database, options);
  return ended;
}

function inScope<T>(options: RunImportOptions, work: (scope: Scope) => Promise<T>): Promise<T> {
  return withOrganisation(options.database, options.organisationId, work);
}

function stopIfAsked({ signal, importId }: RunImportOptions): void {
  if (signal?.aborted === true)
    throw new Problem('import-interrupted', 'The import was stopped and goes on at the next start.', { importId });
}

async function readFile(options: RunImportOptions, row: ImportRow): Promise<void> {
  const reading: Reading = { options, session: null, waiting: emptyChunk(), merging: null, bytesRead: 0, header: null };
  let problem: Problem | null = null;
  try {
    const { importer, bytes } = await recognise(reading, row);
    await parse(reading, await begin(reading, row, importer), importer, bytes);
  } catch (cause) {
    await reading.merging;
    if (!isProblem(cause) || options.signal?.aborted === true || cause.code === 'database-unavailable') throw cause;
    problem = cause;
    await flush(reading);
  }
  await reading.merging;
  await inScope(options, async (scope) => {
    const done = await getImport(scope, row.id);
    if (done.observedAt === null) await setObservedAt(scope, row.id, observedOf(done, reading.header));
    await endReading(scope, row.id, {
      outcome: problem === null ? 'complete' : (await hasMerged(scope, done)) ? 'partial' : 'rejected',
      problem: problem === null ? null : { code: problem.code, detail: problem.message },
      readAt: options.clock.now(),
    });
  });
}

interface Reading {
  readonly options: RunImportOptions;
  session: ImportSession | null;
  header: ImportedHeader | null;
  waiting: OpenChunk;
  /** The chunk before, on its way; never rejects unseen. */
  merging: Promise<void> | null;
  bytesRead: number;
  issuesMax?: number;
}

interface OpenChunk extends Chunk {
  readonly records: ImportedRecord[];
  readonly issues: ImportIssue[];
  itemsDone: number;
  eventsCount: number;
}

function emptyChunk(): OpenChunk {
  return { records: [], issues: [], itemsDone: 0, eventsCount: 0, bytesDone: 0, isLast: false };
}

async function recognise(reading: Reading, row: ImportRow): Promise<{ importer: Importer; bytes: AsyncIterable<Uint8Array> }> {
  const opened = await openFile(countedBytes(reading), row.file);
  const chosen = chooseImporter({ ...opened.head, choice: choiceOf(row) }, row.formatAsked ?? undefined);
  if (isProblem(chosen)) throw chosen;
  if (row.profileSettings !== null && chosen.importer.readsTables !== true) {
    const { title, id } = chosen.importer;
    const detail = `A mapping profile says how a table is read, and this file is ${title} (${id}). Hand it in without a profile.`;
    throw new Problem('file-format-mismatch', detail, { importer: id, profile: row.profileSlug });
  }
  return { importer: chosen.importer, bytes: opened.bytes };
}

/** What the person or the profile said when the file was handed in. */
function choiceOf({ mapping, profileSettings }: ImportRow): TableChoice {
  return { ...(mapping === null ? {} : { mapping }), ...(profileSettings === null ? {} : { settings: profileSettings }) };
}

async function* countedBytes(reading: Reading): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of createReadStream(reading.options.filePath) as AsyncIterable<Uint8Array>) {
      reading.bytesRead += bytes.length;
      yield bytes;
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    const detail = 'The stored bytes of this file cannot be read; hand the file in again.';
    throw new Problem('file-not-readable', detail, { code: String(cause.code) }, cause);
  }
}

async function begin(reading: Reading, row: ImportRow, importer: Importer): Promise<ImportRow> {
  if (row.importerVersion !== null && row.importerVersion !== importer.version && row.eventsDone > 0) {
    const detail = 'The node was updated while this file was being read, and now reads it otherwise. Hand the file in again.';
    throw new Problem('import-interrupted', detail, { importer: importer.id, before: row.importerVersion, now: importer.version });
  }
  reading.issuesMax = importer.limits.issuesMax;
  const source = importer.produces.some((one) => one === 'register' || one === 'dependencies')
    ? (sourceNameOf(row.file) ?? importer.id)
    : importer.id;
  const { clock, importId } = reading.options;
  return inScope(reading.options, (scope) =>
    startImport(scope, importId, { importer: importer.id, importerVersion: importer.version, source, startedAt: clock.now() }),
  );
}

async function parse(reading: Reading, row: ImportRow, importer: Importer, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const chunkItems = reading.options.chunkItems ?? 5_000;
  const timeZone = await inScope(reading.options, async (scope) => scope.timeZone);
  let eventNumber = 0;
  let itemsBefore = row.itemsDone;
  for await (const event of importer.parse(bytes, { timeZone, ...choiceOf(row) })) {
    eventNumber += 1;
    if (eventNumber % 500 === 0) await setImmediate();
    if (event.kind === 'header') reading.header = event.header;
    if (eventNumber <= row.eventsDone) continue;
    if (isFull(reading.waiting, event, { chunkItems, itemsBefore })) {
      itemsBefore = Math.max(itemsBefore, reading.waiting.itemsDone);
      await flush(reading);
    }
    take(reading.waiting, event);
  }
  await flush(reading, { isLast: true });
}

/**
 * Chunks end before an asset where they can: an asset and its findings are then merged and compared together. Never
 * inside an item, whose issue may come before its record: an item is counted once, in the chunk that has all of it.
 */
function isFull(chunk: OpenChunk, event: ParseEvent, { chunkItems, itemsBefore }: { chunkItems: number; itemsBefore: number }): boolean {
  const itemNumber = itemNumberOf(event);
  if (itemNumber !== null && itemNumber <= chunk.itemsDone) return false;
  const size = Math.max(chunk.itemsDone - itemsBefore, (chunk.records.length + chunk.issues.length) / 4);
  if (size < chunkItems) return false;
  return size >= 2 * chunkItems || (event.kind === 'record' && event.record.kind === 'asset');
}

/** Null for what belongs to the file or to several items. */
function itemNumberOf(event: ParseEvent): number | null {
  if (event.kind === 'header') return null;
  if (event.kind === 'issue') return event.issue.itemNumber;
  return 'itemNumber' in event.record ? event.record.itemNumber : null;
}

function take(chunk: OpenChunk, event: ParseEvent): void {
  chunk.eventsCount += 1;
  if (event.kind === 'header') return;
  const itemNumber = itemNumberOf(event);
  if (itemNumber !== null && itemNumber > chunk.itemsDone) chunk.itemsDone = itemNumber;
  if (event.kind === 'issue') chunk.issues.push(event.issue);
  else chunk.records.push(event.record);
}

/** Hands the waiting chunk over, after the one before it is stored. */
async function flush(reading: Reading, { isLast } = { isLast: false }): Promise<void> {
  if (reading.waiting.eventsCount === 0) return;
  const chunk: Chunk = { ...reading.waiting, bytesDone: reading.bytesRead, isLast };
  reading.waiting = emptyChunk();
  await reading.merging;
  stopIfAsked(reading.options);
  reading.merging = merge(reading, chunk);
  // Awaited at the next chunk or at the end; until then a failure must not count as unhandled.
  reading.merging.catch(() => undefined);
}

async function merge(reading: Reading, chunk: Chunk): Promise<void> {
  const { options } = reading;
  const row = await inScope(options, async (scope) => {
    reading.session ??= await openImportSession(scope, reading);
    return mergeChunk(scope, reading.session, chunk);
  });
  options.onProgress?.(row);
}

async function openImportSession(scope: Scope, { options, header, issuesMax }: Reading): Promise<ImportSession> {
  const row = await getImport(scope, options.importId);
  await setObservedAt(scope, row.id, observedOf(row, header));
  return openSession(scope, await getImport(scope, row.id), { newId: options.newId, issuesMax: issuesMax ?? 0 });
}

function observedOf(row: ImportRow, header: ImportedHeader | null): Parameters<typeof setObservedAt>[2] {
  const partialFile = header?.partial ?? false;
  if (header?.observedAt != null) return { observedAt: header.observedAt, basis: 'file', partialFile };
  if (row.observedAt !== null && row.observedAtBasis === 'asked') return { observedAt: row.observedAt, basis: 'asked', partialFile };
  return { observedAt: row.receivedAt, basis: 'upload', partialFile };
}

async function fold(options: RunImportOptions): Promise<ImportOutcome> {
  await foldAll(options, (scope, row) => foldAbsent(scope, row, { newId: options.newId }), { isStopped: false });
  await foldAll(options, (scope, row) => foldWaiting(scope, row, { newId: options.newId }), { isStopped: false });
  await foldAll(options, foldBills, { isStopped: false });
  await foldAll(options, refreshDueComponentEnds, { isStopped: false });
  const { clock, newId } = options;
  await foldAll(options, (scope, row) => foldGraph(scope, row, { now: clock.now(), newId }), { isStopped: false });
  // Two at once: while one computes, the other's rows are written.
  const shared = { isStopped: false };
  const lane = () => foldAll(options, (scope, row) => foldTouched(scope, row, { newId: options.newId }), shared);
  const lanes = await Promise.allSettled([lane(), lane()]);
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
  const finished = await inScope(options, async (scope) => {
    const ended = await finishImport(scope, options.importId, options.clock.now());
    // While other files wait, the last of them counts the models: counting after each took 5 of the 78 seconds of 60 files (measured).
    if ((await listUnfinishedImports(scope)).length === 0) await refreshModels(scope, options.newId);
    return ended;
  });
  options.onProgress?.(finished.row);
  return finished;
}

/** One transaction after another until nothing is left, or another lane failed. */
async function foldAll(
  options: RunImportOptions,
  work: (scope: Scope, row: ImportRow) => Promise<boolean>,
  shared: { isStopped: boolean },
): Promise<void> {
  try {
    for (let hasMore = true; hasMore && !shared.isStopped;) {
      stopIfAsked(options);
      const done = await inScope(options, async (scope) => {
        const row = await getImport(scope, options.importId);
        return { row, hasMore: await work(scope, row) };
      });
      hasMore = done.hasMore;
      options.onProgress?.(done.row);
    }
  } catch (cause) {
    shared.isStopped = true;
    throw cause;
  }
}
