/** The part of migration 0022 that joins days, on rows as nodes before 0019 wrote them. */
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Day } from '#core/kernel/time.ts';
import { readingOrganisation } from '#store/scope.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { compactMeasurements } from '../migrations/0022-compact-measurements.ts';
import { readSeries } from './read-series.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

const read = () =>
  readingOrganisation(fresh.database, fresh.organisationId, async (scope) => {
    const scopeOf = { kind: 'organisation', id: '' } as const;
    const found = await readSeries(scope, {
      metricId: 'T-1',
      version: '1.0.0',
      measures: ['share'],
      scope: scopeOf,
      to: '2026-12-31' as Day,
    });
    return found.get('share') ?? [];
  });

it('joins equal days in a row, leaves corrections, and no day reads otherwise', async () => {
  const owner = new Client({ connectionString: fresh.ownerUrl });
  await owner.connect();
  try {
    // Ten days; from the seventh another value; a gap after the eighth; the third was corrected since.
    await owner.query(
      `insert into measurement (organisation_id, metric_id, metric_version, measure, scope_kind, scope_id, from_on, to_on, revision, state,
         standing, reasons, value, numerator, denominator, gained, lost, measured_at)
       select $1, 'T-1', '1.0.0', 'share', 'organisation', '', day, day, revision, 'measured', 'ok', '{}', value, value * 4, 4, 0, 0, now()
       from (select '2026-01-01'::date + place as day, 1 as revision, case when place < 6 then 0.5 else 0.75 end as value
           from generate_series(0, 10) place where place <> 8
         union all select '2026-01-03', 2, 0.25) given`,
      [fresh.organisationId],
    );
    const before = await read();
    expect(before).toHaveLength(10);
    const [join = ''] = compactMeasurements.sql.split(';');
    await owner.query(join);
    const { rows } = await owner.query(
      'select from_on::text, to_on::text, revision from measurement where organisation_id = $1 order by revision, from_on',
      [fresh.organisationId],
    );
    expect(rows.map(({ from_on: from, to_on: to, revision }) => [from, to, revision])).toEqual([
      ['2026-01-01', '2026-01-06', 1],
      ['2026-01-07', '2026-01-08', 1],
      ['2026-01-10', '2026-01-11', 1],
      ['2026-01-03', '2026-01-03', 2],
    ]);
    expect(await read()).toEqual(before);
  } finally {
    await owner.end();
  }
});
