/** The wrapped key of pseudonyms, and what was done with it. The key itself is never here (server/awareness/key-ring.ts). */
import { sql } from 'kysely';
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

export interface WrappedKey {
  readonly generation: number;
  readonly createdAt: Instant;
  readonly rotatedAt: Instant | null;
  /** base64url. */
  readonly salt: string;
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
  readonly wrapped: string;
  readonly serviceWrapped: string | null;
  readonly serviceSince: Instant | null;
  readonly serviceBy: string | null;
}

/** Null: none was made. `alone` keeps other changes of the key, and files being accepted, out until the transaction ends. */
export async function findKey(scope: Scope, mode: 'alone' | 'shared' | 'free' = 'free'): Promise<WrappedKey | null> {
  if (mode !== 'free') {
    const lock = sql.raw(mode === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared');
    await sql`select ${lock}(hashtextextended('awareness-key:' || ${scope.organisationId}::text, 0))`.execute(scope.trx);
  }
  const { rows } = await sql<WrappedKey>`
    select generation, created_at as "createdAt", rotated_at as "rotatedAt", salt, memory_kib as "memoryKib", passes, lanes, wrapped,
      service_wrapped as "serviceWrapped", service_since as "serviceSince", service_by as "serviceBy"
    from awareness_key where organisation_id = ${scope.organisationId}`.execute(scope.trx);
  return rows[0] ?? null;
}

/** @returns false where there is one already. */
export async function insertKey(
  scope: Scope,
  key: Pick<WrappedKey, 'createdAt' | 'salt' | 'memoryKib' | 'passes' | 'lanes' | 'wrapped'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into awareness_key (organisation_id, generation, created_at, salt, memory_kib, passes, lanes, wrapped)
    values (${scope.organisationId}, 1, ${key.createdAt}, ${key.salt}, ${key.memoryKib}, ${key.passes}, ${key.lanes}, ${key.wrapped})
    on conflict (organisation_id) do nothing`.execute(scope.trx);
  return numAffectedRows === 1n;
}

export async function replaceKey(
  scope: Scope,
  key: { readonly wrapped: string; readonly serviceWrapped: string | null; readonly rotatedAt: Instant },
): Promise<number> {
  const { rows } = await sql<{ generation: number }>`
    update awareness_key set generation = generation + 1, rotated_at = ${key.rotatedAt}, wrapped = ${key.wrapped},
      service_wrapped = ${key.serviceWrapped}
    where organisation_id = ${scope.organisationId} returning generation`.execute(scope.trx);
  return rows[0]?.generation ?? 0;
}

/** Another key in place of one that nobody can open; the service has none of it. @returns its generation */
export async function beginKeyAnew(
  scope: Scope,
  key: Pick<WrappedKey, 'salt' | 'memoryKib' | 'passes' | 'lanes' | 'wrapped'> & { readonly at: Instant },
): Promise<number> {
  const { rows } = await sql<{ generation: number }>`
    update awareness_key set generation = generation + 1, rotated_at = ${key.at}, salt = ${key.salt},
      memory_kib = ${key.memoryKib}, passes = ${key.passes}, lanes = ${key.lanes}, wrapped = ${key.wrapped},
      service_wrapped = null, service_since = null, service_by = null
    where organisation_id = ${scope.organisationId} returning generation`.execute(scope.trx);
  return rows[0]?.generation ?? 0;
}

/** Since when nothing single of before is kept; null: the passphrase was never lost. */
export async function findBegunAt(scope: Scope): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    select max(at) as at from awareness_event
    where organisation_id = ${scope.organisationId} and act = 'key-begun-anew'`.execute(scope.trx);
  return rows[0]?.at ?? null;
}

export async function setServiceKey(
  scope: Scope,
  service: { readonly wrapped: string; readonly since: Instant; readonly by: string } | null,
): Promise<void> {
  await sql`
    update awareness_key set service_wrapped = ${service?.wrapped ?? null}, service_since = ${service?.since ?? null},
      service_by = ${service?.by ?? null}
    where organisation_id = ${scope.organisationId}`.execute(scope.trx);
}

export type KeyAct =
  | 'key-created'
  | 'key-unlocked'
  | 'key-refused'
  | 'key-locked'
  | 'key-rotated'
  | 'key-begun-anew'
  | 'campaign-discarded'
  | 'course-discarded'
  | 'service-on'
  | 'service-off'
  | 'service-unlocked'
  | 'file-read'
  | 'reports-received'
  | 'reports-published'
  | 'person-shown'
  | 'person-erased'
  | 'passphrase-changed';

export interface KeyEvent {
  readonly at: Instant;
  readonly act: KeyAct;
  /** Of an account or token, or of the node itself: never a person's name. */
  readonly saidBy: string;
  readonly generation: number | null;
  readonly minutes: number | null;
  readonly rows: number | null;
}

export async function recordKeyEvent(
  scope: Scope,
  event: Pick<KeyEvent, 'at' | 'act' | 'saidBy'> & Partial<KeyEvent>,
  newId: NewId,
): Promise<void> {
  await sql`
    insert into awareness_event (organisation_id, id, at, act, said_by, generation, minutes, rows)
    values (${scope.organisationId}, ${newId()}, ${event.at}, ${event.act}, ${event.saidBy}, ${event.generation ?? null},
      ${event.minutes ?? null}, ${event.rows ?? null})`.execute(scope.trx);
}

/** The newest first: an entry per day, act and asker, so that many of one kind hide none of another. */
export async function listActDays(scope: Scope, since: Instant, limit: number): Promise<readonly ActDay[]> {
  const { rows } = await sql<ActDay>`
    select (at at time zone ${scope.timeZone})::date as "on", act, said_by as "saidBy", count(*)::int as count
    from awareness_event where organisation_id = ${scope.organisationId} and at >= ${since}
    group by 1, 2, 3 order by 1 desc, 2, 3 limit ${limit}`.execute(scope.trx);
  return rows;
}

export interface ActDay extends Pick<KeyEvent, 'act' | 'saidBy'> {
  /** In the time zone of the organisation. */
  readonly on: Day;
  readonly count: number;
}

/** Until the transaction ends, acts that are limited wait for each other: what is counted is also what is recorded. */
export async function holdActs(scope: Scope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('awareness-acts:' || ${scope.organisationId}::text, 0))`.execute(scope.trx);
}

export async function countActs(scope: Scope, act: KeyAct, since: Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from awareness_event
    where organisation_id = ${scope.organisationId} and act = ${act} and at >= ${since}`.execute(scope.trx);
  return rows[0]?.count ?? 0;
}

/** The newest first. */
export async function listKeyEvents(scope: Scope, limit: number): Promise<readonly KeyEvent[]> {
  const { rows } = await sql<KeyEvent>`
    select at, act, said_by as "saidBy", generation, minutes, rows from awareness_event
    where organisation_id = ${scope.organisationId} order by at desc, id desc limit ${limit}`.execute(scope.trx);
  return rows;
}

/** Wrong passphrases of one asker and of all. */
export async function countRefusals(scope: Scope, since: Instant, saidBy: string): Promise<{ readonly own: number; readonly all: number }> {
  const { rows } = await sql<{ own: number; all: number }>`
    select count(*) filter (where said_by = ${saidBy})::int as own, count(*)::int as "all" from awareness_event
    where organisation_id = ${scope.organisationId} and act = 'key-refused' and at >= ${since}`.execute(scope.trx);
  return rows[0] ?? { own: 0, all: 0 };
}

/** An attempt is on record as refused before it is tried; here is what it came to. */
export async function settleAttempt(
  scope: Scope,
  id: Id,
  came: Pick<KeyEvent, 'act'> & Partial<Pick<KeyEvent, 'generation' | 'minutes'>>,
): Promise<void> {
  await sql`
    update awareness_event set act = ${came.act}, generation = ${came.generation ?? null}, minutes = ${came.minutes ?? null}
    where organisation_id = ${scope.organisationId} and id = ${id}`.execute(scope.trx);
}

/** The same key under another passphrase. */
export async function rewrapKey(scope: Scope, key: Pick<WrappedKey, 'salt' | 'memoryKib' | 'passes' | 'lanes' | 'wrapped'>): Promise<void> {
  await sql`
    update awareness_key set salt = ${key.salt}, memory_kib = ${key.memoryKib}, passes = ${key.passes}, lanes = ${key.lanes},
      wrapped = ${key.wrapped}
    where organisation_id = ${scope.organisationId}`.execute(scope.trx);
}
