/** What is done with the key of pseudonyms: made, unlocked, locked, given to the service. Each is on record, with ids only. */
import { access } from '#contract/define-endpoint.ts';
import type { AwarenessStateJson } from '#contract/endpoints/awareness.ts';
import type { Id } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { addMilliseconds } from '#core/kernel/time.ts';
import {
  countRefusals,
  findBegunAt,
  findKey,
  insertKey,
  listActDays,
  holdActs,
  listKeyEvents,
  recordKeyEvent,
  rewrapKey,
  setServiceKey,
  settleAttempt,
  type KeyEvent,
  type WrappedKey,
} from '#store/awareness/keys.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { readDemonstrationPassphrase } from './demonstration-passphrase.ts';
import { wipe } from './key-ring.ts';
import { draftServiceKey, openByService, removeServiceKey } from './service-key.ts';
import { takeKeyByPassphrase } from './take-key.ts';
import { keyBytes, keyOfPassphrase, passphraseParameters, unwrapKey, wrapKey } from './wrap-key.ts';

const eventsShown = 50;
const actDaysMs = 92 * 86_400_000;
const actDaysShown = 2_000;
/** Wrong passphrases of one account or token within `refusalsWithinMs` before it is not listened to any more. */
const refusalsMax = 10;
/** Of all askers together; far above, so that no single one can keep the others out. */
const refusalsOfAllMax = 100;
const refusalsWithinMs = 900_000;

export async function readState(context: ServerContext, { organisationId, role }: Principal): Promise<AwarenessStateJson> {
  const { key, begunAt, events, actDays } = await readingOrganisation(context.database, organisationId, async (scope) => ({
    key: await findKey(scope),
    begunAt: await findBegunAt(scope),
    events: await listKeyEvents(scope, eventsShown),
    actDays: await listActDays(scope, addMilliseconds(context.clock.now(), -actDaysMs), actDaysShown),
  }));
  const service = key === null ? null : await openByService(context, organisationId, key.serviceWrapped);
  service?.file.fill(0);
  service?.key.fill(0);
  const roles: readonly string[] = access.people.roles;
  const mayUnlock = roles.includes(role);
  return {
    key:
      key === null
        ? null
        : {
            createdAt: key.createdAt,
            rotatedAt: key.rotatedAt,
            begunAt,
            generation: key.generation,
            unlockedUntil: context.awarenessKeys.untilAt(organisationId),
            service:
              key.serviceSince === null ? null : { since: key.serviceSince, saidBy: key.serviceBy ?? 'node', usable: service !== null },
          },
    mayUnlock,
    roles: [...roles],
    demonstrationPassphrase: mayUnlock && key !== null ? await readDemonstrationPassphrase(context) : null,
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

interface Opened {
  readonly stored: WrappedKey;
  readonly key: Buffer;
  readonly wrapping: Buffer;
  /** What is on record of this attempt, as refused until it is settled. */
  readonly attempt: Id;
}

/**
 * Tries a passphrase. The attempt is on record before it is hashed, and counted under a lock: many at the same moment count each.
 * @throws Problem awareness-key-locked (there is none), passphrase-wrong, rate-limited
 */
async function openByPassphrase(context: ServerContext, { organisationId, name }: Principal, passphrase: string): Promise<Opened> {
  const now = context.clock.now();
  const since = addMilliseconds(now, -refusalsWithinMs);
  const attempt = context.newId();
  const stored = await withOrganisation(context.database, organisationId, async (scope) => {
    await holdActs(scope);
    const found = await findKey(scope);
    if (found === null) throw new Problem('awareness-key-locked', 'There is no key of pseudonyms yet; make one first.');
    const { own, all } = await countRefusals(scope, since, name);
    if (own >= refusalsMax || all >= refusalsOfAllMax) {
      const count = own >= refusalsMax ? own : all;
      throw new Problem('rate-limited', `The passphrase was wrong ${count} times; try again in a quarter of an hour.`, {
        retryAfterSeconds: refusalsWithinMs / 1_000,
      });
    }
    await recordKeyEvent(scope, { at: now, act: 'key-refused', saidBy: name }, () => attempt);
    return found;
  });
  const wrapping = await keyOfPassphrase(passphrase, stored);
  const key = unwrapKey(stored.wrapped, wrapping, organisationId);
  if (key === null) throw new Problem('passphrase-wrong', 'The passphrase does not open the key of pseudonyms; it stays locked.');
  return { stored, key, wrapping, attempt };
}

/** @throws Problem awareness-key-locked (there is none), passphrase-wrong, rate-limited */
export async function unlockKey(context: ServerContext, who: Principal, asked: { passphrase: string; minutes: number }): Promise<void> {
  const { organisationId } = who;
  const { stored, key, wrapping, attempt } = await openByPassphrase(context, who, asked.passphrase);
  const { generation } = stored;
  await withOrganisation(context.database, organisationId, (scope) =>
    settleAttempt(scope, attempt, { act: 'key-unlocked', minutes: asked.minutes, generation }),
  );
  context.awarenessKeys.hold(organisationId, { key, generation, wrapping }, asked.minutes);
}

/**
 * The same key under another passphrase: whoever knows the earlier one opens nothing with it. A key that was unlocked stays so.
 * @throws Problem awareness-key-locked (there is none), passphrase-wrong, rate-limited, conflict
 */
export async function changePassphrase(context: ServerContext, who: Principal, asked: { passphrase: string; next: string }): Promise<void> {
  const { organisationId } = who;
  const { stored, key, wrapping, attempt } = await openByPassphrase(context, who, asked.passphrase);
  const parameters = passphraseParameters(context.random);
  const next = await keyOfPassphrase(asked.next, parameters);
  try {
    await withOrganisation(context.database, organisationId, async (scope) => {
      if ((await findKey(scope, 'alone'))?.wrapped !== stored.wrapped)
        throw new Problem('conflict', 'The key of pseudonyms was renewed meanwhile; try again.');
      await rewrapKey(scope, { ...parameters, wrapped: wrapKey(key, next, organisationId, context.random) });
      await settleAttempt(scope, attempt, { act: 'passphrase-changed', generation: stored.generation });
    });
  } catch (cause) {
    wipe({ key, generation: stored.generation, wrapping: next });
    throw cause;
  } finally {
    wrapping.fill(0);
  }
  const unlocked = { key, generation: stored.generation, wrapping: next };
  const minutes = context.awarenessKeys.minutesLeft(organisationId);
  if (minutes > 0) context.awarenessKeys.hold(organisationId, unlocked, minutes);
  else wipe(unlocked);
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
      await removeServiceKey(context, organisationId);
    });
    return;
  }
  const unlocked = await takeKeyByPassphrase(context, organisationId);
  const draft = await draftServiceKey(context, organisationId);
  try {
    const wrapped = wrapKey(unlocked.key, draft.bytes, organisationId, context.random);
    await withOrganisation(context.database, organisationId, async (scope) => {
      if ((await findKey(scope, 'alone'))?.generation !== unlocked.generation)
        throw new Problem('conflict', 'The key of pseudonyms was renewed meanwhile; try again.');
      await setServiceKey(scope, { wrapped, since, by: name });
      await recordKeyEvent(scope, { at: since, act: 'service-on', saidBy: name }, context.newId);
      // The last thing before the end of the transaction, under the lock of the key: a conflict leaves the file as it was.
      await draft.place();
    });
  } finally {
    wipe(unlocked);
    await draft.drop();
  }
}
