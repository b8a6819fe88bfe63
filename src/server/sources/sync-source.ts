/**
 * Takes a newer copy of a source, from its publisher or from a file that was handed in: whole or not at all. What cannot be
 * read is told on the source, and what was held stays. The same copy again writes nothing but when it was looked at.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { fetchFile, usualLimits, type HttpPort } from '#advisory-sources/http/fetch-file.ts';
import { readEpssScores } from '#advisory-sources/epss/read-scores.ts';
import { readKevCatalogue } from '#advisory-sources/kev/read-catalogue.ts';
import type { AdvisorySourceId } from '#core/advisories/sources.ts';
import type { NewId, OrganisationId } from '#core/kernel/id.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { addMilliseconds, dayOf, type Clock, type Instant } from '#core/kernel/time.ts';
import { openFile } from '#importers/read-head.ts';
import type { Database } from '#store/database.ts';
import { askMeasuring } from '#store/measuring/pending.ts';
import { withOrganisation } from '#store/scope.ts';
import { applySources } from '#store/sources/apply-sources.ts';
import { noteEpssModel, replaceEpss } from '#store/sources/epss-scores.ts';
import { replaceKev, type ChangedRows } from '#store/sources/kev-entries.ts';
import { changingSource, confirmEdition, noteProblem, readSource, writeEdition, type SourceState } from '#store/sources/sources.ts';

export interface SourceWork {
  readonly database: Database;
  readonly clock: Clock;
  readonly http: HttpPort;
  readonly urls: Readonly<Record<AdvisorySourceId, string>>;
}

export interface AskedSource {
  readonly sourceId: AdvisorySourceId;
  /** Null: from its publisher. */
  readonly file: { readonly path: string; readonly name: string } | null;
  /** The owner of the node says that what is held is wrong: age and size of it do not count. */
  readonly replace: boolean;
}

export type SyncOutcome =
  | { readonly kind: 'taken'; readonly edition: string; readonly entries: number; readonly rows: ChangedRows }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly problem: Problem };

interface Given {
  readonly bytes: Uint8Array;
  readonly origin: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** An edition that lost so much is half a file, whatever it says of itself. */
const keptRatioMin = 0.9;

/** Clocks differ and days begin elsewhere first; what is dated later would make every real edition older than it. */
const aheadMaxMs = 86_400_000;

export async function syncSource(work: SourceWork, asked: AskedSource): Promise<SyncOutcome> {
  const { sourceId } = asked;
  try {
    const held = await readSource(work.database.pool, sourceId);
    const given = await giveFile(work, asked, held);
    const now = work.clock.now();
    if (given === null) return await confirm(work, sourceId, now, now);
    const digest = createHash('sha256').update(given.bytes).digest('hex');
    if (digest === held.digest) return await confirm(work, sourceId, asked.file === null ? now : (held.asOf ?? now), now);
    return await take(work, asked, held, { ...given, digest }, now);
  } catch (cause) {
    const problem = isProblem(cause) ? cause : null;
    const detail = problem?.message ?? 'Taking this source failed by an error of ours; the log of the node has it.';
    await noteProblem(work.database, sourceId, { code: problem?.code ?? 'internal', detail, at: work.clock.now() });
    if (problem === null) throw cause;
    return { kind: 'refused', problem };
  }
}

/** @returns null when the publisher says that what is held is what it has. */
async function giveFile({ http, urls }: SourceWork, { sourceId, file }: AskedSource, held: SourceState): Promise<Given | null> {
  if (file !== null) {
    return { bytes: await readWhole(createReadStream(file.path)), origin: file.name, etag: null, lastModified: null };
  }
  const url = urls[sourceId];
  // What was handed in as a file has no mark of the publisher.
  const mark = held.origin === url ? { etag: held.etag, lastModified: held.lastModified } : { etag: null, lastModified: null };
  const fetched = await fetchFile(http, url, mark);
  if (fetched.kind === 'unchanged') return null;
  return { bytes: fetched.bytes, origin: url, etag: fetched.etag, lastModified: fetched.lastModified };
}

async function confirm({ database }: SourceWork, id: AdvisorySourceId, asOf: Instant, triedAt: Instant): Promise<SyncOutcome> {
  await changingSource(database, id, (client) => confirmEdition(client, id, { asOf, triedAt }));
  return { kind: 'unchanged' };
}

async function take(
  { database }: SourceWork,
  { sourceId, file, replace }: AskedSource,
  held: SourceState,
  given: Given & { readonly digest: string },
  now: Instant,
): Promise<SyncOutcome> {
  const { bytes, ...told } = given;
  const read = sourceId === 'kev' ? readKev(await unpack(bytes, told.origin)) : readEpss(await unpack(bytes, told.origin), held);
  const { edition, datedAt, entries, write } = read;
  refuseImpossible(read, now);
  if (!replace) refuseLesser(read, held);
  const asOf = file === null || datedAt > now ? now : datedAt;
  const rows = await changingSource(database, sourceId, async (client) => {
    const changed = await write(client, now);
    await writeEdition(client, sourceId, { ...told, edition, datedAt, asOf, entries, takenAt: now });
    return changed;
  });
  return { kind: 'taken', edition, entries, rows };
}

/** No edition that a publisher can have made. */
function refuseImpossible({ datedAt, entries }: ReadEdition, now: Instant): void {
  if (datedAt > addMilliseconds(now, aheadMaxMs)) {
    const detail = `This copy is of ${datedAt.slice(0, 10)}, which is yet to come: what is held stays. Set the clock of this machine right, or take a copy of today.`;
    throw new Problem('file-malformed', detail, { datedAt, now });
  }
  if (entries === 0)
    throw new Problem('file-truncated', 'This copy has no entries, which no edition is: what is held stays. Fetch it again.');
}

/** Older or smaller than what is held: mostly the copy is wrong, and where it is not, the owner of the node says so. */
function refuseLesser({ datedAt, entries }: ReadEdition, held: SourceState): void {
  if (held.datedAt !== null && datedAt < held.datedAt) {
    const detail = `This copy is of ${datedAt.slice(0, 10)}, and what is held is of ${held.datedAt.slice(0, 10)}: the newer one stays. Hand in a later copy; if what is held is wrong, the owner of the node replaces it with --replace (replace: true).`;
    throw new Problem('conflict', detail, { datedAt, heldAt: held.datedAt });
  }
  if (entries < held.entries * keptRatioMin) {
    const detail = `This copy has ${entries} entries where what is held has ${held.entries}: it looks like a part. What is held stays; fetch it again. If what is held is wrong, the owner of the node replaces it with --replace (replace: true).`;
    throw new Problem('file-truncated', detail, { entries, held: held.entries });
  }
}

interface ReadEdition {
  readonly edition: string;
  readonly datedAt: Instant;
  readonly entries: number;
  readonly write: (client: Parameters<typeof replaceKev>[0], at: Instant) => Promise<ChangedRows>;
}

function readKev(bytes: Uint8Array): ReadEdition {
  const { edition, releasedAt, entries } = readKevCatalogue(bytes);
  const write: ReadEdition['write'] = (client) => replaceKev(client, { edition, releasedOn: dayOf(releasedAt, 'UTC'), entries });
  return { edition, datedAt: releasedAt, entries: entries.length, write };
}

function readEpss(bytes: Uint8Array, held: SourceState): ReadEdition {
  const { model, scoredAt, ...scores } = readEpssScores(bytes);
  const isSameModel = held.edition === model;
  const write: ReadEdition['write'] = async (client, at) => {
    if (!isSameModel) await noteEpssModel(client, { model, heldFrom: at });
    return replaceEpss(client, scores, isSameModel);
  };
  return { edition: model, datedAt: scoredAt, entries: scores.cveIds.length, write };
}

async function unpack(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const once = async function* () {
    yield bytes;
  };
  return readWhole((await openFile(once(), name)).bytes);
}

async function readWhole(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > usualLimits.bytesMax) {
      throw new Problem('file-too-large', `The file is over ${usualLimits.bytesMax} bytes, which no source is; what is held stays.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** Lays what is held over the flaws of one organisation. @returns whether figures are to be measured again; then it is asked for. */
export function laySources(
  { database, clock, newId }: Pick<SourceWork, 'database' | 'clock'> & { readonly newId: NewId },
  organisationId: OrganisationId,
): Promise<boolean> {
  return withOrganisation(database, organisationId, async (scope) => {
    const { changed, changedFromAt, saidFromOn } = await applySources(scope, newId);
    if (changed === 0 && saidFromOn === null) return false;
    const now = clock.now();
    const days = [dayOf(changedFromAt ?? now, scope.timeZone), ...(saidFromOn === null ? [] : [saidFromOn])];
    await askMeasuring(scope, days.toSorted()[0] ?? dayOf(now, scope.timeZone), now);
    return true;
  });
}
