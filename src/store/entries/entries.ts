/**
 * Entered values as they are kept: of each entry every revision, with who said it, when and why. Nothing is changed or removed.
 * Not here: what may be entered (`core/metrics/entered-value.ts`) and what becomes a measurement (`server/measuring/measure-entered.ts`).
 */
import { sql } from 'kysely';
import type { Id } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { EnteredNumbers, EnteredPeriod } from '#core/metrics/entered-value.ts';
import type { Saying } from '../annotations/annotations.ts';
import type { MetricScope } from '../measuring/read-series.ts';
import type { Scope } from '../scope.ts';

export interface Evidence {
  readonly text: string;
  readonly link: string | null;
  /** Where the hospital keeps it: a case number, a file name. */
  readonly reference: string | null;
}

export const entryActs = ['entered', 'corrected', 'withdrawn'] as const;
export type EntryAct = (typeof entryActs)[number];

export interface EntryRevision extends EnteredNumbers {
  readonly revision: number;
  readonly act: EntryAct;
  readonly evidence: Evidence;
  readonly version: string;
  /** Of a correction or a withdrawal. */
  readonly reason: string | null;
  readonly saidAt: Instant;
  /** Names a principal. */
  readonly saidBy: string;
}

export interface EntrySubject {
  readonly metricId: string;
  readonly measure: string;
  readonly scope: MetricScope;
}

/** What it says now is its newest revision; of a withdrawn one what it said before. */
export interface StoredEntry extends EntrySubject, EnteredPeriod {
  readonly id: Id;
  /** Oldest first, never empty. */
  readonly revisions: readonly [EntryRevision, ...EntryRevision[]];
}

export function newestRevision({ revisions }: Pick<StoredEntry, 'revisions'>): EntryRevision {
  return revisions.at(-1) ?? revisions[0];
}

export function stands(entry: Pick<StoredEntry, 'revisions'>): boolean {
  return newestRevision(entry).act !== 'withdrawn';
}

interface Row extends EnteredNumbers, EnteredPeriod {
  readonly id: Id;
  readonly revision: number;
  readonly act: EntryAct;
  readonly metricId: string;
  readonly version: string;
  readonly measure: string;
  readonly scopeKind: MetricScope['kind'];
  readonly scopeId: string;
  readonly evidence: string;
  readonly evidenceLink: string | null;
  readonly evidenceReference: string | null;
  readonly reason: string | null;
  readonly saidAt: Instant;
  readonly saidBy: string;
}

/** Newest period first, withdrawn ones too. @param metricId default: of every metric */
export async function readEntries(scope: Scope, metricId: string | null = null): Promise<readonly StoredEntry[]> {
  const { rows } = await sql<Row>`
    select id, revision, act, metric_id as "metricId", metric_version as version, measure, scope_kind as "scopeKind", scope_id as "scopeId",
      from_on as "fromOn", to_on as "toOn", numerator, denominator, days, evidence, evidence_link as "evidenceLink",
      evidence_reference as "evidenceReference", reason, said_at as "saidAt", said_by as "saidBy"
    from metric_entry where organisation_id = ${scope.organisationId} and (${metricId}::text is null or metric_id = ${metricId})
    order by to_on desc, id desc, revision`.execute(scope.trx);
  const byId = new Map<Id, [Row, ...Row[]]>();
  for (const row of rows) {
    const known = byId.get(row.id);
    if (known === undefined) byId.set(row.id, [row]);
    else known.push(row);
  }
  return [...byId.values()].map(([first, ...rest]) => ({
    id: first.id,
    metricId: first.metricId,
    measure: first.measure,
    scope: { kind: first.scopeKind, id: first.scopeId },
    fromOn: first.fromOn,
    toOn: first.toOn,
    revisions: [revisionOf(first), ...rest.map((row) => revisionOf(row))],
  }));
}

function revisionOf(row: Row): EntryRevision {
  const { revision, act, numerator, denominator, days, version, reason, saidAt, saidBy } = row;
  const evidence = { text: row.evidence, link: row.evidenceLink, reference: row.evidenceReference };
  return { revision, act, numerator, denominator, days, evidence, version, reason, saidAt, saidBy };
}

/**
 * Until the end of the transaction nobody else enters values of this organisation or measures them: two people who enter the same
 * period at once are one after the other.
 */
export async function beginEntering(scope: Scope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('entering ' || ${scope.organisationId}::text, 0))`.execute(scope.trx);
}

/** A first revision, or the next one of an entry that is known. */
export async function insertRevision(
  scope: Scope,
  entry: EntrySubject & EnteredPeriod & { readonly id: Id },
  { revision, act, numerator, denominator, days, evidence, version, reason }: Omit<EntryRevision, 'saidAt' | 'saidBy'>,
  { by, now }: Pick<Saying, 'by' | 'now'>,
): Promise<void> {
  invariant((act === 'entered') === (revision === 1), 'the first revision is what was entered, every other says more of it');
  await sql`
    insert into metric_entry (organisation_id, id, revision, act, metric_id, metric_version, measure, scope_kind, scope_id, from_on, to_on,
      numerator, denominator, days, evidence, evidence_link, evidence_reference, reason, said_at, said_by)
    values (${scope.organisationId}, ${entry.id}, ${revision}, ${act}, ${entry.metricId}, ${version}, ${entry.measure},
      ${entry.scope.kind}, ${entry.scope.id}, ${entry.fromOn}, ${entry.toOn}, ${numerator}, ${denominator}, ${days},
      ${evidence.text}, ${evidence.link}, ${evidence.reference}, ${reason}, ${now}, ${by})`.execute(scope.trx);
}
