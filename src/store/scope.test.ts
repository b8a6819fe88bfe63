import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrganisationId } from '#core/kernel/id.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { openDatabase } from './database.ts';
import { readingOrganisation, withOrganisation } from './scope.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

describe('a scope', () => {
  it('is one transaction on one connection, and names its organisation', async () => {
    const facts = await withOrganisation(fresh.database, fresh.organisationId, async ({ trx, timeZone, client, organisationId }) => {
      const read = sql<{ setting: string; pid: number }>`
        select current_setting('cybermetrics.organisation') as setting, pg_backend_pid() as pid`;
      const one = (await read.execute(trx)).rows[0];
      const other = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0];
      return { setting: one?.setting, sameConnection: one?.pid === other?.pid, timeZone, organisationId };
    });
    expect(facts).toEqual({
      setting: fresh.organisationId,
      sameConnection: true,
      timeZone: 'Europe/Amsterdam',
      organisationId: fresh.organisationId,
    });
  });

  it('keeps what it wrote when it ends well, and nothing when it throws', async () => {
    const insert = (name: string, fails: boolean) =>
      withOrganisation(fresh.database, fresh.organisationId, async ({ trx, organisationId }) => {
        await sql`insert into department (organisation_id, id, name, name_folded, created_at)
          values (${organisationId}, ${fresh.newId()}, ${name}, ${name}, ${fresh.now})`.execute(trx);
        if (fails) throw new Error('halfway');
      });
    await insert('kept', false);
    await expect(insert('lost', true)).rejects.toThrow('halfway');
    const names = await withOrganisation(fresh.database, fresh.organisationId, ({ trx }) => sql`select name from department`.execute(trx));
    expect(names.rows).toEqual([{ name: 'kept' }]);
  });

  it('gives its connection back, also after errors', async () => {
    const single = await openDatabase({ url: fresh.url, applicationName: 'one connection', connectionsMax: 1 });
    try {
      for (let turn = 0; turn < 5; turn += 1) {
        await expect(withOrganisation(single, fresh.organisationId, ({ trx }) => sql`select 1 / 0`.execute(trx))).rejects.toThrow(
          'division by zero',
        );
      }
      expect(single.pool.idleCount).toBe(1);
    } finally {
      await single.end();
    }
  });

  it('refuses an organisation that this node does not have, and an id that is none', async () => {
    const nowhere = fresh.newId() as OrganisationId;
    await expect(withOrganisation(fresh.database, nowhere, async () => 1)).rejects.toMatchObject({ code: 'not-found' });
    const crafted = `${fresh.organisationId}'; drop table asset; --` as OrganisationId;
    await expect(withOrganisation(fresh.database, crafted, async () => 1)).rejects.toThrow('invariant');
  });

  it('reads one snapshot and writes nothing when it only reads', async () => {
    const seen = await readingOrganisation(fresh.database, fresh.organisationId, async ({ trx, organisationId }) => {
      const count = sql<{ count: number }>`select count(*) as count from import_run`;
      const before = (await count.execute(trx)).rows[0]?.count;
      await withOrganisation(fresh.database, organisationId, (writer) =>
        sql`insert into import_run (organisation_id, id, digest, file, size_bytes, status, received_at)
          values (${organisationId}, ${fresh.newId()}, 'd', 'f.csv', 1, 'accepted', ${fresh.now})`.execute(writer.trx),
      );
      return { before, after: (await count.execute(trx)).rows[0]?.count };
    });
    expect(seen).toEqual({ before: 0, after: 0 });
    const write = readingOrganisation(fresh.database, fresh.organisationId, ({ trx }) => sql`delete from import_run`.execute(trx));
    await expect(write).rejects.toThrow('read-only transaction');
  });

  it('copies into staging on the connection of its own transaction', async () => {
    const counted = await withOrganisation(fresh.database, fresh.organisationId, async ({ trx, client }) => {
      await sql`create unlogged table staging.trial (organisation_id uuid not null, host_name text)`.execute(trx);
      const lines = Array.from({ length: 1000 }, (_, index) => `${fresh.organisationId}\thost-${index}\n`);
      await pipeline(Readable.from(lines), client.query(copyFrom('copy staging.trial from stdin')));
      return (await sql<{ count: number }>`select count(*) as count from staging.trial`.execute(trx)).rows[0]?.count;
    });
    expect(counted).toBe(1000);
  });
});
