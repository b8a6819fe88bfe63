/**
 * Counts a finished month of trainings once and publishes it: of everybody, of role groups with a high risk, of those who began, and the
 * departments with an ambassador. What successive months may say is decided in core/disclosure/successive.ts (decision 0031). No key is
 * needed: pseudonyms are counted, not read.
 */
import { ambassadorCoverage } from '#core/awareness/ambassador-coverage.ts';
import {
  addMonths,
  countedPart,
  countedStarters,
  coverageTable,
  defaultMonths,
  startersTable,
  windowFrom,
  type CountedPart,
  type Learner,
} from '#core/awareness/training-coverage.ts';
import { trainingKey, type AmbassadorFacts, type TrainingFacts } from '#core/awareness/training-facts.ts';
import type { CountTable } from '#core/disclosure/count-table.ts';
import { fewestPeople } from '#core/disclosure/count-table.ts';
import { cellAt, publish } from '#core/disclosure/publish.ts';
import { tellingOf, type ToldCount } from '#core/disclosure/successive.ts';
import { discloseUnits } from '#core/disclosure/unit-count.ts';
import type { OrganisationId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import { addDays, dayOf, parseDay, startOfDay, type Clock, type Day, type Instant } from '#core/kernel/time.ts';
import { wholeTable } from '#core/awareness/placed-table.ts';
import { ambassadorsOn, peopledUnits } from '#store/awareness/ambassadors.ts';
import { findBegunAt } from '#store/awareness/keys.ts';
import { listPublications, savePublication } from '#store/awareness/publications.ts';
import { forgetOldTrainings, hasOldTrainings } from '#store/awareness/forget-trainings.ts';
import { askedOn, findAutomatic, listRequirements, markLooked, type Requirement } from '#store/awareness/training-requirements.ts';
import { keepCounted, readCounted } from '#store/awareness/training-counted.ts';
import { completionsUntil, learnersOn, startersBetween } from '#store/awareness/training.ts';
import type { Database } from '#store/database.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { measurePublished } from '../measuring/measure-published.ts';
import { isBeforeBegun, refuseBeforeBegun } from './begin-anew.ts';
import { planOf } from './group-plan.ts';

export interface PartOutcome {
  readonly part: TrainingFacts['part'] | 'ambassadors';
  /**
   * `held`: it would say something of the few who are new. `nothing-asked`: no requirement, or no list of ambassadors. `stands`: published
   * before, this month or a later one.
   */
  readonly kind: 'published' | 'held' | 'nothing-asked' | 'stands';
  /** Of what is held, how many people are new; ten are needed. */
  readonly newPeople: number | null;
}

interface Counting {
  readonly scope: Scope;
  readonly month: string;
  readonly on: Day;
  readonly now: Instant;
  readonly askedBy: string;
  readonly requirements: readonly Requirement[];
}

/** Months back that starters are gathered over until there are ten. */
const starterMonths = 3;

/** The last day of a month that is over. @throws Problem request-invalid */
export function endOfMonth(month: string, today: Day): Day {
  const first = parseDay(`${month}-01`);
  const on = first === undefined ? undefined : addDays(addMonths(first, 1), -1);
  if (on === undefined || on >= today)
    throw new Problem('request-invalid', 'Only a month that is over can be counted; write it as 2026-10.', { month });
  if (on < addMonths(today, -13))
    throw new Problem('request-invalid', 'A month longer ago than a year is not counted any more.', { month });
  return on;
}

/** @throws Problem request-invalid, conflict (it is of before the key began anew) */
export async function publishTraining(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  organisationId: OrganisationId,
  { month, askedBy }: { readonly month: string; readonly askedBy: string },
): Promise<readonly PartOutcome[]> {
  return withOrganisation(database, organisationId, async (scope) => {
    const now = clock.now();
    const on = endOfMonth(month, dayOf(now, scope.timeZone));
    // One at a time: what may be told rests on what was told before.
    await scope.client.query(`select pg_advisory_xact_lock(hashtextextended('training:' || $1::text, 0))`, [scope.organisationId]);
    await refuseBeforeBegun(scope, startOfDay(on, scope.timeZone));
    const counting = { scope, month, on, now, askedBy, requirements: await listRequirements(scope) };
    const outcomes: PartOutcome[] = [];
    for (const part of ['everybody', 'high-risk'] as const) outcomes.push(await publishPart(counting, part));
    outcomes.push(await publishStarters(counting), await publishAmbassadors(counting));
    if (outcomes.some(({ kind }) => kind === 'published')) await measurePublished(scope, { today: dayOf(now, scope.timeZone), now });
    return outcomes;
  });
}

const outcome = (part: PartOutcome['part'], kind: PartOutcome['kind'], newPeople: number | null = null): PartOutcome => ({
  part,
  kind,
  newPeople,
});

async function publishPart(counting: Counting, part: 'everybody' | 'high-risk'): Promise<PartOutcome> {
  const { scope, on } = counting;
  const before = await publishedOf(scope, part);
  if (before.some((one) => one.on >= on)) return outcome(part, 'stands');
  const counted = await countPart(counting, part);
  if (counted.asked.length === 0) return outcome(part, 'nothing-asked');
  const fromOn = windowFrom(counted.asked, on);
  if (await isAskedInOther(counting, part, counted.asked as readonly Requirement[], fromOn)) return outcome(part, 'held', 0);
  if (await isLost(counting, before, fromOn)) return outcome(part, 'held', 0);
  const told: ToldCount[] = [];
  for (const one of before) {
    if (!one.isShown || one.on < fromOn) continue;
    told.push({ ...one, people: await readCounted(scope, { part, on: one.on }) });
  }
  const people = peopleOf(counted.learners);
  const telling = tellingOf({ on, fromOn, people }, told);
  if (telling.kind === 'held') return outcome(part, 'held', telling.newPeople);
  const plan = telling.hasGroups ? await planOf(scope, on, counting.now) : null;
  await save(counting, { part, fromOn, asked: counted.asked, hasGroups: telling.hasGroups, people }, coverageTable(counted, plan));
  return outcome(part, 'published');
}

/** Whom an earlier count was of ended with a lost key: nobody can say who is new since, until nothing of that count can count any more. */
async function isLost({ scope }: Counting, before: readonly PublishedPart[], fromOn: Day): Promise<boolean> {
  const begunAt = await findBegunAt(scope);
  return begunAt !== null && before.some((one) => one.isShown && one.on >= fromOn && one.publishedAt <= begunAt);
}

/** The same course in the other part, asked of others before: two figures about the same, each with other cells hidden. */
async function isAskedInOther(
  { scope }: Counting,
  part: TrainingFacts['part'],
  asked: readonly Requirement[],
  fromOn: Day,
): Promise<boolean> {
  const own = new Set(asked.map(({ course }) => foldName(course)));
  const standing = await listPublications(scope, { subject: 'training' });
  return [...standing.values()].some(({ facts }) => {
    const other = facts as TrainingFacts;
    const isOther = other.part !== part && other.part !== 'starters' && other.on >= fromOn;
    return isOther && other.asked.some(({ course }) => own.has(foldName(course)));
  });
}

function peopleOf(learners: readonly Learner[]): ReadonlySet<string> {
  return new Set(learners.map(({ personId }) => personId));
}

async function countPart({ scope, requirements, on: day }: Counting, part: 'everybody' | 'high-risk'): Promise<CountedPart> {
  const asked = askedOn(requirements, day);
  const learners = await learnersOn(scope, day);
  const courses = [...new Set(asked.map(({ courseId }) => courseId))];
  const completions = await completionsUntil(scope, courses, day);
  return countedPart(part, { day, asked, learners, completions });
}

/** Each stands in one count alone, so successive ones are about different people; fewer than ten wait for the next month. */
async function publishStarters(counting: Counting): Promise<PartOutcome> {
  const { scope, on, requirements } = counting;
  const before = await publishedOf(scope, 'starters');
  if (before.some((one) => one.on >= on)) return outcome('starters', 'stands');
  const begunAt = await findBegunAt(scope);
  const back = addMonths(addDays(on, 1), -starterMonths);
  const dayAfter = begunAt === null ? back : addDays(dayOf(begunAt, scope.timeZone), 1);
  const earliest = dayAfter > back ? dayAfter : back;
  if (await isLost(counting, before, addMonths(on, -defaultMonths))) return outcome('starters', 'held', 0);
  const last = before.reduce<Day | null>((latest, one) => (latest === null || one.on > latest ? one.on : latest), null);
  const fromOn = last !== null && last >= earliest ? addDays(last, 1) : earliest;
  // A later file may give somebody who was counted another first day.
  const countedBefore = new Set<string>();
  for (const one of before) {
    if (one.on < addMonths(on, -defaultMonths)) continue;
    for (const person of await readCounted(scope, { part: 'starters', on: one.on })) countedBefore.add(person);
  }
  const starters = (await startersBetween(scope, fromOn, on)).filter(({ personId }) => !countedBefore.has(personId));
  const asked = askedOn(requirements, on).filter(({ roleGroup }) => roleGroup === null);
  const everAsked = [...new Set(requirements.flatMap(({ roleGroup, courseId }) => (roleGroup === null ? [courseId] : [])))];
  const completions = await completionsUntil(scope, everAsked, on);
  const counted = countedStarters(starters, (day) => askedOn(requirements, day), completions);
  if (asked.length === 0) return outcome('starters', 'nothing-asked');
  if (counted.learners.length < fewestPeople) return outcome('starters', 'held', counted.learners.length);
  await save(counting, { part: 'starters', fromOn, asked, hasGroups: false, people: peopleOf(counted.learners) }, startersTable(counted));
  return outcome('starters', 'published');
}

async function publishAmbassadors({ scope, month, on, now, askedBy }: Counting): Promise<PartOutcome> {
  const standing = await listPublications(scope, { subject: 'ambassadors' });
  if ([...standing.values()].some(({ facts }) => (facts as AmbassadorFacts).on >= on)) return outcome('ambassadors', 'stands');
  const ambassadors = await ambassadorsOn(scope, on);
  if (ambassadors.length === 0) return outcome('ambassadors', 'nothing-asked');
  const count = discloseUnits(ambassadorCoverage(ambassadors, await peopledUnits(scope, on), on));
  const facts: AmbassadorFacts = {
    month,
    on,
    units: count.kind === 'shown' ? count.units : null,
    withOne: count.kind === 'shown' ? count.withOne : null,
    askedBy,
  };
  // A count of departments: there is no cell of people.
  const table = wholeTable<never>({ people: [], measures: [], holds: () => false });
  const period = { subject: 'ambassadors', key: month } as const;
  await savePublication(scope, publish({ period, groupYear: Number(on.slice(0, 4)), publishedAt: now, table }), facts);
  return outcome('ambassadors', 'published');
}

async function save(
  { scope, month, on, now, askedBy }: Counting,
  {
    asked,
    people,
    ...rest
  }: Pick<TrainingFacts, 'part' | 'fromOn' | 'hasGroups'> & {
    readonly asked: CountedPart['asked'];
    readonly people: ReadonlySet<string>;
  },
  table: CountTable,
): Promise<void> {
  const courses = asked as readonly Requirement[];
  const facts: TrainingFacts = {
    ...rest,
    month,
    on,
    asked: courses.map(({ course, roleGroup, months }) => ({ course, roleGroup, months })),
    askedBy,
  };
  const period = { subject: 'training', key: trainingKey(month, rest.part) } as const;
  await savePublication(scope, publish({ period, groupYear: Number(on.slice(0, 4)), publishedAt: now, table }), facts);
  await keepCounted(scope, { part: rest.part, on }, people);
}

/** So many days are given to files that come late. */
const graceDays = 10;
/** Until then it is only counted, and gone. */
const keptDays = 400;

/** A month that is over for some days, where somebody asked for it; looked at once a day. */
export async function publishDueTraining(
  work: { readonly database: Database; readonly clock: Clock },
  organisationId: OrganisationId,
): Promise<readonly PartOutcome[]> {
  const { automatic, today, isBefore } = await readingOrganisation(work.database, organisationId, async (scope) => {
    const day = dayOf(work.clock.now(), scope.timeZone);
    const on = addDays(`${day.slice(0, 7)}-01` as Day, -1);
    return { automatic: await findAutomatic(scope), today: day, isBefore: await isBeforeBegun(scope, startOfDay(on, scope.timeZone)) };
  });
  if (isBefore || automatic === null || automatic.lookedOn === today || Number(today.slice(8)) < graceDays) return [];
  await withOrganisation(work.database, organisationId, (scope) => markLooked(scope, today));
  const month = addMonths(today, -1).slice(0, 7);
  return publishTraining(work, organisationId, { month, askedBy: 'node' });
}

/** Completions that have held for nobody since long, and what came with them; what was published stays. */
export async function forgetTrainings(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  organisationId: OrganisationId,
): Promise<number> {
  const isOld = (scope: Scope) => hasOldTrainings(scope, addDays(dayOf(clock.now(), scope.timeZone), -keptDays));
  // Asked first: a write counts as a change.
  if (!(await readingOrganisation(database, organisationId, isOld))) return 0;
  return withOrganisation(database, organisationId, (scope) =>
    forgetOldTrainings(scope, addDays(dayOf(clock.now(), scope.timeZone), -keptDays)),
  );
}

interface PublishedPart extends Omit<ToldCount, 'people'> {
  readonly isShown: boolean;
  readonly publishedAt: Instant;
}

/** What was published of a part; only what shows its total tells anything. */
async function publishedOf(scope: Scope, part: TrainingFacts['part']): Promise<readonly PublishedPart[]> {
  const standing = await listPublications(scope, { subject: 'training' });
  return [...standing.values()].flatMap(({ publication, facts }) => {
    const { part: own, on, fromOn, hasGroups } = facts as TrainingFacts;
    if (own !== part) return [];
    return [
      {
        on,
        fromOn,
        hasGroups,
        isShown: cellAt(publication, { groupId: null, roleGroupId: null })?.kind === 'shown',
        publishedAt: publication.publishedAt,
      },
    ];
  });
}
