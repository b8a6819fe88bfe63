/** The graph from files and people to its tables: order of files, what ends, what people said, and which assets are beneath. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GraphChange } from '#core/dependencies/change-graph.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { openImportBench, type ImportBench } from '#test/support/import-bench.ts';
import { editGraph, undoGraphEdits } from './edit-graph.ts';
import { findNodeId, readGraph } from './read-graph.ts';
import { readNodeDetail } from './read-node.ts';
import { everything } from '#core/query/filter.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import { daySeries } from '../query/day-series.ts';
import { countRecords } from '../query/list.ts';
import { refreshMembership } from './membership.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

const head = 'from,from_kind,to,to_kind,criticality\n';
const graph = `${head}Record,system,Charting,service,essential\nCharting,service,Emergency,care process,important\n`;
const handIn = (day: string, content: string, more: { readonly isPartial?: boolean; readonly source?: string } = {}) =>
  bench.handIn({ file: 'graph.csv', content, observedAt: `2026-${day}T08:00:00.000Z`, ...more });
const edit = (changes: readonly GraphChange[], at = '2026-09-01T08:00:00.000Z') =>
  bench.read((scope) => editGraph(scope, changes, { by: 'local', now: at as Instant, newId: bench.fresh.newId, reason: '' }));
const undo = (batchId: Id | null, at = '2026-09-02T08:00:00.000Z') =>
  bench.read((scope) => undoGraphEdits(scope, batchId ?? ('' as Id), { by: 'local', now: at as Instant, newId: bench.fresh.newId }));
const edgesOn = async (day: string) =>
  (await bench.read((scope) => readGraph(scope, `2026-${day}` as Day))).edges.map(
    ({ from, to, criticality }) => `${from} > ${to} ${criticality}`,
  );
const namesOn = async (day: string) =>
  (await bench.read((scope) => readGraph(scope, `2026-${day}` as Day))).nodes.map(({ name }) => name).toSorted();
const both = ['service:charting > care-process:emergency important', 'system:record > service:charting essential'];

const tables = () =>
  bench.read(async ({ client }) => {
    const { rows } = await client.query<{ text: string }>(
      `select n.key || ' ' || (to_jsonb(v) - 'organisation_id' - 'node_id')::text as text from dependency_node_version v join dependency_node n on n.id = v.node_id
       union all select f.key || ' > ' || t.key || ' ' || (to_jsonb(v) - 'organisation_id' - 'from_id' - 'to_id')::text from dependency_edge_version v
         join dependency_node f on f.id = v.from_id join dependency_node t on t.id = v.to_id
       union all select (to_jsonb(v) - 'organisation_id' - 'asset_id' - 'node_id')::text || n.key from asset_service v join dependency_node n on n.id = v.node_id
       order by 1`,
    );
    return rows.map(({ text }) => text);
  });

describe('a file of dependencies', () => {
  it('is a graph from its own day on, and says nothing new when it is handed in again', async () => {
    const first = await handIn('03-01', graph);
    expect(first).toMatchObject({ status: 'complete', read: 2, stored: 2, refused: 0 });
    expect(await edgesOn('03-01')).toEqual(both);
    expect(await edgesOn('02-28')).toEqual([]);
    const before = await tables();
    expect(await handIn('04-01', graph)).toMatchObject({ stored: 0, unchanged: 2, changedFromAt: null });
    expect(await tables()).toEqual(before);
  });

  it('ends what its own source no longer says, unless it is a part, had a refused row, or another source says it', async () => {
    await handIn('03-01', graph);
    const shorter = `${head}Record,system,Charting,service,essential\n`;
    await handIn('04-01', shorter, { isPartial: true });
    expect(await edgesOn('04-01')).toEqual(both);
    await handIn('05-01', `${shorter}Nothing,gizmo,Charting,service,\n`);
    expect(await edgesOn('05-01')).toEqual(both);
    await handIn('06-01', shorter, { source: 'other' });
    expect(await edgesOn('06-01')).toEqual(both);
    await handIn('07-01', shorter);
    expect(await edgesOn('06-30')).toEqual(both);
    expect(await edgesOn('07-01')).toEqual([both[1]]);
    expect(await namesOn('07-01')).toEqual(['Charting', 'Record']);
  });

  it('gives the same graph in any order of the files', async () => {
    const files: [string, string][] = [
      ['03-01', graph],
      ['04-01', `${head}Record,system,Charting,service,supporting\n`],
      ['05-01', graph],
    ];
    for (const [day, content] of files) await handIn(day, content);
    const inOrder = await tables();
    await bench.end();
    bench = await openImportBench();
    for (const [day, content] of files.toReversed()) await handIn(day, content);
    expect(await tables()).toEqual(inOrder);
  });
});

describe('what people change', () => {
  it('goes before files, survives the next one, and is as if never said when it is undone', async () => {
    await handIn('03-01', graph);
    const { batchId } = await edit([
      { do: 'remove-edge', from: 'service:charting', to: 'care-process:emergency' },
      { do: 'set-edge', from: 'system:record', to: 'service:charting', criticality: 'supporting' },
      { do: 'change-node', node: 'system:record', name: 'Patient record', tier: 2 },
    ]);
    await handIn('10-01', graph.replace('essential', 'important'));
    expect(await edgesOn('10-01')).toEqual(['system:record > service:charting supporting']);
    expect(await namesOn('10-01')).toEqual(['Charting', 'Emergency', 'Patient record']);
    await undo(batchId, '2026-10-02T08:00:00.000Z');
    expect(await edgesOn('09-15')).toEqual(both);
    expect(await edgesOn('10-01')).toEqual([
      'service:charting > care-process:emergency important',
      'system:record > service:charting important',
    ]);
    await expect(undo(batchId)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('keeps a renamed node one node when files come to use its new name', async () => {
    await handIn('03-01', graph);
    await edit([{ do: 'change-node', node: 'system:record', name: 'Patient record' }]);
    await handIn('10-01', graph.replace('Record', 'Patient record'));
    expect(await edgesOn('10-01')).toEqual(both);
    expect(await namesOn('10-01')).toEqual(['Charting', 'Emergency', 'Patient record']);
  });

  it('keeps a node apart from what is added under a name it once had', async () => {
    await handIn('03-01', graph);
    await edit([{ do: 'change-node', node: 'system:record', name: 'HiX', tier: 1 }]);
    await edit([{ do: 'change-node', node: 'system:record', name: 'HiX 6.3' }], '2026-09-01T09:00:00.000Z');
    const add = { do: 'add-node', kind: 'system', name: 'HiX', tier: 4 } as const;
    await expect(edit([add], '2026-09-01T10:00:00.000Z')).rejects.toMatchObject({
      code: 'request-invalid',
      message: expect.stringContaining('a former name of the system "HiX 6.3"') as string,
    });
    const { nodes } = await bench.read((scope) => readGraph(scope, '2026-09-02' as Day));
    expect(nodes.find(({ key }) => key === 'system:record')).toMatchObject({ name: 'HiX 6.3', tier: 1 });
  });

  it('is refused as a whole where one change cannot be', async () => {
    await handIn('03-01', graph);
    await expect(
      edit([
        { do: 'add-node', kind: 'system', name: 'New' },
        { do: 'add-node', kind: 'system', name: ' RECORD ' },
      ]),
    ).rejects.toMatchObject({ code: 'request-invalid', message: expect.stringContaining('Change 2') as string });
    expect(await namesOn('09-01')).not.toContain('New');
    expect(await edit([{ do: 'set-edge', from: 'system:record', to: 'service:charting', criticality: 'essential' }])).toEqual({
      batchId: null,
      changed: 0,
    });
  });
});

describe('assets beneath a service', () => {
  const register = (rows: string) => `Serienummer;Naam;Fabrikant;Model;Inventarisnummer;Klasse\n${rows}`;
  const beneath = () =>
    bench.read(async ({ client }) => {
      const { rows } = await client.query<{ text: string }>(
        `select n.key || ' ' || (select min(name) from asset_version v where v.asset_id = s.asset_id) || ' ' || s.valid_from_on || ' ' || s.valid_to_on as text
         from asset_service s join dependency_node n on n.id = s.node_id order by 1`,
      );
      return rows.map(({ text }) => text);
    });

  it('are found by number and by filter, over the days on which both the graph and the asset were so, whichever file came first', async () => {
    const more = `MT-7,asset,Record,system,\n"eq(model,""Pump 2"")",filter,Charting,service,\n`;
    const graphRow = await handIn('03-01', graph + more);
    expect(graphRow).toMatchObject({ status: 'complete', stored: 4, issuesTotal: 1 });
    await bench.handIn({
      file: 'register.csv',
      content: register('S100;Server;Maker;Rack;MT-7;server\nS200;Pomp A;Maker;Pump 2;MT-8;medical\n'),
      observedAt: '2026-02-01T08:00:00.000Z',
    });
    await bench.handIn({
      file: 'register.csv',
      content: register('S100;Server;Maker;Rack;MT-7;server\nS200;Pomp A;Maker;Pump 3;MT-8;medical\n'),
      observedAt: '2026-05-01T08:00:00.000Z',
    });
    await bench.read((scope) => refreshMembership(scope, '2026-09-01' as Day));
    expect(await beneath()).toEqual([
      'care-process:emergency Pomp A 2026-03-01 2026-05-01',
      'care-process:emergency Server 2026-03-01 infinity',
      'service:charting Pomp A 2026-03-01 2026-05-01',
      'service:charting Server 2026-03-01 infinity',
    ]);
    await edit([{ do: 'remove-edge', from: 'system:record', to: 'service:charting' }]);
    expect((await beneath()).filter((row) => row.includes('Server'))).toEqual([
      'care-process:emergency Server 2026-03-01 2026-09-01',
      'service:charting Server 2026-03-01 2026-09-01',
    ]);
  });

  it('are counted per service and day as a filter on services finds them', async () => {
    const pumps = `"eq(model,""Pump 2"")",filter,Charting,service,\n"eq(class,server)",filter,Theatre record,system,\n`;
    await handIn('03-01', `${graph}${pumps}Theatre record,system,Theatre,care process,supporting\n`);
    const device = (serial: string, model: string, kind: string) => `${serial};${serial};Maker;${model};T-${serial};${kind}\n`;
    const registers: [string, string][] = [
      ['02-01', device('S100', 'Pump 2', 'medical') + device('S200', 'Rack', 'server') + device('S300', 'Rack', 'workstation')],
      ['03-10', device('S100', 'Pump 3', 'medical') + device('S200', 'Rack', 'server') + device('S400', 'Pump 2', 'server')],
    ];
    for (const [day, rows] of registers)
      await bench.handIn({ file: 'register.csv', content: register(rows), observedAt: `2026-${day}T08:00:00.000Z` });
    await bench.read((scope) => refreshMembership(scope, '2026-04-01' as Day));
    const days = { kind: 'asset', numerator: null, from: '2026-02-25' as Day, to: '2026-03-15' as Day } as const;
    const perService = await bench.read((scope) =>
      daySeries(scope, { ...days, population: everything, scopes: ['organisation', 'service'] }),
    );
    const keys = [...new Set(perService.flatMap(({ scopeKind, scopeId }) => (scopeKind === 'service' ? [scopeId] : [])))];
    expect(keys).toEqual(['care-process:emergency', 'care-process:theatre', 'service:charting']);
    for (const key of keys) {
      const filter = parseFilter(`exists(services,eq(key,"${key}"))`, recordKinds.asset, recordKinds);
      const series = await bench.read((scope) => daySeries(scope, { ...days, population: filter, scopes: ['organisation'] }));
      const own = perService
        .filter(({ scopeId }) => scopeId === key)
        .map(({ day, denominator, gained, lost }) => [day, denominator, gained, lost]);
      expect(own).toEqual(series.map(({ day, denominator, gained, lost }) => [day, denominator, gained, lost]));
      for (const [day, denominator] of [own[2], own[8], own.at(-1)].flatMap((one) => (one === undefined ? [] : [one]))) {
        const asked = { filter, asOf: day as Day, today: '2026-04-01' as Day, now: '2026-04-01T08:00:00.000Z' as Instant };
        expect(await bench.read((scope) => countRecords(scope, 'asset', asked))).toBe(denominator);
      }
    }
  });

  const chains = `"eq(class,server)",filter,Charting,service,\n"eq(class,server)",filter,Theatre,care process,\nCharting,service,Emergency,care process,\n`;
  const servers = register('S100;Server;Maker;Rack;MT-7;server\nS200;Store;Maker;Rack;MT-8;server\n');
  const today = '2026-09-01' as Day;
  const refresh = (options: Parameters<typeof refreshMembership>[2] = {}) =>
    bench.read((scope) => refreshMembership(scope, today, options));
  const detailOf = (key: string) =>
    bench.read(async (scope) => {
      const id = await findNodeId(scope, key);
      return id === null ? null : readNodeDetail(scope, id, { today, now: '2026-09-01T10:00:00.000Z' as Instant });
    });
  const told = async (key: string) => {
    const detail = await detailOf(key);
    return [detail?.assets.count, detail?.findings?.open, detail?.uncounted?.reason];
  };
  const handInBoth = async () => {
    await handIn('03-01', `${head}${chains}`);
    await bench.handIn({ file: 'register.csv', content: servers, observedAt: '2026-02-01T08:00:00.000Z' });
  };

  it('are unknown, not none, until the worker has looked', async () => {
    await handIn('03-01', `${head}${chains}`);
    expect(await told('service:charting')).toEqual([0, 0, undefined]);
    await bench.handIn({ file: 'register.csv', content: servers, observedAt: '2026-02-01T08:00:00.000Z' });
    expect(await told('service:charting')).toEqual([null, undefined, 'waiting']);
    expect((await detailOf('service:charting'))?.uncounted?.text.nl).toContain('worden uitgerekend');
    expect(await refresh()).toEqual({ kind: 'worked-out', uncounted: 0 });
    expect(await told('service:charting')).toEqual([2, 0, undefined]);
  });

  it('are unknown, not none, of services beyond those that are counted, care processes first', async () => {
    await handInBoth();
    expect(await refresh({ limits: { scopesMax: 2 } })).toEqual({ kind: 'worked-out', uncounted: 1 });
    expect(await told('service:charting')).toEqual([null, undefined, 'not-counted']);
    expect(await told('care-process:emergency')).toEqual([2, 0, undefined]);
    // Two pairs for each: only one care process fits.
    expect(await refresh({ limits: { pairsMax: 3 } })).toEqual({ kind: 'worked-out', uncounted: 2 });
    expect((await beneath()).length).toBe(2);
    expect(await refresh()).toEqual({ kind: 'worked-out', uncounted: 0 });
  });

  it('are as they were, and said to be unknown, when they cannot be worked out within the limits', async () => {
    await handInBoth();
    await refresh();
    const before = await beneath();
    expect(before).toHaveLength(6);
    for (const limits of [{ limitMs: 0 }, { rowsMax: 2 }]) {
      expect(await refresh({ limits })).toEqual({ kind: 'stopped', uncounted: 3 });
      expect(await told('care-process:theatre')).toEqual([null, undefined, 'too-large']);
      expect(await beneath()).toEqual(before);
    }
    await bench.read(async ({ client }) => {
      await client.query('lock table asset_version in access exclusive mode');
      expect(await refresh({ limits: { limitMs: 200 } })).toEqual({ kind: 'stopped', uncounted: 3 });
    });
    expect(await beneath()).toEqual(before);
    expect(await refresh({ isAtOnce: true, limits: { limitMs: 0 } })).toEqual({ kind: 'left', uncounted: 3 });
    expect(await told('care-process:theatre')).toEqual([null, undefined, 'waiting']);
  });

  it('are told within one time limit over all that is asked of a part', async () => {
    await handInBoth();
    await refresh();
    const id = (await bench.read((scope) => findNodeId(scope, 'service:charting'))) ?? ('' as Id);
    const moment = { today, now: '2026-09-01T10:00:00.000Z' as Instant };
    const started = performance.now();
    await bench.read(async ({ client }) => {
      await client.query('lock table finding_version in access exclusive mode');
      await expect(bench.read((scope) => readNodeDetail(scope, id, moment, 150))).rejects.toMatchObject({ code: 'filter-too-broad' });
    });
    // A question by itself may take five seconds.
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});
