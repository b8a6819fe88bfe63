import { describe, expect, test } from 'vitest';
import { sayIn } from '#contract/dutch/say-in.ts';
import { isProblem } from '../kernel/problem.ts';
import type { QuestionnairePack } from './pack.ts';
import { canonicalText, comparePacks, compareVersions, isRaisedEnough, requireNewVersion } from './pack-versions.ts';
import { safeWorkInCare as pack } from './packs/safe-work-in-care.ts';

/** The pack with one item changed, under another version. */
const changed = (id: string, more: object, version = '1.0.1') =>
  ({ ...pack, version, items: pack.items.map((item) => (item.id === id ? { ...item, ...more } : item)) }) as QuestionnairePack;
const shortly = (later: QuestionnairePack) => {
  const { changes, needs, raised, scores } = comparePacks(pack, later);
  return { changes: changes.map(({ pointer, what }) => `${what} ${pointer}`), needs, raised, scores };
};
const messageOf = (run: () => unknown) => {
  try {
    return run();
  } catch (problem) {
    if (isProblem(problem)) return [problem.code, problem.message];
    throw problem;
  }
};

describe('the canonical text', () => {
  test('is the same in whatever order the names of the file stand', () => {
    const turned = Object.fromEntries(Object.entries(pack).toReversed()) as unknown as QuestionnairePack;
    expect(canonicalText(turned)).toBe(canonicalText(pack));
    expect(canonicalText({ ...pack, items: pack.items.toReversed() })).not.toBe(canonicalText(pack));
  });
});

describe('two versions', () => {
  test('that are the same ask for no number', () => {
    expect(shortly({ ...pack, version: '1.0.1' })).toEqual({ changes: [], needs: 'none', raised: 'patch', scores: 'comparable' });
  });

  test.each<[string, QuestionnairePack, object]>([
    [
      'words around the questions: patch',
      { ...pack, version: '1.0.1', consent: { ...pack.consent, nl: 'Anders.' } },
      { changes: ['changed /consent/nl'], needs: 'patch', scores: 'comparable' },
    ],
    [
      'words of a question: minor, comparable if they mean the same',
      changed('email-attitude', { text: { en: 'x', nl: 'y' } }),
      {
        changes: ['changed /items/email-attitude/text/en', 'changed /items/email-attitude/text/nl'],
        needs: 'minor',
        scores: 'if-meant-alike',
      },
    ],
    [
      'another order of the questions: minor',
      { ...pack, items: pack.items.toReversed() },
      { changes: ['moved /items'], needs: 'minor', raised: null, scores: 'if-meant-alike' },
    ],
    [
      'a question turned round: major',
      changed('email-attitude', { isReversed: true }, '2.0.0'),
      { changes: ['changed /items/email-attitude/isReversed'], needs: 'major', raised: 'major', scores: 'not-comparable' },
    ],
    [
      'another right answer: major',
      changed('lost-a-phone', { rightAnswer: 'next-day' }, '1.1.0'),
      { changes: ['changed /items/lost-a-phone/rightAnswer'], needs: 'major', raised: 'minor', scores: 'not-comparable' },
    ],
    ['asked of others: major', changed('email-attitude', { showWhen: null }), { needs: 'major', scores: 'not-comparable' }],
    ['another pack altogether', { ...pack, id: 'other' }, { changes: [], needs: 'major', raised: null, scores: 'not-comparable' }],
  ])('%s', (_, later, expected) => expect(shortly(later)).toMatchObject(expected));

  test('a question that is left out is named with all that stood of it', () => {
    const { changes, needs } = shortly({ ...pack, items: pack.items.filter(({ id }) => id !== 'email-attitude') });
    expect(changes).toContain('removed /items/email-attitude/isReversed');
    expect(changes.filter((change) => !change.includes('email-attitude'))).toEqual(['changed /items']);
    expect(needs).toBe('major');
  });

  test('are raised enough by as much as their changes ask for, or more', () => {
    const raisedTo = (version: string) => isRaisedEnough(comparePacks(pack, changed('email-attitude', { isReversed: true }, version)));
    expect(['0.9.0', '1.0.0', '1.0.1', '1.1.0', '2.0.0'].map(raisedTo)).toEqual([false, false, false, false, true]);
  });

  test('are ordered by number', () => {
    expect([compareVersions('1.10.0', '1.9.9'), compareVersions('1.2.3', '1.2.3'), compareVersions('1.2.3', '2.0.0')]).toEqual([1, 0, -1]);
  });
});

describe('a version that is kept', () => {
  test('is the same once more, or new', () => {
    expect([
      requireNewVersion([pack], { ...pack }),
      requireNewVersion([pack], { ...pack, id: 'other' }),
      requireNewVersion([], pack),
    ]).toEqual(['held', 'new', 'new']);
  });

  test('is refused with other content, in Dutch too', () => {
    const said = messageOf(() => requireNewVersion([pack], changed('email-attitude', { isReversed: true }, '1.0.0')));
    expect(said).toEqual([
      'conflict',
      'Version 1.0.0 of the questionnaire "safe-work-in-care" is kept with other content; give the changed one a higher version.',
    ]);
    expect(sayIn('nl', (said as string[])[1] ?? '')).toMatch(/^Versie 1\.0\.0 van de vragenlijst ‘safe-work-in-care’/);
  });

  test('is not followed by one of the same major number whose scores cannot be laid beside it', () => {
    const said = messageOf(() => requireNewVersion([pack], changed('email-attitude', { isReversed: true }, '1.4.0')));
    expect(said).toEqual([
      'conflict',
      'Scores of version 1.4.0 of the questionnaire "safe-work-in-care" cannot be laid beside those of 1.0.0; give it a higher major number.',
    ]);
    expect(sayIn('nl', (said as string[])[1] ?? '')).not.toBe((said as string[])[1]);
    expect(requireNewVersion([pack], changed('email-attitude', { isReversed: true }, '2.0.0'))).toBe('new');
    expect(requireNewVersion([pack], changed('email-attitude', { text: { en: 'x', nl: 'y' } }, '1.1.0'))).toBe('new');
  });
});
