import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '../kernel/time.ts';
import { parseInstant } from '../kernel/time.ts';
import type { Answer } from './pack.ts';
import { safeWorkInCare as pack } from './packs/safe-work-in-care.ts';
import { publishQuestionnaire } from './publish-questionnaire.ts';
import { compareScores } from './compare-rounds.ts';
import { indexOf } from './scales.ts';
import type { Sheet } from './score.ts';

const publishedAt = parseInstant('2026-11-01T12:00:00Z') as Instant;
const group = (id: string, invited: number) => ({ id, name: `Ward ${id}`, invited });
const round = (sheets: readonly Sheet[], groups = [group('a', 60), group('b', 40)]) => ({
  ...{ pack, groups, sheets, publishedAt, groupYear: 2026 },
  period: { subject: 'questionnaire', key: 'r1' } as const,
});

/** A sheet that is as safe as told on every item, give or take a step; knows how to report or not. */
function sheet(
  groupId: string | null,
  place: number,
  more: { level?: number; knows?: boolean; answers?: Record<string, Answer> } = {},
): Sheet {
  const { level = 3.6, knows = true, answers = {} } = more;
  const scored = pack.items.flatMap((item, at) => {
    if (item.kind !== 'scale') return [];
    const score = Math.min(5, Math.max(1, Math.round(level + Math.sin(place * 12.9898 + at * 78.233) * 1.4 + Math.sin(place * 3.7))));
    return [[item.id, item.isReversed ? 6 - score : score] as const];
  });
  const choices = { 'has-account': 'yes', 'works-mobile': 'yes', 'clicked-a-link': knows ? 'report' : 'wait', 'lost-a-phone': 'at-once' };
  return { groupId, answers: { ...choices, ...Object.fromEntries(scored), ...answers } };
}
const sheets = (groupId: string | null, count: number, from = 0, more = {}) =>
  Array.from({ length: count }, (_, place) => sheet(groupId, from + place, { knows: place % 3 !== 0, ...more }));
const countedOf = (given: ReturnType<typeof publishQuestionnaire>) => {
  if (given.facts.counted === null) throw new Error('enough answered');
  return given.facts.counted;
};

describe('a round', () => {
  const published = publishQuestionnaire(round([...sheets('a', 30), ...sheets('b', 20, 50)]));

  test('says how many of those invited answered, and every scale of the whole with its interval', () => {
    expect(published.facts).toMatchObject({ invited: 100, answered: 50, isResponseLow: false });
    expect(published.facts.response?.value).toBe(0.5);
    const { scores, scales } = countedOf(published);
    expect(scales).toHaveLength(32);
    const [whole] = scores.whole;
    if (whole?.kind !== 'shown') throw new Error('the whole is shown');
    expect(whole.respondents).toBe(50);
    expect(indexOf(whole.mean)).toBeGreaterThan(50);
    expect(whole.interval.lower < whole.mean && whole.mean < whole.interval.upper).toBe(true);
  });

  test('gives groups their areas and dimensions, and no single question', () => {
    const { scores, scales } = countedOf(published);
    const [ward] = scores.groups;
    if (ward?.kind !== 'shown') throw new Error('the ward is shown');
    expect(ward.figures).toHaveLength(11);
    const items = new Map(scales.map(({ id, items: count }) => [id, count]));
    expect(ward.figures.every(({ scaleId }) => (items.get(scaleId) ?? 0) > 1)).toBe(true);
  });

  test('says of whole, dimensions and areas how they hang together, and why not where it cannot', () => {
    const { reliability } = countedOf(published);
    expect(reliability.map(({ scaleId }) => scaleId).slice(0, 5)).toEqual([
      '*/*',
      '*/knowledge',
      '*/attitude',
      '*/behaviour',
      'passwords/*',
    ]);
    expect(reliability[0]).toMatchObject({ respondents: 50, alpha: { reason: null } });
    const few = countedOf(publishQuestionnaire(round(sheets('a', 29))));
    expect(few.reliability[0]).toMatchObject({ alpha: { value: null, reason: 'too-few-respondents' } });
  });

  test('counts who knows how to report: right on all that he was asked', () => {
    expect(countedOf(published).knowsHowToReport).toMatchObject({ numerator: 33, denominator: 50 });
    expect(countedOf(published).questions).toEqual([
      { itemId: 'clicked-a-link', share: { kind: 'shown', right: 33, answered: 50 } },
      { itemId: 'lost-a-phone', share: { kind: 'shown', right: 50, answered: 50 } },
    ]);
    expect(published.publication.cells.find(({ groupId, roleGroupId }) => groupId === null && roleGroupId === null)).toMatchObject({
      ...{ kind: 'shown', people: 50 },
      counts: { 'knows-how-to-report': 33 },
    });
  });

  test('who left one of these open is counted neither as knowing nor as not', () => {
    const open = sheets('a', 30).map((one, place): Sheet => {
      if (place > 4) return one;
      const { 'lost-a-phone': _left, ...rest } = one.answers;
      return { ...one, answers: rest };
    });
    expect(countedOf(publishQuestionnaire(round(open))).knowsHowToReport?.denominator).toBe(25);
  });

  test('that fewer than ten answered says nothing but that: of three who were asked, three answers name each of them', () => {
    const { facts, publication } = publishQuestionnaire(round(sheets('a', 9)));
    const hidden = { answered: null, response: null, isResponseLow: null, counted: null };
    expect(facts).toMatchObject({ invited: 100, ...hidden });
    const three = publishQuestionnaire(round(sheets('a', 3), [group('a', 3)])).facts;
    expect(three).toMatchObject({ invited: 3, ...hidden });
    const ten = publishQuestionnaire(round(sheets('a', 10), [group('a', 20)])).facts;
    expect(ten).toMatchObject({ answered: 10, response: { numerator: 10, denominator: 20 } });
    const people = publication.cells.flatMap((cell) => (cell.kind === 'shown' ? [cell.people] : []));
    expect(people.length > 0 && people.every((count) => count === 0)).toBe(true);
  });

  test('that less than 30 % answered is shown and marked', () => {
    const { facts } = publishQuestionnaire(round(sheets('a', 29)));
    expect([facts.isResponseLow, facts.counted === null]).toEqual([true, false]);
    expect(publishQuestionnaire(round(sheets('a', 30))).facts.isResponseLow).toBe(false);
  });

  test('of a file has no invitations, so its response is not known, which is not low', () => {
    const { facts } = publishQuestionnaire(round(sheets(null, 40), [group('a', 0)]));
    expect([facts.answered, facts.response, facts.isResponseLow]).toEqual([40, null, null]);
  });

  test('sheets of a group that is not among those invited count elsewhere', () => {
    const { scores, responses } = countedOf(
      publishQuestionnaire(round([...sheets('a', 30), ...sheets('gone', 12), ...sheets(null, 8, 70)])),
    );
    expect(responses.map(({ groupId, answered }) => [groupId, answered])).toEqual([
      ['a', 30],
      [' elsewhere', 20],
    ]);
    expect(scores.groups.map(({ kind }) => kind)).toEqual(['shown', 'hidden', 'shown']);
  });

  test('a question that fewer than ten were asked counts in no scale', () => {
    const away = { 'works-mobile': 'no' };
    const most = sheets('a', 30, 0, { answers: away });
    const { leftOut, scales } = countedOf(publishQuestionnaire(round([...most, ...sheets('a', 9, 50)])));
    expect(leftOut).toEqual(['mobile-devices-knowledge', 'mobile-devices-attitude', 'mobile-devices-behaviour']);
    expect(scales.map(({ id }) => id)).not.toContain('mobile-devices/*');
    expect(scales[0]).toMatchObject({ id: '*/*', items: 18 });
  });

  test('the order of sheets changes nothing', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...sheets('a', 30), ...sheets('b', 20, 50)], { minLength: 50 }), (shuffled) => {
        const other = publishQuestionnaire(round(shuffled));
        expect(other.publication).toEqual(published.publication);
        const [mine, theirs] = [published, other].map((one) => countedOf(one).scores.whole);
        for (const [place, figure] of (mine ?? []).entries()) {
          const found = theirs?.[place];
          if (figure.kind !== 'shown' || found?.kind !== 'shown') throw new Error('the whole is shown');
          expect(found.mean).toBeCloseTo(figure.mean, 10);
        }
      }),
      { numRuns: 10 },
    );
  });

  // A fifth of a second of processor where it was written; a machine that judges may be much slower.
  test('of 3,000 sheets takes little time', () => {
    const many = Array.from({ length: 3_000 }, (_, place) => sheet(`g${place % 60}`, place));
    const groups = Array.from({ length: 60 }, (_, place) => group(`g${place}`, 80));
    const before = process.cpuUsage();
    publishQuestionnaire(round(many, groups));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(2_000);
  });
});

describe('two rounds', () => {
  const earlier = publishQuestionnaire(round(sheets('a', 60, 0, { level: 3 }))).facts;
  const later = publishQuestionnaire(round(sheets('a', 60, 200, { level: 4 }))).facts;

  test('differ by index points, with an interval, scale by scale', () => {
    const found = compareScores(later, earlier);
    expect(found.kind).toBe('compared');
    if (found.kind !== 'compared') return;
    const [whole] = found.scales;
    expect(whole?.scaleId).toBe('*/*');
    expect(whole?.difference).toBeGreaterThan(15);
    expect(whole?.interval !== null && (whole?.interval.lower ?? 0) > 0).toBe(true);
    expect(found.isWordedAlike).toBe(true);
  });

  test('of other packs, or of another major number, are not compared; of another minor number with a remark', () => {
    const versioned = (version: string, id = later.pack.id) => ({ ...later, pack: { ...later.pack, version, id } });
    expect(compareScores(versioned('2.0.0'), earlier)).toEqual({ kind: 'not-comparable' });
    expect(compareScores(versioned('1.0.0', 'other'), earlier)).toEqual({ kind: 'not-comparable' });
    expect(compareScores(versioned('1.1.0'), earlier)).toMatchObject({ kind: 'compared', isWordedAlike: false });
  });

  test('a scale that one of them does not show has no difference', () => {
    const few = publishQuestionnaire(round(sheets('a', 20))).facts;
    const found = compareScores(later, few);
    expect(found.kind === 'compared' ? found.scales.map(({ scaleId }) => scaleId) : []).not.toContain('passwords/knowledge');
  });
});
