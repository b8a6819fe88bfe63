/**
 * A scope is one transaction on behalf of one organisation. Its first statement tells PostgreSQL whose rows it may see:
 * row-level security is the net, so every statement in it still says `organisation_id = $1` itself (design.md 3).
 * Nothing is retried: the caller knows whether its work may run twice.
 */
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import type { PoolClient } from 'pg';
import { isId, type OrganisationId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import { countChange } from './changes.ts';
import { connect, type Database } from './database.ts';

export interface Scope {
  readonly organisationId: OrganisationId;
  /** IANA name; fixed when the organisation is made, because every stored day was cut with it. */
  readonly timeZone: string;
  readonly trx: Transaction<unknown>;
  /** The connection of this very transaction, for COPY. Never commit, roll back or release it. */
  readonly client: PoolClient;
}

/** Runs `work` in one transaction that sees and writes only this organisation's rows, and counts as a change; rolls back when it throws. */
export function withOrganisation<T>(database: Database, organisationId: OrganisationId, work: (scope: Scope) => Promise<T>): Promise<T> {
  return inTransaction(database, organisationId, { accessMode: 'read write' }, work);
}

/** For making an organisation: its time zone is given, because its row is not there yet. */
export function withNewOrganisation<T>(
  database: Database,
  organisation: { readonly id: OrganisationId; readonly timeZone: string },
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  return inTransaction(database, organisation.id, { accessMode: 'read write', timeZone: organisation.timeZone }, work);
}

/** As `withOrganisation`, but reading one snapshot: every statement sees the same moment, and none may write. */
export function readingOrganisation<T>(database: Database, organisationId: OrganisationId, work: (scope: Scope) => Promise<T>): Promise<T> {
  return inTransaction(database, organisationId, { accessMode: 'read only' }, work);
}

async function inTransaction<T>(
  database: Database,
  organisationId: OrganisationId,
  { accessMode, timeZone }: { readonly accessMode: 'read write' | 'read only'; readonly timeZone?: string },
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  // The id goes into the text of a command: nothing but a UUID may.
  invariant(isId(organisationId), 'an organisation id is a UUID in lower case');
  const client = await connect(database.pool);
  // A Kysely over this one connection: its transaction and `client` are then the same session, which COPY needs.
  const single = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: { connect: () => Promise.resolve(client), end: () => Promise.resolve() } }),
  });
  const transaction = single.transaction().setAccessMode(accessMode);
  return (accessMode === 'read only' ? transaction.setIsolationLevel('repeatable read') : transaction).execute(async (trx) => {
    // The literal command, never set_config: on Citus that silently returns no rows.
    await sql.raw(`SET LOCAL cybermetrics.organisation = '${organisationId}'`).execute(trx);
    const result = await work({ organisationId, timeZone: timeZone ?? (await timeZoneOf(database, organisationId, trx)), trx, client });
    if (accessMode === 'read write') await countChange(trx, organisationId);
    return result;
  });
}

const timeZones = new WeakMap<Database, Map<OrganisationId, string>>();

async function timeZoneOf(database: Database, organisationId: OrganisationId, trx: Transaction<unknown>): Promise<string> {
  let known = timeZones.get(database);
  if (known === undefined) timeZones.set(database, (known = new Map()));
  const cached = known.get(organisationId);
  if (cached !== undefined) return cached;
  const { rows } = await sql<{ timeZone: string }>`
    select time_zone as "timeZone" from organisation where organisation_id = ${organisationId}`.execute(trx);
  const timeZone = rows[0]?.timeZone;
  if (timeZone === undefined) throw new Problem('not-found', 'There is no such organisation on this node.', { organisationId });
  known.set(organisationId, timeZone);
  return timeZone;
}
