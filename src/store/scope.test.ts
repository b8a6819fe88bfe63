import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { withOrganisation } from './scope.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

describe('a scope', () => {
  it('sees its own organisation', async () => {
    const rows = await withOrganisation(
      fresh.database,
      fresh.organisationId,
      async ({ trx }) => (await sql`select name from organisation`.execute(trx)).rows,
    );
    expect(rows).toEqual([{ name: 'Ziekenhuis Oost' }]);
  });
});
