/** A round as another tool would have gathered it: one row per respondent, answers by number, and nobody's name. */
import type { Day } from '#core/kernel/time.ts';
import { dayOfNumber } from '../story.ts';
import type { PeopleOptions, PlannedPeopleFile } from './plan-people.ts';
import { askedEmployees, askedPack, questionnaireRounds, type QuestionnaireStory } from './questionnaire-story.ts';
import { generateStaff, type Employee } from './staff.ts';

/** Beside those of plan-people.ts: the demonstration holds these rounds itself, with links (server/demonstration/load-questionnaires.ts). */
export function planQuestionnaires({ seed, lastDay, ...size }: PeopleOptions): readonly PlannedPeopleFile[] {
  const staff = generateStaff(seed, size);
  return questionnaireRounds.map((round): PlannedPeopleFile => {
    const closedOn: Day = dayOfNumber(round.closesDay, lastDay);
    return {
      file: { name: `vragenlijst-${closedOn}.csv`, observedOn: closedOn, kind: 'questionnaire' },
      text: () => questionnaireText(seed, staff, round),
    };
  });
}

function* questionnaireText(seed: number, staff: readonly Employee[], round: QuestionnaireStory): Generator<string> {
  yield `${['vragenlijst', 'afdeling', ...askedPack.items.map(({ id }) => id)].join(';')}\r\n`;
  for (const { unit, answers, isAnswering } of askedEmployees(seed, staff, round)) {
    if (!isAnswering) continue;
    const cells = askedPack.items.map((item) => {
      const answer = answers[item.id];
      if (answer === undefined) return '';
      return item.kind === 'scale' ? answer : 1 + item.options.findIndex(({ id }) => id === answer);
    });
    yield `${[round.name, unit.team ?? unit.department, ...cells].join(';')}\r\n`;
  }
}
