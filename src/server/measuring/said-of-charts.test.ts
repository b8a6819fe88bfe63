import { describe, expect, test } from 'vitest';
import type { Id } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { metricById } from '#core/metrics/registry.ts';
import type { StoredAnnotation } from '#store/annotations/annotations.ts';
import type { SignedPhase } from '#store/annotations/signed-phases.ts';
import { basisOf, targetOf, type ChartName, type SaidOfCharts } from './said-of-charts.ts';

const metric = metricById('AST-01') ?? expect.fail();
const measure = metric.measures[0] ?? expect.fail();
const chart: ChartName = { metric, measure, scope: { kind: 'organisation', id: '' } };
const nothingSaid: SaidOfCharts = { annotations: [], phases: [], targets: [], models: [], withdrawn: { annotations: [], phases: [] } };
const at = '2026-01-01T00:00:00.000Z' as Instant;
const annotation: StoredAnnotation = {
  ...{ id: 'a' as Id, kind: 'incident', fromOn: '2025-05-01' as Day, toOn: '2025-05-03' as Day, text: 'Flood', detail: null },
  ...{ metricId: null, domain: null, scope: null, specialCause: null, startsPhase: false },
  ...{ saidAt: at, saidBy: 'local', withdrawnAt: null, withdrawnBy: null },
};
const phase: SignedPhase = {
  ...{
    id: 'p' as Id,
    metricId: 'AST-01',
    version: metric.version,
    measure: measure.name,
    scope: chart.scope,
    startsOn: '2025-02-01' as Day,
  },
  ...{
    annotationId: 'a' as Id,
    reason: 'r',
    signature: 'J. Jansen',
    signedAt: at,
    signedBy: 'local',
    withdrawnAt: null,
    withdrawnBy: null,
  },
};

describe('what people said that a chart rests on', () => {
  test('forced and signed phases stand in the order of their days, each with its cause', () => {
    const counted: StoredAnnotation = { ...annotation, kind: 'source-change', startsPhase: true };
    const said = { ...nothingSaid, annotations: [counted], phases: [phase] };
    expect(basisOf(said, chart, [{ on: '2025-03-01' as Day, source: 'nessus' }]).phaseMarks).toEqual([
      { on: '2025-02-01', cause: { kind: 'signed', signature: 'J. Jansen' } },
      { on: '2025-03-01', cause: { kind: 'new-source', source: 'nessus' } },
      { on: '2025-05-01', cause: { kind: 'counted-otherwise', said: 'Flood' } },
    ]);
  });

  test('a phase holds for the very chart and the definition it was signed for', () => {
    const others: readonly SignedPhase[] = [
      { ...phase, metricId: 'AST-02' },
      { ...phase, version: '0.0.1' },
      { ...phase, measure: 'another' },
      { ...phase, scope: { kind: 'class', id: 'medical' } },
    ];
    expect(basisOf({ ...nothingSaid, phases: others }, chart, []).phaseMarks).toEqual([]);
  });

  test('a phase outlives a smaller change of the definition', () => {
    const later = { ...phase, version: `${metric.version.split('.')[0] ?? ''}.99.0` };
    expect(basisOf({ ...nothingSaid, phases: [later] }, chart, []).phaseMarks).toHaveLength(1);
  });

  test('a special cause reaches the charts that it is said of, and no others', () => {
    const days = { fromOn: '2025-05-01' as Day, toOn: '2025-07-31' as Day };
    const causes = (more: Partial<StoredAnnotation>) =>
      basisOf({ ...nothingSaid, annotations: [{ ...annotation, specialCause: days, ...more }] }, chart, []).specialCauses;
    expect(causes({})).toEqual([days]);
    expect(causes({ domain: 'AST' })).toEqual([days]);
    expect(causes({ domain: 'VUL' })).toEqual([]);
    expect(causes({ metricId: 'AST-02' })).toEqual([]);
    expect(causes({ scope: { kind: 'class', id: 'medical' } })).toEqual([]);
  });

  test('the newest word about the target counts; one without a value gives that of the definition back', () => {
    const word = (value: number | null) => ({
      metricId: metric.id,
      version: metric.version,
      value,
      reason: 'r',
      saidAt: at,
      saidBy: 'local',
    });
    const own = metric.target?.value ?? null;
    expect(targetOf(nothingSaid, metric)).toBe(own);
    expect(targetOf({ ...nothingSaid, targets: [word(0.5), word(0.4)] }, metric)).toBe(0.5);
    expect(targetOf({ ...nothingSaid, targets: [word(null), word(0.4)] }, metric)).toBe(own);
    expect(targetOf({ ...nothingSaid, targets: [{ ...word(0.4), metricId: 'AST-02' }] }, metric)).toBe(own);
  });
});
