/**
 * What whoever is asked does with a link: look, draw a ticket, hand answers in. Nothing of it is logged, no time is kept, and no
 * transaction touches a link and a sheet. Whether a link was used is told only to whoever draws with it, and so uses it: who kept the list
 * of links cannot look up who took part without taking their place.
 */
import { createHash, randomUUID } from 'node:crypto';
import { isId, type OrganisationId } from '#core/kernel/id.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { dayOf } from '#core/kernel/time.ts';
import { requireAnswers } from '#core/questionnaires/sheet.ts';
import { findLink, insertSheet, spendTicket, useLink, type KeptLink } from '#store/questionnaires/answers.ts';
import { findRound, listGroups, type Round, type RoundGroup } from '#store/questionnaires/rounds.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';
import { hashSecret } from '../sign-in/secrets.ts';
import { stateOf } from './rounds.ts';
import { padded, readSealKey, seal, unseal } from './seal-sheet.ts';
import { isSigned, signBlinded } from './tickets.ts';

type AnsweringWork = Pick<ServerContext, 'database' | 'clock' | 'random' | 'keysPath'>;

export interface AskedPlace {
  readonly organisationId: string;
  readonly roundId: string;
}

const noQuestionnaire = () =>
  new Problem('not-found', 'This link opens no questionnaire. Copy it again from the message, up to its last character.');

/** The same answer for an organisation, a round and a link that are not there. */
async function inRound<T>(
  { database, clock }: AnsweringWork,
  { organisationId, roundId }: AskedPlace,
  mode: 'reading' | 'taking',
  work: (scope: Scope, round: Round) => Promise<T>,
): Promise<T> {
  if (!isId(organisationId) || !isId(roundId)) throw noQuestionnaire();
  const run = mode === 'reading' ? readingOrganisation : withOrganisation;
  let isBegun = false;
  try {
    return await run(database, organisationId as OrganisationId, async (scope) => {
      isBegun = true;
      const round = await findRound(scope, roundId, mode === 'reading' ? 'none' : 'taking');
      if (round === null) throw noQuestionnaire();
      const state = stateOf(round, dayOf(clock.now(), scope.timeZone));
      if (state === 'made') throw new Problem('conflict', 'This questionnaire has not begun yet.', { reason: 'not-begun' });
      if (state !== 'open')
        throw new Problem('conflict', 'This questionnaire is closed; it takes no answers any more.', { reason: 'closed' });
      return work(scope, round);
    });
  } catch (cause) {
    if (!isBegun && isProblem(cause) && cause.code === 'not-found') throw noQuestionnaire();
    throw cause;
  }
}

interface Standing {
  readonly link: KeptLink;
  readonly group: RoundGroup;
}

async function standingOf(scope: Scope, round: Round, linkHash: string, isTaking: boolean): Promise<Standing> {
  const [groups, link] = [await listGroups(scope, round.id), await findLink(scope, round.id, linkHash, isTaking)];
  const group = groups.find(({ groupId }) => groupId === link?.groupId);
  if (link === null || group === undefined) throw noQuestionnaire();
  return { link, group };
}

/** What to do about it is told to the officer, who can; whoever is asked is told whom to tell. */
function keyOf(work: AnsweringWork, { id }: Round): Promise<Buffer> {
  return readSealKey(work, id).catch((cause: unknown) => {
    throw new Problem(
      'conflict',
      'This questionnaire cannot take answers now. Tell whoever sent you the link; what you filled in was not kept by the node.',
      { reason: 'not-now' },
      cause,
    );
  });
}

export interface ShownQuestionnaire {
  readonly round: Round;
  readonly group: RoundGroup;
  readonly organisation: string;
}

export function showQuestionnaire(
  work: AnsweringWork,
  place: AskedPlace,
  link: string,
  nameOf: (scope: Scope) => Promise<string>,
): Promise<ShownQuestionnaire> {
  return inRound(work, place, 'reading', async (scope, round) => {
    const { group } = await standingOf(scope, round, hashSecret(link), false);
    return { round, group, organisation: await nameOf(scope) };
  });
}

/** @returns the signature of the blinded ticket, base64url */
export function drawTicket(work: AnsweringWork, place: AskedPlace, { link, blinded }: { link: string; blinded: string }): Promise<string> {
  return inRound(work, place, 'taking', async (scope, round) => {
    const linkHash = hashSecret(link);
    const blindedHash = hashSecret(blinded);
    const standing = await standingOf(scope, round, linkHash, true);
    if (standing.link.blindedHash !== null && standing.link.blindedHash !== blindedHash)
      throw new Problem('conflict', 'This link was used before. Each link is good for one sheet of answers.', { reason: 'used' });
    const key = await keyOf(work, round);
    const signingKey = standing.group.signingKey === null ? null : unseal(key, round.id, standing.group.signingKey);
    key.fill(0);
    const signature = signingKey === null ? null : signBlinded(signingKey, Buffer.from(blinded, 'base64url'));
    signingKey?.fill(0);
    if (signature === null) throw new Problem('request-invalid', 'This is no ticket that can be signed; load the page again.');
    await useLink(scope, round.id, linkHash, blindedHash);
    return signature.toString('base64url');
  });
}

export interface HandedIn {
  readonly groupId: string;
  readonly ticket: string;
  readonly signature: string;
  readonly answers: Readonly<Record<string, unknown>>;
}

export async function handIn(work: AnsweringWork, place: AskedPlace, { groupId, ticket, signature, answers }: HandedIn): Promise<void> {
  await inRound(work, place, 'taking', async (scope, round) => {
    const group = (await listGroups(scope, round.id)).find((one) => one.groupId === groupId);
    const prepared = Buffer.from(ticket, 'base64url');
    if (group === undefined || !isSigned(Buffer.from(group.publicKey, 'base64url'), prepared, Buffer.from(signature, 'base64url')))
      throw new Problem('conflict', 'This ticket is none of this questionnaire and group.', { reason: 'unsigned' });
    const sheet = requireAnswers(round.pack, answers);
    const ticketHash = createHash('sha256').update(prepared).digest('hex');
    if (!(await spendTicket(scope, round.id, ticketHash)))
      throw new Problem('conflict', 'Answers were handed in with this ticket before; they count once.', { reason: 'spent' });
    const key = await keyOf(work, round);
    const sealed = seal(work, key, round.id, padded(sheet));
    key.fill(0);
    await insertSheet(scope, round.id, randomUUID(), { groupId, sealed });
  });
}
