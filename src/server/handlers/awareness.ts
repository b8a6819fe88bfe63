/** Handlers of the key of pseudonyms and of the rights of one person. */
import { Problem } from '#core/kernel/problem.ts';
import type { Id } from '#core/kernel/id.ts';
import { addDays, dayOf, millisecondsOf, startOfDay } from '#core/kernel/time.ts';
import { countActs, findKey, holdActs, recordKeyEvent, type KeyAct } from '#store/awareness/keys.ts';
import { countUnfinished } from '#store/awareness/personal-imports.ts';
import { erasePerson, findPerson, readPerson, type PersonIdentifierKind } from '#store/awareness/persons.ts';
import { withOrganisation, type Scope } from '#store/scope.ts';
import { beginAnew } from '../awareness/begin-anew.ts';
import { changePassphrase, createKey, lockKey, readState, setService, unlockKey } from '../awareness/key-work.ts';
import { wipe } from '../awareness/key-ring.ts';
import { pseudonymiser } from '../awareness/pseudonymiser.ts';
import { rotateKey } from '../awareness/rotate-key.ts';
import { takeKeyByPassphrase } from '../awareness/take-key.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { bodyOf } from '../http/request-body.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';

export const awarenessHandlers: Pick<
  Handlers,
  | 'awareness.get'
  | 'awareness.createKey'
  | 'awareness.unlockKey'
  | 'awareness.lockKey'
  | 'awareness.changePassphrase'
  | 'awareness.rotateKey'
  | 'awareness.beginAnew'
  | 'awareness.setService'
  | 'awareness.showPerson'
  | 'awareness.erasePerson'
> = {
  'awareness.get': ({ context, principal }) => readState(context, principal),

  'awareness.createKey': async ({ context, principal, body }) => {
    await createKey(context, principal, { passphrase: body.passphrase, minutes: body.minutes ?? null });
    return readState(context, principal);
  },

  'awareness.unlockKey': async ({ context, principal, body }) => {
    await unlockKey(context, principal, body);
    return readState(context, principal);
  },

  'awareness.lockKey': async ({ context, principal }) => {
    await lockKey(context, principal);
    return readState(context, principal);
  },

  'awareness.changePassphrase': async ({ context, principal, body }) => {
    await changePassphrase(context, principal, body);
    return readState(context, principal);
  },

  'awareness.rotateKey': async ({ context, principal, request, query }) => ({
    ...(await rotateKey(context, principal, { bytes: bodyOf(request), forgets: query.forgets })),
    state: await readState(context, principal),
  }),

  'awareness.beginAnew': async ({ context, principal, body: { passphrase, minutes, ends } }) => {
    await beginAnew(context, principal, { passphrase, minutes: minutes ?? null, ends: ends ?? null });
    return readState(context, principal);
  },

  'awareness.setService': async ({ context, principal, body }) => {
    await setService(context, principal, body.on);
    return readState(context, principal);
  },

  'awareness.showPerson': async ({ context, principal, body }) => ({
    kept: await ofPerson(context, principal, { ...body, act: 'person-shown' }, async (scope, personId) => {
      const kept = await readPerson(scope, personId);
      return {
        answer: kept.map(({ table, rows }) => ({ table, rows: [...rows] })),
        rows: kept.reduce((sum, { rows }) => sum + rows.length, 0),
      };
    }),
  }),

  'awareness.erasePerson': ({ context, principal, body }) =>
    ofPerson(context, principal, { ...body, act: 'person-erased' }, async (scope, personId) => {
      const rows = await erasePerson(scope, personId);
      return { answer: { rows }, rows };
    }),
};

interface AskedPerson {
  readonly kind: PersonIdentifierKind;
  readonly identifier: string;
  readonly act: KeyAct;
}

/** A spool that is still to be read may name whoever is erased, and would bring them back. No file is accepted until the transaction ends. */
async function refuseWhileRead(scope: Scope, generation: number): Promise<void> {
  const key = await findKey(scope, 'alone');
  if (key?.generation !== generation) throw new Problem('conflict', 'The key of pseudonyms was renewed meanwhile; try again.');
  if ((await countUnfinished(scope)) > 0)
    throw new Problem('conflict', 'Files about people are still being read, and may name this person; erase them when they have ended.');
}

/** In one day of the organisation, of each act: enough for whoever asks by right, too few to go through a list of staff. */
const askedInADayMax = 20;

/** Counted under a lock that holds until the asking is on record. */
async function refuseTooMany({ clock }: ServerContext, scope: Scope, act: KeyAct): Promise<void> {
  await holdActs(scope);
  const now = clock.now();
  const today = dayOf(now, scope.timeZone);
  const count = await countActs(scope, act, startOfDay(today, scope.timeZone));
  if (count < askedInADayMax) return;
  const tomorrow = startOfDay(addDays(today, 1), scope.timeZone);
  const retryAfterSeconds = Math.ceil((millisecondsOf(tomorrow) - millisecondsOf(now)) / 1_000);
  const detail =
    act === 'person-erased'
      ? `Erasure was asked for ${count} people today, which is as many as one day allows: go on tomorrow. It counts for all who may ask together.`
      : `What is kept was asked of ${count} people today, which is as many as one day allows: go on tomorrow. It counts for all who may ask together.`;
  throw new Problem('rate-limited', detail, { retryAfterSeconds });
}

/** That somebody asked is on record, and not for whom: also where nobody was found. */
async function ofPerson<Answer>(
  context: ServerContext,
  { organisationId, name }: Principal,
  { kind, identifier, act }: AskedPerson,
  work: (scope: Scope, personId: Id) => Promise<{ readonly answer: Answer; readonly rows: number }>,
): Promise<Answer> {
  const unlocked = await takeKeyByPassphrase(context, organisationId);
  const pseudonym = pseudonymiser(unlocked.key)(kind, identifier);
  wipe(unlocked);
  const found = await withOrganisation(context.database, organisationId, async (scope) => {
    await refuseTooMany(context, scope, act);
    if (act === 'person-erased') await refuseWhileRead(scope, unlocked.generation);
    const personId = await findPerson(scope, { kind, pseudonym });
    const done = personId === null ? null : await work(scope, personId);
    const event = { at: context.clock.now(), act, saidBy: name, generation: unlocked.generation, rows: done?.rows ?? 0 };
    await recordKeyEvent(scope, event, context.newId);
    return done;
  });
  if (found === null) throw new Problem('not-found', 'Nothing is kept of anybody by this identifier.');
  return found.answer;
}
