import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../kernel/time.ts';
import { layDecisions, wholeStretches, type DecisionAct, type FindingDecision } from './decisions.ts';
import type { FindingStretch } from './fold-finding.ts';

const day = (number: number): Instant => new Date(Date.UTC(2026, 0, number)).toISOString() as Instant;

function stretch(from: number, to: number | null, over: Partial<FindingStretch> = {}): FindingStretch {
  return {
    validFrom: day(from),
    validTo: to === null ? null : day(to),
    state: 'open',
    severity: 'high',
    openedAt: day(from),
    closedAt: null,
    lastSeenBeforeCloseAt: null,
    prevalent: false,
    occurrence: 1,
    ...over,
  };
}

let made = 0;
function decision(at: number, act: DecisionAct, endedAt: number | null = null): FindingDecision {
  made += 1;
  return {
    batchId: String(made).padStart(6, '0'),
    decidedAt: day(at),
    act,
    untilOn: null,
    endedAt: endedAt === null ? null : day(endedAt),
  };
}

const shown = (stretches: ReturnType<typeof layDecisions>) =>
  stretches.map((one) => `${one.validFrom.slice(8, 10)}-${one.validTo?.slice(8, 10) ?? ''} ${one.state} ${one.decision ?? '-'}`);

describe('decisions over the stretches of a finding', () => {
  it('cut a stretch where they begin, and where their day is over', () => {
    expect(shown(layDecisions([stretch(1, null)], [decision(5, 'accepted', 9)]))).toEqual([
      '01-05 open -',
      '05-09 open accepted',
      '09- open -',
    ]);
  });

  it('go on through closing and reopening', () => {
    const history = [stretch(1, 8), stretch(8, 12, { state: 'closed' }), stretch(12, null, { occurrence: 2 })];
    expect(shown(layDecisions(history, [decision(5, 'false-positive')]))).toEqual([
      '01-05 open -',
      '05-08 open false-positive',
      '08-12 closed false-positive',
      '12- open false-positive',
    ]);
  });

  it('give way to the next, of which the last at an instant holds', () => {
    const decisions = [decision(5, 'accepted', 20), decision(7, 'false-positive'), decision(7, 'reopened'), decision(9, 'false-positive')];
    expect(shown(layDecisions([stretch(1, null)], decisions))).toEqual([
      '01-05 open -',
      '05-07 open accepted',
      '07-09 open -',
      '09- open false-positive',
    ]);
  });

  it('that were made before the finding is known to begin hold from its beginning', () => {
    expect(shown(layDecisions([stretch(3, null)], [decision(1, 'accepted')]))).toEqual(['03- open accepted']);
  });

  it('cut nothing when the same is decided again for longer', () => {
    expect(shown(layDecisions([stretch(1, null)], [decision(5, 'accepted', 15), decision(9, 'accepted')]))).toEqual([
      '01-05 open -',
      '05- open accepted',
    ]);
  });

  const histories = fc
    .uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 1, maxLength: 6 })
    .map((days) => days.toSorted((left, right) => left - right))
    .map((days) =>
      days.map((from, index) =>
        stretch(from, days[index + 1] ?? null, { state: index % 2 === 0 ? 'open' : 'closed', occurrence: 1 + Math.floor(index / 2) }),
      ),
    );
  const acts = fc.constantFrom<DecisionAct>('accepted', 'false-positive', 'reopened');
  const decisionsMade = fc.array(
    fc
      .record({ at: fc.integer({ min: 1, max: 28 }), act: acts, days: fc.option(fc.integer({ min: 1, max: 9 })) })
      .map(({ at, act, days }) => decision(at, act, days === null || act === 'reopened' ? null : at + days)),
    { maxLength: 6 },
  );

  it('give the same in any order, leave what evidence says as it is, and can be taken off and laid again', () => {
    fc.assert(
      fc.property(histories, decisionsMade, fc.integer(), (history, decisions, seed) => {
        const laid = layDecisions(history, decisions);
        const shuffled = decisions.toSorted(
          (left, right) => ((Number(left.batchId) * 7919 + seed) % 13) - ((Number(right.batchId) * 7919 + seed) % 13),
        );
        expect(layDecisions(history, shuffled)).toEqual(laid);
        expect(laid.every((one, index) => one.validTo === (laid[index + 1]?.validFrom ?? null))).toBe(true);
        const wholes = wholeStretches(laid).map(({ whole: { decision: _decision, ...whole } }) => whole);
        expect(wholes).toEqual(history);
        expect(layDecisions(wholes, decisions)).toEqual(laid);
      }),
    );
  });

  it('hold on each day what the last decision before its end says', () => {
    fc.assert(
      fc.property(histories, decisionsMade, fc.integer({ min: 1, max: 40 }), (history, decisions, on) => {
        const at = day(on);
        const piece = layDecisions(history, decisions).find((one) => one.validFrom <= at && (one.validTo === null || at < one.validTo));
        if (piece === undefined) return;
        const last = decisions
          .filter((one) => one.decidedAt <= at)
          .toSorted((left, right) =>
            left.decidedAt === right.decidedAt ? (left.batchId < right.batchId ? -1 : 1) : left.decidedAt < right.decidedAt ? -1 : 1,
          )
          .at(-1);
        const isOver = last === undefined || last.act === 'reopened' || (last.endedAt !== null && last.endedAt <= at);
        expect(piece.decision).toBe(isOver ? null : last.act);
      }),
    );
  });
});
