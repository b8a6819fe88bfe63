import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Spell, SurvivalCurve } from './survival.ts';
import { openAfter, standsAt, survivalCurve } from './survival.ts';
import { nearestRank } from './quantile.ts';
import { normal95 } from './wilson.ts';

const seed = 20_261_122;

/** `10` was closed at 10 days, `-10` was still open then. */
const spells = (...ages: readonly number[]): Spell[] =>
  ages.map((age) => ({ enteredAge: 0, leftAge: Math.abs(age), isClosed: age > 0, count: 1 }));

function curveOf(of: Iterable<Spell>): SurvivalCurve {
  const curve = survivalCurve(of);
  if (curve === null) throw new Error('no curve');
  return curve;
}

const open = (curve: SurvivalCurve) => curve.steps.map((step) => [step.age, Number(step.open.toFixed(4))]);

describe('the worked example: ten findings, five of them closed', () => {
  let curve: SurvivalCurve;
  beforeAll(() => {
    curve = curveOf(spells(5, 10, -10, 20, -30, 40, -60, 90, -120, -200));
  });

  it('gives S(5) to S(90) and a half-life of 90 days, where the closed alone give a mean of 33 and a median of 20', () => {
    expect(open(curve)).toEqual([
      [5, 0.9],
      [10, 0.8],
      [20, 0.6857],
      [40, 0.5486],
      [90, 0.3657],
    ]);
    expect(curve.halfLife.age).toBe(90);
    const closed = [5, 10, 20, 40, 90];
    expect(closed.reduce((sum, age) => sum + age, 0) / closed.length).toBe(33);
    expect(closed[nearestRank([1, 1, 1, 1, 1], 50) ?? -1]).toBe(20);
  });

  it('says how many were at risk and closed at each age, and of how many it speaks', () => {
    expect(curve.steps.map(({ atRisk, closed }) => [atRisk, closed])).toEqual([
      [10, 1],
      [9, 1],
      [7, 1],
      [5, 1],
      [3, 1],
    ]);
    expect(curve).toMatchObject({
      counted: 10,
      closed: 5,
      enteredLate: 0,
      prevalent: 0,
      unobserved: 0,
      brokenAtAge: null,
      longestAge: 200,
    });
  });

  it('has the log(−log) intervals that SciPy 1.17 gives', () => {
    const bounds = curve.steps.map(({ interval }) => [interval?.lower.toFixed(5), interval?.upper.toFixed(5)]);
    expect(bounds).toEqual([
      ['0.47301', '0.98528'],
      ['0.40869', '0.94587'],
      ['0.30459', '0.88715'],
      ['0.18726', '0.80638'],
      ['0.06424', '0.69170'],
    ]);
    // The lower bounds pass one half at 5 days, the upper ones never do.
    expect(curve.halfLife).toEqual({ age: 90, lower: 5, upper: null });
  });

  it('gives S(30) and S(90), and nothing beyond the longest follow-up', () => {
    expect(openAfter(curve, 30)?.open).toBeCloseTo(0.6857, 4);
    expect(openAfter(curve, 90)?.open).toBeCloseTo(0.3657, 4);
    expect(openAfter(curve, 89)?.open).toBeCloseTo(0.5486, 4);
    expect(openAfter(curve, 90)?.interval?.upper).toBeCloseTo(0.6917, 4);
    expect(openAfter(curve, 4)).toEqual({ open: 1, interval: null });
    expect(openAfter(curve, 200)?.open).toBeCloseTo(0.3657, 4);
    expect(openAfter(curve, 201)).toBeNull();
  });
});

describe('published curves', () => {
  // E. J. Freireich et al., Blood 1963;21:699–716: weeks in remission on 6-mercaptopurine.
  const remission = () => curveOf(spells(6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35));

  it('agree with Freireich: the curve, Greenwood’s errors and the median of 23 weeks', () => {
    expect(remission().steps.map(({ age, open: share, variance }) => [age, share.toFixed(4), Math.sqrt(variance).toFixed(4)])).toEqual([
      [6, '0.8571', '0.0764'],
      [7, '0.8067', '0.0869'],
      [10, '0.7529', '0.0963'],
      [13, '0.6902', '0.1068'],
      [16, '0.6275', '0.1141'],
      [22, '0.5378', '0.1282'],
      [23, '0.4482', '0.1346'],
    ]);
    expect(remission().halfLife).toEqual({ age: 23, lower: 13, upper: null });
    expect(remission().steps.at(-1)?.interval?.lower.toFixed(4)).toBe('0.1881');
    expect(remission().steps.at(-1)?.interval?.upper.toFixed(4)).toBe('0.6801');
  });
});

describe('the interval of the half-life', () => {
  it('of a hundred closed at 1 to 100 days is 40 to 60 about 50, where SciPy’s bounds pass one half', () => {
    const curve = curveOf(spells(...Array.from({ length: 100 }, (_, index) => index + 1)));
    expect(curve.halfLife).toEqual({ age: 50, lower: 40, upper: 60 });
  });

  it('narrows as the same is counted more often', () => {
    const widthOf = (times: number) => {
      const { lower, upper } = curveOf(spells(4, 9, 15, 22, 30, -33, 41, 55).map((one) => ({ ...one, count: times }))).halfLife;
      return (upper ?? Infinity) - (lower ?? -Infinity);
    };
    expect(widthOf(50)).toBeLessThan(widthOf(4));
    expect(widthOf(4)).toBeLessThan(Infinity);
  });
});

describe('what cannot be known', () => {
  it('is null where there is nothing, and where every beginning is unknown', () => {
    expect(survivalCurve([])).toBeNull();
    expect(survivalCurve([{ enteredAge: null, leftAge: 40, isClosed: true, count: 3 }])).toBeNull();
    expect(survivalCurve([{ enteredAge: 0, leftAge: 40, isClosed: true, count: 0 }])).toBeNull();
  });

  it('is a half-life that was not reached: more than the longest follow-up, neither null nor the longest closed', () => {
    const curve = curveOf(spells(10, -50, -60, -400));
    expect(curve.halfLife).toEqual({ age: null, lower: 10, upper: null });
    expect(curve.longestAge).toBe(400);
  });

  it('counts prevalent findings and leaves them out', () => {
    const known = spells(5, 10, -10, 20);
    const curve = curveOf([...known, { enteredAge: null, leftAge: 900, isClosed: true, count: 4 }]);
    expect(curve).toEqual({ ...curveOf(known), prevalent: 4 });
  });

  it('leaves out who came late and left at the same age, and keeps who was opened and closed on one day', () => {
    const curve = curveOf([...spells(0, 4), { enteredAge: 9, leftAge: 9, isClosed: true, count: 2 }]);
    expect(curve).toMatchObject({ counted: 2, unobserved: 2, enteredLate: 0 });
    // `0` is still open at 0 days here; closed at 0 days it counts.
    expect(curveOf([{ enteredAge: 0, leftAge: 0, isClosed: true, count: 1 }, ...spells(4)]).steps.map(({ age }) => age)).toEqual([0, 4]);
  });

  it('says where nobody was at risk although others came later', () => {
    const late: Spell = { enteredAge: 30, leftAge: 50, isClosed: true, count: 5 };
    expect(curveOf([...spells(5, -20), late]).brokenAtAge).toBe(20);
    expect(curveOf([late]).brokenAtAge).toBe(0);
    expect(curveOf([...spells(5, -40), late]).brokenAtAge).toBeNull();
  });

  it('stands up to the age at which nobody is at risk any more, and at that age unless all who were left were closed', () => {
    const late: Spell = { enteredAge: 30, leftAge: 50, isClosed: true, count: 5 };
    const around = (found: readonly Spell[]) => [19, 20, 21].map((age) => standsAt(curveOf(found), age));
    expect(around([...spells(5, -20), late])).toEqual([true, true, false]);
    expect(around([...spells(5, 20), late])).toEqual([true, false, false]);
    expect(around(spells(5, 20))).toEqual([true, true, true]);
  });

  it('has no interval where nothing remains, and is 0 ever after', () => {
    const curve = curveOf(spells(3, 8));
    expect(curve.steps.at(-1)).toMatchObject({ open: 0, variance: 0, interval: null });
    expect(openAfter(curve, 5000)).toEqual({ open: 0, interval: null });
  });

  it('refuses spells that end before they begin', () => {
    expect(() => survivalCurve([{ enteredAge: 9, leftAge: 8, isClosed: true, count: 1 }])).toThrow('9 to 8 days');
    expect(() => survivalCurve([{ enteredAge: -1, leftAge: 8, isClosed: true, count: 1 }])).toThrow('-1 to 8 days');
    expect(() => survivalCurve([{ enteredAge: null, leftAge: -1, isClosed: true, count: 1 }])).toThrow('got 1 of null to -1 days');
    expect(() => survivalCurve([{ enteredAge: 0, leftAge: 1, isClosed: true, count: 0.5 }])).toThrow('got 0.5 of 0 to 1 days');
    expect(() => survivalCurve([{ enteredAge: 0, leftAge: 1, isClosed: true, count: -1 }])).toThrow('got -1 of 0 to 1 days');
  });
});

describe('late entry', () => {
  it('joins the risk set after the age at which it entered, worked by hand', () => {
    const curve = curveOf([
      { enteredAge: 0, leftAge: 10, isClosed: true, count: 1 },
      { enteredAge: 0, leftAge: 30, isClosed: true, count: 1 },
      // Not yet there at 10, although it enters on that age.
      { enteredAge: 10, leftAge: 20, isClosed: true, count: 1 },
      { enteredAge: 15, leftAge: 40, isClosed: false, count: 2 },
    ]);
    expect(curve.steps.map(({ age, atRisk, closed, open: share }) => [age, atRisk, closed, share])).toEqual([
      [10, 2, 1, 0.5],
      [20, 4, 1, 0.375],
      [30, 3, 1, 0.25],
    ]);
    expect(curve.steps[1]?.variance).toBeCloseTo(0.375 ** 2 * (1 / 2 + 1 / 12), 12);
    expect(curve).toMatchObject({ enteredLate: 3, counted: 5, closed: 3, halfLife: { age: 10 } });
  });

  it('without it a backlog of old findings makes closing look slower than it is', () => {
    const young = spells(10, 20, 30, 40);
    const old: Spell[] = [{ enteredAge: 300, leftAge: 330, isClosed: false, count: 20 }];
    const ignoringEntry = old.map((spell) => ({ ...spell, enteredAge: 0 }));
    expect(curveOf([...young, ...old]).halfLife.age).toBe(20);
    expect(curveOf([...young, ...ignoringEntry]).halfLife.age).toBeNull();
  });
});

const spell = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 40 }), fc.boolean(), fc.integer({ min: 0, max: 3 }), fc.boolean())
  .map(([enteredAge, length, isClosed, count, isPrevalent]): Spell => ({
    enteredAge: isPrevalent && count === 3 ? null : enteredAge < 20 ? 0 : enteredAge - 20,
    leftAge: enteredAge + length,
    isClosed,
    count,
  }));
const manySpells = fc.array(spell, { minLength: 1, maxLength: 25 });

describe('the estimate', () => {
  it('is what the definition gives when every age is looked at anew', () => {
    fc.assert(
      fc.property(manySpells, (found) => {
        const curve = survivalCurve(found);
        const each = found.flatMap((one) => (one.enteredAge === null ? [] : Array.from({ length: one.count }, () => one)));
        const seen = each.filter(({ enteredAge, leftAge }) => enteredAge === 0 || (enteredAge ?? 0) < leftAge);
        if (curve === null) return seen.length === 0;
        let [share, hazard] = [1, 0];
        const ages = [...new Set(seen.filter(({ isClosed }) => isClosed).map(({ leftAge }) => leftAge))].toSorted((a, b) => a - b);
        expect(curve.steps.map(({ age }) => age)).toEqual(ages);
        for (const [place, age] of ages.entries()) {
          const risk = seen.filter(({ enteredAge, leftAge }) => leftAge >= age && (enteredAge === 0 || (enteredAge ?? 0) < age)).length;
          const closed = seen.filter(({ leftAge, isClosed }) => isClosed && leftAge === age).length;
          share *= 1 - closed / risk;
          if (risk > closed) hazard += closed / (risk * (risk - closed));
          const step = curve.steps[place];
          expect(step).toMatchObject({ atRisk: risk, closed });
          expect(step?.open).toBeCloseTo(share, 9);
          expect(step?.variance).toBeCloseTo(share ** 2 * hazard, 9);
        }
        return true;
      }),
      { seed, numRuns: 400 },
    );
    console.info(`survival by definition: 400 runs, seed ${seed}`);
  });

  it('falls, stays within 0 … 1 and within its interval, and the half-life within its own', () => {
    fc.assert(
      fc.property(manySpells, (found) => {
        const curve = survivalCurve(found);
        let before = 1;
        for (const { open: share, interval, variance } of curve?.steps ?? []) {
          expect(share).toBeLessThan(before === 0 ? 1e-300 : before);
          expect(share).toBeGreaterThanOrEqual(0);
          expect(variance).toBeGreaterThanOrEqual(0);
          if (interval !== null) {
            expect(interval.lower).toBeGreaterThanOrEqual(0);
            expect(interval.lower).toBeLessThan(share);
            expect(interval.upper).toBeGreaterThan(share);
            expect(interval.upper).toBeLessThanOrEqual(1);
            // On its own scale the interval lies evenly about the estimate, Greenwood's error apart.
            const theta = (value: number) => Math.log(-Math.log(value));
            const error = Math.sqrt(variance) / (share * Math.abs(Math.log(share)));
            expect(theta(interval.lower) - theta(share)).toBeCloseTo(normal95 * error, 6);
          }
          before = share;
          if (share === 0) break;
        }
        const { age, lower, upper } = curve?.halfLife ?? { age: null, lower: null, upper: null };
        if (age !== null && lower !== null) expect(lower).toBeLessThanOrEqual(age);
        if (age !== null && upper !== null) expect(upper).toBeGreaterThanOrEqual(age);
      }),
      { seed, numRuns: 400 },
    );
  });

  it('does not depend on order, nor on how alike spells are grouped', () => {
    fc.assert(
      fc.property(manySpells, fc.array(fc.nat(), { minLength: 25, maxLength: 25 }), (found, keys) => {
        const shuffled = found.map((one, place) => [keys[place] ?? 0, one] as const).toSorted(([a], [b]) => a - b);
        const singly = shuffled.flatMap(([, one]) => Array.from({ length: one.count }, () => ({ ...one, count: 1 })));
        expect(survivalCurve(singly)).toEqual(survivalCurve(found));
      }),
      { seed, numRuns: 200 },
    );
  });

  it('is the same curve when a spell is cut in two: censored at the cut, and entering late there', () => {
    fc.assert(
      fc.property(manySpells, fc.integer({ min: 1, max: 60 }), (found, cut) => {
        const parted = found.flatMap((one): Spell[] =>
          one.enteredAge === null || one.enteredAge >= cut || one.leftAge <= cut
            ? [one]
            : [
                { ...one, leftAge: cut, isClosed: false },
                { ...one, enteredAge: cut },
              ],
        );
        const [whole, halves] = [survivalCurve(found), survivalCurve(parted)];
        expect(halves?.steps).toEqual(whole?.steps);
        expect(halves?.halfLife).toEqual(whole?.halfLife);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('where everything was seen to begin and to close is the share by counting, and its half-life the median', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 60 }), (ages) => {
        const curve = curveOf(ages.map((age) => ({ enteredAge: 0, leftAge: age, isClosed: true, count: 1 })));
        const sorted = ages.toSorted((a, b) => a - b);
        for (const { age, open: share, variance } of curve.steps) {
          const still = ages.filter((other) => other > age).length / ages.length;
          expect(share).toBeCloseTo(still, 9);
          // Greenwood's variance is then the binomial one.
          expect(variance).toBeCloseTo((still * (1 - still)) / ages.length, 9);
        }
        expect(curve.halfLife.age).toBe(
          sorted[
            nearestRank(
              ages.map(() => 1),
              50,
            ) ?? -1
          ],
        );
      }),
      { seed, numRuns: 300 },
    );
  });

  it('holds the truth in about 95 of 100 simulated backlogs, with censoring and late entry', () => {
    // Exponential with a half-life of 60 days; a third was found before anyone looked; the census comes at 100 days of looking.
    const rate = Math.log(2) / 60;
    let state = seed;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return (state + 0.5) / 4_294_967_296;
    };
    let held = 0;
    const backlogs = 400;
    for (let backlog = 0; backlog < backlogs; backlog += 1) {
      const found: Spell[] = [];
      while (found.length < 150) {
        // Opened up to 60 days before or 100 days after the first look.
        const openedOn = Math.floor(random() * 160) - 60;
        const closedAge = Math.ceil(-Math.log(random()) / rate);
        const enteredAge = Math.max(0, -openedOn);
        const censusAge = 100 - openedOn;
        if (closedAge <= enteredAge) continue;
        found.push({ enteredAge, leftAge: Math.min(closedAge, censusAge), isClosed: closedAge <= censusAge, count: 1 });
      }
      const interval = openAfter(curveOf(found), 60)?.interval;
      if (interval && interval.lower <= 0.5 && 0.5 <= interval.upper) held += 1;
    }
    console.info(`S(60) of 0.5 held by its interval in ${held} of ${backlogs} backlogs, seed ${seed}`);
    expect(held / backlogs).toBeGreaterThan(0.925);
    expect(held / backlogs).toBeLessThan(0.98);
  });
});

describe('ages at which nobody was at risk', () => {
  const gap: Spell[] = [
    { enteredAge: 0, leftAge: 18, isClosed: false, count: 10 },
    { enteredAge: 21, leftAge: 40, isClosed: true, count: 4 },
    { enteredAge: 21, leftAge: 50, isClosed: false, count: 6 },
  ];

  it('break the curve, and do not where no more of them in a row are bridged', () => {
    expect([survivalCurve(gap), survivalCurve(gap, 2)].map((curve) => curve?.brokenAtAge)).toEqual([18, 18]);
    expect(survivalCurve(gap, 3)?.brokenAtAge).toBeNull();
    expect(survivalCurve(gap, 3)?.steps).toEqual(survivalCurve(gap)?.steps);
  });

  it('are bridged at the beginning as well, but never where all that were left were closed', () => {
    const late = gap.slice(1).map((spell) => ({ ...spell, enteredAge: 2 }));
    expect([survivalCurve(late), survivalCurve(late, 2)].map((curve) => curve?.brokenAtAge)).toEqual([0, null]);
    const [first, ...rest] = gap;
    const closed = first === undefined ? [] : [{ ...first, isClosed: true }, ...rest];
    expect(survivalCurve(closed, 3)?.brokenAtAge).toBe(18);
  });
});
