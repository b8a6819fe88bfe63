/**
 * One PostgreSQL for a whole test run: our own engine in a folder of its own, or the server of TEST_DATABASE_URL (a login
 * that may make roles and databases). Makes the template that every test's database is copied from, and clears away.
 * When PostgreSQL cannot start, the run fails: a skipped database test proves nothing.
 * fsync is off here, and only here: what a test run loses in a power cut is not missed.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { openHome } from '#server/home.ts';
import { startPostgres, type EngineLog } from '#server/postgres/start-postgres.ts';
import { stopLeftover } from '#server/postgres/postmaster.ts';
import { migrate } from '#store/migrate.ts';

export interface DatabaseServer {
  /** May make databases and roles. */
  readonly superuserUrl: string;
  readonly ownerRole: string;
  readonly runtimeRole: string;
  readonly password: string;
  /** Migrated and empty; nobody connects to it. */
  readonly template: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: DatabaseServer;
  }
}

const quiet: EngineLog = {
  info: () => undefined,
  warn: (fields, message) => void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
};
const homePrefix = 'cybermetrics-test-';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const engine = given === undefined ? await startOwnServer() : { url: given, stop: () => Promise.resolve() };
  try {
    const server = await prepare(engine.url);
    project.provide('databaseServer', server);
    return async () => {
      if (given !== undefined) await clearAway(server);
      await engine.stop();
    };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

/** The folder is /tmp, not os.tmpdir(): a socket's path must stay short, and the database's user must reach it. */
async function startOwnServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  await clearKilledRuns();
  const folder = await mkdtemp(path.join(await realpath('/tmp'), homePrefix));
  const home = await openHome(folder);
  const systemFolder = process.env['CYBERMETRICS_POSTGRES_BIN'];
  const postgres = await startPostgres({
    home,
    log: quiet,
    durable: false,
    ...(systemFolder === undefined ? {} : { binariesFolder: systemFolder }),
  });
  return {
    url: postgres.superuserUrl,
    stop: async () => {
      await postgres.stop();
      await home.release();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A run that was killed leaves its server behind; a later run of the same user stops it. Never stands in the way of this run. */
async function clearKilledRuns(): Promise<void> {
  const now = Date.now();
  for (const name of await readdir('/tmp')) {
    if (!name.startsWith(homePrefix)) continue;
    const folder = path.join('/tmp', name);
    const found = await stat(folder).catch(() => undefined);
    // Young: perhaps a run that has not locked its folder yet.
    if (found === undefined || now - found.mtimeMs < 60_000) continue;
    try {
      const home = await openHome(folder);
      await stopLeftover(home, path.join(home.postgres, 'data'), quiet);
      await home.release();
      await rm(folder, { recursive: true, force: true });
    } catch {
      // A run that is still going holds the lock of its home, and other people's folders are not ours.
    }
  }
}

async function prepare(superuserUrl: string): Promise<DatabaseServer> {
  const run = randomBytes(6).toString('hex');
  const server = {
    superuserUrl,
    ownerRole: `cybermetrics_test_owner_${run}`,
    runtimeRole: `cybermetrics_test_${run}`,
    password: randomBytes(18).toString('hex'),
    template: `cybermetrics_test_template_${run}`,
  };
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    for (const role of [server.ownerRole, server.runtimeRole])
      await client.query(`create role ${role} login password '${server.password}'`);
    await client.query(`grant ${server.runtimeRole} to ${server.ownerRole}`);
    // A superuser need not be a member; any other maker of databases must be, to give one away.
    await client.query(`grant ${server.ownerRole} to current_user`);
    await client.query(`create database ${server.template} template template0 encoding 'UTF8' locale 'C' owner ${server.ownerRole}`);
  } finally {
    await client.end();
  }
  await migrate({ ownerUrl: urlFor(server, server.ownerRole, server.template), runtimeRole: server.runtimeRole });
  return server;
}

/** Same server, another login and database. */
export function urlFor(server: DatabaseServer, role: string, database: string): string {
  // The URL class refuses an empty host (a unix socket), so the parts are exchanged in the text.
  const parts = /^(postgres(?:ql)?:\/\/)(?:[^@/]*@)?([^/?]*)(?:\/[^?]*)?(\?.*)?$/.exec(server.superuserUrl);
  if (parts === null) throw new Error('TEST_DATABASE_URL is not of the form postgresql://user:password@host:port/database');
  return `${parts[1]}${role}:${server.password}@${parts[2]}/${database}${parts[3] ?? ''}`;
}

/** On a server that is not ours nothing of the run stays. */
async function clearAway(server: DatabaseServer): Promise<void> {
  const client = new Client({ connectionString: server.superuserUrl });
  await client.connect();
  try {
    const left = await client.query<{ name: string }>(
      'select datname::text as name from pg_database where datdba = (select oid from pg_roles where rolname = $1)',
      [server.ownerRole],
    );
    for (const { name } of left.rows) await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
    for (const role of [server.runtimeRole, server.ownerRole]) await client.query(`drop role if exists ${role}`);
  } finally {
    await client.end();
  }
}
