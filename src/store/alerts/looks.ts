/** What the last look of an alert rule saw, and what passes its filter now. What of it is new is said by `core/alerts`. */
import { sql } from 'kysely';
import { alertRecordsMax, type AlertFault, type AlertKind } from '#core/alerts/alert.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Filter } from '#core/query/filter.ts';
import { compileFilter, kindInPlace } from '../query/compile.ts';
import { idSql, matchingSql } from '../query/list.ts';
import { resolveMoment, type AskedMoment } from '../query/moment.ts';
import { withinTimeLimit } from '../query/time-limit.ts';
import { readChanges } from '../changes.ts';
import type { Scope } from '../scope.ts';
import { updateRule } from './alert-rules.ts';

/**
 * While this stays the same nothing can be new: no row of the organisation was written, and it is the same day (ages and
 * the end of sightings move with the day alone).
 * @param ownWrites of the transaction that looks, which counts itself when it ends
 */
export async function lookMark(scope: Scope, today: Day, ownWrites: 0 | 1): Promise<string> {
  return `${BigInt((await readChanges(scope)).records) + BigInt(ownWrites)} ${today}`;
}

/** Rules that are on and whose last look was at another state of the records. */
export async function rulesToLookAt(scope: Scope, mark: string): Promise<readonly Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select id from alert_rule where organisation_id = ${scope.organisationId} and is_on and looked_mark is distinct from ${mark}
    order by id`.execute(scope.trx);
  return rows.map(({ id }) => id);
}

export interface Seen {
  /** Null: nobody looked yet. */
  readonly ids: readonly string[] | null;
  readonly verdict: string | null;
}

/** Holds the rule until the end of the transaction: two looks at once would both tell the same. */
export async function readSeen(scope: Scope, id: Id): Promise<Seen> {
  const { rows } = await sql<Seen>`select seen_ids as ids, seen_verdict as verdict from alert_rule
    where organisation_id = ${scope.organisationId} and id = ${id} for update`.execute(scope.trx);
  return rows[0] ?? { ids: null, verdict: null };
}

export interface Look {
  readonly at: Instant;
  readonly mark: string;
  readonly seen: Seen;
}

export async function keepLook(scope: Scope, id: Id, { at, mark, seen }: Look): Promise<void> {
  await updateRule(
    scope,
    id,
    sql`seen_ids = ${seen.ids === null ? null : [...seen.ids]}::uuid[], seen_verdict = ${seen.verdict},
      looked_at = ${at}::timestamptz, looked_mark = ${mark}, fault = null`,
  );
}

/** It could not look: what was seen stays, and it looks again when something changes. */
export async function keepFault(scope: Scope, id: Id, fault: AlertFault, mark: string): Promise<void> {
  await updateRule(scope, id, sql`fault = ${fault}, looked_mark = ${mark}`);
}

/**
 * @returns null: more than `alertRecordsMax`
 * @throws Problem `filter-too-broad`, and the transaction is lost unless it goes back to a savepoint
 */
export async function matchingIds(
  scope: Scope,
  kind: AlertKind,
  filter: Filter,
  asked: AskedMoment,
  limitMs: number,
): Promise<readonly string[] | null> {
  const place = kindInPlace(kind);
  const moment = resolveMoment(scope, place.kind, asked);
  const compiled = compileFilter(filter, place, moment);
  const { rows } = await withinTimeLimit(
    scope,
    () =>
      sql<{ id: string }>`select ${idSql(place)} as id from ${matchingSql(place, moment, compiled)} limit ${alertRecordsMax + 1}`.execute(
        scope.trx,
      ),
    limitMs,
  );
  return rows.length > alertRecordsMax ? null : rows.map(({ id }) => id);
}
