import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMoments, momentsOf, noMoments } from '../statistics/mean-interval.ts';
import { discloseScales, fewestAlike } from './scale-scores.ts';

/** Respondents by group: each with a score on two scales of several questions, and on one of a single question. */
type Respondent = readonly [first: number, second: number, single: number];
const scales = [
  { id: 'first', isOneQuestion: false },
  { id: 'second', isOneQuestion: false },
  { id: 'single', isOneQuestion: true },
];
const tableOf = (groups: readonly (readonly Respondent[])[]) => ({
  scales,
  groups: groups.map((own, place) => ({
    id: `g${place}`,
    moments: scales.map((_, scale) => momentsOf(own.map((one) => one[scale] ?? 0))),
    answered: [own.length, own.length],
  })),
});
/** Nobody like another. */
const people = (count: number, from = 0): Respondent[] =>
  Array.from({ length: count }, (_, place) => [
    1 + (((from + place) * 7) % 17) / 4,
    1 + (((from + place) * 5) % 13) / 3,
    1 + ((from + place) % 5),
  ]);
const disclosed = (...sizes: readonly number[]) => discloseScales(tableOf(sizes.map((size, place) => people(size, place * 31))));
const stateOf = (...sizes: readonly number[]) =>
  disclosed(...sizes).groups.map((group) => (group.kind === 'shown' ? 'shown' : group.reason));

describe('groups', () => {
  test.each<[readonly number[], readonly string[]]>([
    [
      [40, 10],
      ['shown', 'shown'],
    ],
    [
      [40, 25, 9],
      ['shown', 'gives-others-away', 'too-few-people'],
    ],
    // Two of four and seven: eleven together, but seven are not hidden among four.
    [
      [40, 12, 7, 4],
      ['shown', 'gives-others-away', 'too-few-people', 'too-few-people'],
    ],
    [
      [40, 6, 6],
      ['shown', 'too-few-people', 'too-few-people'],
    ],
    [
      [40, 0, 12],
      ['shown', 'too-few-people', 'shown'],
    ],
    [
      [12, 4],
      ['gives-others-away', 'too-few-people'],
    ],
    [
      [4, 5],
      ['too-few-people', 'too-few-people'],
    ],
  ])('of %j respondents are %j', (sizes, expected) => expect(stateOf(...sizes)).toEqual(expected));

  test('are shown with every scale of several questions and with none of one', () => {
    const [group] = disclosed(40, 30).groups;
    expect(group?.kind === 'shown' ? group.figures.map(({ scaleId }) => scaleId) : []).toEqual(['first', 'second']);
  });

  test('of fewer than thirty who score alike are hidden, and enough with them', () => {
    const alike = Array.from({ length: 12 }, (): Respondent => [5, 2, 1]).map(([first, second, single], place): Respondent => [
      first,
      second + (place % 3),
      single,
    ]);
    const reasons = discloseScales(tableOf([people(40), alike, people(20, 50)])).groups.map((group) =>
      group.kind === 'shown' ? 'shown' : group.reason,
    );
    expect(reasons).toEqual(['shown', 'all-alike', 'gives-others-away']);
  });

  test('where few answered one question are hidden, however many answered the others', () => {
    const table = tableOf([people(40), people(30, 50), people(35, 90)]);
    const few = { ...table, groups: table.groups.map((group, place) => (place === 1 ? { ...group, answered: [30, 3] } : group)) };
    expect(discloseScales(few).groups.map(({ kind }) => kind)).toEqual(['shown', 'hidden', 'hidden']);
  });
});

describe('the whole', () => {
  test('of nine is hidden, of ten shown, and its single questions from thirty', () => {
    const kinds = (count: number) => disclosed(count).whole.map(({ kind }) => kind);
    expect(kinds(9)).toEqual(['hidden', 'hidden', 'hidden']);
    expect(kinds(10)).toEqual(['shown', 'shown', 'hidden']);
    expect(kinds(fewestAlike)).toEqual(['shown', 'shown', 'shown']);
  });

  test('of fewer than thirty who all score alike on one scale says nothing, for the others would tell it', () => {
    const alike = (count: number) => people(count).map(([, second, single]): Respondent => [4, second, single]);
    expect(discloseScales(tableOf([alike(29)])).whole.map((figure) => figure.kind === 'hidden' && figure.reason)).toEqual(
      Array<string>(3).fill('all-alike'),
    );
    expect(discloseScales(tableOf([alike(30)])).whole[0]).toMatchObject({ kind: 'shown', mean: 4, deviation: 0 });
  });
});

describe('who subtracts', () => {
  const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 60 })), { minLength: 1, maxLength: 9 });
  const values = fc.constantFrom(3, 5, 17);

  test('the groups shown from the whole finds ten people or more, or nobody, and no small group without as many others', () => {
    fc.assert(
      fc.property(sizes, values, (counts, spread) => {
        const groups = counts.map((count, place) =>
          people(count, place * 31).map(([first, second, single]): Respondent => [
            1 + (Math.round(first * 4) % spread) / 4,
            second,
            single,
          ]),
        );
        const { whole, groups: states } = discloseScales(tableOf(groups));
        if (whole[0]?.kind !== 'shown' || whole[1]?.kind !== 'shown') {
          expect(states.every(({ kind }) => kind === 'hidden')).toBe(true);
          return;
        }
        if (states.every(({ kind }) => kind === 'hidden')) return;
        const left = states.flatMap(({ kind }, place) => (kind === 'hidden' ? [groups[place] ?? []] : []));
        const total = left.reduce((sum, own) => sum + own.length, 0);
        expect(total === 0 || total >= 10).toBe(true);
        for (const own of left) if (own.length < 10) expect(total - own.length).toBeGreaterThanOrEqual(own.length);
        for (const scale of [0, 1]) {
          const { count, squares } = left.map((own) => momentsOf(own.map((one) => one[scale] ?? 0))).reduce(addMoments, noMoments);
          expect(count === 0 || count >= fewestAlike || squares > 1e-9).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('cannot tell the answers of a hidden group from those of another: exchanged, everything published is the same', () => {
    const groups = [people(40), people(18, 31), people(8, 62), people(8, 93)];
    const shown = (given: readonly (readonly Respondent[])[]) => discloseScales(tableOf(given));
    const before = shown(groups);
    expect(before.groups.map(({ kind }) => kind)).toEqual(['shown', 'shown', 'hidden', 'hidden']);
    const [large = [], middle = [], one = [], other = []] = groups;
    const after = shown([large, middle, other, one]);
    expect(after.groups).toEqual(before.groups);
    for (const [place, figure] of before.whole.entries()) {
      const other = after.whole[place];
      if (figure.kind !== 'shown' || other?.kind !== 'shown') throw new Error('the whole is shown');
      expect(other.mean).toBeCloseTo(figure.mean, 12);
      expect(other.deviation).toBeCloseTo(figure.deviation, 12);
    }
  });
});
