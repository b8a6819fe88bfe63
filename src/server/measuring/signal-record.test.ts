import { describe, expect, test } from 'vitest';
import type { Day, Instant } from '#core/kernel/time.ts';
import { chartModel } from '#core/metrics/chart-model.ts';
import { metricById } from '#core/metrics/registry.ts';
import type { StoredSignal } from '#store/annotations/signal-events.ts';
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
const said = { annotations: [], phases: [], targets: [] };

describe('signals on record that the chart does not show', () => {
  test('of an earlier major version are told as such, whatever the chart shows; of a smaller one they are the same definition', () => {
    const because = (version: string) =>
      recordBeside(chart, [{ ...seen, version }], { version: '2.1.0', said, name }).map((one) => one.because);
    expect(because('1.4.0')).toEqual(['definition']);
    expect(because('2.0.0')).toEqual(['corrected']);
  });

  test('keep rule, days, reading and both languages', () => {
    const [one] = recordBeside(chart, [seen], { version: metric.version, said, name });
    expect(one).toMatchObject({ fromOn: '2025-08-01', metOn: '2026-03-01', rule: '2', direction: 'better' });
    expect(one?.text.nl).toContain('blijvende verschuiving');
  });
});
