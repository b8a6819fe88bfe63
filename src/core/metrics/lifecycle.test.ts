import { describe, expect, it } from 'vitest';
import {
  guardsTo,
  guardStates,
  guardTexts,
  judgeStep,
  lifecycleNow,
  lifecycleStates,
  missingFields,
  permittedSteps,
  type LifecycleFacts,
  type StepWords,
} from './lifecycle.ts';
import { metrics } from './registry.ts';
import { externalHygiene } from './vul-16-external-hygiene/metric.ts';

const ready: LifecycleFacts = { workedExamples: 5, hasCollector: true, trialPeriods: 2, metricsInUse: ['VUL-16', 'AST-14'] };
const words = (more: Partial<StepWords> & Pick<StepWords, 'to'>): StepWords => ({
  reason: 'agreed',
  statements: {},
  hoursPerQuarter: null,
  replacedBy: null,
  ...more,
});
const metric = { ...externalHygiene };

describe('the life of a metric', () => {
  it('goes forward step by step, back from consultation and trial, from everywhere to its end, and from there to the beginning', () => {
    const permitted = lifecycleStates.flatMap((from) => permittedSteps[from].map((to) => `${from} ${to}`));
    expect(permitted).toEqual([
      'draft specified',
      'draft retired',
      'specified consultation',
      'specified retired',
      'consultation trial',
      'consultation specified',
      'consultation retired',
      'trial adopted',
      'trial specified',
      'trial retired',
      'adopted retired',
      'retired specified',
    ]);
    for (const from of lifecycleStates)
      for (const to of lifecycleStates) {
        const outcome = judgeStep(metric, from, words({ to }), ready);
        expect(outcome.kind === 'not-next', `${from} ${to}`).toBe(!permittedSteps[from].includes(to));
      }
  });

  it('to specified asks for every required field and worked examples', () => {
    expect(judgeStep(metric, 'draft', words({ to: 'specified' }), ready)).toEqual({ kind: 'permitted' });
    expect(judgeStep(metric, 'draft', words({ to: 'specified' }), { ...ready, workedExamples: 0 })).toEqual({
      kind: 'unmet',
      guards: ['examples-present'],
    });
    const hollow = { ...metric, decision: { en: '', nl: '' }, gamingRisks: [], question: { en: 'What?', nl: 'Wat dan' } };
    expect(missingFields(hollow)).toEqual(['decision', 'question', 'gamingRisks']);
    expect(judgeStep(hollow, 'draft', words({ to: 'specified' }), ready)).toEqual({ kind: 'unmet', guards: ['fields-present'] });
  });

  it('to consultation asks what only people know in so many words, and a cost that was estimated', () => {
    const statements = { 'audience-reviewed': 'by the CISO', 'tools-listed': 'internet.nl' };
    expect(judgeStep(metric, 'specified', words({ to: 'consultation', statements }), ready)).toEqual({ kind: 'permitted' });
    const blank = words({ to: 'consultation', statements: { ...statements, 'tools-listed': '  ' } });
    expect(judgeStep(metric, 'specified', blank, ready)).toEqual({ kind: 'unmet', guards: ['tools-listed'] });
    const free = { ...metric, costOfMeasurement: { ...metric.costOfMeasurement, hoursPerQuarter: 0 } };
    expect(judgeStep(free, 'specified', words({ to: 'consultation', statements }), ready)).toEqual({
      kind: 'unmet',
      guards: ['cost-estimated'],
    });
  });

  it('of what people enter it says so, and not that a collector delivers it', () => {
    const collector = (one: typeof metric, facts: LifecycleFacts) => guardStates(one, 'trial', facts)[0];
    const entered = { isMet: true, instead: { en: 'entered by people', nl: 'ingevoerd door mensen' } };
    expect(collector(metric, ready)).toMatchObject({ guard: 'collector-exists', ...entered });
    expect(collector(metric, { ...ready, hasCollector: false })).toMatchObject({ isMet: false, instead: null });
    const counted = metrics.find(({ id }) => id === 'VUL-05');
    expect(counted === undefined ? null : guardStates(counted, 'trial', ready)[0]).toMatchObject({ isMet: true, instead: null });
  });

  it('to trial asks for a collector and two organisations', () => {
    const statements = { 'organisations-agreed': 'Oost and West' };
    expect(judgeStep(metric, 'consultation', words({ to: 'trial', statements }), ready)).toEqual({ kind: 'permitted' });
    expect(judgeStep(metric, 'consultation', words({ to: 'trial' }), { ...ready, hasCollector: false })).toEqual({
      kind: 'unmet',
      guards: ['collector-exists', 'organisations-agreed'],
    });
  });

  it('to adopted asks for two periods, the measured cost, a look at gaming and the cell size', () => {
    const said = words({
      to: 'adopted',
      hoursPerQuarter: 2,
      statements: { 'gaming-reviewed': 'nothing found', 'cell-size-set': 'counts checks' },
    });
    expect(judgeStep(metric, 'trial', said, ready)).toEqual({ kind: 'permitted' });
    expect(judgeStep(metric, 'trial', said, { ...ready, trialPeriods: 1 })).toEqual({ kind: 'unmet', guards: ['trial-measured'] });
    expect(judgeStep(metric, 'trial', { ...said, hoursPerQuarter: null }, ready)).toEqual({ kind: 'unmet', guards: ['cost-measured'] });
    const withoutCells = { ...said, statements: { 'gaming-reviewed': 'nothing found' } };
    expect(judgeStep(metric, 'trial', withoutCells, ready)).toEqual({ kind: 'unmet', guards: ['cell-size-set'] });
    expect(judgeStep({ ...metric, minCellSize: 10 }, 'trial', withoutCells, ready)).toEqual({ kind: 'permitted' });
  });

  it('is replaced by another metric in use, or by none', () => {
    const retire = (replacedBy: string | null) => judgeStep(metric, 'adopted', words({ to: 'retired', replacedBy }), ready);
    expect([retire(null), retire('AST-14')]).toEqual([{ kind: 'permitted' }, { kind: 'permitted' }]);
    for (const wrong of ['VUL-16', 'AST-99']) expect(retire(wrong)).toEqual({ kind: 'unmet', guards: ['replacement-known'] });
  });

  it('what an organisation retired comes back by the guards of its beginning; what is shipped as retired does not', () => {
    const back = words({ to: 'specified' });
    expect(judgeStep(metric, 'retired', back, ready)).toEqual({ kind: 'permitted' });
    expect(judgeStep(metric, 'retired', back, { ...ready, workedExamples: 0 })).toEqual({ kind: 'unmet', guards: ['examples-present'] });
    expect(judgeStep(metric, 'retired', words({ to: 'adopted' }), ready)).toEqual({ kind: 'not-next', permitted: ['specified'] });
    const shipped = { ...metric, lifecycle: 'retired' } as const;
    expect(judgeStep(shipped, 'retired', back, ready)).toEqual({ kind: 'not-next', permitted: [] });
  });

  it('an own step counts before the shipped state, unless that is retired', () => {
    expect(lifecycleNow({ lifecycle: 'specified' }, null)).toBe('specified');
    expect(lifecycleNow({ lifecycle: 'specified' }, 'adopted')).toBe('adopted');
    expect(lifecycleNow({ lifecycle: 'retired' }, 'adopted')).toBe('retired');
  });

  it('every guard says in both languages what it asks and what to do, in clauses that can stand in one sentence', () => {
    const used = new Set(Object.values(guardsTo).flat());
    expect([...used].toSorted()).toEqual(Object.keys(guardTexts).toSorted());
    for (const { asks, todo } of Object.values(guardTexts))
      for (const text of [asks.en, asks.nl, todo.en, todo.nl]) expect(text).toMatch(/^[a-z][^;]*[^.;]$/);
  });

  it.each(metrics.map((one) => [one.id, one] as const))('%s could take the first step as it is shipped', (_id, one) => {
    expect(missingFields(one)).toEqual([]);
    expect(guardStates(one, 'consultation', ready).filter(({ isMet }) => isMet === false)).toEqual([]);
  });
});
