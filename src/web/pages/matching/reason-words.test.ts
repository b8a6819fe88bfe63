import { expect, test } from 'vitest';
import { projectFiles, readProjectFile } from '#test/support/repository.ts';
import { reasonText } from './reason-words.ts';

test('what the versions said is a sentence in both languages', () => {
  const inside = { rule: 'version-inside', detail: '3.1 against < 3.2' };
  expect(reasonText(inside, 'en')).toBe('3.1 lies within “< 3.2”.');
  expect(reasonText(inside, 'nl')).toBe('3.1 valt binnen “< 3.2”.');
  expect(reasonText({ rule: 'version-device-version-missing', detail: 'all versions' }, 'nl')).toBe(
    'Het register noemt geen versie om naast “alle versies” te leggen.',
  );
});

test('who answered is told by name, and the reason after it', () => {
  const detail = '3.1 against < 3.2: Noor de Wit, 2026-11-22T18:00:00.000Z: read it on the screen';
  expect(reasonText({ rule: 'decided-affected', detail }, 'en')).toBe('Noor de Wit said: affected: read it on the screen');
  expect(reasonText({ rule: 'decided-denied', detail: 'norda/kestrel: Noor, 2026-11-22T18:00:00.000Z' }, 'nl')).toBe(
    'Noor zei: het is niet van ons.',
  );
});

test('an answer that was opened again says for what it was', () => {
  const reason = { rule: 'decision-reopened', detail: 'answered for 3.1 against < 3.2; now 3.1 against < 3.3' };
  expect(reasonText(reason, 'nl')).toBe(
    'Een eerder antwoord geldt niet meer: het ging over 3.1 naast < 3.2, en nu is het 3.1 naast < 3.3.',
  );
});

test('a rule without a sentence shows its id and what it found', () => {
  expect(reasonText({ rule: 'moon-phase', detail: 'full' }, 'nl')).toBe('moon-phase: full');
  expect(reasonText({ rule: 'moon-phase', detail: '' }, 'en')).toBe('moon-phase');
});

test('every rule that the matcher of devices writes out has a sentence in both languages', () => {
  // Packages in bills of materials are matched by themselves, and are no question about a device model.
  const sources = projectFiles().filter((path) => /^src\/core\/matching\/(?!packages\/).*(?<!\.test)\.ts$/u.test(path));
  const written = sources.flatMap((path) => [...readProjectFile(path).matchAll(/\brule: '([a-z-]+)'/gu)].map((match) => match[1] ?? ''));
  const reasons = readProjectFile('src/core/matching/versions/verdict.ts').split('export interface')[0] ?? '';
  const versions = [...reasons.matchAll(/\| '([a-z-]+)'/gu)].map((match) => `version-${match[1]}`);
  expect(versions.length).toBeGreaterThan(8);
  expect(written).toContain('words-missed');
  for (const rule of new Set([...written, ...versions])) {
    for (const language of ['en', 'nl'] as const) {
      const text = reasonText({ rule, detail: 'it' }, language);
      expect(text.startsWith(rule), rule).toBe(false);
    }
  }
});
