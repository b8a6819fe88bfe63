import { expect, it } from 'vitest';
import { courseParts } from './course-parts.ts';

const coverage = { metricsUsed: 20, metricsOf: 21, domainsUsed: 2, domainsOf: 2 };
const point = (index: number | null, entered: string[] = [], left: string[] = []) => ({
  on: '2026-03-31',
  index,
  lower: index === null ? null : index - 0.1,
  upper: index === null ? null : index + 0.1,
  coverage,
  entered,
  left,
});

it('the line of the index breaks where a metric joins or drops out, and where there is no index', () => {
  const parts = courseParts([point(0.5), point(0.6), point(0.7, ['AST-13']), point(null), point(0.6), point(0.5, [], ['VUL-05'])]);
  expect(parts.map((part) => part.map(({ place }) => place))).toEqual([[0, 1], [2], [4], [5]]);
});
