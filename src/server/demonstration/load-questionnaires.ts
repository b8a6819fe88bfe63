/**
 * The two rounds of the questionnaire of the demonstration, held as its hospital held them: links for everybody of a group, answers, closed,
 * published; by the clock of the story. Tickets are left out: the keys that sign them take 0.2 s of processor each, for every group and
 * round, and after closing nothing of keys, links and tickets is left (decision 0039).
 */
import { randomUUID } from 'node:crypto';
import type { GroupPlan } from '#core/disclosure/named-groups.ts';
import type { Id } from '#core/kernel/id.ts';
import { addMilliseconds, startOfDay, type Clock, type Day, type Instant } from '#core/kernel/time.ts';
import { askedEmployees, askedPack, questionnaireRounds, type QuestionnaireStory } from '#demo/people/questionnaire-story.ts';
import { generateStaff, type StaffOptions } from '#demo/people/staff.ts';
import { dayOfNumber } from '#demo/story.ts';
import { demoSeed } from '#demo/write-demo-files.ts';
import { forgetInvitations, insertLinks, insertSheets } from '#store/questionnaires/answers.ts';
import { insertRound, listRounds, markRound, recordRoundAct, type Round, type RoundAct } from '#store/questionnaires/rounds.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { planOf } from '../awareness/group-plan.ts';
import { peopleOfGroups } from '../questionnaires/people-of-groups.ts';
import { groupsOf, publishRound, type By, type RoundWork } from '../questionnaires/rounds.ts';
import { makeSealKey, padded, removeSealKey, seal } from '../questionnaires/seal-sheet.ts';
import { hashSecret, newSecret } from '../sign-in/secrets.ts';
import type { RunningNode } from '../start-node.ts';

export interface QuestionnaireLoad extends StaffOptions {
  readonly lastDay: Day;
}

/** Done twice it changes nothing; broken off between closing and publishing it goes on there. */
export async function holdQuestionnaires(
  { context, organisationId }: Pick<RunningNode, 'context' | 'organisationId'>,
  { lastDay, ...size }: QuestionnaireLoad,
): Promise<void> {
  const by: By = { organisationId, name: 'demonstration' };
  const { rounds, timeZone } = await readingOrganisation(context.database, organisationId, async (scope) => ({
    rounds: await listRounds(scope),
    timeZone: scope.timeZone,
  }));
  const staff = generateStaff(demoSeed, size);
  for (const story of questionnaireRounds) {
    const held = rounds.find(({ name }) => name === story.name);
    if (held?.publishedAt != null) continue;
    const on = (day: number) => addMilliseconds(startOfDay(dayOfNumber(day, lastDay), timeZone), workBeginsMs);
    const moments = { made: on(story.opensDay - 7), opened: on(story.opensDay), closed: on(story.closesDay + 1) };
    const asked = { story, moments, closesOn: dayOfNumber(story.closesDay, lastDay), employees: askedEmployees(demoSeed, staff, story) };
    const id = held?.id ?? (await holdRound(context, by, asked));
    await publishRound({ ...context, clock: standing(on(story.closesDay + 3)) }, by, id);
  }
}

/** Nine in the morning, but for the two days of the year on which clocks change. */
const workBeginsMs = 9 * 3_600_000;

/** It stands still: what is done meanwhile is of one moment of the story. */
function standing(at: Instant): Clock {
  return { now: () => at };
}

interface AskedRound {
  readonly story: QuestionnaireStory;
  readonly closesOn: Day;
  readonly moments: { readonly made: Instant; readonly opened: Instant; readonly closed: Instant };
  readonly employees: ReturnType<typeof askedEmployees>;
}

/** From its making to its closing in one transaction: nobody meets it half-way. */
async function holdRound(work: RoundWork, by: By, asked: AskedRound): Promise<Id> {
  const id = work.newId();
  const key = await makeSealKey(work, id);
  try {
    await withOrganisation(work.database, by.organisationId, async (scope) => {
      const { story, closesOn, moments } = asked;
      const plan = await planOf(scope, closesOn, moments.made);
      const round: Round = {
        ...{ id, name: story.name, pack: askedPack, groupYear: plan.year, closesOn, createdAt: moments.made },
        ...{ languages: askedPack.languages, sheetsLeftOut: null, openedAt: null, closedAt: null, publishedAt: null },
      };
      const record = (act: RoundAct, at: Instant, count: number | null) =>
        recordRoundAct(scope, work.newId(), { act, at, count, roundName: round.name, saidBy: by.name });
      const groups = groupsOf(plan).map(({ id: groupId, name }) => ({ groupId, name, invited: 0, publicKey: '', signingKey: null }));
      await insertRound(scope, round, groups);
      await record('made', moments.made, null);
      await record('links-made', moments.made, await invite(work, scope, round));
      await markRound(scope, id, 'opened_at', moments.opened);
      await record('opened', moments.opened, null);
      await insertSheets(scope, id, sealedSheets(work, { key, id, plan }, asked));
      await forgetInvitations(scope, id);
      await markRound(scope, id, 'closed_at', moments.closed);
      await record('closed', moments.closed, null);
    });
    return id;
  } catch (cause) {
    await removeSealKey(work, id);
    throw cause;
  } finally {
    key.fill(0);
  }
}

/** A link for each of the people of each group. @returns how many */
async function invite({ random }: RoundWork, scope: Scope, round: Round): Promise<number> {
  let links = 0;
  for (const [groupId, people] of await peopleOfGroups(scope, round, round.closesOn)) {
    const secrets = Array.from({ length: people }, () => newSecret(random));
    await insertLinks(scope, round.id, groupId, secrets.map(hashSecret));
    links += people;
  }
  return links;
}

interface Sealing {
  readonly key: Buffer;
  readonly id: Id;
  readonly plan: GroupPlan;
}

function sealedSheets(work: RoundWork, { key, id, plan }: Sealing, { employees }: AskedRound) {
  const groupOf = new Map(plan.groups.flatMap((group) => group.names.map((name) => [name, group.id] as const)));
  return employees.flatMap(({ unit, answers, isAnswering }) => {
    const groupId = groupOf.get(unit.team ?? unit.department);
    if (!isAnswering || groupId === undefined) return [];
    return [{ id: randomUUID(), groupId, sealed: seal(work, key, id, padded(answers)) }];
  });
}
