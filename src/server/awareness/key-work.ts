/** What is done with the key of pseudonyms: made, unlocked, locked, given to the service. Each is on record, with ids only. */
import { access } from '#contract/define-endpoint.ts';
import type { AwarenessStateJson } from '#contract/endpoints/awareness.ts';
import { Problem } from '#core/kernel/problem.ts';
import { addMilliseconds } from '#core/kernel/time.ts';
import {
  countRefusals,
  findKey,
  insertKey,
  listActDays,
  listKeyEvents,
  recordKeyEvent,
  setServiceKey,
  type KeyEvent,
} from '#store/awareness/keys.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { wipe } from './key-ring.ts';
import { makeServiceKey, readServiceKey, removeServiceKey } from './service-key.ts';
import { takeKeyByPassphrase } from './take-key.ts';
import { keyBytes, keyOfPassphrase, passphraseParameters, unwrapKey, wrapKey } from './wrap-key.ts';

const eventsShown = 50;
const actDaysMs = 92 * 86_400_000;
const actDaysShown = 2_000;
/** Wrong passphrases within `refusalsWithinMs` before nobody is listened to any more. */
const refusalsMax = 10;
const refusalsWithinMs = 900_000;

export async function readState(context: ServerContext, { organisationId, role }: Principal): Promise<AwarenessStateJson> {
  const { key, events, actDays } = await readingOrganisation(context.database, organisationId, async (scope) => ({
    key: await findKey(scope),
    events: await listKeyEvents(scope, eventsShown),
    actDays: await listActDays(scope, addMilliseconds(context.clock.now(), -actDaysMs), actDaysShown),
  }));
  const service = await readServiceKey(context, organisationId);
  service?.fill(0);
  const roles: readonly string[] = access.people.roles;
  return {
    key:
      key === null
        ? null
        : {
            createdAt: key.createdAt,
            rotatedAt: key.rotatedAt,
            generation: key.generation,
            unlockedUntil: context.awarenessKeys.untilAt(organisationId),
            service:
              key.serviceSince === null ? null : { since: key.serviceSince, saidBy: key.serviceBy ?? 'node', usable: service !== null },
          },
    mayUnlock: roles.includes(role),
    roles: [...roles],
    events: events.map(({ at, act, saidBy, minutes, rows }) => ({ at, act, saidBy, minutes, rows })),
    actDays: [...actDays],
  };
}

/** @throws Problem conflict */
export async function createKey(
  context: ServerContext,
  who: Principal,
  asked: { passphrase: string; minutes: number | null },
): Promise<void> {
  const { organisationId } = who;
  const parameters = passphraseParameters(context.random);
  const wrapping = await keyOfPassphrase(asked.passphrase, parameters);
  const key = Buffer.from(context.random(keyBytes));
  const now = context.clock.now();
  const wrapped = wrapKey(key, wrapping, organisationId, context.random);
  const isNew = await withOrganisation(context.database, organisationId, async (scope) => {
    const inserted = await insertKey(scope, { ...parameters, createdAt: now, wrapped });
    if (inserted) await recordKeyEvent(scope, { at: now, act: 'key-created', saidBy: who.name, generation: 1 }, context.newId);
    return inserted;
  });
  if (!isNew) {
    wipe({ key, generation: 1, wrapping });
    throw new Problem('conflict', 'There is a key of pseudonyms already; unlock it, or renew it with a population file.');
  }
  await holdOrWipe(context, who, { unlocked: { key, generation: 1, wrapping }, minutes: asked.minutes });
}

interface Holding {
  readonly unlocked: Parameters<ServerContext['awarenessKeys']['hold']>[1];
  readonly minutes: number | null;
}

async function holdOrWipe(context: ServerContext, { organisationId, name }: Principal, { unlocked, minutes }: Holding): Promise<void> {
  if (minutes === null) {
    wipe(unlocked);
    return;
  }
  context.awarenessKeys.hold(organisationId, unlocked, minutes);
  await record(context, organisationId, { act: 'key-unlocked', saidBy: name, minutes, generation: unlocked.generation });
}

function record(
  context: ServerContext,
  organisationId: Principal['organisationId'],
  event: Pick<KeyEvent, 'act' | 'saidBy'> & Partial<KeyEvent>,
): Promise<void> {
  return withOrganisation(context.database, organisationId, (scope) =>
    recordKeyEvent(scope, { at: context.clock.now(), ...event }, context.newId),
  );
}

/** @throws Problem awareness-key-locked (there is none), passphrase-wrong, rate-limited */
export async function unlockKey(context: ServerContext, who: Principal, asked: { passphrase: string; minutes: number }): Promise<void> {
  const { organisationId } = who;
  const since = addMilliseconds(context.clock.now(), -refusalsWithinMs);
  const { key, refusals } = await readingOrganisation(context.database, organisationId, async (scope) => ({
    key: await findKey(scope),
    refusals: await countRefusals(scope, since),
  }));
  if (key === null) throw new Problem('awareness-key-locked', 'There is no key of pseudonyms yet; make one first.');
  if (refusals >= refusalsMax) {
    const retryAfterSeconds = refusalsWithinMs / 1_000;
    throw new Problem('rate-limited', `The passphrase was wrong ${refusals} times; try again in a quarter of an hour.`, {
      retryAfterSeconds,
    });
  }
  const wrapping = await keyOfPassphrase(asked.passphrase, key);
  const opened = unwrapKey(key.wrapped, wrapping, organisationId);
  if (opened === null) {
    await record(context, organisationId, { act: 'key-refused', saidBy: who.name });
    throw new Problem('passphrase-wrong', 'The passphrase does not open the key of pseudonyms; it stays locked.');
  }
  await holdOrWipe(context, who, { unlocked: { key: opened, generation: key.generation, wrapping }, minutes: asked.minutes });
}

export async function lockKey(context: ServerContext, { organisationId, name }: Principal): Promise<void> {
  if (context.awarenessKeys.forget(organisationId)) await record(context, organisationId, { act: 'key-locked', saidBy: name });
}

/** @throws Problem awareness-key-locked: whoever gives the key away must hold it. */
export async function setService(context: ServerContext, { organisationId, name }: Principal, isOn: boolean): Promise<void> {
  const since = context.clock.now();
  if (!isOn) {
    await withOrganisation(context.database, organisationId, async (scope) => {
      if ((await findKey(scope, 'alone'))?.serviceWrapped == null) return;
      await setServiceKey(scope, null);
      await recordKeyEvent(scope, { at: since, act: 'service-off', saidBy: name }, context.newId);
    });
    await removeServiceKey(context, organisationId);
    return;
  }
  const unlocked = await takeKeyByPassphrase(context, organisationId);
  try {
    const file = await makeServiceKey(context, organisationId, context.random);
    const wrapped = wrapKey(unlocked.key, file, organisationId, context.random);
    file.fill(0);
    await withOrganisation(context.database, organisationId, async (scope) => {
      if ((await findKey(scope, 'alone'))?.generation !== unlocked.generation)
        throw new Problem('conflict', 'The key of pseudonyms was renewed meanwhile; try again.');
      await setServiceKey(scope, { wrapped, since, by: name });
      await recordKeyEvent(scope, { at: since, act: 'service-on', saidBy: name }, context.newId);
    });
  } finally {
    wipe(unlocked);
  }
}
