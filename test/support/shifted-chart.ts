/** A chart with a sustained shift: twenty months in which as much is gained as lost, then months in which gains prevail. */
import type { Day } from '#core/kernel/time.ts';
import { addDays } from '#core/kernel/time.ts';
import type { Measurement } from '#core/metrics/measurement.ts';
import { metricById } from '#core/metrics/registry.ts';
import { nextPeriodStart } from '#core/statistics/periods.ts';
import { wilsonInterval } from '#core/statistics/wilson.ts';
import type { MetricScope } from '#store/measuring/read-series.ts';
import { writeMeasurements, type MeasuredStretch } from '#store/measuring/write-measurements.ts';
import type { Scope } from '#store/scope.ts';
import type { TestNode } from './test-node.ts';

/** The day before the clock of a test node starts. */
const lastDay = '2026-03-31' as Day;
const firstDay = '2023-10-01' as Day;
/** First day of the period in which the shift begins: the eighth month before the last day. */
export const shiftStartsOn = '2025-08-01' as Day;

export interface ShiftedChart {
  readonly metricId: string;
  readonly measure: string;
  readonly scope: MetricScope;
}

/** A part of the hospital that has no asset of the fixtures. */
export const shiftedPart: ShiftedChart = { metricId: 'AST-01', measure: 'accuracy', scope: { kind: 'class', id: 'printer' } };

/** @param gainedSince of forty changes a month, from the first month of the shift on */
export async function writeShiftedChart(scope: Scope, chart: ShiftedChart, gainedSince = 26): Promise<void> {
  const stretches: MeasuredStretch[] = [];
  let level = 900;
  for (let start = firstDay; start <= lastDay; start = nextPeriodStart(start, 'month')) {
    const index = stretches.length / 3;
    const gained = start >= shiftStartsOn ? gainedSince : 20 + (index % 2 === 0 ? 1 : -1);
    const next = nextPeriodStart(start, 'month');
    const place = { scopeKind: chart.scope.kind, scopeId: chart.scope.id };
    const stretch = (from: Day, to: Day, moved: { gained: number; lost: number }): MeasuredStretch => ({
      ...place,
      from,
      to,
      measurement: share(level, 2000),
      ...moved,
    });
    stretches.push(stretch(start, addDays(start, 8), { gained: 0, lost: 0 }));
    level += gained - (40 - gained);
    stretches.push(stretch(addDays(start, 9), addDays(start, 9), { gained, lost: 40 - gained }));
    stretches.push(stretch(addDays(start, 10), addDays(next, -1), { gained: 0, lost: 0 }));
  }
  const version = metricById(chart.metricId)?.version ?? '';
  await writeMeasurements(scope, { metricId: chart.metricId, version, measure: chart.measure, measuredAt: measuredAt(), stretches });
}

/** What the page needs to sign: a cause on record, and nothing that was signed before. */
export async function signable(node: TestNode): Promise<Record<string, unknown>> {
  const { kind, id } = shiftedPart.scope;
  const ask = async (method: string, path: string, body?: unknown) =>
    (await node.ask(node.localToken, method, path, body)).json() as Promise<Record<string, never>>;
  const view = (await ask('GET', `/metrics/${shiftedPart.metricId}?scopeKind=${kind}&scopeId=${id}`)) as unknown as {
    measures: { signedPhases: { id: string }[] }[];
  };
  for (const phase of view.measures[0]?.signedPhases ?? []) await ask('POST', `/phases/${phase.id}/withdraw`);
  const cause = await ask('POST', '/annotations', { kind: 'intervention', fromOn: '2025-08-05', text: 'Weekly comparison begins' });
  return {
    scope: shiftedPart.scope,
    startsOn: shiftStartsOn,
    annotationId: cause['id'],
    persists: true,
    reason: 'It is done every week from now on.',
    signature: 'J. Jansen',
  };
}

function measuredAt() {
  return '2026-04-01T07:00:00.000Z' as Parameters<typeof writeMeasurements>[1]['measuredAt'];
}

function share(numerator: number, denominator: number): Measurement {
  return {
    state: 'measured',
    standing: 'ok',
    value: numerator / denominator,
    numerator,
    denominator,
    interval: wilsonInterval(numerator, denominator),
    reasons: [],
  };
}
