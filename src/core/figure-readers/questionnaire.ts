/**
 * Figures of questionnaires, AWR-11 and AWR-16 (metrics.md 8.1), of the whole house. A figure is of the last day on which answers were
 * taken. Rounds of one version of one questionnaire that ended on one day are put together: respondents are added,
 * and means weighed by them; of several questionnaires none is told.
 */
import type { StandingPublication } from '../disclosure/publish.ts';
import { compareCodePoints } from '../kernel/text.ts';
import { parseDay, type Day } from '../kernel/time.ts';
import type { QuestionnaireFacts } from '../questionnaires/publish-questionnaire.ts';
import { knowsHowToReport } from '../questionnaires/publish-questionnaire.ts';
import { indexOf, wholeScale } from '../questionnaires/scales.ts';
import { addMoments, meanInterval, noMoments } from '../statistics/mean-interval.ts';
import { addedUp, noFigure, peopleFigure, shareNumbers, valueNumbers, type FigureNumbers } from '../metrics/people-figure.ts';
import type { FigureReader } from './figure-reader.ts';

type Rounds = readonly StandingPublication[];

/** By measure of AWR-11, the scale it is the index of. */
const scaleOf = { whole: wholeScale, knowledge: '*/knowledge', attitude: '*/attitude', behaviour: '*/behaviour' } as const;

export const questionnaireFigures: FigureReader = (published) => {
  const days = new Map<Day, StandingPublication[]>();
  for (const [, standing] of [...published].toSorted(([one], [other]) => compareCodePoints(one, other))) {
    const on = dayOfRound(standing);
    if (on !== undefined) days.set(on, [...(days.get(on) ?? []), standing]);
  }
  return [...days].flatMap(([on, rounds]) => {
    const place = { fromOn: on, toOn: on };
    const scored = rounds.filter(asksScales);
    const asked = rounds.filter((round) => factsOf(round).asksHowToReport);
    return [
      ...(scored.length === 0 ? [] : Object.entries(scaleOf)).map(([measure, scaleId]) =>
        peopleFigure(
          { metricId: 'AWR-11', measure, ...place },
          scored,
          ofOnePack((all) => indexFigure(all, scaleId)),
        ),
      ),
      ...(scored.length === 0
        ? []
        : [peopleFigure({ metricId: 'AWR-11', measure: 'response', ...place }, scored, ofOnePack(responseFigure))]),
      ...(asked.length === 0 ? [] : [peopleFigure({ metricId: 'AWR-16', measure: 'knows', ...place }, asked, ofOnePack(knowsFigure))]),
    ];
  });
};

const factsOf = ({ facts }: StandingPublication) => facts as QuestionnaireFacts;

function dayOfRound(standing: StandingPublication): Day | undefined {
  return parseDay(factsOf(standing).on);
}

/** A questionnaire of questions of choice alone has no index; of one that nobody answered it is not known. */
function asksScales(round: StandingPublication): boolean {
  const { counted } = factsOf(round);
  return counted === null || counted.scales.length > 0;
}

/** Answers to other questions have no mean in common. */
function ofOnePack(read: (rounds: Rounds) => FigureNumbers): (rounds: Rounds) => FigureNumbers {
  return (rounds) => {
    const packs = new Set(rounds.map(factsOf).map(({ pack }) => `${pack.id}@${pack.version}`));
    return packs.size > 1 ? noFigure('rounds-several') : read(rounds);
  };
}

/** Shown and marked where too few of those invited answered, or nobody knows how many were (metrics.md 4.9). */
function marked(numbers: FigureNumbers, rounds: Rounds): FigureNumbers {
  const isLow = numbers.value !== null && rounds.some((round) => factsOf(round).isResponseLow ?? true);
  return isLow ? { ...numbers, reasons: [...numbers.reasons, 'response-low'] } : numbers;
}

function indexFigure(rounds: Rounds, scaleId: string): FigureNumbers {
  const figures = rounds.flatMap((round) => factsOf(round).counted?.scores.whole.find((figure) => figure.scaleId === scaleId) ?? []);
  const shown = figures.flatMap((figure) => (figure.kind === 'shown' ? [figure] : []));
  if (shown.length === 0)
    return noFigure(figures.some((figure) => figure.kind === 'hidden' && figure.reason === 'all-alike') ? 'all-alike' : 'total-hidden');
  const moments = shown
    .map(({ respondents: count, mean, deviation }) => ({ count, mean, squares: deviation ** 2 * (count - 1) }))
    .reduce(addMoments, noMoments);
  const interval = meanInterval(moments);
  // The interval of a mean near an end of its scale steps over it; the index does not.
  const within = (mean: number) => Math.min(100, Math.max(0, indexOf(mean)));
  const bounds = interval === null ? null : { lower: within(interval.lower), upper: within(interval.upper) };
  return marked(valueNumbers(indexOf(moments.mean), bounds), rounds);
}

function responseFigure(rounds: Rounds): FigureNumbers {
  const known = rounds.map(factsOf).flatMap(({ response }) => (response === null ? [] : [response]));
  if (known.length === 0) return noFigure(rounds.some((round) => factsOf(round).answered === null) ? 'total-hidden' : 'nothing-counted');
  const sum = (of: (response: (typeof known)[number]) => number) => known.reduce((total, one) => total + of(one), 0);
  return marked(
    shareNumbers(
      sum(({ numerator }) => numerator),
      sum(({ denominator }) => denominator),
    ),
    rounds,
  );
}

function knowsFigure(rounds: Rounds): FigureNumbers {
  const [known, asked] = [addedUp(rounds, ({ counts }) => counts[knowsHowToReport] ?? 0), addedUp(rounds, ({ people }) => people)];
  if (known === null || asked === null) return noFigure('total-hidden');
  return marked(shareNumbers(known, asked), rounds);
}
