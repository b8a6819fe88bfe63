import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrganisationId } from '#core/kernel/id.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { createOrganisation, listTenants, readOrganisation } from './organisations.ts';
import { withOrganisation } from './scope.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

describe('an organisation', () => {
  it('starts with its name, its time zone and policies for the four severities', async () => {
    const found = await withOrganisation(fresh.database, fresh.organisationId, async (scope) => ({
      organisation: await readOrganisation(scope),
      policies: (await sql`select filter, days, valid_from, valid_to from sla_policy order by position`.execute(scope.trx)).rows,
    }));
    const always = { valid_from: '1970-01-01T00:00:00.000Z', valid_to: 'infinity' };
    expect(found).toEqual({
      organisation: { id: fresh.organisationId, name: 'Ziekenhuis Oost', timeZone: 'Europe/Amsterdam', createdAt: fresh.now },
      policies: [
        { filter: 'eq(severity,critical)', days: 14, ...always },
        { filter: 'eq(severity,high)', days: 30, ...always },
        { filter: 'eq(severity,medium)', days: 90, ...always },
        { filter: 'eq(severity,low)', days: 180, ...always },
      ],
    });
  });

  it('is in the directory', async () => {
    expect(await listTenants(fresh.database)).toEqual([
      { organisationId: fresh.organisationId, createdAt: fresh.now },
      { organisationId: fresh.otherOrganisationId, createdAt: fresh.now },
    ]);
  });

  it('is made once, and only with a time zone that exists', async () => {
    const again = { id: fresh.organisationId, name: 'Twice', timeZone: 'Europe/Amsterdam', now: fresh.now, newId: fresh.newId };
    await expect(createOrganisation(fresh.database, again)).rejects.toMatchObject({ code: 'conflict' });
    const nowhere = { ...again, id: fresh.newId() as OrganisationId, timeZone: 'Europe/Atlantis' };
    await expect(createOrganisation(fresh.database, nowhere)).rejects.toMatchObject({ code: 'request-invalid' });
    expect(await listTenants(fresh.database)).toHaveLength(2);
  });
});
