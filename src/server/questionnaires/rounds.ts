/**
 * The life of a round: made, opened, closed, published, or discarded (decision 0030). Closing forgets who was invited and who took part;
 * publishing counts once and erases the answers. Not here: what whoever is asked does (answering.ts).
 */
import { createHash } from 'node:crypto';
import type { Id, OrganisationId } from '#core/kernel/id.ts';
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { addDays, dayOf, type Day, type Instant } from '#core/kernel/time.ts';
import { elsewhere, type GroupPlan } from '#core/disclosure/named-groups.ts';
import type { Answers } from '#core/questionnaires/sheet.ts';
import type { QuestionnairePack } from '#core/questionnaires/pack.ts';
import { requireLanguages } from '#core/questionnaires/pack-languages.ts';
import { publishQuestionnaire } from '#core/questionnaires/publish-questionnaire.ts';
import { savePublication } from '#store/awareness/publications.ts';
import { deleteSheets, forgetInvitations, insertLinks, listSheets, mixOpenRound } from '#store/questionnaires/answers.ts';
import { deleteReadBefore, deleteTakenSheets, giveBackReadSheets, hasReadBefore } from '#store/questionnaires/read-sheets.ts';
import {
  deleteRound,
  findRound,
  insertRound,
  listGroups,
  listOpenRounds,
  listOverdueRounds,
  markRound,
  recordRoundAct,
  type Round,
  type RoundAct,
  type RoundGroup,
} from '#store/questionnaires/rounds.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { planOf } from '../awareness/group-plan.ts';
import { measurePublished } from '../measuring/measure-published.ts';
import type { ServerContext } from '../server-context.ts';
import { hashSecret, newSecret } from '../sign-in/secrets.ts';
import { linksMost, peopleOfGroups } from './people-of-groups.ts';
import { makeSealKey, readSealKey, removeSealKey, seal, unseal } from './seal-sheet.ts';
import { makeSigningKey } from './tickets.ts';

export type RoundWork = Pick<ServerContext, 'database' | 'clock' | 'newId' | 'random' | 'keysPath'>;
/** What needs no key file. */
type SmallWork = Pick<ServerContext, 'database' | 'clock' | 'newId'>;

export interface By {
  readonly organisationId: OrganisationId;
  /** Who says so. */
  readonly name: string;
}

export type RoundState = 'made' | 'open' | 'over' | 'closed' | 'published';

export function stateOf({ openedAt, closedAt, publishedAt, closesOn }: Round, today: Day): RoundState {
  if (publishedAt !== null) return 'published';
  if (closedAt !== null) return 'closed';
  if (openedAt === null) return 'made';
  return closesOn < today ? 'over' : 'open';
}

export async function requireRound(scope: Scope, id: string, lock: 'none' | 'changing' = 'none'): Promise<Round> {
  const round = isId(id) ? await findRound(scope, id, lock) : null;
  if (round === null) throw new Problem('not-found', 'There is no round with this id.');
  return round;
}

/** Whom a round can ask: the groups of the year, and whoever the population file does not place. */
export function groupsOf({ groups }: GroupPlan): readonly { readonly id: string; readonly name: string; readonly people: number | null }[] {
  return [...groups.map(({ id, names, people }) => ({ id, name: names.join(', '), people })), { id: elsewhere, name: '', people: null }];
}

interface AskedRound {
  readonly name: string;
  readonly pack: QuestionnairePack;
  /** Null: all of the pack. */
  readonly languages: readonly string[] | null;
  readonly closesOn: Day;
}

export async function makeRound(work: RoundWork, by: By, { name, pack, languages: asked, closesOn }: AskedRound): Promise<Id> {
  const { database, clock, newId } = work;
  const languages = requireLanguages(pack, asked);
  const now = clock.now();
  const plan = await withOrganisation(database, by.organisationId, (scope) => {
    const today = dayOf(now, scope.timeZone);
    if (closesOn < today) throw new Problem('request-invalid', 'The last day of a round cannot be in the past.');
    return planOf(scope, today, now);
  });
  const id = newId();
  // Outside of a transaction: keys take a moment each.
  const sealKey = await makeSealKey(work, id);
  const groups: RoundGroup[] = [];
  for (const group of groupsOf(plan)) {
    const { publicKey, signingKey } = await makeSigningKey();
    const sealed = seal(work, sealKey, id, signingKey);
    groups.push({ groupId: group.id, name: group.name, invited: 0, publicKey: publicKey.toString('base64url'), signingKey: sealed });
    signingKey.fill(0);
  }
  sealKey.fill(0);
  const round: Round = {
    ...{ id, name, pack, languages, groupYear: plan.year, closesOn, createdAt: now },
    ...{ sheetsLeftOut: null, openedAt: null, closedAt: null, publishedAt: null },
  };
  try {
    await withOrganisation(database, by.organisationId, async (scope) => {
      await insertRound(scope, round, groups);
      await record(work, scope, by, round, { act: 'made', count: null });
    });
  } catch (cause) {
    await removeSealKey(work, id);
    throw cause;
  }
  return id;
}

function record({ clock, newId }: SmallWork, scope: Scope, by: By, { name }: Round, done: { act: RoundAct; count: number | null }) {
  return recordRoundAct(scope, newId(), { ...done, at: clock.now(), roundName: name, saidBy: by.name });
}

/** @returns the secrets of the links, told once */
export async function makeLinks(
  work: RoundWork,
  by: By,
  { id, groupId, count }: { readonly id: string; readonly groupId: string; readonly count: number },
): Promise<readonly string[]> {
  const { database, clock, random } = work;
  return withOrganisation(database, by.organisationId, async (scope) => {
    const round = await requireRound(scope, id, 'changing');
    const today = dayOf(clock.now(), scope.timeZone);
    const state = stateOf(round, today);
    if (state !== 'made' && state !== 'open') throw new Problem('conflict', 'This round takes no answers any more, so no links are made.');
    const groups = await listGroups(scope, round.id);
    const asked = groups.find((group) => group.groupId === groupId);
    if (asked === undefined) throw new Problem('not-found', 'There is no such group in this round.');
    const people = (await peopleOfGroups(scope, round, today)).get(groupId);
    if (people !== undefined && asked.invited + count > linksMost(people))
      throw new Problem('conflict', 'A group gets a link for each of its people and a few to spare; this would be more.');
    const links = Array.from({ length: count }, () => newSecret(random));
    await insertLinks(scope, round.id, groupId, links.map(hashSecret));
    await record(work, scope, by, round, { act: 'links-made', count });
    return links;
  });
}

export async function openRound(work: SmallWork, by: By, id: string): Promise<void> {
  await withOrganisation(work.database, by.organisationId, async (scope) => {
    const round = await requireRound(scope, id, 'changing');
    const now = work.clock.now();
    if (round.openedAt !== null) throw new Problem('conflict', 'This round was opened before.');
    if (round.closesOn < dayOf(now, scope.timeZone)) throw new Problem('conflict', 'The last day of this round is past; make a new one.');
    await markRound(scope, round.id, 'opened_at', now);
    await record(work, scope, by, round, { act: 'opened', count: null });
  });
}

export async function closeRound(work: SmallWork, by: By, id: string): Promise<void> {
  await withOrganisation(work.database, by.organisationId, async (scope) => {
    const round = await requireRound(scope, id, 'changing');
    if (round.openedAt === null) throw new Problem('conflict', 'This round was not opened; discard it instead.');
    if (round.closedAt !== null) throw new Problem('conflict', 'This round was closed before.');
    await forgetInvitations(scope, round.id);
    await markRound(scope, round.id, 'closed_at', work.clock.now());
    await record(work, scope, by, round, { act: 'closed', count: null });
  });
}

/** Rounds whose last day is over close by themselves: who took part is known no longer than it must. */
export async function closeOverdueRounds(work: SmallWork, organisationId: OrganisationId): Promise<number> {
  const overdue = await readingOrganisation(work.database, organisationId, (scope) =>
    listOverdueRounds(scope, dayOf(work.clock.now(), scope.timeZone)),
  );
  for (const id of overdue) await closeRound(work, { organisationId, name: 'node' }, id);
  return overdue.length;
}

/** Days that sheets of a file are kept from the day they were read. */
const readSheetDays = 30;

export async function forgetReadSheets({ database, clock }: SmallWork, organisationId: OrganisationId): Promise<number> {
  const firstKept = (scope: Scope) => addDays(dayOf(clock.now(), scope.timeZone), -readSheetDays);
  // Asked first: a write counts as a change.
  const isOld = await readingOrganisation(database, organisationId, (scope) => hasReadBefore(scope, firstKept(scope)));
  return isOld ? withOrganisation(database, organisationId, (scope) => deleteReadBefore(scope, firstKept(scope))) : 0;
}

/** While a round is open, the order in which links were used and sheets came is kept no longer than an hour. */
export async function mixOpenRounds({ database }: Pick<SmallWork, 'database'>, organisationId: OrganisationId): Promise<void> {
  for (const id of await readingOrganisation(database, organisationId, listOpenRounds))
    await withOrganisation(database, organisationId, async (scope) => {
      const round = await findRound(scope, id, 'changing');
      if (round !== null && round.openedAt !== null && round.closedAt === null) await mixOpenRound(scope, round.id);
    });
}

export async function publishRound(work: RoundWork, by: By, id: string): Promise<void> {
  const published = await withOrganisation(work.database, by.organisationId, async (scope) => {
    const round = await requireRound(scope, id, 'changing');
    if (round.closedAt === null) throw new Problem('conflict', 'Close the round first: what is published is counted once.');
    if (round.publishedAt !== null) throw new Problem('conflict', 'This round was published before; what was published stays as it is.');
    const now = work.clock.now();
    const { publication, facts } = await countRound(work, scope, round, now);
    await savePublication(scope, publication, facts);
    await measurePublished(scope, { today: dayOf(now, scope.timeZone), now });
    const count = await deleteSheets(scope, round.id);
    await deleteTakenSheets(scope, round.id);
    await markRound(scope, round.id, 'published_at', now);
    // How many answered is in what was published, where it may be told.
    await record(work, scope, by, round, { act: 'published', count: tellable(count) });
    return round.id;
  });
  await removeSealKey(work, published);
}

/** Answers are taken until its last day is over, or until somebody closes it before. */
function lastAnswerDay({ closedAt, closesOn }: Round, timeZone: string): Day {
  const closedOn = closedAt === null ? closesOn : dayOf(closedAt, timeZone);
  return closedOn < closesOn ? closedOn : closesOn;
}

async function countRound(work: RoundWork, scope: Scope, round: Round, publishedAt: Instant) {
  const key = await readSealKey(work, round.id);
  const groups = await listGroups(scope, round.id);
  const sheets = (await listSheets(scope, round.id)).map(({ groupId, sealed }) => ({
    groupId,
    answers: JSON.parse(unseal(key, round.id, sealed).toString()) as Answers,
  }));
  key.fill(0);
  return publishQuestionnaire({
    pack: round.pack,
    on: lastAnswerDay(round, scope.timeZone),
    groups: groups.map(({ groupId, name, invited }) => ({ id: groupId, name, invited })),
    sheets,
    period: { subject: 'questionnaire', key: round.id },
    groupYear: round.groupYear,
    publishedAt,
  });
}

/** @returns answers erased with it; null: too few to be told */
export async function discardRound(work: RoundWork, by: By, id: string): Promise<number | null> {
  const { roundId, answers } = await withOrganisation(work.database, by.organisationId, async (scope) => {
    const round = await requireRound(scope, id, 'changing');
    if (round.publishedAt !== null) throw new Problem('conflict', 'This round was published before; what was published stays as it is.');
    const count = tellable(await deleteSheets(scope, round.id));
    await giveBackReadSheets(scope, round.id);
    await deleteRound(scope, round.id);
    await record(work, scope, by, round, { act: 'discarded', count });
    return { roundId: round.id, answers: count };
  });
  await removeSealKey(work, roundId);
  return answers;
}

/** Of an open round nothing else is told; fewer than ten tell whether one more came today. */
export function tellable(count: number): number | null {
  return count >= fewestTold ? count : null;
}

const fewestTold = 10;

/** Whoever is asked can hold it against that of a colleague: a key of one person would tell whose ticket it is. */
export function keyDigest(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');
}
