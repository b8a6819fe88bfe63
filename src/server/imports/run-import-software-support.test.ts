/** Ends of support of what is in bills of materials, and of firmware. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asset } from '#core/assets/asset.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { and } from '#core/query/filter-builder.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import { countRecords, listRecords } from '#store/query/list.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { stateSupport, withdrawSupport } from '#store/support/change-support.ts';
import { areComponentEndsDue, refreshDueComponentEnds } from '#store/support/component-ends.ts';
import { readForecast, readSupportDetail } from '#store/support/read-support.ts';
import { foldWaitingAssets } from '#store/support/waiting-assets.ts';
import { openImportBench, type FileToImport, type ImportBench } from '../../../test/support/import-bench.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

const today = '2026-06-30' as Day;
const now = '2026-06-30T12:00:00.000Z' as Instant;
const reading = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
  readingOrganisation(bench.fresh.database, bench.fresh.organisationId, work);
const writing = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
  withOrganisation(bench.fresh.database, bench.fresh.organisationId, work);
const stated = { now, by: 'Ada', newId: () => bench.fresh.newId() };

const register: FileToImport = {
  file: 'register.csv',
  content: [
    'Asset tag,Name,Vendor,Model,Firmware version,Class',
    'A-1,Pump 1,Maker,IP-20,3.2.1,medical device',
    'A-2,Pump 2,Maker,IP-20,4.0,medical device',
    'A-3,Pump 3,Maker,IP-30,3.2,medical device',
  ].join('\n'),
  observedAt: '2026-01-10T08:00:00.000Z',
};

const bill: FileToImport = {
  file: 'pump.cdx.json',
  content: JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: {
      timestamp: '2026-02-01T08:00:00Z',
      component: { type: 'device', name: 'IP-20', version: '3.2.1', supplier: { name: 'Maker' } },
    },
    components: [
      { type: 'library', name: 'core', version: '3.1.2', purl: 'pkg:npm/%40makers/core@3.1.2' },
      { type: 'library', name: 'core', version: '4.0.0', purl: 'pkg:npm/%40makers/core@4.0.0' },
      { type: 'library', name: 'core', version: '3.1.2', purl: 'pkg:deb/debian/core@3.1.2' },
      { type: 'library', name: 'viewer', version: '1.5' },
    ],
  }),
};

const list = (end: string, day: string): FileToImport => ({
  file: 'list.json',
  content: JSON.stringify({
    product: 'core',
    title: 'Core',
    category: 'framework',
    identifiers: [{ purl: 'pkg:npm/%40makers/core' }],
    releases: [
      { releaseCycle: '4', eol: '2027-01-01' },
      { releaseCycle: '3', eol: end },
    ],
  }),
  observedAt: `2026-${day}T08:00:00.000Z`,
});

async function componentEnds(): Promise<Record<string, unknown>> {
  const page = await reading((scope) => listRecords(scope, 'component', { filter: and(), sort: [], limit: 100, now, today }));
  return Object.fromEntries(page.items.map((item) => [String(item['purl'] ?? item['name']), item['supportEndOn']]));
}

const assetsFound = (rql: string) =>
  reading((scope) => countRecords(scope, 'asset', { filter: parseFilter(rql, asset, recordKinds), now, today }));

describe('software in bills of materials', () => {
  test.each([
    ['the bill first', [bill, list('2026-03-01', '03-01')]],
    ['the list first', [list('2026-03-01', '03-01'), bill]],
  ])('gets its end of support from the list, %s', async (_, files) => {
    await bench.handIn(register);
    for (const file of files) await bench.handIn(file);
    expect(await componentEnds()).toEqual({
      'pkg:npm/%40makers/core@3.1.2': '2026-03-01',
      'pkg:npm/%40makers/core@4.0.0': '2027-01-01',
      'pkg:deb/debian/core@3.1.2': null,
      viewer: null,
    });
    const { software } = await reading((scope) => readForecast(scope, { now, today }));
    expect(software.counts).toEqual({ ended: 1, in12: 1, in24: 0, later: 0, unknown: 2 });
    // The one pump whose model and version the bill is of.
    expect(software.assets.count).toBe(1);
    expect(await assetsFound(software.assets.filter)).toBe(1);
  });

  test('follows a newer list, and what the hospital states itself until it is withdrawn', async () => {
    for (const file of [bill, list('2026-03-01', '03-01'), list('2028-03-01', '04-01')]) await bench.handIn(file);
    expect(await componentEnds()).toMatchObject({ 'pkg:npm/%40makers/core@3.1.2': '2028-03-01' });
    const word = { product: 'Viewer', cycle: '1', endOn: '2025-01-01' as Day, extendedEndOn: null };
    const { id } = await writing((scope) => stateSupport(scope, word, stated));
    expect(await writing(refreshDueComponentEnds)).toBe(false);
    expect(await componentEnds()).toMatchObject({ viewer: '2025-01-01' });
    await writing((scope) => withdrawSupport(scope, id, stated));
    await writing(refreshDueComponentEnds);
    expect(await reading(areComponentEndsDue)).toBe(false);
    expect(await componentEnds()).toMatchObject({ viewer: null });
  });
});

describe('firmware', () => {
  test('of a model and version gets the end that the hospital states, from that instant, and gives it back', async () => {
    await bench.handIn(register);
    const endOf = async (asOf?: Day) => {
      const page = await reading((scope) => listRecords(scope, 'asset', { filter: and(), sort: [], limit: 100, now, today, asOf }));
      return Object.fromEntries(page.items.map((item) => [String(item['name']), item['supportEndOn']]));
    };
    const word = { product: 'IP-20', cycle: '3', endOn: '2026-12-31' as Day, extendedEndOn: null };
    const { id, waiting } = await writing((scope) => stateSupport(scope, word, stated));
    expect(waiting).toBe(1);
    const fold = () => writing((scope) => foldWaitingAssets(scope, { at: now, newId: bench.fresh.newId }));
    await fold();
    expect(await endOf()).toEqual({ 'Pump 1': '2026-12-31', 'Pump 2': null, 'Pump 3': null });
    expect(await endOf('2026-06-29' as Day)).toMatchObject({ 'Pump 1': null });
    const detail = await reading((scope) => readSupportDetail(scope, id, { now, today }));
    expect(detail?.texts).toMatchObject([{ text: 'Maker IP-20 3.2.1', assetCount: 1, cycles: ['3'] }]);
    expect(await assetsFound(detail?.texts[0]?.filter ?? '')).toBe(1);
    // Nobody said that it is one, and it is not.
    expect(detail?.record['operatingSystem']).toBeNull();
    await writing((scope) => withdrawSupport(scope, id, { ...stated, now: '2026-06-30T13:00:00.000Z' as Instant }));
    await fold();
    expect(await endOf()).toMatchObject({ 'Pump 1': null });
  });
});
