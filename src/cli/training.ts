/** Trainings as text: what was published of months, the latest table by groups, what is asked of whom. */
import type { CommandOutput } from '#contract/define-command.ts';
import type { PartOutcomeJson, TrainingJson } from '#contract/endpoints/training.ts';
import { formatTable } from './table.ts';

type Share = TrainingJson['counts'][number]['trained'];

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
const columnsOf = (titles: readonly string[]) => titles.map((title) => ({ title, whole: title === 'ID' }));

const partNames: Readonly<Record<PartOutcomeJson['part'], string>> = {
  everybody: 'everybody',
  'high-risk': 'role groups with a high risk',
  starters: 'who began, by the thirtieth day',
  ambassadors: 'departments with an ambassador',
};

function shareText(share: Share, otherwise: string): string {
  if (share === null) return otherwise;
  const { numerator, denominator, value, interval } = share;
  return `${percent(value)} (${percent(interval.lower)}–${percent(interval.upper)}; ${numerator}/${denominator})`;
}

export function printTraining(output: CommandOutput, training: TrainingJson): void {
  const { counts, ambassadors, tables, requirements, automatic } = training;
  if (requirements.length === 0)
    output.answer('No course is asked of anybody yet; `cybermetrics awareness training require COURSE` asks one.');
  else {
    const rows = requirements.map(({ id, course, roleGroup, months, isHighRisk, fromOn, toOn }) => [
      id,
      course,
      roleGroup ?? 'everybody',
      `${months} months`,
      isHighRisk ? 'high risk' : '',
      fromOn,
      toOn ?? '',
    ]);
    output.answer(formatTable(columnsOf(['ID', 'COURSE', 'OF', 'HOLDS', 'RISK', 'FROM', 'UNTIL']), rows, output.width));
  }
  output.answer(
    automatic === null ? 'Months are counted when somebody asks.' : `Each month is counted by itself, since ${automatic.saidAt}.`,
  );
  if (counts.length + ambassadors.length === 0) output.answer('No month was published yet.');
  else {
    const rows = [
      ...counts.map(({ month, part, trained }) => [month, partNames[part], shareText(trained, 'hidden')]),
      ...ambassadors.map(({ month, units }) => [month, partNames.ambassadors, shareText(units, 'fewer than ten departments')]),
    ].toSorted(([one = ''], [other = '']) => (one < other ? 1 : one > other ? -1 : 0));
    output.answer(formatTable(columnsOf(['MONTH', 'OF', 'DONE']), rows, output.width));
  }
  for (const table of tables) printTable(output, table);
}

function printTable(output: CommandOutput, { part, month, groups, cells }: TrainingJson['tables'][number]): void {
  const rows = cells
    .filter(({ groupId, roleGroupId, people }) => groupId !== null && roleGroupId === null && people !== 0)
    .map(({ groupId, people, trained, hidden }) => [
      groups.find(({ id }) => id === groupId)?.name || 'not in the population file',
      people === null ? '' : String(people),
      hidden === null ? shareText(trained, '') : `hidden: ${hidden}`,
    ]);
  output.answer(`By group, ${partNames[part]}, ${month}:`);
  output.answer(formatTable(columnsOf(['GROUP', 'PEOPLE', 'DONE']), rows, output.width));
}

export function printOutcomes(output: CommandOutput, outcomes: readonly PartOutcomeJson[]): void {
  for (const { part, kind, newPeople } of outcomes) {
    const said = {
      published: 'published',
      held: `held back: ${newPeople ?? 0} people are new, ten are needed`,
      'nothing-asked': part === 'ambassadors' ? 'no list of ambassadors was read' : 'nothing is asked',
      stands: 'published before, for this month or a later one',
    }[kind];
    output.answer(`${partNames[part]}: ${said}`);
  }
}
