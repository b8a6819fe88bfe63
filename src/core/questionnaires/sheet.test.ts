import { describe, expect, test } from 'vitest';
import { isProblem } from '../kernel/problem.ts';
import { safeWorkInCare as pack } from './packs/safe-work-in-care.ts';
import { answerTo, openItems, requireAnswers, visibleItems } from './sheet.ts';

const messageOf = (given: Readonly<Record<string, unknown>>) => {
  try {
    return requireAnswers(pack, given);
  } catch (problem) {
    if (isProblem(problem)) return problem.data['item'] ?? problem.message;
    throw problem;
  }
};

describe('a sheet', () => {
  test('what was not asked is neither open nor answered', () => {
    const answers = { 'has-account': 'no', 'works-mobile': 'yes', 'internet-knowledge': 4 };
    const open = openItems(pack, answers).map(({ id }) => id);
    expect(open).not.toContain('passwords-knowledge');
    expect(open).not.toContain('internet-knowledge');
    expect(open).toContain('mobile-devices-behaviour');
  });

  test('before the first answer only what is asked of everybody is asked', () => {
    expect(visibleItems(pack, {}).every(({ showWhen }) => showWhen === null)).toBe(true);
  });

  test('answers to what is no longer asked are dropped', () => {
    expect(requireAnswers(pack, { 'has-account': 'no', 'passwords-attitude': 2, 'internet-attitude': 3 })).toEqual({
      'has-account': 'no',
      'internet-attitude': 3,
    });
  });

  test('what hangs on a question that was not asked is not asked either', () => {
    const [first, second, third] = pack.items.filter(({ showWhen }) => showWhen !== null);
    if (first === undefined || second === undefined || third === undefined) throw new Error('the pack has conditions');
    const chain = { ...pack, items: [...pack.items, { ...third, id: 'last', showWhen: { item: second.id, answerIn: [1, 2] } }] };
    const asked = (account: string) => visibleItems(chain, { 'has-account': account, [second.id]: 2 }).map(({ id }) => id);
    expect([asked('yes').includes('last'), asked('no').includes('last')]).toEqual([true, false]);
  });

  test('what is no answer to its question is refused by the question, and what is no question without its name', () => {
    for (const id of ['constructor', 'anna@noord.example']) expect(messageOf({ [id]: 1 })).toMatch(/no such question/);
    for (const answer of [0, 6, 2.5, '3', null, true, Number.NaN, [1]])
      expect(messageOf({ 'internet-attitude': answer })).toBe('internet-attitude');
    for (const answer of ['maybe', 1, null]) expect(messageOf({ 'has-account': answer })).toBe('has-account');
    expect(messageOf({})).toBe('No question is answered; answer at least one, or close the page.');
    expect(messageOf({ 'passwords-attitude': 2 })).toBe('No question is answered; answer at least one, or close the page.');
  });

  test('a name that every object has is no answer', () => {
    expect(answerTo({}, 'constructor')).toBeUndefined();
  });
});
