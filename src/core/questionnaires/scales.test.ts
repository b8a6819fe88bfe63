import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeWorkInCare as pack } from './packs/safe-work-in-care.ts';
import { indexOf, itemScores, respondentScore, scalesOf, scoreOf, wholeScale } from './scales.ts';
import type { Answers } from './sheet.ts';
import { visibleItems } from './sheet.ts';

const [whole] = scalesOf(pack);
if (whole === undefined) throw new Error('a pack has a whole');
const everything: Answers = { 'has-account': 'yes', 'works-mobile': 'yes' };
const score = (answers: Answers, scale = whole, share = pack.answeredShareMin) =>
  respondentScore(scale, itemScores(visibleItems(pack, answers), answers), share);
const steps = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 21, maxLength: 21 });
const answersOf = (given: readonly number[]): Answers => ({
  ...everything,
  ...Object.fromEntries(whole.items.map(({ id }, place) => [id, given[place] ?? 3])),
});

test('a pack of seven areas has the whole, three dimensions, seven areas and 21 dimensions of areas', () => {
  const scales = scalesOf(pack);
  expect(scales.map(({ id, items }) => `${id} ${items.length}`).slice(0, 6)).toEqual([
    `${wholeScale} 21`,
    '*/knowledge 7',
    '*/attitude 7',
    '*/behaviour 7',
    'passwords/* 3',
    'email/* 3',
  ]);
  expect(scales).toHaveLength(32);
});

test('a scale whose items all do not count is none', () => {
  expect(scalesOf(pack, ({ area }) => area === 'email').map(({ id }) => id)).toEqual([
    ...['*/*', '*/knowledge', '*/attitude', '*/behaviour'],
    ...['email/*', 'email/knowledge', 'email/attitude', 'email/behaviour'],
  ]);
});

test('an index is 0 at all ones, 50 in the middle and 100 at all fives', () => {
  expect([1, 3, 5].map(indexOf)).toEqual([0, 50, 100]);
});

describe('a score', () => {
  test('stays within the steps, whatever is answered', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const found = score(answersOf(given));
        expect(found !== null && found >= 1 && found <= 5).toBe(true);
      }),
    );
  });

  test('turned round twice is the same, and an item turned round mirrors its score around the middle', () => {
    const [item] = whole.items;
    if (item === undefined) throw new Error('a pack has items');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), (step) => {
        const plain = scoreOf({ ...item, isReversed: false }, { [item.id]: step });
        const turned = scoreOf({ ...item, isReversed: true }, { [item.id]: step });
        expect((plain ?? 0) + (turned ?? 0)).toBe(6);
        expect(scoreOf({ ...item, isReversed: true }, { [item.id]: turned ?? 0 })).toBe(plain);
      }),
    );
  });

  test('one step more on every item is one more', () => {
    const low = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 21, maxLength: 21 });
    fc.assert(
      fc.property(low, (given) => {
        const safer = (step: number, place: number) => (whole.items[place]?.isReversed ? 6 - step - 1 : step + 1);
        const plain = given.map((step, place) => (whole.items[place]?.isReversed ? 6 - step : step));
        expect((score(answersOf(given.map(safer))) ?? 0) - (score(answersOf(plain)) ?? 0)).toBeCloseTo(1, 10);
      }),
    );
  });

  test('of who always takes the same step is near the middle: that is what turned items are for', () => {
    expect(score(answersOf(Array<number>(21).fill(5)))).toBeCloseTo((14 * 5 + 7) / 21, 12);
  });

  test('needs half of what was asked; what was skipped is not missing', () => {
    const scale = scalesOf(pack).find(({ id }) => id === '*/knowledge');
    const known = scale?.items.map(({ id }) => id) ?? [];
    const some = (count: number, more: Answers = everything) =>
      score({ ...more, ...Object.fromEntries(known.slice(-count).map((id) => [id, 4])) }, scale);
    expect([some(3), some(4)]).toEqual([null, (6 - 4 + 4 + 4 + 4) / 4]);
    // Without an account two of the seven are not asked, so that three are enough.
    expect(some(3, { 'has-account': 'no', 'works-mobile': 'yes' })).not.toBeNull();
    expect(
      score(
        { 'has-account': 'no' },
        scalesOf(pack).find(({ id }) => id === 'passwords/*'),
      ),
    ).toBeNull();
  });
});
