import { describe, expect, it } from 'vitest';
import { targetIsBest } from './goalposts.ts';
import { metrics } from './registry.ts';
import { goalpostsOf } from './resilience-index.ts';

/**
 * Worst and best of every version that ever had them. Goalposts that move make another yardstick: raise the metric's version and add
 * a line; a line that stands is not changed.
 */
const known: Readonly<Record<string, readonly [worst: number, best: number]>> = {
  'AST-01 1.0.0': [0, 0.95],
  'AST-02 1.0.0': [1, 0],
  'AST-03 1.0.0': [1, 0],
  'AST-04 1.0.0': [0, 1],
  'AST-05 1.0.0': [1, 0],
  'AST-06 1.0.0': [1, 0],
  'AST-07 1.0.0': [0, 1],
  'AST-08 1.0.0': [0, 1],
  'AST-09 1.0.0': [0, 1],
  'AST-10 1.0.0': [0, 1],
  'AST-11 1.0.0': [0, 1],
  'AST-12 1.0.0': [0, 1],
  'AST-13 1.0.0': [0, 1],
  'AST-15 1.0.0': [0, 1],
  'VUL-01 1.0.0': [0, 0.8],
  'VUL-03 1.0.0': [0, 1],
  'VUL-05 1.1.0': [0, 0.95],
  'VUL-09 1.0.0': [0, 1],
  'VUL-11 1.0.0': [0, 1],
  'VUL-12 1.1.0': [1, 0],
  'VUL-18 1.0.0': [1, 0],
  'AWR-05 1.0.0': [0, 1],
  'AWR-10 1.0.0': [1, 0],
  'AWR-13 1.0.0': [0, 1],
};

describe('goalposts', () => {
  const scored = metrics.flatMap((metric) => {
    const goalposts = goalpostsOf(metric);
    const headline = metric.measures.find((measure) => measure.headline);
    return goalposts === null || headline === undefined ? [] : [{ metric, goalposts, headline }];
  });

  it.each(scored)('of $metric.id go the way its headline measure calls good', ({ goalposts, headline }) => {
    expect(headline.direction).toBe(goalposts.best > goalposts.worst ? 'up' : 'down');
  });

  it.each(scored)('of $metric.id lie within the bounds of a share', ({ goalposts, headline }) => {
    expect(headline.unit).toBe('proportion');
    for (const end of [goalposts.worst, goalposts.best]) {
      expect(end).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(1);
    }
  });

  it('do not move without a new version of the metric', () => {
    // A draft may still look for its own.
    const settled = scored.filter(({ metric }) => metric.lifecycle !== 'draft');
    const now = Object.fromEntries(
      settled.map(({ metric, goalposts: { worst, best } }) => [`${metric.id} ${metric.version}`, [worst, best]]),
    );
    expect(known).toMatchObject(now);
  });

  it('say on what they rest, or why there are none, in both languages', () => {
    for (const { goalposts } of metrics) {
      const text = 'leftOut' in goalposts ? goalposts.leftOut : goalposts.basis;
      for (const said of [text.en, text.nl]) expect(said).toMatch(/\.$/);
    }
    expect(metrics.filter((metric) => goalpostsOf(metric) === null).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['AST-16', 'VUL-02', 'VUL-10']),
    );
  });

  it('take the target of the definition as best where it has one', () => {
    for (const { metric, goalposts } of scored) if (metric.target !== null) expect(goalposts).toEqual(targetIsBest(metric.target.value));
  });
});
