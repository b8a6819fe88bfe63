import { describe, expect, it } from 'vitest';
import type { Day } from '../../kernel/time.ts';
import type { GroupCell, PublishedTest } from './behaviour-cells.ts';
import { behaviourEffect, type KnownEffect } from './behaviour-effect.ts';
import { planFault, type BehaviourPlan } from './behaviour-plan.ts';
import { foreseePower } from './behaviour-power.ts';
import { behaviourPublication } from './behaviour-publication.ts';

const day = (text: string) => text as Day;
const plan: BehaviourPlan = {
  name: 'Button',
  problem: 'Few report.',
  targetBehaviour: 'Reports.',
  measure: 'report-rate',
  causes: ['capability'],
  causeText: 'Nobody knows the button.',
  intervention: 'Five minutes.',
  groupYear: 2026,
  reachedGroupIds: ['a', 'b'],
  otherGroupIds: ['c', 'd', 'e'],
  before: { fromOn: day('2026-01-01'), toOn: day('2026-03-31') },
  during: { fromOn: day('2026-04-10'), toOn: day('2026-04-30') },
  after: { fromOn: day('2026-05-01'), toOn: day('2026-06-30') },
  testsAfter: 1,
  expectedEffect: 0.1,
  departmentCorrelation: 0.01,
};

const shown = (numerator: number, denominator = 100): GroupCell => ({ kind: 'shown', counted: { numerator, denominator } });
function testOn(on: string, cells: Readonly<Record<string, GroupCell>>, groupYear = 2026): PublishedTest {
  return { key: on, name: on, on: day(on), groupYear, groups: new Map(Object.entries(cells)) };
}
const all = (reached: number, others: number) => ({
  a: shown(reached),
  b: shown(reached + 1),
  c: shown(others - 1),
  d: shown(others),
  e: shown(others + 1),
});
const tests = [testOn('2026-01-20', all(20, 20)), testOn('2026-03-01', all(21, 21)), testOn('2026-05-20', all(45, 24))];

const effectOf = (more: Partial<Parameters<typeof behaviourEffect>[0]> = {}) =>
  behaviourEffect({ plan, tests, isSameGroups: () => true, difficultyOf: () => 'moderate', ...more });
function known(more: Partial<Parameters<typeof behaviourEffect>[0]> = {}): KnownEffect {
  const effect = effectOf(more);
  return effect.kind === 'known' ? effect : expect.fail(`known, not ${effect.reason}`);
}

describe('the effect of a behaviour campaign', () => {
  it('is what those reached changed beyond the others, over the sums of published cells', () => {
    const { reached, others, comparison, verdict, degrees } = known();
    expect([reached.before.numerator, reached.before.denominator, reached.after.numerator]).toEqual([84, 400, 91]);
    expect([others.before.numerator, others.before.denominator, others.after.numerator]).toEqual([123, 600, 72]);
    expect(comparison.estimate).toBeCloseTo(0.455 - 0.21 - (0.24 - 0.205), 12);
    expect(comparison.interval.lower).toBeGreaterThan(0);
    expect([verdict, degrees]).toEqual(['better', 3]);
  });

  it('of clicks is better where it falls, and is published turned that way', () => {
    const clicks = { ...plan, measure: 'click-rate' } as const;
    expect(known({ plan: clicks }).verdict).toBe('worse');
    const effect = effectOf({ plan: clicks });
    const { facts, publication } = behaviourPublication({ id: 'x', plan: clicks, effect, at: '2026-07-01T08:00:00.000Z' as never });
    expect(facts.effect?.estimate).toBeCloseTo(-0.21, 12);
    expect(facts.effect?.interval.lower).toBeLessThan(facts.effect?.interval.upper ?? -1);
    expect(publication.period).toEqual({ subject: 'behaviour', key: 'x' });
    expect(publication.cells.every((cell) => cell.kind === 'hidden' || cell.people === 0)).toBe(true);
  });

  it('cannot be told apart from nothing where both changed alike, and says what would have been seen', () => {
    const { verdict, comparison, detectable } = known({
      tests: [tests[0], testOn('2026-05-20', all(30, 30))].filter((one) => one !== undefined),
    });
    expect(verdict).toBe('not-told-apart');
    expect(comparison.estimate).toBeCloseTo(0, 2);
    expect(detectable).toBeGreaterThan(0.05);
  });

  it('is wider where departments move on their own', () => {
    const uneven = { ...all(45, 24), c: shown(4), d: shown(24), e: shown(44) };
    const scattered = known({ tests: [...tests.slice(0, 2), testOn('2026-05-20', uneven)] });
    expect(scattered.comparison.estimate).toBeCloseTo(known().comparison.estimate, 12);
    expect(scattered.scatter ?? 0).toBeGreaterThan(5);
    expect(scattered.comparison.interval.lower).toBeLessThan(0);
  });

  it('with one department on each side takes the scatter that the plan assumed, and says so', () => {
    const two = { ...plan, reachedGroupIds: ['a'], otherGroupIds: ['d'], departmentCorrelation: 0 };
    const [alone, alike] = [known({ plan: two }), known({ plan: { ...two, departmentCorrelation: 0.05 } })];
    expect(alone.cautions).toContain('scatter-assumed');
    expect(alike.comparison.interval.lower).toBeLessThan(alone.comparison.interval.lower);
  });

  it('warns of few departments, of a gap that moved before, of mails that were not equally hard', () => {
    expect(known().cautions).toEqual(['few-departments']);
    const moving = [testOn('2026-01-05', all(10, 40)), testOn('2026-03-28', all(40, 10)), tests[2]].filter((one) => one !== undefined);
    expect(known({ tests: moving }).cautions).toContain('trend-moved');
    expect(known({ tests: tests.slice(1) }).cautions).toContain('trend-unseen');
    expect(known({ difficultyOf: () => null }).cautions).toContain('difficulty-unknown');
    expect(known({ difficultyOf: (key) => (key > '2026-04' ? 'very' : 'least') }).cautions).toContain('difficulty-differs');
  });

  it('leaves out a test that went to one side only, and a group that nobody was counted of', () => {
    const oneSided = testOn('2026-06-10', { a: shown(90), b: shown(90) });
    expect(known({ tests: [...tests, oneSided] })).toMatchObject({
      cautions: ['few-departments', 'one-sided-tests'],
      reached: { after: { numerator: 91 } },
    });
    const { e: _gone, ...without } = all(45, 24);
    const left = known({ tests: [...tests.slice(0, 2), testOn('2026-05-20', without)] });
    expect(left).toMatchObject({ leftOutGroupIds: ['e'], others: { groups: 2, before: { denominator: 400 } } });
  });

  it('does not depend on the order of tests', () => {
    expect(known({ tests: tests.toReversed() })).toEqual(known());
  });

  it('is not known, with the reason, where a cell is hidden, a test is missing, or groups are others', () => {
    const hidden = { ...all(45, 24), b: { kind: 'hidden', reason: 'too-few-people' } } as const;
    expect(effectOf({ tests: [...tests.slice(0, 2), testOn('2026-05-20', hidden)] })).toEqual({
      kind: 'unknown',
      reason: 'hidden-cell',
      hiddenGroupIds: ['b'],
    });
    expect(effectOf({ tests: tests.slice(0, 2) })).toMatchObject({ kind: 'unknown', reason: 'no-test-after' });
    expect(effectOf({ tests: tests.slice(2) })).toMatchObject({ kind: 'unknown', reason: 'no-test-before' });
    expect(effectOf({ isSameGroups: (year) => year !== 2026 })).toMatchObject({ kind: 'unknown', reason: 'other-groups' });
    const swapped = [testOn('2026-01-20', { a: shown(20), d: shown(20) }), testOn('2026-05-20', { b: shown(20), c: shown(20) })];
    expect(effectOf({ tests: swapped })).toMatchObject({ kind: 'unknown', reason: 'nobody-counted' });
    const { facts } = behaviourPublication({ id: 'x', plan, effect: effectOf({ tests: [] }), at: '2026-07-01T08:00:00.000Z' as never });
    expect(facts).toMatchObject({ effect: null, unknown: 'no-test-before' });
  });
});

describe('what a plan could show', () => {
  const power = (more: Partial<BehaviourPlan> = {}) => foreseePower({ ...plan, ...more }, tests, () => true);

  it('is read from the tests before alone, and grows with tests, people and the effect', () => {
    expect(power()).toMatchObject({ kind: 'foreseen', testsBefore: 2, reached: { counted: 400, groups: 2, share: 0.21 }, degrees: 3 });
    const of = (more: Partial<BehaviourPlan>) => {
      const found = power(more);
      return found.kind === 'foreseen' ? (found.power ?? 0) : expect.fail('it is foreseen');
    };
    expect(of({ testsAfter: 4 })).toBeGreaterThan(of({ testsAfter: 1 }));
    expect(of({ expectedEffect: 0.2 })).toBeGreaterThan(of({ expectedEffect: 0.1 }));
    expect(of({ departmentCorrelation: 0.05 })).toBeLessThan(of({ departmentCorrelation: 0 }));
  });

  it('says when more is expected than there is, and when nothing can be read', () => {
    expect(power({ expectedEffect: 0.9 })).toMatchObject({ power: null, timesNeeded: null });
    expect(power({ measure: 'click-rate', expectedEffect: 0.5 })).toMatchObject({ power: null });
    expect(power({ before: { fromOn: day('2025-01-01'), toOn: day('2025-02-01') } })).toMatchObject({ reason: 'no-test-before' });
  });
});

describe('a plan by itself', () => {
  it('names what is wrong with it', () => {
    const fault = (more: Partial<BehaviourPlan>) => planFault({ ...plan, ...more });
    expect(fault({})).toBeNull();
    expect(fault({ after: { fromOn: plan.after.toOn, toOn: plan.after.fromOn } })).toBe('days-backwards');
    expect(fault({ before: { ...plan.before, toOn: plan.during.fromOn } })).toBe('before-reaches-into-it');
    expect(fault({ after: { fromOn: day('2026-04-05'), toOn: day('2026-06-30') } })).toBe('judged-before-it-begins');
    expect(fault({ after: { fromOn: day('2026-05-01'), toOn: day('2029-06-30') } })).toBe('too-long');
    expect(fault({ otherGroupIds: [] })).toBe('no-group');
    expect(fault({ otherGroupIds: ['a'] })).toBe('group-on-both-sides');
    expect(fault({ causes: [] })).toBe('no-cause');
  });
});
