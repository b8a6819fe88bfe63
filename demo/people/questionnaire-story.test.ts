/** The two rounds of the questionnaire: repeatable, read whole by the importer, and with a true improvement that is found again within its interval. */
import { describe, expect, test } from 'vitest';
import { compareScores, type ScaleDifference } from '#core/questionnaires/compare-rounds.ts';
import { publishQuestionnaire } from '#core/questionnaires/publish-questionnaire.ts';
import { itemScores, respondentScore, scalesOf } from '#core/questionnaires/scales.ts';
import { answersByNumber, requireAnswers, visibleItems } from '#core/questionnaires/sheet.ts';
import { momentsOf } from '#core/statistics/mean-interval.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { readPersonal } from '#test/support/read-personal.ts';
import { demoSeed } from '../write-demo-files.ts';
import { planQuestionnaires } from './questionnaire-file.ts';
import { askedEmployees, askedPack, changedArea, questionnaireRounds, type AskedEmployee } from './questionnaire-story.ts';
import { generateStaff } from './staff.ts';

const lastDay = '2026-11-22' as Day;
const unitName = ({ unit }: AskedEmployee) => unit.team ?? unit.department;

function rounds(seed: number) {
  const staff = generateStaff(seed);
  const asked = questionnaireRounds.map((round) => askedEmployees(seed, staff, round));
  const facts = asked.map((all, place) => {
    const names = [...new Set(all.map(unitName))];
    return publishQuestionnaire({
      pack: askedPack,
      groups: names.map((name) => ({ id: name, name, invited: all.filter((one) => unitName(one) === name).length })),
      sheets: all.filter(({ isAnswering }) => isAnswering).map((one) => ({ groupId: unitName(one), answers: one.answers })),
      period: { subject: 'questionnaire', key: String(place) },
      groupYear: 2026,
      publishedAt: '2026-11-22T12:00:00.000Z' as Instant,
    }).facts;
  });
  return { asked, facts };
}

/** Of everybody who was asked, whether they answered or not: by how many points of the index the area truly changed. */
function trueChange(asked: readonly (readonly AskedEmployee[])[], area: string): number {
  const scale = scalesOf(askedPack).find(({ id }) => id === `${area}/*`) ?? expect.fail(`${area} is an area`);
  const [before = NaN, after = NaN] = asked.map((all) => {
    const scores = all.flatMap(
      ({ answers }) => respondentScore(scale, itemScores(visibleItems(askedPack, answers), answers), askedPack.answeredShareMin) ?? [],
    );
    return momentsOf(scores).mean;
  });
  return ((after - before) / 4) * 100;
}

function found({ facts: [before, after] }: ReturnType<typeof rounds>): (area: string) => ScaleDifference {
  const compared = before === undefined || after === undefined ? undefined : compareScores(after, before);
  const scales = compared?.kind === 'compared' ? compared.scales : expect.fail('two rounds are compared');
  return (area) => scales.find(({ scaleId }) => scaleId === `${area}/*`) ?? expect.fail(`${area} is compared`);
}
const holds = ({ interval }: ScaleDifference, change: number) => interval.lower <= change && change <= interval.upper;

describe('the two rounds', () => {
  const own = rounds(demoSeed);

  test('are a year apart, asked of nearly everybody and answered by about half', () => {
    const [first, second] = questionnaireRounds;
    expect((second?.closesDay ?? 0) - (first?.closesDay ?? 0)).toBe(365);
    for (const { invited, answered, response, isResponseLow } of own.facts) {
      expect(invited).toBeGreaterThan(2_500);
      expect(answered).toBeGreaterThan(1_200);
      expect(response?.value).toBeLessThan(0.65);
      expect(isResponseLow).toBe(false);
    }
  });

  test('found a true improvement in one area within its interval, which leaves out 0; of the other areas 0 is within it', () => {
    const differenceIn = found(own);
    const change = trueChange(own.asked, changedArea);
    expect(change).toBeGreaterThan(4);
    expect(change).toBeLessThan(8);
    expect(holds(differenceIn(changedArea), change)).toBe(true);
    expect(differenceIn(changedArea).interval.lower).toBeGreaterThan(0);
    for (const { id } of askedPack.areas.filter((area) => area.id !== changedArea)) expect(holds(differenceIn(id), 0), id).toBe(true);
  });

  test('show scores of departments and hide those of teams of which too few answered, with the reason', () => {
    for (const { counted } of own.facts) {
      const groups = counted?.scores.groups ?? [];
      expect(groups.filter(({ kind }) => kind === 'shown').length).toBeGreaterThan(12);
      expect(groups.find(({ groupId }) => groupId === 'Bloedafname')).toMatchObject({ kind: 'hidden', reason: 'too-few-people' });
    }
  });

  test('hang together as a questionnaire does: α of the whole is good, of three questions fair', () => {
    const alphaOf = (id: string) => own.facts[1]?.counted?.reliability.find(({ scaleId }) => scaleId === id)?.alpha.value ?? 0;
    expect(alphaOf('*/*')).toBeGreaterThan(0.8);
    expect(alphaOf(`${changedArea}/*`)).toBeGreaterThan(0.5);
    expect(alphaOf(`${changedArea}/*`)).toBeLessThan(0.8);
  });

  test('were known to more how to report in the second', () => {
    const [before, after] = own.facts.map(({ counted }) => counted?.knowsHowToReport);
    expect(after?.interval.lower ?? 0).toBeGreaterThan(before?.interval.upper ?? 1);
  });
});

test('in 8 such hospitals the interval nearly always holds the true change, of an area that changed and of one that did not', () => {
  let [held, seen] = [0, 0];
  for (let seed = 1; seed <= 8; seed += 1) {
    const one = rounds(seed);
    for (const area of [changedArea, 'passwords']) held += holds(found(one)(area), trueChange(one.asked, area)) ? 1 : 0;
    seen += found(one)(changedArea).interval.lower > 0 ? 1 : 0;
  }
  // Three standard errors of 16 at 95 % are 2.6 below 15.2.
  expect(held).toBeGreaterThanOrEqual(13);
  expect(seen).toBe(8);
}, 120_000);

describe('as files of another tool', () => {
  const planned = planQuestionnaires({ seed: 7, lastDay, places: 300 });
  const texts = planned.map(({ text }) => [...text()].join(''));

  test('the same seed gives the same, another seed others', () => {
    const of = (seed: number) => planQuestionnaires({ seed, lastDay, places: 300 }).map(({ text }) => [...text()].join(''));
    expect(of(7)).toEqual(texts);
    expect(of(8).filter((text) => texts.includes(text))).toEqual([]);
    expect(planned.map(({ file }) => file.name)).toEqual(['vragenlijst-2025-11-01.csv', 'vragenlijst-2026-11-01.csv']);
  });

  test('they are read whole, and every row fits the questionnaire and gives back the answers', async () => {
    for (const [place, text] of texts.entries()) {
      const { importer, rows, issues } = await readPersonal(text);
      expect([importer?.id, issues]).toEqual(['questionnaire-results', []]);
      const round = questionnaireRounds[place] ?? expect.fail('a file is of a round');
      const truth = askedEmployees(7, generateStaff(7, { places: 300 }), round).filter(({ isAnswering }) => isAnswering);
      const read = rows.map((row) => (row.kind === 'questionnaire' ? row : expect.fail('a row is a sheet')));
      expect(read.map(({ answers }) => requireAnswers(askedPack, answersByNumber(askedPack, answers)))).toEqual(
        truth.map(({ answers }) => answers),
      );
      expect(read.map(({ round: name, department }) => [name, department])).toEqual(truth.map((one) => [round.name, unitName(one)]));
    }
  });
});
