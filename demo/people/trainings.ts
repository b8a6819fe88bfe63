/**
 * What the learning system and the list of ambassadors say. That a course was finished says little of who sees through a mail (0028); it
 * is there because hospitals have to tell it.
 */
import { addDays, type Day } from '#core/kernel/time.ts';
import { integerOf, shareOf } from '../random.ts';
import { dayOfNumber, lastDayNumber } from '../story.ts';
import { firstPeopleDay } from './people-story.ts';
import { unitOn, worksOn, type Employee } from './staff.ts';

export const courses = {
  everybody: 'Veilig werken met informatie',
  highRisk: 'Beheer zonder sporen',
} as const;
export const highRiskRole = 'techniek en ICT';

export interface TrainingDone {
  readonly employee: Employee;
  readonly course: string;
  /** Day number. */
  readonly day: number;
}

/** Of those who are asked, who does it in a year. Chosen. */
const yearlyShare = { everybody: 0.82, highRisk: 0.7 } as const;

export function trainingsDone(seed: number, staff: readonly Employee[]): readonly TrainingDone[] {
  return staff.flatMap((employee) => [
    ...doneBy(seed, employee, 'everybody'),
    ...(employee.roleGroup === highRiskRole ? doneBy(seed, employee, 'highRisk') : []),
  ]);
}

/** Once a year, in the weeks after the anniversary; who begins does it in the first weeks. */
function doneBy(seed: number, employee: Employee, kind: keyof typeof courses): TrainingDone[] {
  const done: TrainingDone[] = [];
  const first =
    employee.startDay > firstPeopleDay - 365 ? employee.startDay : firstPeopleDay - integerOf(0, 364, seed, 'anniversary', employee.index);
  for (let year = 0, day = first; day <= lastDayNumber; year += 1, day = first + 365 * year) {
    if (shareOf(seed, 'trained', kind, year, employee.index) >= yearlyShare[kind]) continue;
    const doneDay = day + Math.floor(45 * shareOf(seed, 'trained-day', kind, year, employee.index) ** 1.5);
    if (doneDay < lastDayNumber && worksOn(employee, doneDay)) done.push({ employee, course: courses[kind], day: doneDay });
  }
  return done;
}

export function* trainingText(seed: number, staff: readonly Employee[], lastDay: Day): Generator<string> {
  yield 'personeelsnummer;cursus;afgerond op;status\r\n';
  for (const { employee, course, day } of trainingsDone(seed, staff))
    yield `${employee.number};${course};${dayOfNumber(day, lastDay)};Voltooid\r\n`;
  // Enrolled and never finished.
  for (const employee of staff)
    if (worksOn(employee, lastDayNumber) && shareOf(seed, 'enrolled', employee.index) < 0.02)
      yield `${employee.number};${courses.everybody};;Bezig\r\n`;
}

const ambassadorUnits = 0.6;

export function* ambassadorText(seed: number, staff: readonly Employee[], lastDay: Day): Generator<string> {
  yield 'personeelsnummer;divisie;afdeling;team;ambassadeur sinds;actief\r\n';
  const named = new Set<string>();
  for (const employee of staff) {
    const { division, department, team } = unitOn(employee, lastDayNumber);
    const place = `${department} ${team ?? ''}`;
    if (named.has(place) || !worksOn(employee, lastDayNumber) || employee.startDay > firstPeopleDay) continue;
    named.add(place);
    if (shareOf(seed, 'has-ambassador', place) >= ambassadorUnits) continue;
    const since = addDays(lastDay, -integerOf(60, 400, seed, 'ambassador-since', place));
    yield `${[employee.number, division, department, team ?? '', since, 'ja'].join(';')}\r\n`;
  }
}
