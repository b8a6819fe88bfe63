/**
 * Who is trained: requirements held against completions, and laid in a table that `core/disclosure` may publish. AWR-01 of everybody,
 * AWR-02 of role groups whose work carries a high risk, AWR-01b of those who began (metrics.md 8.1). A figure about training says that a
 * course was finished, not that anybody sees through a mail: never a headline.
 */
import type { CountedMeasure, CountTable } from '../disclosure/count-table.ts';
import type { GroupPlan } from '../disclosure/named-groups.ts';
import { foldName } from '../kernel/text.ts';
import { addDays, parseDay, type Day } from '../kernel/time.ts';
import { placedTable, wholeTable, type Placement } from './placed-table.ts';

export const trainingParts = ['everybody', 'high-risk', 'starters'] as const;
export type TrainingPart = (typeof trainingParts)[number];

/** Months that a training holds unless said otherwise (AWR-01). */
export const defaultMonths = 12;
export const monthsMax = 60;
/** Within how many days of the first one somebody who begins is trained (AWR-01b). */
export const starterDays = 30;

/** A course that is asked on the day that is counted. */
export interface AskedCourse {
  readonly courseId: string;
  /** Null: of everybody. */
  readonly roleGroup: string | null;
  readonly months: number;
  /** Of a role group whose work carries a high risk: it counts for AWR-02. */
  readonly isHighRisk: boolean;
}

export interface Completion {
  readonly personId: string;
  readonly courseId: string;
  readonly completedOn: Day;
  /** The last day that it holds, as its source says. */
  readonly validUntil: Day | null;
}

export interface Learner extends Placement {
  readonly personId: string;
}

/** The same day of the month so many months on; the last day of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number);
  const index = (year ?? 0) * 12 + (month ?? 1) - 1 + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  for (let last = date ?? 1; ; last -= 1) {
    const found = parseDay(`${String(toYear).padStart(4, '0')}-${String(toMonth).padStart(2, '0')}-${String(last).padStart(2, '0')}`);
    if (found !== undefined) return found;
  }
}

export function holdsOn({ completedOn, validUntil }: Pick<Completion, 'completedOn' | 'validUntil'>, months: number, day: Day): boolean {
  return completedOn <= day && day < addMonths(completedOn, months) && (validUntil === null || day <= validUntil);
}

/** The first day on which something could have been done that still holds. */
export function windowFrom(asked: readonly Pick<AskedCourse, 'months'>[], day: Day): Day {
  return addDays(addMonths(day, -Math.max(1, ...asked.map(({ months }) => months))), 1);
}

export interface TrainingFacts {
  readonly day: Day;
  readonly asked: readonly AskedCourse[];
  readonly learners: readonly Learner[];
  readonly completions: readonly Completion[];
}

/** What is asked of whom in a part; nobody: nothing is asked in it. */
export interface CountedPart {
  readonly asked: readonly AskedCourse[];
  readonly learners: readonly Learner[];
  readonly isTrained: (learner: Learner) => boolean;
}

/** Everybody, or the role groups whose work carries a high risk. */
export function countedPart(part: 'everybody' | 'high-risk', { day, asked, learners, completions }: TrainingFacts): CountedPart {
  const own = asked.filter(({ roleGroup, isHighRisk }) => (part === 'everybody' ? roleGroup === null : roleGroup !== null && isHighRisk));
  const ofRole = new Map<string, AskedCourse[]>();
  for (const one of own) ofRole.set(foldRole(one.roleGroup), [...(ofRole.get(foldRole(one.roleGroup)) ?? []), one]);
  const askedOf = ({ roleGroup }: Learner) => ofRole.get(part === 'everybody' ? '' : roleGroup === null ? '\n' : foldRole(roleGroup)) ?? [];
  const held = heldBy(completions);
  return {
    asked: own,
    learners: learners.filter((learner) => askedOf(learner).length > 0),
    isTrained: (learner) => askedOf(learner).every((course) => hasDone(held, learner.personId, course, day)),
  };
}

export interface Starter extends Learner {
  /** The first day, as the population file states it. */
  readonly startOn: Day;
}

/** Who began and was still here on the thirtieth day after: trained when everything that is asked of everybody held on that day. */
export function countedStarters(
  starters: readonly Starter[],
  askedOn: (day: Day) => readonly AskedCourse[],
  completions: readonly Completion[],
): Omit<CountedPart, 'asked'> {
  const held = heldBy(completions);
  const startOf = new Map(starters.map(({ personId, startOn }) => [personId, startOn]));
  const askedOfEverybody = (learner: Learner) => {
    const day = addDays(startOf.get(learner.personId) ?? ('9999-01-01' as Day), starterDays);
    return { day, asked: askedOn(day).filter(({ roleGroup }) => roleGroup === null) };
  };
  return {
    learners: starters.filter((starter) => askedOfEverybody(starter).asked.length > 0),
    isTrained: (learner) => {
      const { day, asked } = askedOfEverybody(learner);
      return asked.every((course) => hasDone(held, learner.personId, course, day));
    },
  };
}

const trained: CountedMeasure = { id: 'trained', guards: 'not-counted' };
/** Of so few, that all are is as much about each as that none is. */
const trainedEither: readonly CountedMeasure[] = [trained, { id: 'trained-too', guards: 'counted' }];

export function coverageTable({ learners, isTrained }: Pick<CountedPart, 'learners' | 'isTrained'>, plan: GroupPlan | null): CountTable {
  const people = { people: learners, measures: [trained], holds: isTrained };
  return plan === null ? wholeTable(people) : placedTable({ ...people, placementOf: (learner) => learner }, plan);
}

export function startersTable({ learners, isTrained }: Pick<CountedPart, 'learners' | 'isTrained'>): CountTable {
  return wholeTable({ people: learners, measures: trainedEither, holds: isTrained });
}

function foldRole(roleGroup: string | null): string {
  return roleGroup === null ? '' : foldName(roleGroup);
}

type Held = ReadonlyMap<string, readonly Completion[]>;

function heldBy(completions: readonly Completion[]): Held {
  const held = new Map<string, Completion[]>();
  for (const one of completions) {
    const key = `${one.personId} ${one.courseId}`;
    const own = held.get(key);
    if (own === undefined) held.set(key, [one]);
    else own.push(one);
  }
  return held;
}

function hasDone(held: Held, personId: string, { courseId, months }: AskedCourse, day: Day): boolean {
  return held.get(`${personId} ${courseId}`)?.some((one) => holdsOn(one, months, day)) === true;
}
