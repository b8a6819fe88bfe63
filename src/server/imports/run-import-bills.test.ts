import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openImportBench, type FileToImport, type ImportBench } from '../../../test/support/import-bench.ts';
import { asset } from '#core/assets/asset.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import { component } from '#core/software/component.ts';
import { sbom } from '#core/software/sbom.ts';
import { daySeries } from '#store/query/day-series.ts';
import { listRecords } from '#store/query/list.ts';
import { readingOrganisation, type Scope } from '#store/scope.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

const today = '2026-06-30' as Day;
const now = '2026-06-30T12:00:00.000Z' as Instant;

interface Bill {
  readonly made: string;
  /** `log4j-core@2.14.1` */
  readonly parts: readonly string[];
  readonly revision?: number;
  readonly supplier?: string | null;
  readonly name?: string;
  readonly version?: string;
}

function billFile({ made, parts, revision = 1, supplier = 'Acme Medical', name = 'Pump X', version = '2.0' }: Bill): FileToImport {
  const components = parts.map((part) => {
    const [title, release] = part.split('@');
    return { type: 'library', name: title, version: release, purl: `pkg:maven/org.example/${part}` };
  });
  const subject = { type: 'device', name, version, ...(supplier === null ? {} : { supplier: { name: supplier } }) };
  const document = { bomFormat: 'CycloneDX', specVersion: '1.5', version: revision, metadata: { timestamp: made, component: subject } };
  return { file: 'bom.json', content: JSON.stringify({ ...document, components }) };
}

function register(rows: readonly string[], observedAt = '2026-01-10T08:00:00.000Z'): FileToImport {
  return { file: 'register.csv', content: ['Asset tag,Name,Vendor,Model,Version', ...rows].join('\n'), observedAt };
}

const pumps = [
  'A-1,Pump 1,ACME  Medical,pump x,2.0',
  'A-2,Pump 2,Acme Medical,Pump X,3.0',
  'A-3,Pump 3,Acme Medical,Pump X,',
  'A-4,Monitor,Other,Pump X,2.0',
];

const reading = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
  readingOrganisation(bench.fresh.database, bench.fresh.organisationId, work);

async function items(kind: 'asset' | 'component' | 'sbom', filter = '', asOf?: Day) {
  const read = filter === '' ? ({ op: 'and', of: [] } as const) : parseFilter(filter, { asset, component, sbom }[kind], recordKinds);
  const page = await reading((scope) => listRecords(scope, kind, { filter: read, sort: [], limit: 100, now, today, asOf }));
  return page.items;
}

/** Names, and of components their versions; a gone one in brackets. */
async function names(kind: 'asset' | 'component', filter = '', asOf?: Day): Promise<string[]> {
  const found = await items(kind, filter, asOf);
  const textOf = (item: (typeof found)[number]) => `${item['name']} ${item['version']}`;
  return found
    .map((item) => (kind === 'asset' ? String(item['name']) : item['present'] === true ? textOf(item) : `(${textOf(item)})`))
    .toSorted();
}

const log4j = 'exists(components,and(eq(name,log4j-core),startsWith(version,"2.14")))';

describe('a bill of materials', () => {
  test('tells which devices hold a component, and every item is counted once', async () => {
    await bench.handIn(register(pumps));
    const row = await bench.handIn(billFile({ made: '2026-02-01T00:00:00Z', parts: ['log4j-core@2.14.1', 'zlib@1.2', 'zlib@1.2'] }));
    expect(row).toMatchObject({
      status: 'complete',
      importer: 'cyclonedx',
      observedAt: '2026-02-01T00:00:00.000Z',
      observedAtBasis: 'file',
    });
    expect(row).toMatchObject({ read: 3, stored: 2, merged: 0, unchanged: 1, refused: 0 });
    expect(await names('component')).toEqual(['log4j-core 2.14.1', 'zlib 1.2']);
    // Of another version, of another vendor: not these. Without a version: not contradicted.
    expect(await names('asset', log4j)).toEqual(['Pump 1', 'Pump 3']);
    expect(await names('asset', `not(${log4j})`)).toEqual(['Monitor', 'Pump 2']);
    expect(await names('asset', 'not(exists(components))')).toEqual(['Monitor', 'Pump 2']);
    expect(await items('sbom')).toMatchObject([
      { name: 'Pump X', supplier: 'Acme Medical', componentCount: 2, assetCount: 2, documentCount: 1 },
    ]);
    expect(await items('sbom', 'exists(components,eq(name,zlib))')).toHaveLength(1);
    expect(await items('sbom', 'exists(components,eq(name,nothing))')).toHaveLength(0);
  });

  test('handed in again, in another file or form, changes nothing', async () => {
    const bill = { made: '2026-02-01T00:00:00Z', parts: ['a@1', 'b@1'] };
    await bench.handIn(billFile(bill));
    const before = await names('component');
    const again = await bench.handIn({ ...billFile(bill), content: `${String(billFile(bill).content)}\n` });
    expect(again).toMatchObject({ duplicateOf: null, read: 2, stored: 0, unchanged: 2, changedFromAt: null });
    expect(await names('component')).toEqual(before);
    expect(await items('sbom')).toMatchObject([{ documentCount: 1 }]);
  });

  test('that is newer takes the place of the older, and the past stays', async () => {
    await bench.handIn(register(pumps));
    await bench.handIn(billFile({ made: '2026-02-01T00:00:00Z', parts: ['log4j-core@2.14.1', 'zlib@1.2'] }));
    const row = await bench.handIn(billFile({ made: '2026-03-01T00:00:00Z', parts: ['log4j-core@2.17.0', 'zlib@1.2'] }));
    expect(row).toMatchObject({ read: 2, stored: 1, unchanged: 1 });
    expect(await names('component')).toEqual(['(log4j-core 2.14.1)', 'log4j-core 2.17.0', 'zlib 1.2']);
    expect(await names('component', '', '2026-02-15' as Day)).toEqual(['log4j-core 2.14.1', 'zlib 1.2']);
    expect(await names('component', '', '2026-01-15' as Day)).toEqual([]);
    expect(await names('asset', log4j)).toEqual([]);
    expect(await names('asset', log4j, '2026-02-15' as Day)).toEqual(['Pump 1', 'Pump 3']);
    // Brought back: an effective change, and counted as one.
    const back = await bench.handIn(billFile({ made: '2026-04-01T00:00:00Z', parts: ['log4j-core@2.14.1'] }));
    expect(back).toMatchObject({ read: 1, stored: 1 });
    expect(await names('asset', log4j)).toEqual(['Pump 1', 'Pump 3']);
  });

  test('gives the same whatever the order of the files', async () => {
    const bills = [
      billFile({ made: '2026-02-01T00:00:00Z', parts: ['a@1', 'b@1'] }),
      billFile({ made: '2026-03-01T00:00:00Z', parts: ['b@1', 'c@1'] }),
      billFile({ made: '2026-03-01T00:00:00Z', parts: ['c@1', 'd@1'], revision: 2 }),
      billFile({ made: '2026-04-01T00:00:00Z', parts: ['a@1'] }),
      register(pumps),
    ];
    const state = () =>
      bench.read(async ({ client, organisationId }) => {
        const { rows } = await client.query<{ text: string }>(
          `select name || version || ' ' || valid_from || ' ' || valid_to || ' ' || present as text from component_version where organisation_id = $1
           union all select 'link ' || rule || valid_from_on || valid_to_on || (select tag.asset_tag from asset tag where tag.id = asset_id) from asset_sbom where organisation_id = $1
           union all select 'sbom ' || created_at || component_count || ' ' || asset_count || ' ' || document_count from sbom where organisation_id = $1
           union all select 'component ' || name || first_seen_at || last_seen_at || said_by from component where organisation_id = $1
           order by 1`,
          [organisationId],
        );
        return rows.map((row) => row.text);
      });
    for (const bill of bills) await bench.handIn(bill);
    const first = await state();
    expect(first.filter((line) => line.startsWith('link'))).toHaveLength(2);
    const orders = fc.sample(fc.shuffledSubarray(bills, { minLength: bills.length }), { seed: 7, numRuns: 4 });
    for (const order of orders) {
      await bench.end();
      bench = await openImportBench();
      for (const bill of order) await bench.handIn(bill);
      expect(await state()).toEqual(first);
    }
  });

  test('without a supplier is linked only where name and version are the same', async () => {
    await bench.handIn(billFile({ made: '2026-02-01T00:00:00Z', parts: ['a@1'], supplier: null }));
    await bench.handIn(register(pumps));
    expect(await names('asset', 'exists(components)')).toEqual(['Monitor', 'Pump 1']);
  });

  test('is linked to no asset where its name only fills a field', async () => {
    await bench.handIn(register(['A-1,Pump 1,Acme Medical,unknown,2.0']));
    await bench.handIn(billFile({ made: '2026-02-01T00:00:00Z', parts: ['a@1'], name: 'Unknown' }));
    expect(await names('asset', 'exists(components)')).toEqual([]);
  });

  test('follows the asset when its version becomes another, on that day', async () => {
    await bench.handIn(register(pumps));
    await bench.handIn(billFile({ made: '2026-01-05T00:00:00Z', parts: ['log4j-core@2.14.1'] }));
    await bench.handIn(register(['A-1,Pump 1,ACME  Medical,pump x,3.0', ...pumps.slice(1)], '2026-03-01T08:00:00.000Z'));
    expect(await names('asset', log4j)).toEqual(['Pump 3']);
    expect(await names('asset', log4j, '2026-02-28' as Day)).toEqual(['Pump 1', 'Pump 3']);
    expect(await items('sbom')).toMatchObject([{ assetCount: 1 }]);
    // The day series asks the same relation in sets, over the days.
    const series = await reading((scope) =>
      daySeries(scope, {
        kind: 'asset',
        population: parseFilter(log4j, asset, recordKinds),
        numerator: null,
        scopes: ['organisation'],
        from: '2026-02-27' as Day,
        to: '2026-03-02' as Day,
      }),
    );
    expect(series.map((row) => [row.day, row.denominator])).toEqual([
      ['2026-02-27', 2],
      ['2026-02-28', 2],
      ['2026-03-01', 1],
      ['2026-03-02', 1],
    ]);
  });

  test('that is killed between two chunks comes to the same end', async () => {
    const file = billFile({ made: '2026-02-01T00:00:00Z', parts: Array.from({ length: 12 }, (_, at) => `part-${at}@1`) });
    const row = await bench.accept(file);
    const kill = new AbortController();
    const stopped = bench.run(row, { chunkItems: 2, signal: kill.signal, onProgress: () => kill.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'import-interrupted' });
    const done = await bench.run(row, { chunkItems: 2 });
    expect(done).toMatchObject({ status: 'complete', read: 12, stored: 12 });
    expect(await names('component')).toHaveLength(12);
    expect(await items('sbom')).toMatchObject([{ componentCount: 12 }]);
  });
});
