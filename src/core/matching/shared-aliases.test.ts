import { describe, expect, test } from 'vitest';
import { bandOf } from './probability.ts';
import { hintedProbability, hintsOf, isShareable, reasonOfHint, type AliasHint } from './shared-aliases.ts';

const alias = (productKey: string, answer: 'same' | 'different', list: string) => ({ deviceKey: 'a/b', productKey, answer, list });
const hint = (answer: AliasHint['answer']): AliasHint => ({ productKey: 'c/d', answer, lists: ['West'] });

describe('shared aliases', () => {
  test('of several lists agree or contradict each other', () => {
    const hints = hintsOf([
      alias('c/d', 'same', 'West'),
      alias('c/d', 'same', 'East'),
      alias('e/f', 'same', 'West'),
      alias('e/f', 'different', 'East'),
    ]);
    expect(hints).toEqual([
      { productKey: 'c/d', answer: 'same', lists: ['East', 'West'] },
      { productKey: 'e/f', answer: 'conflict', lists: ['East', 'West'] },
    ]);
    expect(hints.map(reasonOfHint)).toEqual([
      { rule: 'shared-same', detail: 'East, West' },
      { rule: 'shared-conflict', detail: 'East, West' },
    ]);
  });

  test('bring a question up or let it sink, and never make it likely by themselves', () => {
    expect(bandOf(hintedProbability(0.2, false, hint('same')))).toBe('check');
    expect(hintedProbability(0.95, false, hint('same'))).toBe(0.95);
    expect(bandOf(hintedProbability(0.95, false, hint('different')))).toBe('weak');
    expect(hintedProbability(0.05, false, hint('different'))).toBe(0.05);
    expect(hintedProbability(0.7, false, hint('conflict'))).toBe(0.7);
  });

  test('leave alone what a number identified', () => {
    expect(hintedProbability(0.99, true, hint('different'))).toBe(0.99);
  });

  test('leave the house only without words of ours and without long numbers', () => {
    const own = new Set(['radiologie', 'jansen', 'ct']);
    const may = (words: string[], deviceKey = 'tarnmed/orvado') => isShareable({ words, deviceKey }, own);
    expect(may(['tarnmed', 'orvado', 'ct'])).toBe(true);
    expect(may(['orvado', 'radiologie'])).toBe(false);
    expect(may(['orvado'], 'tarnmed/orvado1234567')).toBe(false);
  });
});
