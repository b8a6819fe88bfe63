/**
 * A closed round of a questionnaire, counted once: its scores, how far they can be relied on, who answered and who knows how to report.
 * Everything about people in it went through `core/disclosure`; what comes out is frozen with the publication.
 */
import type { Proportion } from '../awareness/campaign-figures.ts';
import { proportionOf } from '../awareness/campaign-figures.ts';
import type { CountTable } from '../disclosure/count-table.ts';
import { fewestPeople } from '../disclosure/count-table.ts';
import { elsewhere } from '../disclosure/named-groups.ts';
import type { Disclosed, Publication, PublishedPeriod } from '../disclosure/publish.ts';
import { cellAt, publish } from '../disclosure/publish.ts';
import type { DisclosedShare } from '../disclosure/right-answers.ts';
import { discloseShare } from '../disclosure/right-answers.ts';
import type { ScaleScores } from '../disclosure/scale-scores.ts';
import { discloseScales } from '../disclosure/scale-scores.ts';
import type { Day, Instant } from '../kernel/time.ts';
import { dayOf } from '../kernel/time.ts';
import type { Dimension, PackTexts, QuestionnairePack } from './pack.ts';
import type { RoundScores, ScaleReliability, Sheet } from './score.ts';
import { scoreRound } from './score.ts';

/** Of fewer of those invited the answers are shown and compared with nobody's (metrics.md 4.9). */
export const responseShareMin = 0.3;

/** What the cells of the publication count: people who answered the questions about how to report, and of those who knows it. */
export const knowsHowToReport = 'knows-how-to-report';

export interface InvitedGroup {
  readonly id: string;
  readonly name: string;
  readonly invited: number;
}

export interface QuestionnaireFacts {
  /** The last day on which answers were taken: what the figures are of. */
  readonly on: Day;
  readonly pack: {
    readonly id: string;
    readonly version: string;
    readonly title: PackTexts;
    readonly areas: readonly { readonly id: string; readonly title: PackTexts }[];
  };
  /** Links made; numbers of people are no secret. 0: sheets of a file. */
  readonly invited: number;
  /** Null: fewer than ten. Of three invited, three answers say of each that they took part. */
  readonly answered: number | null;
  /** Null: fewer than ten answered, or nobody was invited. */
  readonly response: Proportion | null;
  /** Too few of those invited answered to compare it with others. Null: the response is not known, which is not low. */
  readonly isResponseLow: boolean | null;
  /** Whether the cells of the publication count who knows how to report. */
  readonly asksHowToReport: boolean;
  /** Null throughout: fewer than ten answered. */
  readonly counted: {
    readonly scales: readonly {
      readonly id: string;
      readonly area: string | null;
      readonly dimension: Dimension | null;
      readonly items: number;
    }[];
    /** Items that fewer than ten people answered: they count in no scale. */
    readonly leftOut: readonly string[];
    readonly scores: Disclosed<ScaleScores>;
    readonly reliability: readonly ScaleReliability[];
    /** Of the groups whose scores are shown: how many were invited and answered. */
    readonly responses: readonly { readonly groupId: string; readonly invited: number; readonly answered: number }[];
    /** AWR-16, of the whole; null: the questionnaire does not ask it, or it is hidden. */
    readonly knowsHowToReport: Proportion | null;
    /** Each question with a right answer, of the whole. */
    readonly questions: readonly { readonly itemId: string; readonly share: DisclosedShare }[];
  } | null;
}

export interface QuestionnaireRound {
  readonly pack: QuestionnairePack;
  /** The named groups that tickets were given out for. */
  readonly groups: readonly InvitedGroup[];
  readonly sheets: readonly Sheet[];
  readonly period: PublishedPeriod;
  readonly groupYear: number;
  readonly publishedAt: Instant;
  /** The last day on which answers were taken; left out: the day of publication, in UTC. */
  readonly on?: Day;
}

/** Once per round: that it is, and that it stays, the store holds. */
export function publishQuestionnaire(round: QuestionnaireRound): { readonly publication: Publication; readonly facts: QuestionnaireFacts } {
  const { pack, sheets, period, groupYear, publishedAt } = round;
  const groups = answeringGroups(round);
  const scores = scoreRound(
    pack,
    groups.map(({ id }) => id),
    sheets,
  );
  const publication = publish({ period, groupYear, publishedAt, table: tableOf(groups, scores) });
  const invited = groups.reduce((sum, group) => sum + group.invited, 0);
  const isTold = sheets.length >= fewestPeople;
  // Sheets of a file come without invitations.
  const response = !isTold || invited < sheets.length ? null : proportionOf(sheets.length, invited);
  return {
    publication,
    facts: {
      on: round.on ?? dayOf(publishedAt, 'UTC'),
      pack: { id: pack.id, version: pack.version, title: pack.title, areas: pack.areas.map(({ id, title }) => ({ id, title })) },
      invited,
      answered: isTold ? sheets.length : null,
      response,
      isResponseLow: response === null ? null : response.value < responseShareMin,
      asksHowToReport: scores.knowsHowToReport !== null,
      counted: isTold ? countedOf(groups, scores, publication) : null,
    },
  };
}

interface AnsweringGroup extends InvitedGroup {
  readonly answered: number;
}

/** The groups, and behind them the one of those nobody placed. */
function answeringGroups({ groups, sheets }: QuestionnaireRound): readonly AnsweringGroup[] {
  const all = groups.some(({ id }) => id === elsewhere) ? groups : [...groups, { id: elsewhere, name: '', invited: 0 }];
  const answered = new Map(all.map(({ id }) => [id, 0]));
  for (const { groupId } of sheets) {
    const home = groupId !== null && answered.has(groupId) ? groupId : elsewhere;
    answered.set(home, (answered.get(home) ?? 0) + 1);
  }
  return all.map((group) => ({ ...group, answered: answered.get(group.id) ?? 0 }));
}

/** One side: groups. A sheet knows no role group. */
function tableOf(groups: readonly AnsweringGroup[], { knowsHowToReport: knows }: RoundScores): CountTable {
  return {
    rows: groups.map(({ id, name }) => ({ id, name })),
    columns: [{ id: elsewhere, name: '' }],
    // That somebody does not know it is what may not be certain of anybody.
    measures: knows === null ? [] : [{ id: knowsHowToReport, guards: 'not-counted' }],
    people: Int32Array.from(groups, ({ answered }, place) => (knows === null ? answered : (knows[place]?.answered ?? 0))),
    counts: new Map(knows === null ? [] : [[knowsHowToReport, Int32Array.from(knows, ({ right }) => right)]]),
  };
}

function countedOf(
  groups: readonly AnsweringGroup[],
  { scales, leftOut, table, reliability, questions, knowsHowToReport: knows }: RoundScores,
  publication: Publication,
): QuestionnaireFacts['counted'] {
  const total = cellAt(publication, { groupId: null, roleGroupId: null });
  const scores = discloseScales(table);
  const shown = new Set(scores.groups.flatMap((group) => (group.kind === 'shown' ? [group.groupId] : [])));
  return {
    scales: scales.map(({ id, area, dimension, items }) => ({ id, area, dimension, items: items.length })),
    leftOut,
    scores,
    reliability,
    responses: groups.filter(({ id }) => shown.has(id)).map(({ id, invited, answered }) => ({ groupId: id, invited, answered })),
    knowsHowToReport: knows === null || total?.kind !== 'shown' ? null : proportionOf(total.counts[knowsHowToReport] ?? 0, total.people),
    questions: [...questions].map(([itemId, { right, answered }]) => ({ itemId, share: discloseShare(right, answered) })),
  };
}
