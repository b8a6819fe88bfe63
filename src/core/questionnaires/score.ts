/**
 * What the sheets of a round come to: moments of every scale per group, how the answers hang together, and the questions with a right
 * answer. Not for the eyes of anybody: what may be seen is made of it by `core/disclosure` (publish-questionnaire.ts).
 */
import { fewestPeople } from '../disclosure/count-table.ts';
import { elsewhere } from '../disclosure/named-groups.ts';
import type { ScaleTable } from '../disclosure/scale-scores.ts';
import { momentsOf } from '../statistics/mean-interval.ts';
import type { Reliability } from '../statistics/reliability.ts';
import { reliabilityOf } from '../statistics/reliability.ts';
import type { ChoiceItem, PackItem, QuestionnairePack, ScaleItem } from './pack.ts';
import type { ItemScores, Scale } from './scales.ts';
import { itemScores, respondentScore, scalesOf } from './scales.ts';
import type { Answers } from './sheet.ts';
import { answerTo, visibleItems } from './sheet.ts';

export interface Sheet {
  /** The named group its ticket was for; null or unknown: nobody knows. */
  readonly groupId: string | null;
  readonly answers: Answers;
}

interface ReadSheet extends Sheet {
  readonly asked: ReadonlySet<PackItem>;
  readonly scores: ItemScores;
}

export interface ScaleReliability {
  readonly scaleId: string;
  /** Who answered every item of it. */
  readonly respondents: number;
  readonly alpha: Reliability;
  readonly omega: Reliability;
}

/** Of people who were asked and answered, who answered right. */
export interface RightAnswers {
  readonly answered: number;
  readonly right: number;
}

export interface RoundScores {
  readonly scales: readonly Scale[];
  /** Items that fewer than ten people answered: they count in no scale, which would else be about those few. */
  readonly leftOut: readonly string[];
  readonly table: ScaleTable;
  readonly reliability: readonly ScaleReliability[];
  /** By group, in the order given: who answered all questions about how to report that he was asked, and who had all of them right. */
  readonly knowsHowToReport: readonly RightAnswers[] | null;
  /** By question with a right answer, over all groups. */
  readonly questions: ReadonlyMap<string, RightAnswers>;
}

/** @param groupIds what sheets of other groups are counted as is `elsewhere`, which must be among them */
export function scoreRound(pack: QuestionnairePack, groupIds: readonly string[], given: readonly Sheet[]): RoundScores {
  const sheets = given.map((sheet): ReadSheet => {
    const asked = visibleItems(pack, sheet.answers);
    return { ...sheet, asked: new Set(asked), scores: itemScores(asked, sheet.answers) };
  });
  const items = pack.items.filter((item) => item.kind === 'scale');
  const answeredBy = (own: readonly ReadSheet[], item: ScaleItem) => own.filter(({ scores }) => (scores.get(item) ?? null) !== null).length;
  const counted = new Set(items.filter((item) => answeredBy(sheets, item) >= fewestPeople));
  const scales = scalesOf(pack, (item) => counted.has(item));
  const byGroup = inGroups(groupIds, sheets);
  const groups = groupIds.map((id) => {
    const own = byGroup.get(id) ?? [];
    const scoresOn = (scale: Scale) => own.flatMap(({ scores }) => respondentScore(scale, scores, pack.answeredShareMin) ?? []);
    return {
      id,
      moments: scales.map((scale) => momentsOf(scoresOn(scale))),
      answered: [...counted].map((item) => answeredBy(own, item)),
    };
  });
  const right = pack.items.filter((item) => item.kind === 'choice' && item.rightAnswer !== null) as readonly ChoiceItem[];
  const howToReport = right.filter(({ countsFor }) => countsFor === 'knows-how-to-report');
  return {
    scales,
    leftOut: items.filter((item) => !counted.has(item)).map(({ id }) => id),
    table: { scales: scales.map((scale) => ({ id: scale.id, isOneQuestion: scale.items.length === 1 })), groups },
    reliability: scales.filter((scale) => scale.items.length > 1).map((scale) => reliabilityOfScale(scale, sheets)),
    knowsHowToReport: howToReport.length === 0 ? null : groupIds.map((id) => rightAnswers(howToReport, byGroup.get(id) ?? [])),
    questions: new Map(right.map((item) => [item.id, rightAnswers([item], sheets)])),
  };
}

function inGroups(groupIds: readonly string[], sheets: readonly ReadSheet[]): ReadonlyMap<string, readonly ReadSheet[]> {
  const found = new Map<string, ReadSheet[]>(groupIds.map((id) => [id, []]));
  for (const sheet of sheets) (found.get(sheet.groupId ?? elsewhere) ?? found.get(elsewhere))?.push(sheet);
  return found;
}

/** Over those who answered all of it: a missing answer has no covariance. */
function reliabilityOfScale({ id, items }: Scale, sheets: readonly ReadSheet[]): ScaleReliability {
  const rows = sheets.flatMap(({ scores }) => {
    const row = items.flatMap((item) => scores.get(item) ?? []);
    return row.length === items.length ? [row] : [];
  });
  return { scaleId: id, respondents: rows.length, ...reliabilityOf(rows) };
}

/** A person counts once: with every question he was asked answered, and right with all of them right. */
function rightAnswers(items: readonly ChoiceItem[], sheets: readonly ReadSheet[]): RightAnswers {
  const own = sheets.flatMap(({ answers, asked }) => {
    const wanted = items.filter((item) => asked.has(item));
    const isWhole = wanted.length > 0 && wanted.every(({ id }) => answerTo(answers, id) !== undefined);
    return isWhole ? [wanted.every(({ id, rightAnswer }) => answerTo(answers, id) === rightAnswer)] : [];
  });
  return { answered: own.length, right: own.filter(Boolean).length };
}
