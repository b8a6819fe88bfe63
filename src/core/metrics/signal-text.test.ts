import { describe, expect, test } from 'vitest';
import { chartRules, type SignalRule } from '../statistics/signals.ts';
import { signalText } from './signal-text.ts';

const panels = ['value', 'gained-share', 'inflow', 'outflow'] as const;

describe('a signal in words', () => {
  test('each rule that charts take has its own sentence in both languages, for every panel and direction', () => {
    const said = chartRules.rules.flatMap((rule) =>
      panels.flatMap((panel) => (['up', 'down'] as const).map((direction) => signalText({ panel, rule: rule as SignalRule, direction }))),
    );
    for (const language of ['en', 'nl'] as const) {
      const texts = said.map((text) => text[language]);
      expect(new Set(texts).size).toBe(chartRules.rules.length * panels.length * 2);
      for (const text of texts) expect(text).toMatch(/^[A-Z].*[a-zé]\.$/u);
    }
  });

  test('says what was seen: side, length and, of rule 2, that it is a sustained shift', () => {
    expect(signalText({ panel: 'value', rule: 2, direction: 'down' })).toEqual({
      en: 'The value lies below its centre in 8 periods in a row or more: a sustained shift.',
      nl: 'De waarde ligt 8 of meer perioden op rij onder het midden: een blijvende verschuiving.',
    });
    expect(signalText({ panel: 'inflow', rule: 3, direction: 'up' }).nl).toBe('Wat erbij komt stijgt zes of meer perioden op rij.');
  });
});
