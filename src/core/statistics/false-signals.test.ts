/**
 * Simulated hospitals in which nothing changes: how often do the charts cry wolf? Held to what metrics.md 5.2 prints,
 * one false signal in about 92 points for the rules together, where the width of the limits follows from counts; to one in
 * 40 where it is estimated from ranges. The shares are printed with their seed.
 */
import { describe, expect, it } from 'vitest';
import type { ControlPanel, PanelCount } from './control-panel.ts';
import { controlPanel, valuePanel } from './control-panel.ts';
import { flowPanels } from './flow-chart.ts';
import type { LimitBasis } from './laney.ts';
import { pChart } from './p-chart.ts';
import type { RuleSet } from './signals.ts';
import { chartRules, findSignalsBy, pointsPerFalseSignal, pointsPerFalseSignalOfRanges, westernElectricRules } from './signals.ts';

const seed = 20_261_122;

/** Mulberry32, so that the figures are the same on every machine. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;

/** Exact, by leaping from one success to the next: as many steps as successes, not as trials. */
function binomialDraw(random: Random, trials: number, chance: number): number {
  if (chance > 0.5) return trials - binomialDraw(random, trials, 1 - chance);
  const scale = 1 / Math.log1p(-chance);
  let [successes, trial] = [0, Math.floor(Math.log(1 - random()) * scale)];
  while (trial < trials) {
    successes += 1;
    trial += 1 + Math.floor(Math.log(1 - random()) * scale);
  }
  return successes;
}

function normalDraw(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function exponentialDraw(random: Random, mean: number): number {
  return -mean * Math.log(1 - random());
}

function poissonDraw(random: Random, mean: number): number {
  const floor = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > floor) {
    product *= random();
    count += 1;
  }
  return count;
}

interface StockMonth {
  readonly gained: number;
  readonly lost: number;
  readonly level: PanelCount;
}

/** Units go in and out at the same rates for ever; `moving` of them change a month. */
function steadyStock(random: Random, units: number, level: number, moving: number, months: number): readonly StockMonth[] {
  let counted = Math.round(units * level);
  return Array.from({ length: months }, () => {
    const gained = binomialDraw(random, units - counted, moving / 2 / (1 - level));
    const lost = binomialDraw(random, counted, moving / 2 / level);
    counted += gained - lost;
    return { gained, lost, level: { numerator: counted, denominator: units, phase: 0 } };
  });
}

const flowsOf = (months: readonly StockMonth[]) => months.map(({ gained, lost }) => ({ gained, lost, exposure: 1, phase: 0 }));

function falseSignals(name: string, charts: number, draw: (random: Random) => readonly ControlPanel[]) {
  const random = randomFrom(seed);
  const drawn = Array.from({ length: charts }, () => draw(random)).flat();
  const points = drawn.reduce((sum, panel) => sum + panel.points.filter((point) => point !== null && point.limits !== null).length, 0);
  const signals = drawn.reduce((sum, panel) => sum + panel.signals.length, 0);
  const share = drawn.filter((panel) => panel.signals.length > 0).length / drawn.length;
  // oxlint-disable-next-line no-console -- the shares are what this test is read for
  console.info(
    `nothing changes, ${name} (seed ${seed}): ${(share * 100).toFixed(1)} % of ${drawn.length} charts with a signal, one in ${(points / signals).toFixed(0)} points`,
  );
  return { share, perPoint: signals / points };
}

describe('where nothing changes', () => {
  const promised = 1 / pointsPerFalseSignal;

  it.each([
    ['1,000 units at 80 %, 5 % moving a month, two years', 1000, 0.8, 24],
    ['1,000 units at 95 %, 5 % moving a month, two years', 1000, 0.95, 24],
    ['200 units at 80 %, 5 % moving a month, two years', 200, 0.8, 24],
    ['1,000 units at 80 %, 5 % moving a month, five years', 1000, 0.8, 60],
  ])('the flow chart of a stock keeps to one false signal in 92 points: %s', (name, units, level, months) => {
    const { perPoint } = falseSignals(`flow, ${name}`, 1000, (random) =>
      flowPanels('proportion', flowsOf(steadyStock(random, units, level, 0.05, months))),
    );
    expect(perPoint).toBeLessThanOrEqual(promised);
  });

  it('a p-chart on the level of the same stock would cry wolf in most charts, which is why there is none', () => {
    const { share } = falseSignals('p-chart on the level of a stock', 1000, (random) => [
      controlPanel(
        'share',
        steadyStock(random, 1000, 0.8, 0.05, 24).map(({ level }) => level),
      ),
    ]);
    expect(share).toBeGreaterThan(0.6);
  });

  it('and a p′ chart on it in nearly all: neighbours are alike, so ranges are small', () => {
    const random = randomFrom(seed);
    const charts = 600;
    let speaking = 0;
    for (let chart = 0; chart < charts; chart += 1) {
      const points = steadyStock(random, 1000, 0.8, 0.05, 24).map(({ level }) => level);
      const baseline = Array.from({ length: 20 }, (_, index) => index);
      const limits = pChart(points, baseline, 'scatter')?.limits ?? [];
      const judged = points.map(({ numerator, denominator }, index) => {
        const own = limits[index] ?? null;
        return own === null ? null : { value: numerator / denominator, limits: own, phase: 0 };
      });
      if (findSignalsBy(chartRules, judged).length > 0) speaking += 1;
    }
    // oxlint-disable-next-line no-console -- as above
    console.info(
      `nothing changes, p′ on the level of a stock (seed ${seed}): ${((speaking / charts) * 100).toFixed(1)} % of charts with a signal`,
    );
    expect(speaking / charts).toBeGreaterThan(0.85);
  });

  it.each([
    [40, 24],
    [40, 60],
    [4, 60],
  ])('inflow and outflow of %i a month keep to it over %i months', (mean, months) => {
    const { perPoint } = falseSignals(`inflow and outflow, ${mean} a month, ${months} months`, 1000, (random) =>
      flowPanels(
        'count',
        Array.from({ length: months }, () => ({
          gained: poissonDraw(random, mean),
          lost: poissonDraw(random, mean),
          exposure: 1,
          phase: 0,
        })),
      ),
    );
    expect(perPoint).toBeLessThanOrEqual(promised);
  });

  it.each([24, 60])('a proportion of events keeps to it over %i months', (months) => {
    const { perPoint } = falseSignals(`events, 300 a month at 85 %, ${months} months`, 600, (random) => [
      controlPanel(
        'share',
        Array.from({ length: months }, () => ({ numerator: binomialDraw(random, 300, 0.85), denominator: 300, phase: 0 })),
      ),
    ]);
    expect(perPoint).toBeLessThanOrEqual(promised);
  });
});

const known = { centre: 0, lower: -3, upper: 3, warnLower: -2, warnUpper: 2, nearLower: -1, nearUpper: 1 };
const steadyPoints = (random: Random, count: number) =>
  Array.from({ length: count }, () => ({ value: normalDraw(random), limits: known, phase: 0 }));

/** How many points to the first signal, begun anew after each: what the tables give. Limits are known, not estimated. */
function pointsToSignal(rules: RuleSet, name: string): number {
  const random = randomFrom(seed);
  const charts = 1500;
  let points = 0;
  for (let chart = 0; chart < charts; chart += 1) {
    const begun = steadyPoints(random, 100);
    let found = findSignalsBy(rules, begun);
    while (found.length === 0) {
      begun.push(...steadyPoints(random, 200));
      found = findSignalsBy(rules, begun);
    }
    points += (found[0]?.index ?? Number.NaN) + 1;
  }
  // oxlint-disable-next-line no-console -- as above
  console.info(`nothing changes, limits known, ${name} (seed ${seed}): a signal after ${(points / charts).toFixed(1)} points`);
  return points / charts;
}

describe('where nothing changes and the limits are known', () => {
  it('the four rules of Western Electric speak once in 91.75 points, as Champ and Woodall worked out', () => {
    const points = pointsToSignal(westernElectricRules, 'Western Electric');
    // Three standard errors of 1,500 charts are 7 points.
    expect(points).toBeGreaterThan(84);
    expect(points).toBeLessThan(99);
  });

  it('the rules that charts take speak no more often', () => {
    expect(pointsToSignal(chartRules, 'rules 1, 2, 3 and 5')).toBeGreaterThan(pointsPerFalseSignal - 7);
  });

  it('rule 1 alone speaks once in 370 points', () => {
    const points = 150_000;
    const signals = findSignalsBy({ rules: [1], runLength: 8 }, steadyPoints(randomFrom(seed), points));
    // oxlint-disable-next-line no-console -- as above
    console.info(`nothing changes, limits known, rule 1 (seed ${seed}): one in ${(points / signals.length).toFixed(0)} points`);
    // Three standard errors are 55 points.
    expect(points / signals.length).toBeGreaterThan(315);
    expect(points / signals.length).toBeLessThan(425);
  });
});

/** Where the width of the limits is itself estimated, from 19 ranges, a fifth of it is chance: no rule set makes up for that. */
describe('where nothing changes and the limits rest on ranges', () => {
  // A twentieth is the standard error of the share in 600 charts, in which signals come in clusters.
  const promised = 1.1 / pointsPerFalseSignalOfRanges;

  it.each([24, 60])('an XmR chart keeps to one false signal in 40 points over %i months', (months) => {
    const { perPoint } = falseSignals(`XmR, ${months} months`, 600, (random) => [
      valuePanel(
        'value',
        Array.from({ length: months }, () => ({ value: 50 + 4 * normalDraw(random), phase: 0 })),
      ),
    ]);
    expect(perPoint).toBeLessThanOrEqual(promised);
  });

  it.each([24, 60])('a t chart keeps to it over %i events', (events) => {
    const { perPoint } = falseSignals(`t, ${events} events`, 600, (random) => [
      valuePanel(
        'gap',
        Array.from({ length: events }, () => ({ value: exponentialDraw(random, 40), phase: 0 })),
      ),
    ]);
    expect(perPoint).toBeLessThanOrEqual(promised);
  });

  /** Months differ by more than counting: huge denominators, as with logins or mails. */
  const scattered = (random: Random, months: number): readonly PanelCount[] =>
    Array.from({ length: months }, () => {
      const share = Math.min(0.99, Math.max(0.01, 0.15 + 0.012 * normalDraw(random)));
      return { numerator: binomialDraw(random, 8000, share), denominator: 8000, phase: 0 };
    });

  it.each([24, 60])('a p′ chart keeps to it over %i months, where a p chart would cry wolf in every one', (months) => {
    const { perPoint } = falseSignals(`p′, ${months} months`, 300, (random) => [controlPanel('share', scattered(random, months))]);
    expect(perPoint).toBeLessThanOrEqual(promised);
    const random = randomFrom(seed);
    const points = scattered(random, months);
    const beyond = (basis: LimitBasis) => {
      const limits =
        pChart(
          points,
          points.slice(0, 20).map((_, index) => index),
          basis,
        )?.limits ?? [];
      return points.filter(({ numerator, denominator }, index) => numerator / denominator > (limits[index]?.upper ?? 1)).length;
    };
    expect(beyond('counting')).toBeGreaterThan(2);
    expect(beyond('scatter')).toBe(0);
  });

  it.each([24, 60])('a u′ chart keeps to it over %i months', (months) => {
    const { perPoint } = falseSignals(`u′, ${months} months`, 300, (random) => [controlPanel('rate', scattered(random, months))]);
    expect(perPoint).toBeLessThanOrEqual(promised);
  });
});

describe('where something changes', () => {
  it('a stock whose losses triple after month 20 is seen to worsen in nearly every chart', () => {
    const random = randomFrom(seed);
    const charts = 300;
    let noticed = 0;
    for (let chart = 0; chart < charts; chart += 1) {
      const before = steadyStock(random, 1000, 0.8, 0.05, 20);
      const after = Array.from({ length: 4 }, () => ({
        gained: binomialDraw(random, 200, 0.125),
        lost: binomialDraw(random, 800, 0.09375),
      }));
      const [panel] = flowPanels('proportion', [...flowsOf(before), ...after.map((month) => ({ ...month, exposure: 1, phase: 0 }))]);
      const signals = panel?.signals ?? [];
      if (signals.some(({ direction, to }) => direction === 'down' && to >= 20)) noticed += 1;
    }
    // oxlint-disable-next-line no-console -- as above
    console.info(`losses triple (seed ${seed}): noticed within four months in ${((noticed / charts) * 100).toFixed(1)} % of charts`);
    expect(noticed / charts).toBeGreaterThan(0.8);
  });
});
