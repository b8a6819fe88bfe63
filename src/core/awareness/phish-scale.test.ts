import { describe, expect, it } from 'vitest';
import { cueIds } from './cue-ids.ts';
import { cueKinds, phishCues } from './phish-cues.ts';
import type { PhishScore, PremisePoints } from './phish-scale.ts';
import { cueAgreement, scaleDifficulty, settleDifficulty } from './phish-scale.ts';

/** Cues as one count, and the four elements with the fifth taken off. */
function score(cues: number, points: readonly [PremisePoints, PremisePoints, PremisePoints, PremisePoints, PremisePoints]): PhishScore {
  const [mimicsProcess, workplaceRelevance, fitsOtherEvents, concernAboutNotClicking, recentTraining] = points;
  return {
    cues: { spelling: cues },
    premise: { mimicsProcess, workplaceRelevance, fitsOtherEvents, concernAboutNotClicking, recentTraining },
  };
}

describe('difficulty', () => {
  it.each([
    [1, [8, 8, 2, 0, 0], 'few', 18, 'strong', 'very'],
    [8, [8, 8, 0, 0, 0], 'few', 16, 'medium', 'very'],
    [8, [4, 6, 0, 0, 0], 'few', 10, 'weak', 'moderate'],
    [9, [8, 8, 8, 8, 8], 'some', 24, 'strong', 'very'],
    [14, [8, 8, 8, 2, 8], 'some', 18, 'strong', 'very'],
    [14, [8, 8, 0, 2, 6], 'some', 12, 'medium', 'moderate'],
    [9, [2, 2, 2, 2, 0], 'some', 8, 'weak', 'moderate-to-least'],
    [15, [8, 8, 8, 8, 0], 'many', 32, 'strong', 'moderate'],
    [40, [6, 6, 0, 0, 0], 'many', 12, 'medium', 'moderate'],
    [15, [0, 0, 0, 0, 8], 'many', -8, 'weak', 'least'],
    [0, [0, 0, 0, 0, 0], 'few', 0, 'weak', 'moderate'],
  ] as const)('%i cues with %j: %s cues, %i points, %s: %s', (cues, points, cueBand, alignmentPoints, alignment, onScale) => {
    const found = scaleDifficulty(score(cues, points));
    expect(found).toMatchObject({ cueCount: cues, cueBand, alignmentPoints, alignment, onScale });
    expect(found.difficulty).toBe(onScale === 'moderate-to-least' ? 'moderate' : onScale);
  });

  it('a cue is counted, not guessed at', () => {
    expect(() => scaleDifficulty(score(1.5, [0, 0, 0, 0, 0]))).toThrow('a cue is counted');
  });
});

describe('two scorers', () => {
  const hard = score(3, [8, 8, 2, 0, 0]);
  const easy = score(20, [0, 0, 0, 0, 0]);

  it('one settles it alone, two who agree settle it, two who do not leave it unsettled', () => {
    expect(settleDifficulty([])).toEqual({ kind: 'unscored' });
    expect(settleDifficulty([hard])).toEqual({ kind: 'one-scorer', difficulty: 'very' });
    expect(settleDifficulty([hard, score(5, [8, 8, 2, 0, 0])])).toMatchObject({ kind: 'agreed', difficulty: 'very' });
    expect(settleDifficulty([hard, easy])).toMatchObject({ kind: 'disputed', found: ['very', 'least'] });
  });

  it('agreement is over all cues, seen or not: 2 seen by both, 1 by each alone, 19 by none of 23', () => {
    const premise = hard.premise;
    const found = cueAgreement(
      { cues: { spelling: 1, link: 3, threat: 1 }, premise },
      { cues: { spelling: 2, link: 1, urgency: 1 }, premise },
    );
    expect(found).toMatchObject({ judged: 23, alike: 21 / 23 });
    const byChance = (3 / 23) ** 2 + (20 / 23) ** 2;
    expect(found.kappa).toBeCloseTo((21 / 23 - byChance) / (1 - byChance), 12);
  });
});

it('every cue has a kind, a name and an explanation in both languages, and an id of its own', () => {
  expect(phishCues.map(({ id }) => id)).toEqual(cueIds);
  for (const { kind, label, help } of phishCues) {
    expect(cueKinds.map(({ id }) => id)).toContain(kind);
    for (const text of [label.en, label.nl, help.en, help.nl]) expect(text.length).toBeGreaterThan(3);
  }
});
