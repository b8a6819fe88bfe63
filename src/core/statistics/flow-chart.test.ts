import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowPanel, FlowPeriod } from './flow-chart.ts';
import { fewestChanges, flowPanels } from './flow-chart.ts';

const seed = 20_261_122;
const period = (gained: number, lost: number, phase = 0, exposure = 30): FlowPeriod => ({ gained, lost, exposure, phase });

function panelOf(panels: readonly FlowPanel[], name: FlowPanel['name']): FlowPanel {
  const panel = panels.find((one) => one.name === name);
  if (panel === undefined) throw new Error(`no panel ${name}`);
  return panel;
}

describe('the flow chart of a proportion', () => {
  it('is one panel: what was gained among all that changed', () => {
    const panels = flowPanels('proportion', [period(6, 9), period(12, 8)]);
    expect(panels.map(({ name }) => name)).toEqual(['gained-share']);
    expect(panels[0]?.counts).toEqual([
      { numerator: 6, denominator: 15, phase: 0 },
      { numerator: 12, denominator: 20, phase: 0 },
    ]);
    expect(panels[0]?.points.map((point) => point?.value)).toEqual([0.4, 0.6]);
    expect(panels[0]?.pooled).toEqual([
      { first: 0, last: 0 },
      { first: 1, last: 1 },
    ]);
  });

  it('pools periods of fewer than ten changes with those after them', () => {
    const panel = panelOf(flowPanels('proportion', [period(2, 3), period(3, 1), period(1, 1), period(9, 1), period(4, 5)]), 'gained-share');
    expect(panel.counts).toEqual([
      { numerator: 6, denominator: 11, phase: 0 },
      { numerator: 9, denominator: 10, phase: 0 },
    ]);
    expect(panel.pooled).toEqual([
      { first: 0, last: 2 },
      { first: 3, last: 3 },
    ]);
  });

  it('judges it as a p-chart does: limits of a share, which vary with the changes', () => {
    const months = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? period(20, 22) : period(30, 33)));
    const panel = panelOf(flowPanels('proportion', months), 'gained-share');
    const centre = 50 / 105;
    expect(panel.points[0]?.limits?.upper).toBeCloseTo(centre + 3 * Math.sqrt((centre * (1 - centre)) / 42), 12);
    expect(panel.points[1]?.limits?.upper).toBeCloseTo(centre + 3 * Math.sqrt((centre * (1 - centre)) / 63), 12);
  });

  it('pools across no gap and no phase: what was too little there is not judged', () => {
    const panel = panelOf(flowPanels('proportion', [period(2, 3), null, period(4, 4), period(3, 2, 1), period(5, 5, 1)]), 'gained-share');
    expect(panel.counts).toEqual([null, { numerator: 8, denominator: 15, phase: 1 }]);
    expect(panel.pooled).toEqual([
      { first: 1, last: 1 },
      { first: 3, last: 4 },
    ]);
  });
});

describe('the flow chart of a count', () => {
  it('is an inflow and an outflow per exposure, each pooled by its own changes', () => {
    const panels = flowPanels('count', [period(10, 4, 0, 31), period(12, 7, 0, 28)]);
    expect(panelOf(panels, 'inflow').counts).toEqual([
      { numerator: 10, denominator: 31, phase: 0 },
      { numerator: 12, denominator: 28, phase: 0 },
    ]);
    expect(panelOf(panels, 'outflow').counts).toEqual([{ numerator: 11, denominator: 59, phase: 0 }]);
    expect(panelOf(panels, 'outflow').pooled).toEqual([{ first: 0, last: 1 }]);
    expect(panels.map(({ name }) => name)).toEqual(['inflow', 'outflow']);
  });

  it('judges rates as a u-chart does: limits that vary with the exposure', () => {
    const months = Array.from({ length: 12 }, (_, index) => period(index % 2 === 0 ? 40 : 44, 41, 0, index % 2 === 0 ? 30 : 31));
    const inflow = panelOf(flowPanels('count', months), 'inflow');
    const centre = (6 * 84) / (6 * 61);
    expect(inflow.points[0]?.limits?.centre).toBeCloseTo(centre, 12);
    expect(inflow.points[0]?.limits?.upper).toBeCloseTo(centre + 3 * Math.sqrt(centre / 30), 12);
    expect(inflow.points[1]?.limits?.upper).toBeCloseTo(centre + 3 * Math.sqrt(centre / 31), 12);
  });
});

describe('pooling', () => {
  const periods = fc.array(fc.option(fc.tuple(fc.nat(14), fc.nat(14), fc.integer({ min: 28, max: 31 })), { nil: null }), { maxLength: 30 });

  it('counts every change at most once, in order, and each judged point holds at least ten', () => {
    fc.assert(
      fc.property(periods, fc.nat(29), (found, boundary) => {
        const flows = found.map((one, index) => (one === null ? null : period(one[0], one[1], index < boundary ? 0 : 1, one[2])));
        for (const panel of [...flowPanels('proportion', flows), ...flowPanels('count', flows)]) {
          let place = 0;
          panel.pooled.forEach(({ first, last }, index) => {
            expect(first).toBeGreaterThanOrEqual(place);
            place = last + 1;
            const own = flows.slice(first, last + 1);
            const count = panel.counts[index];
            if (count === null || count === undefined) {
              expect(own).toEqual([null]);
              return;
            }
            const sum = (of: (flow: FlowPeriod) => number) =>
              own.reduce((total, flow) => total + (flow === null ? Number.NaN : of(flow)), 0);
            const gained = sum((flow) => flow.gained);
            const lost = sum((flow) => flow.lost);
            const changes = { 'gained-share': gained + lost, inflow: gained, outflow: lost }[panel.name];
            expect(changes).toBeGreaterThanOrEqual(fewestChanges);
            expect(count.numerator).toBe(panel.name === 'outflow' ? lost : gained);
            expect(count.denominator).toBe(panel.name === 'gained-share' ? changes : sum((flow) => flow.exposure));
            expect(own.every((flow) => flow?.phase === count.phase)).toBe(true);
          });
          // A gap stays one, in its place.
          expect(panel.counts.filter((count) => count === null)).toHaveLength(flows.filter((flow) => flow === null).length);
        }
      }),
      { seed, numRuns: 200 },
    );
    console.info(`pooling: 200 runs, seed ${seed}`);
  });
});
