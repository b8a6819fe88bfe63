/**
 * The door to PostgreSQL: one pool, wrapped in Kysely so that SQL stays visible (`sql` tag) and parameters stay bound.
 * Not a query layer: rows of an organisation are read and written through `scope.ts`; only the sign-in tables and the
 * directory of tenants are reached directly, through `kysely`.
 * A pool is opened with a login that row-level security binds (design.md 3); any other login is refused here.
 */
import { Kysely, PostgresDialect } from 'kysely';
import { Pool, type PoolClient } from 'pg';
import { Problem } from '#core/kernel/problem.ts';
import { columnTypes } from './type-parsers.ts';

export interface DatabaseOptions {
  /** `postgresql://…`; a unix socket is `postgresql://user@/name?host=/folder`. */
  readonly url: string;
  /** Shown by PostgreSQL in `pg_stat_activity`: which pool of which process this is. */
  readonly applicationName: string;
  readonly connectionsMax: number;
  readonly statementTimeoutMs?: number;
  /**
   * Transactions are answered before they are on disk (`synchronous_commit = off`). For work that is begun again after a
   * crash of the machine: what is lost then is the newest, never something in between, and nothing that a later durable
   * transaction of any connection followed.
   */
  readonly isWorkRepeatable?: boolean;
  /** Told of a connection that broke while nobody used it (the pool replaces it by itself). */
  readonly onConnectionLost?: (error: Error) => void;
}

export interface Database {
  /** For tables outside row-level security: sign-in and tenants. An organisation's rows are invisible here. */
  readonly kysely: Kysely<unknown>;
  readonly pool: Pool;
  end(): Promise<void>;
}

/**
 * Opens the pool and checks the login.
 * @throws Problem `database-unavailable` (no answer, wrong password), `database-unsafe` (the login is not bound by
 * row-level security), `database-version-unknown` (never migrated).
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const pool = new Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.connectionsMax,
    connectionTimeoutMillis: 15_000,
    // The parsers of `type-parsers.ts` rely on UTC and ISO; jit costs more than it gives on our short queries.
    options: `-c TimeZone=UTC -c DateStyle=ISO,MDY -c IntervalStyle=iso_8601 -c jit=off${options.isWorkRepeatable === true ? ' -c synchronous_commit=off' : ''}`,
    types: columnTypes,
    ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: options.statementTimeoutMs }),
  });
  pool.on('error', (error) => options.onConnectionLost?.(error));
  try {
    const client = await connect(pool);
    try {
      await refuseUnsafeLogin(client);
    } finally {
      client.release();
    }
  } catch (error) {
    await pool.end();
    throw error;
  }
  return openedDatabase(pool);
}

function openedDatabase(pool: Pool): Database {
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return {
    kysely,
    pool,
    end: () => kysely.destroy().then(() => (pool.ended ? undefined : pool.end())),
  };
}

/** A connection of the pool. @throws Problem `database-unavailable`. */
export async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new Problem(
      'database-unavailable',
      'The database does not answer. Check that PostgreSQL runs, and where DATABASE_URL is set its address, login and password.',
      { reason: error instanceof Error ? error.message : String(error) },
      error,
    );
  }
}

interface LoginFacts {
  readonly role: string;
  readonly migrated: boolean;
  readonly bypasses: boolean;
  readonly owns: boolean;
}

async function refuseUnsafeLogin(client: PoolClient): Promise<void> {
  const facts = await client.query<LoginFacts>(`
    select current_user as role,
      to_regclass('public.asset') is not null as migrated,
      -- Also roles this login may become with SET ROLE: membership is enough to step around the policy.
      exists (select from pg_roles r where (r.rolsuper or r.rolbypassrls) and pg_has_role(current_user, r.oid, 'MEMBER')) as bypasses,
      exists (select from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and pg_has_role(current_user, c.relowner, 'MEMBER')) as owns`);
  const login = facts.rows[0];
  if (login === undefined) throw new Problem('database-unavailable', 'The database gave no answer about its login.');
  if (login.bypasses) throw unsafe('is a superuser or has BYPASSRLS, or may become such a role', login.role);
  if (login.owns) throw unsafe('owns the tables, or may become their owner', login.role);
  if (!login.migrated) {
    throw new Problem(
      'database-version-unknown',
      'The database at DATABASE_URL has no Cybermetrics tables. Set DATABASE_OWNER_URL so that the node can migrate it.',
    );
  }
  const active = await client.query<{ active: boolean }>(`select row_security_active('public.asset') as active`);
  if (active.rows[0]?.active !== true) throw unsafe('is not bound by row-level security', login.role);
}

function unsafe(what: string, role: string): Problem {
  return new Problem(
    'database-unsafe',
    `The login of DATABASE_URL (${role}) ${what}. Row-level security would not hold: give the node an ordinary login without ownership, and the owner only in DATABASE_OWNER_URL.`,
    { role },
  );
}
