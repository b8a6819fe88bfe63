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

  describe('leave the house', () => {
    const own = {
      words: new Set(['radiologie', 'jansen', 'ok', 'seh', '3', 'hofje']),
      hostWords: new Set(['tarnmed', 'pump7', 'zuidwest']),
      numbers: new Set(['4512']),
    };
    const may = (words: string[], deviceKey = 'tarnmed/orvado') =>
      isShareable({ words, deviceKey, productKey: 'tarnmed/orvadoinfusionpump' }, own);

    test('where nothing in them is ours', () => {
      expect(may(['tarnmed', 'orvado', 'ct', '3'])).toBe(true);
    });

    test('not without how the register writes the device', () => {
      expect(may([])).toBe(false);
    });

    test('not with a word of ours, however short', () => {
      expect(may(['orvado', 'radiologie'])).toBe(false);
      expect(may(['orvado', 'ok'])).toBe(false);
      expect(may(['orvado', 'seh'])).toBe(false);
    });

    test('not with a word of ours within the key', () => {
      expect(may(['tarnmed', 'orvadohofje2'], 'tarnmed/orvadohofje2')).toBe(false);
      // Three letters are in many names by accident.
      expect(may(['tarnmed', 'okapi'], 'tarnmed/okapi')).toBe(true);
    });

    test('with a word of a host only where the public name has it too', () => {
      expect(may(['tarnmed', 'orvado', 'pump7'], 'tarnmed/orvadopump7')).toBe(false);
      expect(may(['orvadozuidwest'], 'tarnmed/orvadozuidwest')).toBe(false);
    });

    test('not with a long number, nor with one of our numbers', () => {
      expect(may(['orvado'], 'tarnmed/orvado1234567')).toBe(false);
      expect(may(['orvado'], 'tarnmed/orvado4512')).toBe(false);
      expect(may(['orvado', 'mt004512'])).toBe(false);
      expect(may(['orvado'], 'tarnmed/orvado4513')).toBe(true);
    });
  });
});
