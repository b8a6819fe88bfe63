import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { withOrganisation } from './scope.ts';

let fresh: FreshDatabase;
/** The node's login, without any scope. */
let bare: Client;

beforeAll(async () => {
  fresh = await freshDatabase();
  bare = new Client({ connectionString: fresh.url });
  await bare.connect();
  for (const organisationId of [fresh.organisationId, fresh.otherOrganisationId]) {
    await withOrganisation(fresh.database, organisationId, ({ trx }) =>
      sql`insert into asset (organisation_id, id, host_name, first_seen_at) values (${organisationId}, ${fresh.newId()}, 'pump-1', ${fresh.now})`.execute(
        trx,
      ),
    );
  }
});
afterAll(async () => {
  await bare.end();
  await fresh.drop();
});

const countAssets = sql<{ count: number; mine: boolean }>`select count(*) as count from asset`;

describe('row-level security', () => {
  it('shows nothing where no organisation was named', async () => {
    expect((await bare.query('select * from asset')).rows).toEqual([]);
    expect((await bare.query('select * from organisation')).rows).toEqual([]);
    expect((await countAssets.execute(fresh.database.kysely)).rows).toEqual([{ count: 0 }]);
  });

  it('shows nothing on a connection whose scope has ended', async () => {
    await bare.query('begin');
    await bare.query(`SET LOCAL cybermetrics.organisation = '${fresh.organisationId}'`);
    expect((await bare.query('select * from asset')).rowCount).toBe(1);
    await bare.query('commit');
    expect((await bare.query('select * from asset')).rowCount).toBe(0);
  });

  it('shows an organisation its own rows, also when the statement asks for another', async () => {
    const rows = await withOrganisation(fresh.database, fresh.organisationId, async ({ trx }) => {
      const all = await sql<{ id: string }>`select organisation_id as id from asset`.execute(trx);
      const other = await sql`select from asset where organisation_id = ${fresh.otherOrganisationId}`.execute(trx);
      return { all: all.rows, other: other.rows };
    });
    expect(rows).toEqual({ all: [{ id: fresh.organisationId }], other: [] });
  });

  it('lets nobody write for another organisation', async () => {
    const insert = withOrganisation(fresh.database, fresh.organisationId, ({ trx }) =>
      sql`insert into asset (organisation_id, id, first_seen_at) values (${fresh.otherOrganisationId}, ${fresh.newId()}, ${fresh.now})`.execute(
        trx,
      ),
    );
    await expect(insert).rejects.toThrow(/row-level security policy/);
    const give = withOrganisation(fresh.database, fresh.organisationId, ({ trx }) =>
      sql`update asset set organisation_id = ${fresh.otherOrganisationId}`.execute(trx),
    );
    await expect(give).rejects.toThrow(/row-level security policy/);
    const { numAffectedRows } = await withOrganisation(fresh.database, fresh.organisationId, ({ trx }) =>
      sql`delete from asset where organisation_id = ${fresh.otherOrganisationId}`.execute(trx),
    );
    expect(numAffectedRows).toBe(0n);
  });

  it.each([
    ['become the owner', (owner: string) => `set role "${owner}"`, /permission denied to set role/],
    ['switch it off for a table', () => 'alter table asset disable row level security', /must be owner/],
    ['drop the policy', () => 'drop policy organisation on asset', /must be owner/],
    ['switch it off for itself', () => 'set row_security = off; select * from asset', /would be affected by row-level security/],
    ['empty a table', () => 'truncate asset', /permission denied/],
    ['make a table beside ours', () => 'create table public.loose (a int)', /permission denied/],
    ['rewrite the list of migrations', () => `delete from schema_migration`, /permission denied/],
    ['make a role', () => 'create role other', /permission denied/],
    ['read a file of the server', () => `select pg_read_file('PG_VERSION')`, /permission denied/],
  ])('cannot be left: the node may not %s', async (_what, command, complaint) => {
    const ownerRole = decodeURIComponent(/\/\/([^:@]+)/.exec(fresh.ownerUrl)?.[1] ?? '');
    await expect(bare.query(command(ownerRole))).rejects.toThrow(complaint);
    await bare.query('reset row_security');
  });
});
