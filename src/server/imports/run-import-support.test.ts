import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openImportBench, type FileToImport, type ImportBench } from '../../../test/support/import-bench.ts';
import { asset } from '#core/assets/asset.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { and } from '#core/query/filter-builder.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import { forecastStages } from '#core/support/forecast.ts';
import { readAssetDetail } from '#store/assets.ts';
import { countRecords, listRecords } from '#store/query/list.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { stateSupport, withdrawSupport } from '#store/support/change-support.ts';
import { readForecast, readSupportDetail } from '#store/support/read-support.ts';
import { foldWaitingAssets } from '#store/support/waiting-assets.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

const today = '2026-06-30' as Day;
const now = '2026-06-30T12:00:00.000Z' as Instant;
const later = '2026-06-30T12:01:00.000Z' as Instant;

const reading = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
  readingOrganisation(bench.fresh.database, bench.fresh.organisationId, work);
const writing = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
  withOrganisation(bench.fresh.database, bench.fresh.organisationId, work);

function list(day: string, ends: Readonly<Record<string, string | boolean>>): FileToImport {
  const releases = Object.entries(ends).map(([releaseCycle, eol]) => ({ releaseCycle, eol }));
  const product = { product: 'monitor-os', title: 'Monitor OS', category: 'os', releases };
  const other = { product: 'ward-app', title: 'Ward App', category: 'app', releases: [{ releaseCycle: '1', eol: '2020-01-01' }] };
  return {
    file: 'list.jsonl',
    content: [product, other].map((one) => JSON.stringify(one)).join('\n'),
    observedAt: `2026-${day}T08:00:00.000Z`,
  };
}

function register(day: string, systems: readonly string[]): FileToImport {
  const rows = systems.map((system, index) => `A-${index + 1},Device ${index + 1},${system},medical device`);
  return {
    file: 'register.csv',
    content: ['Asset tag,Name,Operating system,Class', ...rows].join('\n'),
    observedAt: `2026-${day}T08:00:00.000Z`,
  };
}

const systems = ['Monitor OS 4.2', 'Monitor OS 3', 'Else 1', ''];

/** By name: the end of support on a day. */
async function ends(asOf?: Day): Promise<Record<string, unknown>> {
  const page = await reading((scope) => listRecords(scope, 'asset', { filter: and(), sort: [], limit: 100, now, today, asOf }));
  return Object.fromEntries(page.items.map((item) => [String(item['name']), item['supportEndOn']]));
}

async function foldAll(): Promise<void> {
  while ((await writing((scope) => foldWaitingAssets(scope, { at: now, newId: bench.fresh.newId }))).hasMore);
}

describe('a list of ends of support', () => {
  test('reaches assets that were there before it, from the day it held, and those that come after', async () => {
    await bench.handIn(register('01-10', systems));
    const row = await bench.handIn(list('03-01', { '4': '2027-06-30', '3': '2025-01-01' }));
    expect(row).toMatchObject({ status: 'complete', importer: 'endoflife', read: 2, stored: 2, refused: 0 });
    const expected = { 'Device 1': '2027-06-30', 'Device 2': '2025-01-01', 'Device 3': null, 'Device 4': null };
    expect(await ends()).toEqual(expected);
    expect(await ends('2026-02-01' as Day)).toEqual({ 'Device 1': null, 'Device 2': null, 'Device 3': null, 'Device 4': null });
    await bench.handIn(register('04-01', [...systems, 'Monitor OS 4']));
    expect(await ends()).toEqual({ ...expected, 'Device 5': '2027-06-30' });
  });

  test('that says the same again changes nothing; what it words otherwise counts as stored', async () => {
    await bench.handIn(register('01-10', systems));
    await bench.handIn(list('03-01', { '4': '2027-06-30' }));
    expect(await bench.handIn(list('04-01', { '4': '2027-06-30' }))).toMatchObject({ read: 2, stored: 0, unchanged: 2 });
    expect(await bench.handIn(list('05-01', { '4': '2028-06-30' }))).toMatchObject({ read: 2, stored: 1, unchanged: 1 });
    expect(await ends()).toMatchObject({ 'Device 1': '2028-06-30' });
    expect(await ends('2026-04-15' as Day)).toMatchObject({ 'Device 1': '2027-06-30' });
    const cycles = await reading((scope) =>
      listRecords(scope, 'support-cycle', { filter: and(), sort: [{ field: 'title', descending: false }], limit: 100, now, today }),
    );
    expect(cycles.items.map((item) => [item['title'], item['cycle'], item['endOn']])).toEqual([
      ['Monitor OS', '4', '2028-06-30'],
      ['Ward App', '1', '2020-01-01'],
    ]);
  });

  test('is asked to be measured from the first day an asset changed, and not where it changed none', async () => {
    await bench.handIn(register('01-10', ['Else 1']));
    expect(await bench.handIn(list('02-01', { '4': '2027-06-30' }))).toMatchObject({ changedFromAt: null });
    await bench.handIn(register('03-01', ['Monitor OS 4']));
    const row = await bench.handIn(list('04-01', { '4': '2028-06-30' }));
    expect(row.changedFromAt).toBe('2026-04-01T08:00:00.000Z');
  });

  test('gives the same records whatever the order of files', async () => {
    const files = [
      register('01-10', systems),
      register('05-10', ['Monitor OS 3', 'Monitor OS 4']),
      list('02-01', { '4': '2027-06-30', '3': '2025-01-01' }),
      list('06-01', { '4': '2029-06-30', '3': true }),
    ];
    const days = ['2026-01-15', '2026-03-01', '2026-05-15', '2026-06-15'] as Day[];
    let first: unknown = null;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(files, { minLength: files.length }), async (order) => {
        await bench.end();
        bench = await openImportBench();
        for (const file of order) await bench.handIn(file);
        const history = await Promise.all(days.map((day) => ends(day)));
        expect(history).toEqual((first ??= history));
      }),
      { numRuns: 6 },
    );
  });
});

describe('what people state of a cycle', () => {
  const options = () => ({ now, by: 'Tess', newId: bench.fresh.newId });
  const word = { product: 'Monitor OS', cycle: '4', endOn: '2031-01-01' as Day, extendedEndOn: null };

  test('goes before the list until it is withdrawn, and both are kept', async () => {
    await bench.handIn(register('01-10', systems));
    await bench.handIn(list('03-01', { '4': '2027-06-30' }));
    const stated = await writing((scope) => stateSupport(scope, word, options()));
    expect(stated.waiting).toBe(1);
    await foldAll();
    expect(await ends()).toMatchObject({ 'Device 1': '2031-01-01' });
    expect(await ends('2026-06-29' as Day)).toMatchObject({ 'Device 1': '2027-06-30' });
    const detail = await reading((scope) => readSupportDetail(scope, stated.id, { now, today }));
    expect(detail?.texts).toEqual([
      { text: 'Monitor OS 4.2', filter: 'in(operatingSystem,("Monitor OS 4.2"))', assetCount: 1, cycles: ['4'] },
    ]);
    expect(detail?.statements).toMatchObject([{ endOn: '2031-01-01', statedBy: 'Tess', withdrawn: false }]);
    expect((await writing((scope) => withdrawSupport(scope, stated.id, options()))).waiting).toBe(1);
    await foldAll();
    expect(await ends()).toMatchObject({ 'Device 1': '2027-06-30' });
  });

  test('is found however its version is written', async () => {
    const written = { ...word, cycle: '10 22H2' };
    const { id } = await writing((scope) => stateSupport(scope, written, options()));
    await writing((scope) =>
      stateSupport(scope, { ...written, cycle: '10-22h2', endOn: '2032-01-01' as Day }, { ...options(), now: later }),
    );
    const detail = await reading((scope) => readSupportDetail(scope, id, { now, today }));
    expect(detail?.statements.map(({ endOn }) => endOn)).toEqual(['2032-01-01', '2031-01-01']);
  });

  test('is explained on the asset', async () => {
    await bench.handIn(register('01-10', ['Monitor OS 4.2']));
    await bench.handIn(list('03-01', { '4': true }));
    const id = (await reading((scope) => listRecords(scope, 'asset', { filter: and(), sort: [], limit: 1, now, today }))).items[0]?.id;
    const support = async () => (await reading((scope) => readAssetDetail(scope, id as Id, { now, today })))?.support;
    expect(await support()).toMatchObject({ title: 'Monitor OS', cycles: ['4'], isEnded: true, endOn: null, isUsed: false, ownCycles: [] });
    await writing((scope) => stateSupport(scope, word, options()));
    expect(await support()).toMatchObject({ isEnded: false, endOn: '2031-01-01', isUsed: true, ownCycles: ['4'], statedAt: now });
  });

  test('about a cycle that nobody stated cannot be withdrawn', async () => {
    await expect(writing((scope) => withdrawSupport(scope, bench.fresh.newId(), options()))).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the forecast', () => {
  test('counts exactly the rows that its filters list', async () => {
    await bench.handIn(register('06-10', ['Monitor OS 1', 'Monitor OS 2', 'Monitor OS 3', 'Monitor OS 4', 'Else 1', '']));
    await bench.handIn(list('06-11', { '1': '2026-06-29', '2': '2026-06-30', '3': '2027-06-30', '4': '2029-01-01' }));
    const forecast = await reading((scope) => readForecast(scope, { now, today }));
    expect(forecast.total).toEqual({ ended: 1, in12: 1, in24: 1, later: 1, unknown: 2, uncompensated: 1 });
    expect(forecast.byProduct.map(({ name }) => name)).toEqual(['Monitor OS', null]);
    for (const row of [...forecast.byClass, ...forecast.byProduct]) {
      for (const stage of forecastStages) {
        const filter = parseFilter(`and(${row.filter},${forecast.stages[stage]})`, asset, recordKinds);
        const count = await reading((scope) => countRecords(scope, 'asset', { filter, now, today }));
        expect(count, `${row.name} ${stage}`).toBe(row.counts[stage]);
      }
    }
  });

  test('counts firmware that the hospital spoke of by its product, and only what nobody knows as none', async () => {
    const rows = [
      'Name,Vendor,Model,Firmware version,Operating system,Class',
      'Pump 1,Baxter,Spectrum IQ,9.1,,medical device',
      'Pump 2,Baxter,Spectrum IQ,9.2,Own kernel,medical device',
      'Pump 3,Baxter,Other,1,,medical device',
      'Monitor,Baxter,Spectrum IQ,9.1,Monitor OS 3,medical device',
    ].join('\n');
    await bench.handIn({ file: 'register.csv', content: rows, observedAt: '2026-06-10T08:00:00.000Z' });
    await bench.handIn(list('06-11', { '3': '2027-06-30' }));
    const at = { now: '2026-06-12T00:00:00.000Z' as Instant, by: 'local', newId: bench.fresh.newId };
    await writing((scope) =>
      stateSupport(scope, { product: 'Spectrum IQ', cycle: '9', endOn: '2026-01-31' as Day, extendedEndOn: null }, at),
    );
    while (await writing((scope) => foldWaitingAssets(scope, { at: now, newId: bench.fresh.newId }).then(({ hasMore }) => hasMore)));
    const { byProduct, stages } = await reading((scope) => readForecast(scope, { now, today }));
    const told = byProduct.map(({ name, isFirmware, counts: { ended, in12, in24, later, unknown } }) => [
      name,
      isFirmware,
      ended + in12 + in24 + later,
      unknown,
    ]);
    expect(told).toHaveLength(3);
    expect(told).toEqual(
      expect.arrayContaining([
        ['Spectrum IQ', true, 2, 0],
        ['Monitor OS', false, 1, 0],
        [null, false, 0, 1],
      ]),
    );
    for (const row of byProduct) {
      for (const stage of forecastStages) {
        const filter = parseFilter(`and(${row.filter},${stages[stage]})`, asset, recordKinds);
        const count = await reading((scope) => countRecords(scope, 'asset', { filter, now, today }));
        expect(count, `${row.name} ${stage}`).toBe(row.counts[stage]);
      }
    }
  });

  test('names no filter that a list would refuse, where a system is written in hundreds of ways', async () => {
    await bench.handIn(list('06-11', { '1': '2026-06-29' }));
    await bench.handIn(
      register(
        '06-12',
        Array.from({ length: 400 }, (_, index) => `Monitor OS 1 build ${10_000 + index}`),
      ),
    );
    const { byProduct } = await reading((scope) => readForecast(scope, { now, today }));
    expect(byProduct).toMatchObject([{ name: 'Monitor OS', filter: null, counts: { ended: 400 } }]);
  });
});
