/** What was published of a round, as it is answered and as a file. Nothing is counted here. */
import { proportionOf } from '#core/awareness/campaign-figures.ts';
import type { ScaleFigure } from '#core/disclosure/scale-scores.ts';
import { guardFormula } from '#core/kernel/formula-guard.ts';
import { compareScores } from '#core/questionnaires/compare-rounds.ts';
import type { QuestionnairePack } from '#core/questionnaires/pack.ts';
import type { QuestionnaireFacts } from '#core/questionnaires/publish-questionnaire.ts';
import { indexOf } from '#core/questionnaires/scales.ts';
import type { QuestionnaireResults } from '#contract/endpoints/questionnaire-results.ts';
import type { StandingPublication } from '#core/disclosure/publish.ts';

type Figure = NonNullable<QuestionnaireResults['scales'][number]['figure']>;

function figureOf(figure: ScaleFigure | undefined): {
  readonly figure: Figure | null;
  readonly hidden: QuestionnaireResults['scales'][number]['hidden'];
} {
  if (figure === undefined) return { figure: null, hidden: 'too-few-people' };
  if (figure.kind === 'hidden') return { figure: null, hidden: figure.reason };
  const { respondents, mean, interval } = figure;
  const shown = { respondents, mean, index: indexOf(mean), interval: { lower: indexOf(interval.lower), upper: indexOf(interval.upper) } };
  return { figure: shown, hidden: null };
}

export interface EarlierRound {
  readonly id: string;
  readonly name: string;
  readonly facts: unknown;
}

/** @param before the round of the same questionnaire that was published before it */
export function resultsOf(
  { publication, facts }: StandingPublication,
  asked: Pick<QuestionnairePack, 'items'>,
  before: EarlierRound | null,
): QuestionnaireResults {
  const { comparison, changes } = compared(facts as QuestionnaireFacts, before);
  const { pack, invited, answered, response, isResponseLow, counted } = facts as QuestionnaireFacts;
  const textOf = (itemId: string) => ({ ...asked.items.find(({ id }) => id === itemId)?.text });
  return {
    invited,
    answered,
    response,
    isResponseLow,
    areas: pack.areas.map(({ id, title }) => ({ id, title: { ...title } })),
    scales: (counted?.scales ?? []).map(({ id, area, dimension, items }) => {
      const reliability = counted?.reliability.find(({ scaleId }) => scaleId === id);
      return {
        ...{ id, area, dimension, items },
        ...figureOf(counted?.scores.whole.find(({ scaleId }) => scaleId === id)),
        alpha: reliability?.alpha ?? null,
        omega: reliability?.omega ?? null,
        change: changes.get(id) ?? null,
      };
    }),
    comparison,
    groups: publication.groups.map(({ id, name }) => groupOf(counted, id, name)),
    leftOut: (counted?.leftOut ?? []).map((itemId) => ({ itemId, text: textOf(itemId) })),
    knowsHowToReport: counted?.knowsHowToReport ?? null,
    questions: (counted?.questions ?? []).map(({ itemId, share }) => ({
      itemId,
      text: textOf(itemId),
      share: share.kind === 'shown' ? proportionOf(share.right, share.answered) : null,
      hidden: share.kind === 'hidden' ? share.reason : null,
    })),
  };
}

type Change = NonNullable<QuestionnaireResults['scales'][number]['change']>;

/** Too few answers are compared with nobody's (metrics.md 4.9). */
function compared(
  now: QuestionnaireFacts,
  before: EarlierRound | null,
): { readonly comparison: QuestionnaireResults['comparison']; readonly changes: ReadonlyMap<string, Change> } {
  const none = (kind: 'no-round-before' | 'not-comparable' | 'response-low' | 'response-unknown') => ({
    comparison: { kind, round: before === null ? null : { id: before.id, name: before.name }, isWordedAlike: null },
    changes: new Map<string, Change>(),
  });
  if (before === null) return none('no-round-before');
  const earlier = before.facts as QuestionnaireFacts;
  if (now.isResponseLow === true || earlier.isResponseLow === true) return none('response-low');
  if (now.isResponseLow === null || earlier.isResponseLow === null) return none('response-unknown');
  const found = compareScores(now, earlier);
  if (found.kind === 'not-comparable') return none('not-comparable');
  const { isWordedAlike, scales } = found;
  return {
    comparison: { kind: 'compared', round: { id: before.id, name: before.name }, isWordedAlike },
    changes: new Map(scales.map(({ scaleId, difference, interval }) => [scaleId, { difference, interval }])),
  };
}

function groupOf(counted: QuestionnaireFacts['counted'], id: string, name: string): QuestionnaireResults['groups'][number] {
  const group = counted?.scores.groups.find(({ groupId }) => groupId === id);
  if (group?.kind !== 'shown') {
    return { id, name, hidden: group?.reason ?? 'too-few-people', invited: null, answered: null, figures: [] };
  }
  const response = counted?.responses.find(({ groupId }) => groupId === id);
  return {
    ...{ id, name, hidden: null, invited: response?.invited ?? null, answered: response?.answered ?? null },
    figures: group.figures.flatMap((one) => {
      const { figure } = figureOf(one);
      return figure === null ? [] : [{ scaleId: one.scaleId, ...figure }];
    }),
  };
}

const header = 'group,scale,respondents,mean,index,lower,upper,hidden';

/** One line per group and scale that is shown, one per hidden group. The whole comes first, without a group. */
export function resultsCsv({ scales, groups }: QuestionnaireResults): string {
  const line = (group: string, scale: string, figure: Figure | null, hidden: string | null) =>
    [
      cell(group),
      cell(scale),
      ...(figure === null
        ? ['', '', '', '', '']
        : [
            figure.respondents,
            ...[figure.mean, figure.index, figure.interval.lower, figure.interval.upper].map((value) => value.toFixed(2)),
          ]),
      hidden ?? '',
    ].join(',');
  const rows = [
    ...scales.map(({ id, figure, hidden }) => line('', id, figure, hidden)),
    ...groups.flatMap(({ id, name, hidden, figures }) => {
      const group = name === '' ? id.trim() : name;
      return hidden === null ? figures.map((figure) => line(group, figure.scaleId, figure, null)) : [line(group, '', null, hidden)];
    }),
  ];
  return [header, ...rows, ''].join('\r\n');
}

function cell(text: string): string {
  const safe = guardFormula(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
