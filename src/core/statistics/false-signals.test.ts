/**
 * Simulated hospitals in which nothing changes: how often do the charts cry wolf? Held to what metrics.md 5.2 prints,
 * one false signal in about 92 points for the rules together. The shares are printed with their seed.
 */
import { describe, expect, it } from 'vitest';
import type { ControlPanel, PanelCount } from './control-panel.ts';
import { controlPanel } from './control-panel.ts';
import { flowPanels } from './flow-chart.ts';
import { pointsPerFalseSignal } from './signals.ts';

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

function binomialDraw(random: Random, trials: number, chance: number): number {
  let successes = 0;
  for (let trial = 0; trial < trials; trial += 1) if (random() < chance) successes += 1;
  return successes;
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
