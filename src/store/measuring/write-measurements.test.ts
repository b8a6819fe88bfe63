import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Measurement } from '#core/metrics/measurement.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { askMeasuring, readPending, removePending } from './pending.ts';
import { newestMeasuredDay, readScopes, readSeries } from './read-series.ts';
import { writeMeasurements, type MeasuredSeries, type MeasuredStretch } from './write-measurements.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

const day = (number: number) => `2026-01-0${number}` as Day;
const share = (numerator: number, denominator: number): Measurement => ({
  state: 'measured',
  standing: 'warned',
  value: numerator / denominator,
  numerator,
  denominator,
  interval: { lower: 0.1, upper: 0.9 },
  reasons: ['scan-coverage-low', 'scan-stale'],
});
const gated: Measurement = { state: 'not-measured', reason: 'gated', reasons: ['inventory-not-reconciled'] };
const row = (on: Day, measurement: Measurement, more: Partial<MeasuredStretch> = {}): MeasuredStretch => ({
  scopeKind: 'organisation',
  scopeId: '',
  from: on,
  to: on,
  measurement,
  gained: 1,
  lost: 2,
  ...more,
});
const series = (metricId: string, rows: readonly MeasuredStretch[]): MeasuredSeries => ({
  metricId,
  version: '1.0.0',
  measure: 'share',
  measuredAt: '2026-01-05T08:00:00.000Z' as Instant,
  stretches: rows,
});
const write = (written: MeasuredSeries) =>
  withOrganisation(fresh.database, fresh.organisationId, (scope) => writeMeasurements(scope, written));
const read = (metricId: string, organisationId = fresh.organisationId) =>
  readingOrganisation(fresh.database, organisationId, async (scope) => {
    const found = await readSeries(scope, {
      metricId,
      version: '1.0.0',
      measures: ['share'],
      scope: { kind: 'organisation', id: '' },
      to: day(9),
    });
    return found.get('share') ?? [];
  });

describe('writing measurements', () => {
  it('gives back exactly what was written, values and missing values alike, in the order of days', async () => {
    expect(await write(series('T-1', [row(day(2), gated), row(day(1), share(1, 3))]))).toBe(2);
    expect(await read('T-1')).toEqual([
      { day: day(1), measurement: share(1, 3), gained: 1, lost: 2 },
      { day: day(2), measurement: gated, gained: 1, lost: 2 },
    ]);
  });

  it('writes nothing where nothing changed and a further revision where a past day comes out otherwise', async () => {
    await write(series('T-2', [row(day(1), share(1, 4)), row(day(2), share(2, 4))]));
    expect(await write(series('T-2', [row(day(1), share(1, 4)), row(day(2), share(2, 4))]))).toBe(0);
    expect(await write(series('T-2', [row(day(1), share(3, 4)), row(day(2), share(2, 4))]))).toBe(1);
    expect((await read('T-2')).map(({ measurement }) => measurement.state === 'measured' && measurement.numerator)).toEqual([3, 2]);
    const { rows } = await withOrganisation(fresh.database, fresh.organisationId, (scope) =>
      scope.client.query(
        `select revision, numerator from measurement where organisation_id = $1 and metric_id = 'T-2' and from_on = $2 order by revision`,
        [scope.organisationId, day(1)],
      ),
    );
    expect(rows).toEqual([
      { revision: 1, numerator: 1 },
      { revision: 2, numerator: 3 },
    ]);
  });

  it('a value that becomes missing is a further revision too', async () => {
    await write(series('T-3', [row(day(1), share(1, 4))]));
    expect(await write(series('T-3', [row(day(1), gated)]))).toBe(1);
    expect((await read('T-3'))[0]?.measurement).toEqual(gated);
  });

  it('keeps scopes apart, gives the parts of a day, and another organisation sees none of it', async () => {
    await write(series('T-4', [row(day(1), share(1, 4)), row(day(1), share(1, 2), { scopeKind: 'tier', scopeId: '1' })]));
    const parts = await readingOrganisation(fresh.database, fresh.organisationId, (scope) =>
      readScopes(scope, { metricId: 'T-4', version: '1.0.0', measure: 'share', day: day(1) }),
    );
    expect(parts).toEqual([{ scope: { kind: 'tier', id: '1' }, value: { day: day(1), measurement: share(1, 2), gained: 1, lost: 2 } }]);
    expect(await read('T-4', fresh.otherOrganisationId)).toEqual([]);
    expect(await readingOrganisation(fresh.database, fresh.otherOrganisationId, newestMeasuredDay)).toBeNull();
    expect(await readingOrganisation(fresh.database, fresh.organisationId, newestMeasuredDay)).toBe(day(2));
  });

  it('counts each day of a stretch, and writes a further revision only of the days that come out otherwise', async () => {
    expect(await write(series('T-5', [row(day(1), share(1, 4), { to: day(5) })]))).toBe(5);
    const again = [row(day(1), share(1, 4), { to: day(2) }), row(day(3), share(2, 4)), row(day(4), share(1, 4), { to: day(6) })];
    expect(await write(series('T-5', again))).toBe(2);
    const found = await read('T-5');
    expect(found.map((one) => one.day)).toEqual([1, 2, 3, 4, 5, 6].map(day));
    expect(found.map(({ measurement }) => measurement.state === 'measured' && measurement.numerator)).toEqual([1, 1, 2, 1, 1, 1]);
  });
});

describe('asking for measuring', () => {
  const now = '2026-01-05T08:00:00.000Z' as Instant;
  const inScope = <T>(work: (scope: Scope) => Promise<T>) => withOrganisation(fresh.database, fresh.organisationId, work);

  it('keeps one request from the earliest day, until it was measured', async () => {
    for (const asked of [5, 3, 8]) await inScope((scope) => askMeasuring(scope, day(asked), now));
    const pending = await inScope(readPending);
    expect(pending?.fromOn).toBe(day(3));
    await inScope((scope) => removePending(scope, pending?.mark ?? null));
    expect(await inScope(readPending)).toBeNull();
  });

  it('keeps a request that was made again while it was being measured', async () => {
    await inScope((scope) => askMeasuring(scope, day(3), now));
    const pending = await inScope(readPending);
    await inScope((scope) => askMeasuring(scope, day(6), now));
    await inScope((scope) => removePending(scope, pending?.mark ?? null));
    expect((await inScope(readPending))?.fromOn).toBe(day(3));
  });
});
