import { expect, it } from 'vitest';
import type { OverviewSign } from '#contract/endpoints/metrics.ts';
import { placeSigns } from './sign-places.ts';

function sign(id: string, kind: OverviewSign['verdict']['kind'], value: number | null = 0.5): OverviewSign {
  const text = { en: id, nl: id };
  const empty = { numerator: null, denominator: null, lower: null, upper: null, reasons: [] };
  return {
    id,
    domain: id.slice(0, 3),
    measure: 'all',
    title: text,
    question: text,
    unit: 'proportion',
    direction: 'up',
    newest: { day: '2026-03-31', state: value === null ? 'not-applicable' : 'measured', value, ...empty },
    origin: 'records',
    rows: { kind: 'asset', numerator: 'and()', denominator: null, denominatorKind: null },
    chart: {
      kind: 'run',
      period: 'month',
      points: [],
      centre: [],
      lower: [],
      upper: [],
      phases: [],
      signals: [],
      panels: [],
      expectedFalseSignals: 0,
      assurance: null,
      note: null,
    },
    verdict: { kind, sinceOn: null, text },
  };
}

const ids = (signs: readonly OverviewSign[]) => signs.map(({ id }) => id);

it('whatever moved has a card, and the calm rest a line', () => {
  const signs = [
    sign('VUL-02', 'worsening'),
    sign('AST-01', 'worsening'),
    sign('AST-02', 'shift-no-direction'),
    sign('AST-03', 'common-cause'),
    sign('AST-04', 'improving'),
    sign('AST-05', 'improving'),
    sign('VUL-01', 'too-early'),
    sign('VUL-03', 'common-cause'),
  ];
  const [assets, flaws] = placeSigns(signs);
  expect(ids(assets?.cards ?? [])).toEqual(['AST-01', 'AST-02', 'AST-04', 'AST-05']);
  expect(ids(assets?.lines ?? [])).toEqual(['AST-03']);
  // One that stays fills the row.
  expect(ids(flaws?.cards ?? [])).toEqual(['VUL-02', 'VUL-01']);
  expect(ids(flaws?.lines ?? [])).toEqual(['VUL-03']);
});

it('where nothing moved the first with a value have cards, and what has none a line', () => {
  const quiet = [sign('AST-01', 'common-cause', null), ...['AST-02', 'AST-03', 'AST-04', 'AST-05'].map((id) => sign(id, 'too-early'))];
  const [assets] = placeSigns(quiet);
  expect(ids(assets?.cards ?? [])).toEqual(['AST-02', 'AST-03']);
  expect(ids(assets?.lines ?? [])).toEqual(['AST-01', 'AST-04', 'AST-05']);
});
