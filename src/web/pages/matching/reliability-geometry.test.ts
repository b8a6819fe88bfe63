import { expect, test } from 'vitest';
import { brierWord, reliabilityGeometry, type Decile } from './reliability-geometry.ts';

const frame = { width: 120, height: 120, left: 10, right: 10, top: 10, bottom: 10 };
const decile = (from: number, answered: number, confirmed: number): Decile => ({
  ...{ from, to: from + 0.1, answered, confirmed, probabilityMean: answered === 0 ? null : from + 0.05 },
});

test('a tenth in which as many were yes as was said lies on the diagonal, within its interval', () => {
  const { points, x, y } = reliabilityGeometry([decile(0.25 - 0.05, 4, 1), decile(0.9, 0, 0)], frame);
  expect(points).toHaveLength(1);
  const [point] = points;
  expect(point?.x).toBeCloseTo(x(0.25));
  expect(point?.y).toBeCloseTo(y(0.25));
  expect(point?.top).toBeLessThan(point?.y ?? 0);
  expect(point?.bottom).toBeGreaterThan(point?.y ?? 0);
});

test('the drawing stays within its frame', () => {
  const { points } = reliabilityGeometry([decile(0, 1, 1), decile(0.9, 1, 0)], frame);
  for (const { x, y, top, bottom } of points) {
    for (const value of [x, y, top, bottom]) expect(value).toBeGreaterThanOrEqual(10 - 1e-9);
    for (const value of [x, y, top, bottom]) expect(value).toBeLessThanOrEqual(110 + 1e-9);
  }
});

test('the Brier score is said in a word: saying one half of everything is poor', () => {
  const words = [0, 0.1, 0.15, 0.25, 1].map((score) => brierWord(score, 20));
  expect(words).toEqual(['good', 'good', 'fair', 'poor', 'misleading']);
  expect(brierWord(0, 19)).toBe('few');
});
