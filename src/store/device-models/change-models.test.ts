import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '#core/kernel/id.ts';
import { dayOf, type Day, type Instant } from '#core/kernel/time.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { parseSort } from '#core/query/sort.ts';
import { recordKinds } from '#core/records/registry.ts';
import { openImportBench, type ImportBench } from '../../../test/support/import-bench.ts';
import { foldAssets } from '../ingest/fold-assets.ts';
import { foldWaitingAssets } from '../support/waiting-assets.ts';
import { listRecords } from '../query/list.ts';
import { addMds2Form, mergeModels, stateModelFacts, undoMerge, withdrawMds2Form, type ChangeOptions } from './change-models.ts';
import { readModelDetail } from './read-model.ts';

const register = [
  'Inventarisnummer;Naam;Klasse;Merk;Model;Softwareversie;Modaliteit;UDI-DI',
  '1;Pomp 1;medisch apparaat;Voorbeeld B.V.;PX-800;3.2;;09506000134352',
  '2;Pomp 2;medisch apparaat;VOORBEELD;Voorbeeld PX800;3.1;;09506000134352',
  '3;Pomp 3;medisch apparaat;Voorbeeld Zorg;PX800;3.2;bewaking;09506000134352',
  '4;Werkplek;werkplek;Anders;W1;;;',
].join('\n');

let bench: ImportBench;
let options: ChangeOptions;
beforeAll(async () => {
  bench = await openImportBench();
  options = { now: '2026-04-01T12:00:00.000Z' as Instant, by: 'account:test', newId: bench.fresh.newId };
  const row = await bench.handIn({ file: 'register.csv', content: register, observedAt: '2026-01-10T00:00:00.000Z' });
  expect(row).toMatchObject({ status: 'complete', stored: 4 });
});
afterAll(() => bench.end());

async function ask(kind: 'asset' | 'device-model', filter: string, asOf?: Day) {
  const { now } = options;
  const page = await bench.read((scope) =>
    listRecords(scope, kind, {
      filter: parseFilter(filter, recordKinds[kind], recordKinds),
      sort: parseSort(recordKinds[kind].defaultSort, recordKinds[kind]),
      limit: 100,
      after: undefined,
      now,
      today: dayOf(now, scope.timeZone),
      ...(asOf === undefined ? {} : { asOf }),
    }),
  );
  return page.items;
}

const modelOf = async (vendor: string): Promise<Id> => {
  const [model] = await ask('device-model', `eq(vendor,"${vendor}")`);
  if (model === undefined) throw new Error(`no model of ${vendor}`);
  return model['id'] as Id;
};
const detail = (id: Id) =>
  bench.read((scope) => readModelDetail(scope, id, { now: options.now, today: dayOf(options.now, scope.timeZone) }));
const modalities = async (asOf?: Day) =>
  (await ask('asset', 'eq(class,medical)', asOf)).map((row) => [row['name'], row['modality'], row['mds2']]);

/** Nothing may depend on when it was folded. */
async function expectSettled(): Promise<void> {
  const before = await bench.history();
  const again = await bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ id: Id }>('select id from asset where organisation_id = $1', [scope.organisationId]);
    return foldAssets(
      scope,
      rows.map((row) => row.id),
      { key: options.newId(), at: options.now, newId: options.newId },
    );
  });
  expect(again.changedFromAt).toBeNull();
  expect(await bench.history()).toEqual(before);
}

test('an import makes one model of two spellings, with what its assets say', async () => {
  const models = await ask('device-model', 'eq(class,medical)');
  expect(models.map((row) => [row['vendor'], row['assetCount'], row['versionCount'], row['modality'], row['udiDi']])).toEqual([
    ['VOORBEELD', 2, 2, null, '09506000134352'],
    ['Voorbeeld Zorg', 1, 1, 'monitoring', '09506000134352'],
  ]);
  expect(await ask('device-model', 'eq(class,workstation)')).toHaveLength(1);
});

test('assets and their models are found by each other', async () => {
  const id = await modelOf('VOORBEELD');
  expect((await ask('asset', `eq(modelId,"${id}")`)).map((row) => row['name'])).toEqual(['Pomp 1', 'Pomp 2']);
  expect(await ask('device-model', 'exists(assets,eq(softwareVersion,"3.1"))')).toMatchObject([{ id }]);
  expect((await detail(id))?.versions).toEqual([
    { version: '3.1', assetCount: 1 },
    { version: '3.2', assetCount: 1 },
  ]);
});

test('what is stated of a model reaches its assets from then on, and is taken back', async () => {
  const id = await modelOf('VOORBEELD');
  await bench.read((scope) => stateModelFacts(scope, id, { modality: 'infusion', family: 'PX', versionScheme: 'dotted-numbers' }, options));
  expect(await modalities()).toEqual([
    ['Pomp 1', 'infusion', null],
    ['Pomp 2', 'infusion', null],
    ['Pomp 3', 'monitoring', null],
  ]);
  expect(await modalities('2026-02-01' as Day)).toEqual([
    ['Pomp 1', null, null],
    ['Pomp 2', null, null],
    ['Pomp 3', 'monitoring', null],
  ]);
  expect(await detail(id)).toMatchObject({
    record: { family: 'PX', versionScheme: 'dotted-numbers', modality: 'infusion' },
    stated: { modality: 'infusion' },
    perhapsSame: [{ vendor: 'Voorbeeld Zorg' }],
  });
  await expectSettled();
});

test('an MDS2 form counts for the version it is about, until it is withdrawn', async () => {
  const id = await modelOf('VOORBEELD');
  const form = {
    version: '3.2',
    edition: 'HN 1-2019',
    formOn: '2026-01-05' as Day,
    source: 'vendor',
    answers: { auditLog: 'yes' as const },
  };
  const formId = await bench.read((scope) => addMds2Form(scope, id, form, options));
  expect((await modalities()).map((row) => row[2])).toEqual([true, null, null]);
  expect(await detail(id)).toMatchObject({ record: { mds2: true }, forms: [{ version: '3.2', answers: { auditLog: 'yes' } }] });
  await expectSettled();
  const later = { ...options, now: new Date(Date.parse(options.now) + 60_000).toISOString() as Instant };
  await bench.read((scope) => withdrawMds2Form(scope, id, formId, later));
  expect((await modalities()).map((row) => row[2])).toEqual([null, null, null]);
  await expect(bench.read((scope) => withdrawMds2Form(scope, id, formId, later))).rejects.toMatchObject({ code: 'not-found' });
});

test('two spellings are merged by hand, an import remembers it, and undoing gives both back', async () => {
  const into = await modelOf('VOORBEELD');
  const from = await modelOf('Voorbeeld Zorg');
  await bench.read((scope) => mergeModels(scope, from, into, options));
  expect(await ask('device-model', 'eq(class,medical)')).toMatchObject([{ id: into, assetCount: 3 }]);
  const more = await bench.handIn({
    file: 'register.csv',
    content: `${register}\n5;Pomp 5;medisch apparaat;voorbeeld zorg;px 800;4.0;;`,
    observedAt: '2026-01-20T00:00:00.000Z',
  });
  expect(more).toMatchObject({ status: 'complete', stored: 1 });
  expect(await ask('device-model', 'eq(class,medical)')).toMatchObject([{ id: into, assetCount: 4 }]);
  // The stated modality reaches the one that says none itself.
  expect((await modalities()).map((row) => row[1])).toEqual(['infusion', 'infusion', 'monitoring', 'infusion']);
  await expectSettled();

  const [merge] = (await detail(into))?.merges ?? [];
  if (merge === undefined) throw new Error('the merge is told');
  expect(merge).toMatchObject({ vendor: 'Voorbeeld Zorg', mergedBy: 'account:test' });
  expect(await bench.read((scope) => undoMerge(scope, into, merge.id, options))).toBe(from);
  expect((await ask('asset', `eq(modelId,"${from}")`)).map((row) => row['name'])).toEqual(['Pomp 3', 'Pomp 5']);
  expect((await modalities()).map((row) => row[1])).toEqual(['infusion', 'infusion', 'monitoring', null]);
  await expectSettled();
  await expect(bench.read((scope) => undoMerge(scope, into, merge.id, options))).rejects.toMatchObject({ code: 'not-found' });
});

test('what is said of a model while another is merged into it stays with it when that is undone', async () => {
  // Its key, of 'Voorbeeld', sorts after the one that the merge brings.
  const content = `${register}\n8;Dosis;werkplek;Aardig;D1;3.2;;`;
  await bench.handIn({ file: 'register.csv', content, observedAt: '2026-01-21T00:00:00.000Z' });
  const into = await modelOf('VOORBEELD');
  const from = await modelOf('Aardig');
  const later = (seconds: number) => ({
    ...options,
    now: new Date(Date.parse(options.now) + seconds * 1000).toISOString() as Instant,
  });
  await bench.read((scope) => mergeModels(scope, from, into, later(120)));
  const form = { version: '', edition: '', formOn: null, source: 'vendor', answers: { auditLog: 'yes' as const } };
  const formId = await bench.read(async (scope) => {
    await stateModelFacts(scope, into, { family: 'Samen', safetyClass: 'mdr-iib' }, later(180));
    return addMds2Form(scope, into, form, later(180));
  });
  const merge = (await detail(into))?.merges.find((one) => one.vendor === 'Aardig');
  if (merge === undefined) throw new Error('the merge is told');
  expect(await bench.read((scope) => undoMerge(scope, into, merge.id, later(240)))).toBe(from);
  expect(await detail(into)).toMatchObject({ record: { family: 'Samen', safetyClass: 'mdr-iib', mds2: true }, forms: [{ id: formId }] });
  expect(await detail(from)).toMatchObject({ record: { family: null, safetyClass: null, mds2: null }, forms: [], stated: {} });
  await expectSettled();
  await bench.read((scope) => withdrawMds2Form(scope, into, formId, later(300)));
  await bench.handIn({ file: 'register.csv', content: register, observedAt: '2026-01-22T00:00:00.000Z' });
});

test('forms come as a table, are told once, and reach assets whichever came first', async () => {
  const table = 'Vendor;Model;Version;Date;auditLog;remoteService\nVoorbeeld;PX800;3.1;01-02-2026;ja;nee\nElders;Z1;;;ja;ja';
  const observedAt = '2026-02-10T00:00:00.000Z';
  const row = await bench.handIn({ file: 'mds2.csv', content: table, observedAt });
  expect(row).toMatchObject({ status: 'complete', importer: 'mds2', read: 2, stored: 2 });
  expect((await modalities()).map((one) => one[2])).toEqual([null, true, null, null]);
  expect((await modalities('2026-02-01' as Day)).map((one) => one[2])).toEqual([null, null, null, null]);
  expect(await ask('device-model', 'eq(mds2,true)')).toMatchObject([{ vendor: 'VOORBEELD' }, { vendor: 'Elders', assetCount: 0 }]);
  const again = await bench.handIn({ file: 'mds2.csv', content: `${table}\n`, observedAt: '2026-02-20T00:00:00.000Z' });
  expect(again).toMatchObject({ status: 'complete', read: 2, stored: 0, unchanged: 2 });
  const other = await bench.handIn({
    file: 'mds2.csv',
    content: table.replace('ja;nee', 'nee;nee'),
    observedAt: '2026-03-01T00:00:00.000Z',
  });
  expect(other).toMatchObject({ stored: 1, unchanged: 1 });
  expect(await detail(await modelOf('VOORBEELD'))).toMatchObject({ forms: [{ answers: { auditLog: 'no' }, source: 'mds2' }] });
  await bench.handIn({
    file: 'register.csv',
    content: `${register}\n5;Pomp 5;medisch apparaat;voorbeeld zorg;px 800;4.0;;\n7;Scanner;medisch apparaat;ELDERS;Z-1;1;;`,
    observedAt: '2026-03-10T00:00:00.000Z',
  });
  expect((await modalities()).find((one) => one[0] === 'Scanner')?.[2]).toBe(true);
  await expectSettled();
});

test('a model cannot be merged with itself or with one that is not there', async () => {
  const id = await modelOf('VOORBEELD');
  await expect(bench.read((scope) => mergeModels(scope, id, id, options))).rejects.toMatchObject({ code: 'request-invalid' });
  await expect(bench.read((scope) => mergeModels(scope, options.newId(), id, options))).rejects.toMatchObject({ code: 'not-found' });
});

test('versions from before there were models get one at the next import', async () => {
  await bench.read((scope) =>
    scope.client.query('update asset_version set model_id = null where organisation_id = $1', [scope.organisationId]),
  );
  await bench.handIn({
    file: 'register.csv',
    content: `${register}\n6;Pomp 6;medisch apparaat;Voorbeeld;PX 800;3.3;;`,
    observedAt: '2026-01-25T00:00:00.000Z',
  });
  const id = await modelOf('VOORBEELD');
  expect((await ask('asset', `eq(modelId,"${id}")`)).map((row) => row['name'])).toEqual(['Pomp 1', 'Pomp 2', 'Pomp 6']);
});

test('a form of a table reaches all assets of a model; what people say of so many waits for the worker', async () => {
  const rows = Array.from({ length: 2_001 }, (_, index) => `${100 + index};Bed ${index};medisch apparaat;Groot;G1;1;;`);
  const header = register.split('\n')[0] ?? '';
  const content = [header, ...rows].join('\n');
  await bench.handIn({ file: 'bedden.csv', source: 'bedden', content, observedAt: '2026-03-11T00:00:00.000Z', isPartial: true });
  const table = 'Vendor;Model;Version;Date;auditLog;remoteService\nGroot;G1;;;ja;nee';
  await bench.handIn({ file: 'mds2.csv', content: table, observedAt: '2026-03-12T00:00:00.000Z' });
  const count = (where: string) =>
    bench.read(async (scope) => {
      const found = await scope.client.query(
        `select from asset_version where organisation_id = $1 and vendor = 'Groot' and valid_to = 'infinity' and ${where}`,
        [scope.organisationId],
      );
      return found.rowCount;
    });
  expect(await count('mds2')).toBe(2_001);

  const id = await modelOf('Groot');
  await bench.read((scope) => stateModelFacts(scope, id, { modality: 'other' }, options));
  expect(await detail(id)).toMatchObject({ record: { modality: 'other', assetCount: 2_001 } });
  expect(await count(`modality = 'other'`)).toBe(0);
  const fold = () => bench.read((scope) => foldWaitingAssets(scope, { at: options.now, newId: options.newId }));
  expect(await fold()).toMatchObject({ hasMore: true, changedFromAt: options.now });
  expect(await count(`modality = 'other'`)).toBe(2_000);
  expect(await fold()).toMatchObject({ hasMore: false, changedFromAt: options.now });
  expect(await count(`modality = 'other'`)).toBe(2_001);
  await expectSettled();
});
