/**
 * Findings that nobody scanned for, told of assets the way a scanner's come: as an import of their own, whose silence about an asset that
 * it looked at closes what it told before. Not here: what is told (`match-findings.ts`, `../components/bill-findings.ts`).
 */
import { createHash } from 'node:crypto';
import type { ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { createImport, endReading, getImport, setObservedAt, startImport } from '../imports.ts';
import { openCatalogue } from '../ingest/catalogue.ts';
import { finishImport, foldTouched, mergeChunk, openSession } from '../ingest/ingest.ts';
import { touch } from '../ingest/touch-assets.ts';
import type { Scope } from '../scope.ts';

/** Who tells, as lists of imports call it. */
export interface Voice {
  readonly source: string;
  readonly importer: string;
}

/** Only fills what nobody else said of a check or a flaw. */
const describedAt = '1970-01-01T00:00:00.000Z' as Instant;

/** All of one transaction's work, under `lockImports`. @param writeLooks at these assets, which its import is to have */
export async function tellItems(
  scope: Scope,
  { source, importer }: Voice,
  items: ReadonlyMap<Id, readonly Omit<ImportedVulnerability, 'itemNumber' | 'assetKey'>[]>,
  { now, newId, writeLooks }: { readonly now: Instant; readonly newId: NewId; readonly writeLooks: (importId: Id) => Promise<unknown> },
): Promise<void> {
  const id = newId();
  const assetIds = [...items.keys()];
  const records = [...items].flatMap(([assetId, own]) => own.map((item) => ({ ...item, assetKey: assetId })));
  const numbered = records.map((item, index): ImportedVulnerability => ({ ...item, itemNumber: index + 1 }));
  const digest = createHash('sha256').update(id).digest('hex');
  await createImport(scope, {
    ...{ id, digest, file: source, sizeBytes: 0, source, formatAsked: null, mapping: null, observedAtAsked: now, partialFile: false },
    ...{ receivedAt: now, receivedBy: null },
  });
  await startImport(scope, id, { importer, importerVersion: 1, source, startedAt: now });
  await setObservedAt(scope, id, { observedAt: now, basis: 'asked', partialFile: false });
  const session = await openSession(scope, await getImport(scope, id), { newId, issuesMax: 0 });
  for (const assetId of assetIds) session.assets.set(assetId, { assetId, isFirstOfSource: false });
  const chunk = { records: numbered, issues: [], itemsDone: numbered.length, eventsCount: numbered.length, bytesDone: 0, isLast: true };
  await mergeChunk(scope, { ...session, catalogue: openCatalogue(describedAt, newId) }, chunk);
  await writeLooks(id);
  const lookedAt = new Map(assetIds.map((assetId) => [assetId, now]));
  await touch(scope, id, { lookedAt, observed: [], observedInThePast: [], historyChangedFrom: new Map() });
  await endReading(scope, id, { outcome: 'complete', problem: null, readAt: now });
  const row = await getImport(scope, id);
  while (await foldTouched(scope, row, { newId }));
  await finishImport(scope, id, now);
}
