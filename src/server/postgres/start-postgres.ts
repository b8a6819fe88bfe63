/**
 * The node's own PostgreSQL: a real server on a unix socket, its data under the home. Not a service of the machine: it
 * starts and stops with the node, listens on no network, and trusts whoever can enter its socket's folder, which only the
 * owner of the home can. Everything durable: fsync is on. See docs/decisions/0001-embedded-postgresql.md.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chown, lstat, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { Problem } from '#core/kernel/problem.ts';
import type { Home } from '../home.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { asOwner, plainEnvironment, startPostmaster, stopLeftover, superuser, type EngineLog } from './postmaster.ts';

export type { EngineLog } from './postmaster.ts';

export interface StartOptions {
  readonly home: Home;
  readonly log: EngineLog;
  /** The value of CYBERMETRICS_POSTGRES_BIN: the folder of the operating system's initdb and postgres. */
  readonly binariesFolder?: string;
  /** False only for tests: without fsync a power cut damages the data. */
  readonly durable?: boolean;
}

export interface RunningPostgres {
  /** For the node: ordinary login, bound by row-level security. */
  readonly url: string;
  /** For migrate: owns the database and its tables; not a superuser. */
  readonly ownerUrl: string;
  /** For tests, which make databases of their own. */
  readonly superuserUrl: string;
  readonly runtimeRole: string;
  readonly version: string;
  readonly pid: number;
  /** Resolves when the server process is gone: before `stop` was called, that is an accident. */
  readonly exited: Promise<void>;
  /** Call after the pools have drained. */
  stop(): Promise<void>;
}

const owner = 'cybermetrics_owner';
const runtime = 'cybermetrics';
const database = 'cybermetrics';

/** @throws Problem `database-unavailable`, `database-version-unknown`. */
export async function startPostgres({ home, log, binariesFolder, durable = true }: StartOptions): Promise<RunningPostgres> {
  const binaries = await findBinaries(home, binariesFolder);
  const dataFolder = path.join(home.postgres, 'data');
  await refuseOtherMajor(dataFolder, binaries);
  await stopLeftover(home, dataFolder, log);
  await makeDataFolder(dataFolder, binaries, home, durable);
  const socketFolder = await makeSocketFolder(home);
  // No server of this home runs any more, and nobody else may write here: a lock that a killed one left says nothing.
  for (const name of [socketName, `${socketName}.lock`]) await rm(path.join(socketFolder, name), { force: true });
  const postmaster = await startPostmaster({ binaries, home, dataFolder, socketFolder, settings: settingsOf(socketFolder, durable), log });
  const urlOf = (user: string, name: string): string => `postgresql://${user}@/${name}?host=${encodeURIComponent(socketFolder)}`;
  try {
    await makeRolesAndDatabase(urlOf(superuser, 'postgres'));
  } catch (error) {
    await postmaster.stop();
    throw error;
  }
  log.info({ version: binaries.version, pid: postmaster.pid }, 'PostgreSQL runs');
  return {
    url: urlOf(runtime, database),
    ownerUrl: urlOf(owner, database),
    superuserUrl: urlOf(superuser, 'postgres'),
    runtimeRole: runtime,
    version: binaries.version,
    pid: postmaster.pid,
    exited: postmaster.exited,
    stop: () => postmaster.stop(),
  };
}

/** Modest: a hospital's node shares its machine. Given on the command line, so that a release can change them. */
function settingsOf(socketFolder: string, durable: boolean): Record<string, string> {
  return {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    max_connections: '40',
    shared_buffers: '64MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    effective_cache_size: '512MB',
    max_wal_size: '1GB',
    random_page_cost: '1.1',
    jit: 'off',
    // A first import fills empty tables within seconds; without statistics its next queries read all of them.
    autovacuum_naptime: '5s',
    TimeZone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_min_messages: 'warning',
    logging_collector: 'off',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  };
}

async function refuseOtherMajor(dataFolder: string, binaries: Binaries): Promise<void> {
  const text = await readFile(path.join(dataFolder, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const major = Number.parseInt(text, 10);
  if (major === binaries.major) return;
  throw new Problem(
    'database-version-unknown',
    `The data in ${dataFolder} was made by PostgreSQL ${major}, and this node has ${binaries.version} (${binaries.folder}). Run the release that made it, or set CYBERMETRICS_POSTGRES_BIN to the folder of a PostgreSQL ${major}.`,
    { dataFolder, dataMajor: major, programMajor: binaries.major },
  );
}

/** Made beside and moved into place: a folder named `data` is always whole. */
async function makeDataFolder(dataFolder: string, binaries: Binaries, home: Home, durable: boolean): Promise<void> {
  const exists = await access(path.join(dataFolder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (exists) return;
  const draft = `${dataFolder}.new`;
  await rm(draft, { recursive: true, force: true });
  try {
    await promisify(execFile)(
      path.join(binaries.folder, 'initdb'),
      // Text compares by code point: no locale of the machine gets in.
      [
        `--pgdata=${draft}`,
        `--username=${superuser}`,
        '--auth=trust',
        '--encoding=UTF8',
        '--locale=C',
        '--data-checksums',
        ...(durable ? [] : ['--no-sync']),
      ],
      { ...asOwner(home), cwd: home.postgres, env: plainEnvironment(), timeout: 300_000 },
    );
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Problem(
      'database-unavailable',
      `PostgreSQL could not make its data folder ${dataFolder}: ${said === '' ? String(error) : said}. Check free space and rights of ${home.postgres}.`,
      { dataFolder },
      error,
    );
  }
  await rename(draft, dataFolder);
}

/** Path of a unix socket: 108 bytes with the closing zero on Linux, 104 elsewhere. */
const socketPathBytesMax = process.platform === 'linux' ? 107 : 103;

/** PostgreSQL names it by its port, though there is none. */
const socketName = '.s.PGSQL.5432';

/** In the home where the path is short enough, else a folder of its own in /tmp; 0700 and the owner's in both cases. */
async function makeSocketFolder(home: Home): Promise<string> {
  if (Buffer.byteLength(path.join(home.run, `${socketName}.lock`)) <= socketPathBytesMax) return home.run;
  const name = createHash('sha256').update(home.path).digest('hex').slice(0, 16);
  const folder = `/tmp/cybermetrics-${home.uid}-${name}`;
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    },
  );
  if (made && home.isRoot) await chown(folder, home.uid, home.gid);
  const found = await lstat(folder);
  // Anybody may make a folder in /tmp: one that somebody else made is not used.
  if (!found.isDirectory() || found.uid !== home.uid || (found.mode & 0o077) !== 0) {
    throw new Problem('database-unavailable', `${folder} is in the way of the database's socket. Remove it, or give a shorter --home.`, {
      folder,
    });
  }
  return folder;
}

/** Two roles: the owner makes tables, the runtime role only fills them; neither is a superuser. Safe to repeat. */
async function makeRolesAndDatabase(superuserUrl: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const roles = await client.query<{ name: string }>('select rolname::text as name from pg_roles where rolname = any($1)', [
      [owner, runtime],
    ]);
    const there = new Set(roles.rows.map((row) => row.name));
    for (const role of [owner, runtime]) {
      if (!there.has(role)) await client.query(`create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole`);
    }
    // The owner makes the queue's schema in the name of the runtime role; never the other way round.
    await client.query(`grant ${runtime} to ${owner}`);
    const databases = await client.query('select from pg_database where datname = $1', [database]);
    if (databases.rowCount === 0) await client.query(`create database ${database} owner ${owner}`);
  } finally {
    await client.end();
  }
}
