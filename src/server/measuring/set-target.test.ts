import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/kernel/time.ts';
import { slaCompliance } from '#core/metrics/vul-05-sla-compliance/metric.ts';
import type { StoredTarget } from '#store/annotations/targets.ts';
import { wireTarget } from './set-target.ts';

const metric = { ...slaCompliance, version: '3.1.0' } as const;
const word = (version: string | null, value: number | null = 0.9): StoredTarget => ({
  ...{ metricId: metric.id, version, value, reason: 'agreed', saidBy: 'local' },
  saidAt: '2026-03-01T00:00:00.000Z' as Instant,
});

describe('what the hospital aims for', () => {
  test('was set for a version of the definition, and says so once that counts otherwise', () => {
    expect(wireTarget({ targets: [word('2.4.1')] }, metric).target).toMatchObject({ value: 0.9, setForVersion: '2' });
    expect(wireTarget({ targets: [word('2.4.1')] }, metric).targetWords).toMatchObject([{ setForVersion: '2' }]);
  });

  test('says nothing where only words of the definition changed, nor where it was set before versions were kept', () => {
    for (const version of ['3.0.0', null])
      expect(wireTarget({ targets: [word(version)] }, metric).target).toMatchObject({ value: 0.9, setForVersion: null });
  });

  test('that was given back is that of the definition, whichever version it was said of', () => {
    const { target, targetWords } = wireTarget({ targets: [word('2.0.0', null)] }, metric);
    expect(target).toMatchObject({ value: metric.target?.value, setForVersion: null });
    expect(targetWords).toMatchObject([{ value: null, setForVersion: '2' }]);
  });
});
