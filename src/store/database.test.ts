import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseServer, freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { openDatabase } from './database.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

const open = (url: string) => openDatabase({ url, applicationName: 'database test', connectionsMax: 1 });

describe('opening a database', () => {
  it('refuses a login that owns the tables', async () => {
    await expect(open(fresh.ownerUrl)).rejects.toMatchObject({
      code: 'database-unsafe',
      message: expect.stringContaining('owns the tables'),
    });
  });

  it('refuses a superuser, and a login that may become one', async () => {
    const databaseName = /\/([^/?]+)(\?|$)/.exec(fresh.url)?.[1] ?? '';
    const superuserUrl = databaseServer().superuserUrl.replace(/\/[^/?]*(\?|$)/, `/${databaseName}$1`);
    await expect(open(superuserUrl)).rejects.toMatchObject({ code: 'database-unsafe', message: expect.stringContaining('BYPASSRLS') });
    const client = new Client({ connectionString: superuserUrl });
    await client.connect();
    try {
      await client.query(`create role ${databaseName}_door bypassrls; grant ${databaseName}_door to "${fresh.runtimeRole}"`);
      await expect(open(fresh.url)).rejects.toMatchObject({ code: 'database-unsafe', message: expect.stringContaining('may become') });
    } finally {
      await client.query(`drop role ${databaseName}_door`);
      await client.end();
    }
  });

  it('refuses a table whose row-level security was switched off', async () => {
    const owner = new Client({ connectionString: fresh.ownerUrl });
    await owner.connect();
    try {
      await owner.query('alter table asset disable row level security');
      await expect(open(fresh.url)).rejects.toMatchObject({ code: 'database-unsafe', message: expect.stringContaining('not bound') });
    } finally {
      await owner.query('alter table asset enable row level security');
      await owner.end();
    }
  });

  it('waits for the disk at each commit, and only where the work is begun again after a crash does not', async () => {
    const databaseName = /\/([^/?]+)(\?|$)/.exec(fresh.url)?.[1] ?? '';
    const owner = new Client({ connectionString: fresh.ownerUrl });
    await owner.connect();
    // Servers of tests never wait for the disk; a node's do.
    await owner.query(`alter database ${databaseName} set synchronous_commit = on`);
    await owner.end();
    for (const [isWorkRepeatable, expected] of [
      [false, 'on'],
      [true, 'off'],
    ] as const) {
      const database = await openDatabase({ url: fresh.url, applicationName: 'database test', connectionsMax: 1, isWorkRepeatable });
      const { rows } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(database.kysely);
      await database.end();
      expect(rows).toEqual([{ synchronous_commit: expected }]);
    }
  });

  it('says what to do where nothing answers', async () => {
    await expect(open('postgresql://nobody@/nothing?host=%2Fnonexistent')).rejects.toMatchObject({
      code: 'database-unavailable',
      message: expect.stringContaining('DATABASE_URL'),
    });
  });
});

describe('a value read from the database', () => {
  it('is what the domain calls it', async () => {
    const { rows } = await sql`select
      '2026-03-29 03:00:00.5+02'::timestamptz as instant, '0044-01-02 00:00:00+00'::timestamptz as early,
      '2026-03-29 01:00:00.123456+00'::timestamptz as micro, 'infinity'::timestamptz as never, '-infinity'::timestamptz as always,
      '2026-03-29'::date as day, 'infinity'::date as endless, 9007199254740991::int8 as big, 1.5::float8 as share, 2.25::numeric as sum,
      array['2026-03-29 01:00:00+00', null]::timestamptz[] as instants, array['2026-03-29']::date[] as days, array[1, 2]::int8[] as counts,
      '{"a":[1]}'::jsonb as json, true as yes, null::int8 as nothing`.execute(fresh.database.kysely);
    expect(rows).toEqual([
      {
        instant: '2026-03-29T01:00:00.500Z',
        early: '0044-01-02T00:00:00.000Z',
        micro: '2026-03-29T01:00:00.123Z',
        never: 'infinity',
        always: '-infinity',
        day: '2026-03-29',
        endless: 'infinity',
        big: 9007199254740991,
        share: 1.5,
        sum: 2.25,
        instants: ['2026-03-29T01:00:00.000Z', null],
        days: ['2026-03-29'],
        counts: [1, 2],
        json: { a: [1] },
        yes: true,
        nothing: null,
      },
    ]);
  });

  it('is refused where a number could not hold it', async () => {
    await expect(sql`select 9007199254740993::int8`.execute(fresh.database.kysely)).rejects.toThrow('beyond 2^53');
  });

  it('is read in UTC whatever the time zone of the server', async () => {
    const { rows } = await sql`select current_setting('TimeZone') as zone`.execute(fresh.database.kysely);
    expect(rows).toEqual([{ zone: 'UTC' }]);
  });
});
