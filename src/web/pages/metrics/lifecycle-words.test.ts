import { expect, test } from 'vitest';
import type { LifecycleJson, LifecycleStepJson } from '#contract/endpoints/lifecycle.ts';
import type { Localised } from '#core/kernel/text.ts';
import { makeFormat } from '../../app/format.ts';
import { en } from '../../messages/en.ts';
import { nl } from '../../messages/nl.ts';
import { blankFields, standingText } from './lifecycle-words.ts';

const english = { m: en, f: makeFormat('en', 'Europe/Amsterdam'), t: (text: Localised) => text.en };
const dutch = { m: nl, f: makeFormat('nl', 'Europe/Amsterdam'), t: (text: Localised) => text.nl };
const step: LifecycleStepJson = {
  ...{ id: '1', from: 'consultation', to: 'trial', reason: 'agreed', statements: [], hoursPerQuarter: null, replacedBy: null },
  ...{ version: '1.0.0', saidAt: '2026-11-12T10:00:00.000Z', saidBy: null },
};
const lifecycle: LifecycleJson = { metricId: 'VUL-17', state: 'trial', shipped: 'specified', next: [], steps: [step] };

test('after a step one state is said, with its day and what it was shipped as', () => {
  expect(standingText(lifecycle, english)).toBe('Here it is on trial since 12 Nov 2026; shipped as specified.');
  expect(standingText(lifecycle, dutch)).toBe('Hier is hij op proef sinds 12 nov 2026; geleverd als gespecificeerd.');
});

test('without a step of its own it is what it was shipped as', () => {
  expect(standingText({ ...lifecycle, state: 'specified', steps: [] }, english)).toBe('This metric is specified.');
  expect(standingText({ ...lifecycle, state: 'retired', shipped: 'retired' }, english)).toBe('This metric is retired.');
});

test('what is spaces only is not said', () => {
  const asked = { asks: { en: '', nl: '' }, todo: { en: '', nl: '' }, instead: null } as const;
  const next: LifecycleJson['next'][number] = {
    to: 'trial',
    guards: [
      { guard: 'collector-exists', kind: 'checked', isMet: true, ...asked },
      { guard: 'organisations-agreed', kind: 'stated', isMet: null, ...asked },
    ],
  };
  const said: Readonly<Record<string, string>> = { reason: ' \n ', 'organisations-agreed': 'Oost and West' };
  expect(blankFields(next, (name) => said[name] ?? '')).toEqual(['reason']);
  expect(blankFields(next, () => '')).toEqual(['organisations-agreed', 'reason']);
  expect(blankFields(next, () => 'x')).toEqual([]);
});
