/**
 * The two rounds of the questionnaire of the story, a year apart: what everybody would answer, and who of them does. Between them came the
 * button to report mails with and the talks about it, so that reporting is the one area in which people truly answer otherwise.
 */
import type { Dimension, PackItem, ScaleItem } from '#core/questionnaires/pack.ts';
import { scaleSteps } from '#core/questionnaires/pack.ts';
import { safeWorkInCare } from '#core/questionnaires/packs/safe-work-in-care.ts';
import type { Answers } from '#core/questionnaires/sheet.ts';
import { visibleItems } from '#core/questionnaires/sheet.ts';
import { normalOf, shareOf } from '../random.ts';
import { lastDayNumber } from '../story.ts';
import { populationDays } from './people-story.ts';
import { unitOn, worksOn, type Employee } from './staff.ts';
import type { Unit } from './units.ts';

export const askedPack = safeWorkInCare;

export interface QuestionnaireStory {
  readonly place: 0 | 1;
  readonly name: string;
  /** Day numbers; answers are taken on all of them. */
  readonly opensDay: number;
  readonly closesDay: number;
}

const openDays = 21;
const roundOf = (place: 0 | 1, name: string, closesDay: number): QuestionnaireStory => ({
  ...{ place, name, closesDay },
  opensDay: closesDay - openDays,
});

export const questionnaireRounds: readonly QuestionnaireStory[] = [
  roundOf(0, 'Veilig werken, eerste ronde', lastDayNumber - 386),
  roundOf(1, 'Veilig werken, tweede ronde', lastDayNumber - 21),
];

/** The area that truly changed, and by how much everybody in it did before answers are cut into steps. */
export const changedArea = 'incident-reporting';
const changeInSteps = 0.22;

export interface AskedEmployee {
  readonly employee: Employee;
  /** Where the newest population file has this person: for which group the link is. */
  readonly unit: Unit;
  /** What this person answers, or would. */
  readonly answers: Answers;
  readonly isAnswering: boolean;
}

/** Everybody whom the newest population file of then knows and who still works here when the round closes. */
export function askedEmployees(seed: number, staff: readonly Employee[], round: QuestionnaireStory): readonly AskedEmployee[] {
  const knownDay = populationDays.findLast((day) => day <= round.opensDay) ?? round.opensDay;
  return staff
    .filter((one) => worksOn(one, knownDay) && worksOn(one, round.closesDay))
    .map((employee) => {
      const unit = unitOn(employee, knownDay);
      const answers = answersOf(seed, employee, unit, round);
      const isEmpty = Object.keys(answers).length === 0;
      const isAnswering = !isEmpty && shareOf(seed, 'answers', round.place, employee.index) < responseOf(seed, unit, round);
      return { employee, unit, answers, isAnswering };
    });
}

/** Teams that have no time for it: of these too few answer to be shown. */
const busyTeams: ReadonlySet<string> = new Set(['Bloedafname']);

/** Chosen: about half, some more in the second round, and not alike everywhere. */
function responseOf(seed: number, { department, team, roles }: Unit, { place }: QuestionnaireStory): number {
  if (busyTeams.has(team ?? '')) return 0.16;
  const usual = (roles.vrijwilliger ?? 0) > 50 ? 0.36 : 0.52;
  return usual + 0.03 * place + 0.16 * (shareOf(seed, 'response', department, team ?? '', place) - 0.5);
}

/** On 1 … 5, 5 the safest, of what most people answer. Chosen: people know more than they do. */
const usualScore: Readonly<Record<string, number>> = {
  passwords: 3.7,
  email: 3.5,
  internet: 3.6,
  'social-media': 3.9,
  'mobile-devices': 3.6,
  'information-handling': 3.9,
  'incident-reporting': 3.2,
};
const dimensionShift: Readonly<Record<Dimension, number>> = { knowledge: 0.25, attitude: 0.05, behaviour: -0.25 };

function answersOf(seed: number, employee: Employee, unit: Unit, round: QuestionnaireStory): Answers {
  const { index } = employee;
  // Careful people are careful everywhere, and a little more or less in each area.
  const careful =
    0.4 * normalOf(seed, 'careful', index) +
    0.15 * normalOf(seed, 'unit', unit.department, unit.team ?? '') +
    (unit.department === 'ICT' ? 0.3 : 0);
  const scoreOf = (item: ScaleItem) => {
    const change = item.area === changedArea ? changeInSteps * round.place : 0;
    const usual = (usualScore[item.area] ?? 3.5) + dimensionShift[item.dimension];
    const own = 0.3 * normalOf(seed, 'area', item.area, index) + 0.75 * normalOf(seed, 'item', item.id, round.place, index);
    return Math.min(scaleSteps, Math.max(1, Math.round(usual + careful + change + own)));
  };
  const answerOf = (item: PackItem) => {
    if (item.kind === 'scale') return item.isReversed ? scaleSteps + 1 - scoreOf(item) : scoreOf(item);
    return choiceOf(seed, item, { employee, unit, careful, round });
  };
  const answers: Record<string, string | number> = {};
  for (const item of askedPack.items)
    // One question in sixty is left open.
    if (item.kind === 'choice' || shareOf(seed, 'open', item.id, round.place, index) > 1 / 60) answers[item.id] = answerOf(item);
  const asked = new Set(visibleItems(askedPack, answers).map(({ id }) => id));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => asked.has(id)));
}

interface Choosing {
  readonly employee: Employee;
  readonly unit: Unit;
  readonly careful: number;
  readonly round: QuestionnaireStory;
}

/** Of who does it right the share; volunteers and facilities have no account more often, or no phone for work. */
function choiceOf(
  seed: number,
  { id, options, rightAnswer }: Extract<PackItem, { kind: 'choice' }>,
  { employee, unit, careful, round }: Choosing,
): string {
  const drawn = shareOf(seed, 'choice', id, rightAnswer === null ? 0 : round.place, employee.index);
  if (rightAnswer === null) {
    const isApart = unit.roles.vrijwilliger !== undefined || unit.roles.facilitair !== undefined;
    const share = id === 'has-account' ? (isApart ? 0.55 : 0.99) : isApart ? 0.45 : 0.85;
    return drawn < share ? 'yes' : 'no';
  }
  // Who works carefully knows it more often; and more do since the button.
  const share = (id === 'clicked-a-link' ? 0.66 : 0.72) + 0.15 * careful + (id === 'clicked-a-link' ? 0.08 : 0.02) * round.place;
  if (drawn < share) return rightAnswer;
  const others = options.filter((option) => option.id !== rightAnswer);
  return others[Math.floor(shareOf(seed, 'otherwise', id, round.place, employee.index) * others.length)]?.id ?? rightAnswer;
}
