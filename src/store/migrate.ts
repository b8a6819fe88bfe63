/**
 * Brings a database to this release: the migrations in order, then what every table of an organisation must have
 * (row-level security with the one policy, the runtime role's rights), and the two schemas that the runtime role fills
 * itself: `graphile_worker` (the queue migrates itself there) and `staging` (unlogged tables for COPY).
 * Runs as the owner, under an advisory lock; running it again changes nothing. It never goes back.
 */
import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { Problem } from '#core/kernel/problem.ts';
import { migrations, tablesWithoutRowSecurity, type Migration } from './migrations/registry.ts';

/** The one policy: no sub-select and no OR, so that it costs an index condition. The schema test reads it back. */
const rowSecurityPolicy = `organisation_id = nullif(current_setting('cybermetrics.organisation', true), '')::uuid`;

export interface MigrateOptions {
  /** A login that owns the database; it must be a member of the runtime role (`GRANT runtime TO owner`). */
  readonly ownerUrl: string;
  /** The login of `DATABASE_URL`. */
  readonly runtimeRole: string;
  /** Only for the tests of this file. */
  readonly migrations?: readonly Migration[];
}

/** 0x63796265 = "cybe". */
const lockKey = 1_668_899_429;

/** @throws Problem `database-unavailable`, `database-version-unknown`, `configuration-invalid`. */
export async function migrate(options: MigrateOptions): Promise<{ applied: string[] }> {
  const wanted = options.migrations ?? migrations;
  const client = await connect(options.ownerUrl);
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(`create table if not exists schema_migration (
      id text collate "C" primary key, digest text collate "C" not null, applied_at timestamptz not null default now())`);
    const done = await migrationsDone(client, wanted);
    const applied: string[] = [];
    for (const migration of wanted) {
      if (done.has(migration.id)) continue;
      await transaction(client, async () => {
        await client.query(migration.sql);
        await client.query('insert into schema_migration (id, digest) values ($1, $2)', [migration.id, digestOf(migration)]);
      });
      applied.push(migration.id);
    }
    await transaction(client, () => secure(client, options.runtimeRole));
    return { applied };
  } catch (error) {
    throw isRightMissing(error) ? notOwner(error) : error;
  } finally {
    await client.end();
  }
}

async function connect(ownerUrl: string): Promise<Client> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'cybermetrics migrate', connectionTimeoutMillis: 15_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new Problem(
      'database-unavailable',
      'The database does not answer at DATABASE_OWNER_URL. Check that PostgreSQL runs, and the address, login and password.',
      { reason: error instanceof Error ? error.message : String(error) },
      error,
    );
  }
  return client;
}

/** SQLSTATE 42501, insufficient_privilege. */
function isRightMissing(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === '42501';
}

function notOwner(error: Error): Problem {
  return new Problem(
    'configuration-invalid',
    `The login of DATABASE_OWNER_URL may not do what migrating needs (${error.message}). Make it the owner of the database: ALTER DATABASE … OWNER TO …`,
    { reason: error.message },
    error,
  );
}

async function transaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

function digestOf(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

async function migrationsDone(client: Client, wanted: readonly Migration[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ id: string; digest: string }>('select id, digest from schema_migration order by id');
  const known = new Map(wanted.map((migration) => [migration.id, digestOf(migration)]));
  const newer = rows.filter((row) => !known.has(row.id)).map((row) => row.id);
  if (newer.length > 0) {
    throw new Problem(
      'database-version-unknown',
      `The database was made by a newer release (it has ${newer.join(', ')}). Run that release or a later one; this one would damage the data.`,
      { unknownMigrations: newer },
    );
  }
  const changed = rows.filter((row) => known.get(row.id) !== row.digest).map((row) => row.id);
  if (changed.length > 0) {
    throw new Problem(
      'database-version-unknown',
      `The database was made by an unreleased version whose ${changed.join(', ')} differs from this one. Run the version that made it, or start with an empty database.`,
      { changedMigrations: changed },
    );
  }
  return new Set(rows.map((row) => row.id));
}

async function secure(client: Client, runtimeRole: string): Promise<void> {
  const role = client.escapeIdentifier(runtimeRole);
  const exists = await client.query<{ member: boolean }>(
    `select pg_has_role(current_user, oid, 'MEMBER') as member from pg_roles where rolname = $1`,
    [runtimeRole],
  );
  if (exists.rows[0]?.member !== true) {
    throw new Problem(
      'configuration-invalid',
      `The login of DATABASE_OWNER_URL must be a member of the login of DATABASE_URL: run GRANT ${role} TO <owner> once, as an administrator of the database.`,
      { role: runtimeRole },
    );
  }
  await secureTables(client);
  await client.query(`
    revoke create on schema public from public;
    grant usage on schema public to ${role};
    grant select, insert, update, delete on all tables in schema public to ${role};
    revoke insert, update, delete on schema_migration from ${role};
    create schema if not exists staging;
    grant usage, create on schema staging to ${role};`);
  await createStatisticsFunction(client, role);
  await createQueueSchema(client, role);
}

/**
 * After a large import the planner takes the tables for empty until autovacuum looks in, a minute later, and lists and
 * measuring then cost a hundred times as much. Only an owner may ANALYZE, so the runtime role is lent this one function:
 * it looks again at tables never looked at, or changed by a tenth since.
 */
async function createStatisticsFunction(client: Client, role: string): Promise<void> {
  await client.query(`
    create or replace function refresh_statistics() returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $body$
    declare stale regclass;
    begin
      for stale in select relid from pg_stat_user_tables where schemaname = 'public'
        and (coalesce(last_analyze, last_autoanalyze) is null or n_mod_since_analyze > 500 + n_live_tup / 10)
      loop
        execute format('analyze %s', stale);
      end loop;
    end $body$;
    revoke all on function refresh_statistics() from public;
    grant execute on function refresh_statistics() to ${role};`);
}

/** Every table of `public` belongs to an organisation unless the registry says why not. */
async function secureTables(client: Client): Promise<void> {
  const tables = await client.query<{ name: string; secured: boolean; policies: string[] }>(`
    select c.relname as name, c.relrowsecurity as secured,
      array(select polname::text from pg_policy where polrelid = c.oid) as policies
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`);
  for (const table of tables.rows) {
    if (Object.hasOwn(tablesWithoutRowSecurity, table.name)) continue;
    const name = client.escapeIdentifier(table.name);
    if (!table.secured) await client.query(`alter table ${name} enable row level security`);
    if (!table.policies.includes('organisation')) {
      await client.query(`create policy organisation on ${name} using (${rowSecurityPolicy}) with check (${rowSecurityPolicy})`);
    }
  }
}

/**
 * The queue library migrates itself as the runtime role, but its first statement is CREATE SCHEMA, which needs a right on
 * the whole database. Where its table of migrations is already there it skips that, so we make both, owned by that role.
 */
async function createQueueSchema(client: Client, role: string): Promise<void> {
  await client.query(`
    create schema if not exists graphile_worker authorization ${role};
    set local role ${role};
    create table if not exists graphile_worker.migrations (
      id int primary key, ts timestamptz not null default now(), breaking boolean not null default false);
    reset role;`);
}
