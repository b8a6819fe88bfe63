import { chmod, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../home-lock.ts';
import { openHome, type Home } from '../home.ts';
import { startPostgres, type RunningPostgres } from './start-postgres.ts';

const warnings: string[] = [];
const log = { info: () => undefined, warn: (_fields: object, message: string) => void warnings.push(message) };

let folder: string;
let home: Home;

beforeAll(async () => {
  folder = await mkdtemp(path.join(await realpath('/tmp'), 'cybermetrics-engine-'));
  await chmod(folder, 0o755);
  home = await openHome(path.join(folder, 'home'));
});
afterAll(async () => {
  await home.release();
  await rm(folder, { recursive: true, force: true });
});

async function ask<Row extends object>(url: string, query: string): Promise<Row | undefined> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows[0];
  } finally {
    await client.end();
  }
}

async function during<T>(work: (postgres: RunningPostgres) => Promise<T>): Promise<T> {
  const postgres = await startPostgres({ home, log });
  try {
    return await work(postgres);
  } finally {
    await postgres.stop();
  }
}

describe("the node's own PostgreSQL", () => {
  it('is durable, listens on no network, and compares text by code point', async () => {
    const facts = await during(({ url }) =>
      ask(
        url,
        `select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses, current_setting('data_checksums') as checksums,
          datcollate as collation, pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()`,
      ),
    );
    expect(facts).toEqual({ fsync: 'on', addresses: '', checksums: 'on', collation: 'C', encoding: 'UTF8' });
  });

  it('gives two ordinary logins: one that owns, one that does not', async () => {
    const facts = await during(async ({ url, ownerUrl }) => {
      const read = `select current_user as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as privileged,
        pg_has_role(current_user, datdba, 'MEMBER') as owns from pg_roles, pg_database where rolname = current_user and datname = current_database()`;
      return [await ask(url, read), await ask(ownerUrl, read)];
    });
    expect(facts).toEqual([
      { name: 'cybermetrics', privileged: false, owns: false },
      { name: 'cybermetrics_owner', privileged: false, owns: true },
    ]);
  });

  it('is run by the owner of the home, with its socket where only that user comes', async () => {
    await during(async ({ pid }) => {
      expect((await stat(path.join(home.postgres, 'data'))).uid).toBe(home.uid);
      const socket = await stat(path.join(home.run, '.s.PGSQL.5432'));
      expect({ uid: socket.uid, mode: socket.mode & 0o777 }).toEqual({ uid: home.uid, mode: 0o700 });
      expect(isAlive(pid)).toBe(true);
    });
  });

  it('keeps what was written, and is gone after stop', async () => {
    const pid = await during(async (postgres) => {
      await ask(postgres.ownerUrl, 'create table kept as select 7 as number');
      return postgres.pid;
    });
    expect(isAlive(pid)).toBe(false);
    expect(await readdir(home.run)).not.toContain('.s.PGSQL.5432');
    expect(await during(({ ownerUrl }) => ask(ownerUrl, 'select number from kept'))).toEqual({ number: 7 });
  });

  it('replaces a server that a killed node left running', async () => {
    const left = await startPostgres({ home, log });
    warnings.length = 0;
    await during(async ({ pid, url }) => {
      expect(pid).not.toBe(left.pid);
      expect(await ask(url, 'select 1 as one')).toEqual({ one: 1 });
    });
    await left.exited;
    expect(warnings).toEqual(['a PostgreSQL server left by a killed node is stopped']);
  });

  it('ends the workers of a server that was killed in the middle of a query', async () => {
    const left = await startPostgres({ home, log });
    const client = new Client({ connectionString: left.url });
    client.on('error', () => undefined);
    await client.connect();
    const busy = client.query(`select count(*) from generate_series(1, 1000000000)`).catch((error: unknown) => error);
    await ask(
      left.url,
      `do $$ begin while not exists (select from pg_stat_activity where query like 'select count(*) from gen%' and state = 'active') loop perform pg_stat_clear_snapshot(); end loop; end $$`,
    );
    process.kill(left.pid, 'SIGKILL');
    await left.exited;
    expect(await during(({ url }) => ask(url, 'select 1 as one'))).toEqual({ one: 1 });
    expect(await busy).toBeInstanceOf(Error);
  });

  it('is not stopped by a pid file that names another process', async () => {
    const pidFile = path.join(home.postgres, 'data', 'postmaster.pid');
    const left = await startPostgres({ home, log });
    const text = await readFile(pidFile, 'utf8');
    process.kill(left.pid, 'SIGKILL');
    await left.exited;
    await writeFile(pidFile, text.replace(/^\d+/, String(process.ppid)));
    expect(await during(({ url }) => ask(url, 'select 1 as one'))).toEqual({ one: 1 });
    expect(isAlive(process.ppid)).toBe(true);
  });

  it('refuses data of another PostgreSQL, and says which one made it', async () => {
    const file = path.join(home.postgres, 'data', 'PG_VERSION');
    const text = await readFile(file, 'utf8');
    await writeFile(file, '14\n');
    await expect(startPostgres({ home, log })).rejects.toMatchObject({
      code: 'database-version-unknown',
      message: expect.stringContaining('PostgreSQL 14'),
    });
    await writeFile(file, text);
  });

  it('says what PostgreSQL complained of when it does not start', async () => {
    const file = path.join(home.postgres, 'data', 'pg_hba.conf');
    const text = await readFile(file, 'utf8');
    await writeFile(file, 'nonsense\n');
    await expect(startPostgres({ home, log })).rejects.toMatchObject({
      code: 'database-unavailable',
      message: expect.stringContaining('pg_hba.conf'),
    });
    await writeFile(file, text);
  });

  it('names the folder where there are no programs', async () => {
    await expect(startPostgres({ home, log, binariesFolder: '/nowhere' })).rejects.toMatchObject({
      code: 'database-unavailable',
      message: expect.stringContaining('/nowhere'),
    });
  });

  it('puts its socket elsewhere when the home is too deep for one', async () => {
    const deep = await openHome(path.join(folder, 'd'.repeat(60), 'e'.repeat(60)));
    const postgres = await startPostgres({ home: deep, log, durable: false });
    try {
      expect(await ask(postgres.url, 'select 1 as one')).toEqual({ one: 1 });
      const socketFolder = decodeURIComponent(postgres.url.split('host=')[1] ?? '');
      expect((await stat(socketFolder)).mode & 0o777).toBe(0o700);
      await postgres.stop();
      await rm(socketFolder, { recursive: true });
    } finally {
      await postgres.stop();
      await deep.release();
    }
  });
});
