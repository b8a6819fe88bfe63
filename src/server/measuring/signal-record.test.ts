import { describe, expect, test } from 'vitest';
import type { Id } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { chartModel } from '#core/metrics/chart-model.ts';
import { metricById } from '#core/metrics/registry.ts';
import type { StoredAnnotation } from '#store/annotations/annotations.ts';
import type { StoredSignal } from '#store/annotations/signal-events.ts';
import type { SignedPhase } from '#store/annotations/signed-phases.ts';
import type { SaidOfCharts } from './said-of-charts.ts';
import { recordBeside } from './signal-record.ts';

const metric = metricById('AST-01') ?? expect.fail();
const measure = metric.measures[0] ?? expect.fail();
const name = { metric, measure, scope: { kind: 'organisation', id: '' } } as const;
const asked = { form: 'stock-proportion', period: 'month', direction: 'up', days: [], specialCauses: [], target: null } as const;
const today = '2026-04-01' as Day;
const chart = chartModel({ ...asked, phaseMarks: [], today });
const seen: StoredSignal = {
  ...{ panel: 'gained-share', rule: 2, direction: 'up', reading: 'better', version: metric.version },
  ...{ fromOn: '2025-08-01' as Day, metOn: '2026-03-01' as Day, firstSeenAt: '2026-04-01T08:00:00.000Z' as Instant },
};
const said: SaidOfCharts = { annotations: [], phases: [], targets: [], models: [], withdrawn: { annotations: [], phases: [] } };

describe('signals on record that the chart does not show', () => {
  test('of an earlier major version are told as such, whatever the chart shows; of a smaller one they are the same definition', () => {
    const because = (version: string) =>
      recordBeside(chart, [{ ...seen, version }], { version: '2.1.0', said, name }).map((one) => one.because);
    expect(because('1.4.0')).toEqual(['definition']);
    expect(because('2.0.0')).toEqual(['corrected']);
  });

  test('say that limits became others where a word or a signature that gave them was taken back since', () => {
    const at = (instant: string) => instant as Instant;
    const annotation: StoredAnnotation = {
      ...{ id: 'a' as Id, kind: 'incident', fromOn: '2025-05-01' as Day, toOn: '2025-05-03' as Day, text: 'Flood', detail: null },
      ...{ metricId: null, domain: null, scope: null, startsPhase: false, saidBy: 'local', withdrawnBy: 'local' },
      ...{ specialCause: { fromOn: '2025-05-01' as Day, toOn: '2025-05-03' as Day }, saidAt: at('2026-01-01T00:00:00.000Z') },
      withdrawnAt: at('2026-04-02T08:00:00.000Z'),
    };
    const because = (taken: StoredAnnotation) =>
      recordBeside(chart, [seen], {
        version: metric.version,
        said: { ...said, withdrawn: { annotations: [taken], phases: [] } },
        name,
      }).map((one) => one.because);
    expect(because(annotation)).toEqual(['phase']);
    // Taken back before the signal was seen, or without any bearing on limits.
    expect(because({ ...annotation, withdrawnAt: at('2026-03-30T08:00:00.000Z') })).toEqual(['corrected']);
    expect(because({ ...annotation, specialCause: null })).toEqual(['corrected']);
    const phase: SignedPhase = {
      ...{
        id: 'p' as Id,
        metricId: metric.id,
        version: metric.version,
        measure: measure.name,
        scope: name.scope,
        startsOn: '2025-02-01' as Day,
      },
      ...{ annotationId: 'a' as Id, reason: 'r', signature: 'J. Jansen', signedAt: at('2026-01-01T00:00:00.000Z'), signedBy: 'local' },
      ...{ withdrawnAt: at('2026-04-02T08:00:00.000Z'), withdrawnBy: 'local' },
    };
    const withdrawn = { annotations: [], phases: [phase] };
    expect(recordBeside(chart, [seen], { version: metric.version, said: { ...said, withdrawn }, name })[0]?.because).toBe('phase');
  });

  test('keep rule, days, reading and both languages', () => {
    const [one] = recordBeside(chart, [seen], { version: metric.version, said, name });
    expect(one).toMatchObject({ fromOn: '2025-08-01', metOn: '2026-03-01', rule: '2', direction: 'better' });
    expect(one?.text.nl).toContain('blijvende verschuiving');
  });
});
