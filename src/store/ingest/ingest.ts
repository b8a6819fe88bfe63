/**
 * Ingest: from what an importer says to records in PostgreSQL, in three steps that can each be killed and run again.
 * 1. `mergeChunk`: some thousand items in one transaction, with the counts and the place to continue from. Assets are
 *    resolved and folded here, because whether an item changed anything is known only after the fold.
 * 2. `endReading` (`store/imports.ts`): says what the file was worth. From here on its silence may close something.
 * 3. `foldAbsent`, then `foldTouched`, each until it answers false, then `finishImport`: who left a register, what closed, deadlines.
 * Not here: reading files (`server/imports/run-import.ts`) and the meaning of evidence (`core/assets`,
 * `core/vulnerabilities`). Everything stored is keyed by what was said and when, never by the order of arrival.
 */
import type {
  ImportedAsset,
  ImportedCoverage,
  ImportedDetection,
  ImportedRecord,
  ImportedSupportProduct,
  ImportedVulnerability,
  ImportIssue,
} from '#core/imports/imported-record.ts';
import { billFormats, type ImportedBill, type ImportedComponent } from '#core/imports/imported-bill.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { dayOf, type Day, type Instant } from '#core/kernel/time.ts';
import { foldDependencies, mergeDependencies } from '../dependencies/merge-dependencies.ts';
import { mergeForms } from '../device-models/merge-forms.ts';
import { getImport, lockImports, type ImportRow } from '../imports.ts';
import type { Scope } from '../scope.ts';
import { mergeSupport } from '../support/merge-support.ts';
import { foldWaitingAssets } from '../support/waiting-assets.ts';
import { openCatalogue } from './catalogue.ts';
import { itemOutcomes, type Chunk, type ImportSession, type ItemOutcome } from './chunk.ts';
import { foldAssets, foldSightedAssets } from './fold-assets.ts';
import { foldFindings, type TouchedAsset } from './fold-findings.ts';
import { linkBillsOfAssets } from './link-components.ts';
import { mergeAssets } from './merge-assets.ts';
import { loadOpenBills, mergeComponents } from './merge-components.ts';
import { mergeFindings } from './merge-findings.ts';
import { openFindings } from './open-findings.ts';
import { columnsOf, type Cell } from './staged-rows.ts';
import { touch } from './touch-assets.ts';

/** Assets whose findings are folded in one transaction. */
const foldBatchAssets = 500;
/** Assets taken off a register in one transaction. */
const absentBatchAssets = 5_000;

/** Begins or continues: loads what earlier chunks of this import found out. */
export async function openSession(
  scope: Scope,
  row: ImportRow,
  options: { readonly newId: NewId; readonly issuesMax: number },
): Promise<ImportSession> {
  invariant(row.source !== null && row.observedAt !== null, 'an import knows its source and instant before its first chunk');
  const known = await scope.client.query<{ asset_key: string; asset_id: Id; first_of_source: boolean; made: boolean }>(
    `select asset_key, asset_id, first_of_source, exists (select from asset_join made where made.organisation_id = $1
       and made.asset_id = named.asset_id and made.import_id = $2 and made.outcome <> 'joined') as made
     from import_asset named where organisation_id = $1 and import_id = $2`,
    [scope.organisationId, row.id],
  );
  return {
    organisationId: scope.organisationId,
    importId: row.id,
    source: row.source,
    observedAt: row.observedAt,
    newId: options.newId,
    issuesMax: options.issuesMax,
    assets: new Map(known.rows.map((one) => [one.asset_key, { assetId: one.asset_id, isFirstOfSource: one.first_of_source }])),
    assetIdsUsed: new Set(known.rows.map((one) => one.asset_id)),
    assetIdsMade: new Set(known.rows.filter((one) => one.made).map((one) => one.asset_id)),
    bills: await loadOpenBills(scope, row.id),
    catalogue: openCatalogue(row.observedAt, options.newId),
    namePairs: new Set(),
  };
}

/** Whether anything of it is stored: an item, or an asset without items. */
export async function hasMerged(scope: Scope, { id, read, refused }: ImportRow): Promise<boolean> {
  if (read > refused) return true;
  const { rows } = await scope.client.query('select from import_asset where organisation_id = $1 and import_id = $2 limit 1', [
    scope.organisationId,
    id,
  ]);
  return rows.length > 0;
}

interface Sorted {
  readonly bills: ImportedBill[];
  readonly components: ImportedComponent[];
  readonly support: ImportedSupportProduct[];
  readonly assets: ImportedAsset[];
  readonly coverages: ImportedCoverage[];
  readonly vulnerabilities: ImportedVulnerability[];
  readonly detections: ImportedDetection[];
}

function sortRecords(records: readonly ImportedRecord[]): Sorted {
  const sorted: Sorted = { assets: [], coverages: [], vulnerabilities: [], detections: [], bills: [], components: [], support: [] };
  for (const record of records) {
    if (record.kind === 'asset') sorted.assets.push(record);
    else if (record.kind === 'coverage') sorted.coverages.push(record);
    else if (record.kind === 'vulnerability') sorted.vulnerabilities.push(record);
    else if (record.kind === 'detection') sorted.detections.push(record);
    else if (record.kind === 'bill') sorted.bills.push(record);
    else if (record.kind === 'component') sorted.components.push(record);
    else if (record.kind === 'support-product') sorted.support.push(record);
  }
  return sorted;
}

/** One transaction's work. When it throws, the session is spent: open a new one. */
export async function mergeChunk(scope: Scope, session: ImportSession, chunk: Chunk): Promise<ImportRow> {
  await lockImports(scope);
  const before = await getImport(scope, session.importId);
  const { assets, coverages, vulnerabilities, detections, bills, components, support } = sortRecords(chunk.records);
  const refused = new Set(
    chunk.issues.flatMap((issue) => (issue.severity === 'refused' && issue.itemNumber !== null ? [issue.itemNumber] : [])),
  );
  const merged = await mergeAssets(scope, session, assets, coverages, { areKeysNeeded: !chunk.isLast || !hasStoredItem(chunk, refused) });
  const made = new Set(merged.statements.filter((one) => one.isNew).map((one) => one.assetId));
  for (const assetId of made) session.assetIdsMade.add(assetId);
  const findings = await mergeFindings(scope, session, vulnerabilities, detections, made);
  const folded = await foldSightedAssets(scope, merged, session.source, {
    key: session.importId,
    at: session.observedAt,
    newId: session.newId,
  });
  await linkBillsOfAssets(scope, [...merged.touched]);
  const componentsStored = await mergeComponents(scope, session, bills, components);
  const forms = await mergeForms(scope, session, chunk.records);
  const supportStored = await mergeSupport(scope, session, support);
  const dependencies = await mergeDependencies(scope, session, chunk.records);
  const opened = await openFindings(scope, session, findings.opened, coverages);
  const isLeft = (assetId: Id): boolean => !opened.assetIds.has(assetId);
  await touch(scope, session.importId, {
    lookedAt: new Map([...merged.lookedAt].filter(([assetId]) => isLeft(assetId))),
    observed: [...findings.touched].filter(isLeft),
    observedInThePast: [...findings.observedInThePast],
    // The deadlines of those opened rest on no fact of the asset.
    historyChangedFrom: new Map([...folded.historyChangedFrom].filter(([assetId]) => isLeft(assetId))),
  });
  const outcomes = new Outcomes(session);
  for (const statement of assets) {
    const assetId = session.assets.get(statement.assetKey)?.assetId;
    const isStored = assetId !== undefined && (made.has(assetId) || folded.factsChanged.has(assetId));
    if (statement.itemNumber !== null) outcomes.note(statement.itemNumber, statement.assetKey, isStored);
  }
  for (const item of [...vulnerabilities, ...detections])
    outcomes.note(item.itemNumber, item.assetKey, findings.itemsStored.has(item.itemNumber));
  for (const item of components) outcomes.note(item.itemNumber, item.billKey, componentsStored.has(item.itemNumber));
  for (const [itemNumber, isStored] of [...forms.items, ...dependencies.items]) outcomes.note(itemNumber, '', isStored);
  for (const item of support) outcomes.note(item.itemNumber, '', supportStored.has(item.itemNumber));
  const issues = [...chunk.issues, ...dependencies.issues];
  await storeIssues(scope, session, before, issues);
  const registerRows = assets.filter((one) => one.role === 'register').length;
  const [changedFromAt = null] = [folded, opened, forms]
    .map((one) => one.changedFromAt)
    .filter((at) => at !== null)
    .toSorted();
  return advance(scope, session, { before, chunk: { ...chunk, issues }, counts: outcomes.count(refused), registerRows, changedFromAt });
}

/** Where there is none, the keys of the assets are what tells that the file named any (`hasMerged`, `finishImport`). */
function hasStoredItem({ records }: Chunk, refused: ReadonlySet<number>): boolean {
  return records.some((record) => 'itemNumber' in record && record.itemNumber !== null && !refused.has(record.itemNumber));
}

/** What each item came to; of several records of one item the strongest counts. */
class Outcomes {
  readonly #byItem = new Map<number, ItemOutcome>();
  readonly #session: ImportSession;

  constructor(session: ImportSession) {
    this.#session = session;
  }

  note(itemNumber: number, assetKey: string, isStored: boolean): void {
    const isMerged = this.#session.assets.get(assetKey)?.isFirstOfSource === true;
    const outcome: ItemOutcome = isStored ? 'stored' : isMerged ? 'merged' : 'unchanged';
    const before = this.#byItem.get(itemNumber);
    if (before === undefined || itemOutcomes.indexOf(outcome) > itemOutcomes.indexOf(before)) this.#byItem.set(itemNumber, outcome);
  }

  count(refused: ReadonlySet<number>): Counts {
    const counts = { stored: 0, merged: 0, refused: refused.size };
    for (const [itemNumber, outcome] of this.#byItem) {
      if (outcome !== 'unchanged' && !refused.has(itemNumber)) counts[outcome] += 1;
    }
    return counts;
  }
}

interface Counts {
  readonly stored: number;
  readonly merged: number;
  readonly refused: number;
}

interface Advance {
  readonly before: ImportRow;
  readonly chunk: Chunk;
  readonly counts: Counts;
  readonly registerRows: number;
  readonly changedFromAt: Instant | null;
}

async function advance(
  scope: Scope,
  session: ImportSession,
  { before, chunk, counts, registerRows, changedFromAt }: Advance,
): Promise<ImportRow> {
  const itemsDone = Math.max(before.itemsDone, chunk.itemsDone);
  const read = itemsDone - before.itemsDone;
  const unchanged = read - counts.stored - counts.merged - counts.refused;
  invariant(unchanged >= 0, 'every item of a chunk has one outcome');
  await scope.client.query(
    `update import_run set items_done = $3, events_done = events_done + $4, bytes_done = greatest(bytes_done, $5), read = read + $6,
       stored = stored + $7, merged = merged + $8, unchanged = unchanged + $9, refused = refused + $10, issues_total = issues_total + $11,
       register_rows = register_rows + $12, changed_from_at = least(changed_from_at, $13)
     where organisation_id = $1 and id = $2`,
    [
      scope.organisationId,
      session.importId,
      itemsDone,
      chunk.eventsCount,
      chunk.bytesDone,
      read,
      counts.stored,
      counts.merged,
      unchanged,
      counts.refused,
      chunk.issues.length,
      registerRows,
      changedFromAt,
    ],
  );
  return getImport(scope, session.importId);
}

async function storeIssues(scope: Scope, session: ImportSession, before: ImportRow, issues: readonly ImportIssue[]): Promise<void> {
  const room = Math.max(0, session.issuesMax - before.issuesTotal);
  const rows = issues.slice(0, room).map((issue, index): Cell[] => {
    const { code, message, path, line, severity, itemNumber } = issue;
    return [before.issuesTotal + index + 1, code, message, path, line, severity, itemNumber];
  });
  if (rows.length === 0) return;
  await scope.client.query(
    `insert into import_issue (organisation_id, import_id, number, code, message, path, line, severity, item_number)
     select $1, $2, given.* from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::bigint[]) as given`,
    [scope.organisationId, session.importId, ...columnsOf(rows, 7)],
  );
}

/**
 * After `endReading`, first: one transaction's work of folding assets that a full register no longer has.
 * @returns false when none is left
 */
export async function foldAbsent(scope: Scope, row: ImportRow, { newId }: { readonly newId: NewId }): Promise<boolean> {
  await lockImports(scope);
  if (row.observedAt === null) return false;
  const absent = await loadAbsent(scope, row);
  if (absent.length === 0) return false;
  const hasMore = absent.length === absentBatchAssets;
  const folded = await foldAssets(scope, absent, { key: row.id, at: row.observedAt, newId });
  await linkBillsOfAssets(scope, absent);
  await touch(scope, row.id, { lookedAt: new Map(), observed: [], observedInThePast: [], historyChangedFrom: folded.historyChangedFrom });
  await noteChange(scope, row.id, folded.changedFromAt);
  return hasMore;
}

/** Then: one transaction's work of folding assets whose end of support a list may have changed. @returns false when none is left */
export async function foldWaiting(scope: Scope, row: ImportRow, { newId }: { readonly newId: NewId }): Promise<boolean> {
  if (row.observedAt === null) return false;
  const { hasMore, changedFromAt } = await foldWaitingAssets(scope, { at: row.observedAt, newId });
  await noteChange(scope, row.id, changedFromAt);
  return hasMore;
}

/** Then, once: what the file says of the dependency graph, now that it was read to its end. */
export async function foldGraph(scope: Scope, row: ImportRow, at: { readonly now: Instant; readonly newId: NewId }): Promise<boolean> {
  await noteChange(scope, row.id, await foldDependencies(scope, row, at));
  return false;
}

/**
 * Then: one transaction's work of folding findings. Several may run at once, each on assets of its own: while one
 * computes, another writes.
 * @returns false when none is left for this one to take
 */
export async function foldTouched(scope: Scope, row: ImportRow, { newId }: { readonly newId: NewId }): Promise<boolean> {
  await lockImports(scope, 'shared');
  const touched = await takeTouched(scope, row.id);
  if (touched.length === 0) return false;
  const hasMore = touched.length === foldBatchAssets;
  const folded = await foldFindings(scope, touched, newId);
  await scope.client.query('delete from import_touch where organisation_id = $1 and import_id = $2 and asset_id = any($3::uuid[])', [
    scope.organisationId,
    row.id,
    touched.map((one) => one.assetId),
  ]);
  // Last, because it holds the row that the others wait for.
  await noteChange(scope, row.id, folded.changedFromAt);
  return hasMore;
}

/** Also from the start: assets at which this import looked at or before the last fold of one of their findings. */
async function takeTouched(scope: Scope, importId: Id): Promise<TouchedAsset[]> {
  const { rows } = await scope.client.query<TouchedAsset>(
    `select touched.asset_id as "assetId", touched.whole or (touched.looked_at is not null and exists (
       select from finding where finding.organisation_id = $1 and finding.asset_id = touched.asset_id
         and finding.folded_at >= touched.looked_at)) as "isWhole"
     from import_touch touched where touched.organisation_id = $1 and touched.import_id = $2 order by touched.asset_id limit $3
     for update of touched skip locked`,
    [scope.organisationId, importId, foldBatchAssets],
  );
  return rows;
}

/** Assets that stand registered at the instant of a full register that does not have them. Folded, they no longer do. */
async function loadAbsent(scope: Scope, row: ImportRow): Promise<Id[]> {
  const { rows } = await scope.client.query<{ asset_id: Id }>(
    `select presence.asset_id from presence join import_run run on run.organisation_id = $1 and run.id = $2 and run.full_register
     where presence.organisation_id = $1 and presence.kind = 'register' and presence.source = $3
       and presence.from_at < $4 and presence.to_at > $4
       and not exists (select from sighting where sighting.organisation_id = $1 and sighting.asset_id = presence.asset_id
         and sighting.observed_at = $4 and sighting.kind = 'register' and sighting.source = $3)
     limit $5`,
    [scope.organisationId, row.id, row.source, row.observedAt, absentBatchAssets],
  );
  return rows.map((one) => one.asset_id);
}

async function noteChange(scope: Scope, importId: Id, changedFromAt: Instant | null): Promise<void> {
  if (changedFromAt === null) return;
  await scope.client.query('update import_run set changed_from_at = least(changed_from_at, $3) where organisation_id = $1 and id = $2', [
    scope.organisationId,
    importId,
    changedFromAt,
  ]);
}

export interface FinishedImport {
  readonly row: ImportRow;
  /** The first day whose measurements may differ; null when the file said nothing. It is queued in `measure_pending`. */
  readonly earliestDayTouched: Day | null;
}

/** The outcome becomes the status, what was remembered for continuing is forgotten, and the changed days are queued. */
export async function finishImport(scope: Scope, importId: Id, finishedAt: Instant): Promise<FinishedImport> {
  const parameters = [scope.organisationId, importId];
  const { rowCount: assetsNamed } = await scope.client.query(
    'delete from import_asset where organisation_id = $1 and import_id = $2',
    parameters,
  );
  await scope.client.query(
    'update import_run set status = outcome, finished_at = $3 where organisation_id = $1 and id = $2 and outcome is not null',
    [...parameters, finishedAt],
  );
  const row = await getImport(scope, importId);
  const earliestDayTouched = measuredFrom(row, {
    hasNamedAssets: (assetsNamed ?? 0) > 0,
    today: dayOf(finishedAt, scope.timeZone),
    timeZone: scope.timeZone,
  });
  if (earliestDayTouched !== null) {
    await scope.client.query(
      `insert into measure_pending as waiting (organisation_id, from_on, asked_at) values ($1, $2, $3)
       on conflict (organisation_id) do update set from_on = least(waiting.from_on, excluded.from_on)`,
      [scope.organisationId, earliestDayTouched, finishedAt],
    );
  }
  return { row, earliestDayTouched };
}

/**
 * From the day the file looked: the gates ask when a source spoke last, also where it only repeats itself. A prolonged
 * sighting changes a day still to come; what it means for today is measured today.
 */
function measuredFrom(
  { status, read, refused, importer, observedAt, changedFromAt }: ImportRow,
  { hasNamedAssets, today, timeZone }: { readonly hasNamedAssets: boolean; readonly today: Day; readonly timeZone: string },
): Day | null {
  // A scanned host without a single result is no item, and still looked at.
  // A bill of materials or a list of ends of support speaks of products, and is no look at the hospital.
  const isOfProducts = importer === 'endoflife' || billFormats.some((format) => format.value === importer);
  const hasSpoken = !isOfProducts && (status === 'complete' || status === 'partial') && (hasNamedAssets || read > refused);
  const instants = [hasSpoken ? observedAt : null, changedFromAt].filter((instant) => instant !== null);
  const [earliest] = [...instants.map((instant) => dayOf(instant, timeZone)), today].toSorted();
  return instants.length === 0 ? null : (earliest ?? null);
}
