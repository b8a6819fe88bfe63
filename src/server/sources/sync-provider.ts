/**
 * Takes what a CSAF provider published since the last time: its listings where they changed, then the documents that wait, oldest
 * change first. Each document is stored before it is noted as taken, so a sync that is killed goes on where it was, and may at
 * most take one again. One run is bounded in time and bytes; what is left then is the next run's.
 */
import { fetchKeys } from '#advisory-sources/csaf-provider/document-proofs.ts';
import { findMetadata } from '#advisory-sources/csaf-provider/find-metadata.ts';
import { fetchListing, findListings } from '#advisory-sources/csaf-provider/listings.ts';
import { politely } from '#advisory-sources/csaf-provider/polite-http.ts';
import { onlyAllowed } from '#advisory-sources/csaf-provider/provider-address.ts';
import type { ProviderMetadata } from '#advisory-sources/csaf-provider/provider-metadata.ts';
import { takeDocuments, type DocumentOutcome, type TakingOptions, type Trust } from '#advisory-sources/csaf-provider/take-documents.ts';
import { usualLimits, type HttpPort } from '#advisory-sources/http/fetch-file.ts';
import type { NewId } from '#core/kernel/id.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import type { Clock, Instant } from '#core/kernel/time.ts';
import { takeAdvisories } from '#store/advisories/advisories.ts';
import type { Database } from '#store/database.ts';
import { forgetListings, noteDocument, readDocumentsToTake, readListingMarks, writeListing } from '#store/sources/csaf-documents.ts';
import { noteEnd, noteMetadata, noteWorking, readProviders, readReach } from '#store/sources/csaf-providers.ts';
import { givenAdvisory } from './given-advisory.ts';
import type { Reach } from './http-client.ts';
import type { ProviderLimits } from './provider-limits.ts';
import { reachFor } from './provider-reach.ts';

export interface ProviderWork {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly limits: ProviderLimits;
  readonly httpFor: (reach: Reach) => HttpPort;
  readonly stopping: AbortSignal;
}

export interface AskedProvider {
  readonly providerId: string;
  /** Of the first run of a sync, for those that go on with it; null: this is the first. */
  readonly beganAt: Instant | null;
}

export type ProviderOutcome =
  | ({ readonly kind: 'done' | 'removed' } & Readonly<Counts>)
  | ({ readonly kind: 'unfinished'; readonly beganAt: Instant } & Readonly<Counts>)
  | ({ readonly kind: 'refused'; readonly problem: Problem } & Readonly<Counts>);

interface Counts {
  read: number;
  failed: number;
  /** Advisories that are new or say something else than before. */
  changed: number;
}

const pageSize = 200;

/** @returns `unfinished` when it reached its limits, or the process ends: there is more to take. */
export async function syncProvider(work: ProviderWork, asked: AskedProvider): Promise<ProviderOutcome> {
  const { database, clock } = work;
  const { providerId: id } = asked;
  const beganAt = asked.beganAt ?? clock.now();
  const counts: Counts = { read: 0, failed: 0, changed: 0 };
  const [provider] = await readProviders(database.pool, id);
  const reach = await readReach(database.pool, id);
  if (provider === undefined || reach === null || !(await noteWorking(database, id, beganAt))) return { kind: 'removed', ...counts };
  try {
    const http = portFor(work, reachFor(reach, provider.asked));
    const isWhole = await takeFrom(work, { id, asked: provider.asked, beganAt, http, counts });
    if (!isWhole) return { kind: 'unfinished', ...counts, beganAt };
    await noteEnd(database, id, { at: clock.now(), isWhole: true, problem: null });
    return { kind: 'done', ...counts };
  } catch (cause) {
    if (work.stopping.aborted) return { kind: 'unfinished', ...counts, beganAt };
    const problem = isProblem(cause) ? cause : null;
    const detail = problem?.message ?? 'Taking this source failed by an error of ours; the log of the node has it.';
    await noteEnd(database, id, { at: clock.now(), isWhole: false, problem: { code: problem?.code ?? 'internal', detail } });
    if (problem === null) throw cause;
    return { kind: 'refused', problem, ...counts };
  }
}

type PolitePort = ReturnType<typeof politely>;

function portFor({ httpFor, limits }: ProviderWork, reach: Reach): PolitePort {
  return politely(onlyAllowed(httpFor(reach), limits.plainHosts), limits.requestsPerSecond, usualLimits.waitMaxMs);
}

type ReadOutcome = Pick<Extract<DocumentOutcome, { kind: 'read' }>, 'advisory' | 'brokenRules' | 'isByProvider'>;

interface Run {
  readonly id: string;
  readonly asked: string;
  readonly beganAt: Instant;
  readonly http: PolitePort;
  readonly counts: Counts;
}

/** @returns whether everything that is listed was tried. */
async function takeFrom(work: ProviderWork, run: Run): Promise<boolean> {
  const { database, limits, stopping } = work;
  const { id, http } = run;
  const endMs = http.now() + limits.runMaxMs;
  const metadata = await findMetadata(http, run.asked);
  await takeListings(work, run, metadata);
  const trust = await trustOf(http, metadata);
  const isWithin = () => http.now() < endMs && http.bytesRead() < limits.runBytesMax;
  let isFirst = true;
  const mayGoOn = () => {
    // One document at least, or runs would follow each other for ever.
    const may = !stopping.aborted && (isFirst || isWithin());
    isFirst = false;
    return may;
  };
  const options: TakingOptions = { ...trust, http, documentsAtOnce: limits.documentsAtOnce, mayGoOn };
  for (;;) {
    const page = await readDocumentsToTake(database, id, run.beganAt, pageSize);
    if (page.length === 0) return true;
    for await (const outcome of takeDocuments(page, options)) {
      // What was broken off by our own end says nothing of the document.
      if (stopping.aborted) return false;
      await store(work, run, outcome);
    }
    if (stopping.aborted || !isWithin()) return false;
  }
}

async function takeListings({ database, clock }: ProviderWork, { id, http }: Run, metadata: ProviderMetadata): Promise<void> {
  const { open, closedCount } = await findListings(http, metadata);
  const { url, publisher, role } = metadata;
  await noteMetadata(database, id, { url, publisher, role, closedListings: closedCount });
  for (const listing of open) {
    const fetched = await fetchListing(http, listing, await readListingMarks(database, id, listing.url));
    if (fetched.kind === 'listed') await writeListing(database, id, { url: listing.url, ...fetched }, clock.now());
  }
  await forgetListings(
    database,
    id,
    open.map((listing) => listing.url),
  );
}

/**
 * @throws Problem of the keys where the provider has to sign and none can be had: every document would fail for it. Of one that
 * need not sign only the documents fail that are signed, and are tried again.
 */
async function trustOf(http: HttpPort, metadata: ProviderMetadata): Promise<Trust> {
  const { role, keys: named } = metadata;
  const { keys, problems } = await fetchKeys(http, named);
  const [first] = problems;
  if (role === 'csaf_trusted_provider' && keys.length === 0 && first !== undefined) throw first;
  return { publisher: metadata, role, keys, keysNamed: named.length };
}

/** The advisory first: what is noted as taken is there. */
async function store(work: ProviderWork, { id, counts }: Run, { document, ...outcome }: DocumentOutcome): Promise<void> {
  const { database, clock } = work;
  const at = clock.now();
  if (outcome.kind === 'unchanged') return noteDocument(database, id, document, { kind: 'unchanged', at });
  const problem = outcome.kind === 'failed' ? outcome.problem : await take(work, { id, counts }, outcome, at);
  if (problem === null && outcome.kind === 'read') {
    counts.read += 1;
    const { advisory, ...read } = outcome;
    await noteDocument(database, id, document, { ...read, documentId: advisory.documentId, at });
  } else if (problem !== null) {
    counts.failed += 1;
    const { code, message: detail } = problem;
    await noteDocument(database, id, document, { kind: 'failed', problem: { code, detail }, at });
  }
}

/** @returns why this one document cannot be stored; null: it is. */
async function take(
  { database, newId }: ProviderWork,
  { id, counts }: Pick<Run, 'id' | 'counts'>,
  { advisory, brokenRules, isByProvider }: ReadOutcome,
  now: Instant,
): Promise<Problem | null> {
  const taken = givenAdvisory({ advisory, brokenRules });
  if (taken.kind === 'wrong') return unstorable(taken.where);
  try {
    const { added, changed } = await takeAdvisories(database, [taken.given], { now, newId, source: { id, isPublisher: isByProvider } });
    counts.changed += added + changed;
    return null;
  } catch (cause) {
    if (isProblem(cause)) return cause;
    // Class 22 of SQL: the data, not the database.
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (!code.startsWith('22')) throw cause;
    return unstorable(code);
  }
}

function unstorable(where: string): Problem {
  return new Problem('file-malformed', `The document holds a value that cannot be stored (${where}); it was not taken.`, { where });
}
