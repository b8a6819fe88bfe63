/** Signed phases, special causes and the record of signals, from the request to the chart. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { MeasureView, MetricView } from '#contract/endpoints/metrics.ts';
import { withOrganisation } from '#store/scope.ts';
import { shiftStartsOn, writeShiftedChart } from '../../../test/support/shifted-chart.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { recordHeadlineSignals } from '../measuring/record-signals.ts';

const chart = { metricId: 'AST-01', measure: 'accuracy', scope: { kind: 'organisation', id: '' } } as const;
let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
  await inStore((scope) => writeShiftedChart(scope, chart));
});
afterAll(() => node.stop());
beforeEach(async () => {
  const { signedPhases } = await view();
  for (const { id } of signedPhases) await ask('POST', `/phases/${id}/withdraw`);
  for (const { id } of await annotations()) await ask('POST', `/annotations/${id}/withdraw`);
});

const inStore = <T>(work: Parameters<typeof withOrganisation<T>>[2]) =>
  withOrganisation(node.fresh.database, node.fresh.organisationId, work);
const ask = (method: string, path: string, body?: unknown) => node.ask(node.localToken, method, path, body);
async function view(): Promise<MeasureView> {
  const { measures } = (await (await ask('GET', '/metrics/AST-01')).json()) as MetricView;
  return measures[0] ?? expect.fail('the metric has a measure');
}
async function annotations(): Promise<{ id: string }[]> {
  return ((await (await ask('GET', '/annotations')).json()) as { items: { id: string }[] }).items;
}
async function said(body: Record<string, unknown> = {}): Promise<string> {
  const response = await ask('POST', '/annotations', { kind: 'intervention', fromOn: '2025-08-05', text: 'Weekly comparison', ...body });
  expect(response.status, await response.clone().text()).toBe(200);
  return ((await response.json()) as { id: string }).id;
}
async function sign(body: Record<string, unknown>): Promise<Response> {
  const words = { startsOn: shiftStartsOn, persists: true, reason: 'Done every week from now on.', signature: 'J. Jansen' };
  return ask('POST', '/metrics/AST-01/phases', { ...words, ...body });
}
async function refused(response: Response): Promise<string> {
  expect(response.status).toBeGreaterThanOrEqual(400);
  return ((await response.json()) as { detail: string }).detail;
}

describe('a shift with a known cause that is here to stay', () => {
  test('is offered with the day on which it begins, and told in words', async () => {
    const { shift, verdict, chart: shown } = await view();
    expect(shift).toEqual({
      startsOn: shiftStartsOn,
      metOn: '2026-03-01',
      text: {
        en: 'The share of gains among all changes lies above its centre in 8 periods in a row or more: a sustained shift.',
        nl: 'Het aandeel winst onder alle veranderingen ligt 8 of meer perioden op rij boven het midden: een blijvende verschuiving.',
      },
    });
    expect(verdict.kind).toBe('improving');
    expect(shown.signals.map(({ rule }) => rule)).toContain('2');
  });

  test('begins a new phase once it is signed; the old one keeps its limits, and its signals stay on record', async () => {
    const annotationId = await said();
    const before = await view();
    expect((await sign({ annotationId })).status).toBe(200);
    const after = await view();
    const first = after.chart.points.findIndex(({ periodStartOn }) => periodStartOn === shiftStartsOn);
    expect(after.chart.phases).toMatchObject([
      { fromIndex: first, cause: 'signed', status: 'too-short', note: { nl: 'nieuwe fase, getekend door J. Jansen' } },
    ]);
    expect(after.verdict).toMatchObject({ kind: 'too-early', text: { en: 'too early to say: 8 of 12 periods' } });
    expect(after.signedPhases).toMatchObject([{ startsOn: shiftStartsOn, annotationId, signature: 'J. Jansen' }]);
    expect(after.shift).toBeNull();
    const old = (one: MeasureView) => one.chart.panels[0]?.points.filter((point) => point !== null && point.last < first);
    expect(old(after)).toEqual(old(before));
    const gone = before.chart.signals.map(({ rule }) => rule).toSorted();
    expect(after.record.map(({ rule }) => rule).toSorted()).toEqual(gone);
    expect(after.record.every(({ because }) => because === 'phase')).toBe(true);
  });

  test('is as before when the signature is withdrawn', async () => {
    const before = await view();
    const annotationId = await said();
    const { id } = (await (await sign({ annotationId })).json()) as { id: string };
    const held = await ask('POST', `/annotations/${annotationId}/withdraw`);
    expect(await refused(held)).toBe('A signed phase of AST-01 rests on it: withdraw that first.');
    expect((await ask('POST', `/phases/${id}/withdraw`)).status).toBe(200);
    const after = await view();
    expect({ ...after.chart, record: after.record }).toEqual({ ...before.chart, record: [] });
    expect(await refused(await ask('POST', `/phases/${id}/withdraw`))).toBe('This was withdrawn before.');
  });

  test('is refused without a cause on record, with one that came later, or one of another metric', async () => {
    const missing = 'A new phase needs a known cause: say first what happened, beside this metric, and name it here.';
    expect(await refused(await sign({}))).toBe(missing);
    expect(await refused(await sign({ annotationId: await said({ domain: 'VUL' }) }))).toBe(missing);
    const late = await said({ fromOn: '2026-03-20' });
    expect(await refused(await sign({ annotationId: late }))).toContain('cannot be its cause');
  });

  test('is refused where it is not expected to stay, has no reason, or nobody puts a name to it', async () => {
    const annotationId = await said();
    expect(await refused(await sign({ annotationId, persists: false }))).toContain('expected to stay');
    expect(await refused(await sign({ annotationId, reason: ' ' }))).toContain('needs its reason');
    expect(await refused(await sign({ annotationId, signature: '' }))).toContain('is signed');
    expect((await view()).signedPhases).toEqual([]);
  });

  test('is refused where no such shift stands, or another one than the one that was looked at', async () => {
    const annotationId = await said();
    expect(await refused(await sign({ annotationId, startsOn: '2025-09-01' }))).toContain('begins on 2025-08-01');
    const other = await ask('POST', '/metrics/AST-02/phases', { startsOn: shiftStartsOn, annotationId });
    expect(other.status).toBe(409);
    expect(await refused(other)).toContain('No sustained shift stands in this chart of AST-02');
  });
});

describe('what people say of causes', () => {
  test('a special cause is drawn apart and gives no limits: twenty other points freeze them', async () => {
    const before = await view();
    await said({ kind: 'incident', specialCause: { fromOn: '2024-03-10', toOn: '2024-04-20' } });
    const after = await view();
    const special = after.chart.points.filter((point) => point.specialCause).map(({ periodStartOn }) => periodStartOn);
    expect(special).toEqual(['2024-03-01', '2024-04-01']);
    const centre = (one: MeasureView) => one.chart.panels[0]?.points.find((point) => point !== null)?.centre;
    expect(centre(before)).not.toBe(centre(after));
    expect(before.chart.points.some((point) => point.specialCause)).toBe(false);
  });

  test('another population, as a person says, begins a phase from that day, told in both languages', async () => {
    await said({ kind: 'source-change', fromOn: '2025-03-12', text: 'Location West joined', startsPhase: true, metricId: 'AST-01' });
    const { chart: shown } = await view();
    expect(shown.phases).toMatchObject([
      { cause: 'counted-otherwise', note: { en: 'counted otherwise: Location West joined', nl: 'anders geteld: Location West joined' } },
    ]);
    expect(shown.points[shown.phases[0]?.fromIndex ?? -1]?.periodStartOn).toBe('2025-03-01');
  });
});

describe('signals on record', () => {
  test('are kept once, however often they are seen', async () => {
    const now = node.context.clock.now();
    const asked = { today: '2026-04-01' as never, now };
    await inStore((scope) => recordHeadlineSignals(scope, asked));
    expect(await inStore((scope) => recordHeadlineSignals(scope, asked))).toBe(0);
  });

  test('of which figures were corrected since say so', async () => {
    await inStore((scope) => recordHeadlineSignals(scope, { today: '2026-04-01' as never, now: node.context.clock.now() }));
    await inStore((scope) => writeShiftedChart(scope, chart, 20));
    await said();
    const { record, chart: shown } = await view();
    await inStore((scope) => writeShiftedChart(scope, chart));
    expect(shown.signals.filter(({ rule }) => rule === '2')).toEqual([]);
    expect(record.find(({ rule }) => rule === '2')).toMatchObject({ because: 'corrected', direction: 'better', fromOn: shiftStartsOn });
  });
});

describe('what the hospital aims for', () => {
  test('goes before the target of the definition, in the chart and in the word about it; earlier words stay', async () => {
    const target = (value: number | null, reason: string) => ask('PUT', '/metrics/VUL-05/target', { value, reason });
    const metric = async () => (await (await ask('GET', '/metrics/VUL-05')).json()) as MetricView;
    const before = await metric();
    expect((await target(0.42, 'Agreed by the board.')).status).toBe(200);
    const own = await metric();
    expect(own.target).toMatchObject({ value: 0.42, source: null, reason: 'Agreed by the board.' });
    expect((await target(null, 'That was too low.')).status).toBe(200);
    const after = await metric();
    expect(after.target).toEqual(before.target);
    expect(after.targetWords.map(({ value, reason }) => [value, reason])).toEqual([
      [null, 'That was too low.'],
      [0.42, 'Agreed by the board.'],
    ]);
  });
});
