/** Values of the demonstration that people entered: two years of them, each with evidence and its day, shown like any other. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MetricView } from '#contract/endpoints/metrics.ts';
import type { Day } from '#core/kernel/time.ts';
import { demoEntries } from '#demo/entered-values.ts';
import { demoSeed } from '#demo/write-demo-files.ts';
import { newestRevision, readEntries } from '#store/entries/entries.ts';
import { withOrganisation } from '#store/scope.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { enterDemoValues } from './load-entries.ts';

/** The clock of a test node stands at the day after. */
const lastDay = '2026-04-01' as Day;
let node: TestNode;
let loaded: Parameters<typeof enterDemoValues>[0];
beforeAll(async () => {
  node = await startTestNode();
  loaded = { context: node.context, organisationId: node.fresh.organisationId };
  const began = process.cpuUsage();
  expect(await enterDemoValues(loaded, lastDay)).toBe(demoEntries(demoSeed, lastDay).length);
  const { user, system } = process.cpuUsage(began);
  // Somebody waits for the demonstration. Processor time of this process; the database takes about as much again.
  expect((user + system) / 1e6).toBeLessThan(6);
}, 120_000);
afterAll(() => node.stop());

const kept = () => withOrganisation(node.fresh.database, node.fresh.organisationId, (scope) => readEntries(scope));

test('they stand with evidence and the day after which they were counted, never before their period was over', async () => {
  const entries = await kept();
  expect(entries.length).toBeGreaterThan(50);
  for (const entry of entries) {
    const { evidence, saidAt, revision } = newestRevision(entry);
    expect(evidence.text.length).toBeGreaterThan(20);
    expect(evidence.reference).toContain(entry.toOn);
    expect([saidAt.slice(0, 10) > entry.toOn, saidAt.slice(0, 10) <= lastDay, revision]).toEqual([true, true, 1]);
  }
});

test('entered twice they are entered once', async () => {
  const before = await kept();
  expect(await enterDemoValues(loaded, lastDay)).toBe(0);
  expect(await kept()).toEqual(before);
});

test('a visitor sees two years of points, and a metric that nobody entered stays without a value', async () => {
  const view = async (id: string) => (await (await node.ask(node.localToken, 'GET', `/metrics/${id}`)).json()) as MetricView;
  const [external, exceptions, untouched] = [await view('VUL-16'), await view('VUL-13'), await view('AWR-18')];
  const values = ({ measures }: MetricView) => measures[0]?.chart.points.filter(({ value }) => value !== null).length ?? 0;
  expect(values(external)).toBeGreaterThanOrEqual(22);
  expect(values(exceptions)).toBeGreaterThanOrEqual(6);
  expect(values(untouched)).toBe(0);
});
