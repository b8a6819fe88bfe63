/**
 * The way out where the passphrase of the key is lost: another key, and nothing single of before. Nobody can tell any more whose a
 * pseudonym of the lost key is, so what hangs on one could neither be shown nor erased for whom it is about; it goes. What was published stays,
 * and nothing more of people of before is published: read again under the new key it would be a second count of the same (decision 0038).
 */
import { Problem } from '#core/kernel/problem.ts';
import type { Instant } from '#core/kernel/time.ts';
import { endUnpublished } from '#store/awareness/forget-campaigns.ts';
import { beginKeyAnew, findBegunAt, findKey, recordKeyEvent } from '#store/awareness/keys.ts';
import { endMails } from '#store/awareness/malicious-mails.ts';
import { countUnfinished } from '#store/awareness/personal-imports.ts';
import { countPersons, endPersons } from '#store/awareness/persons.ts';
import { withOrganisation, type Scope } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { wipe } from './key-ring.ts';
import { removeServiceKey } from './service-key.ts';
import { keyBytes, keyOfPassphrase, passphraseParameters, wrapKey } from './wrap-key.ts';

interface Asked {
  readonly passphrase: string;
  readonly minutes: number | null;
  /** Of how many persons everything is erased, as the refusal tells; null: not said yet. */
  readonly ends: number | null;
}

/** @throws Problem awareness-key-locked (there is none), conflict */
export async function beginAnew(context: ServerContext, who: Principal, { passphrase, minutes, ends }: Asked): Promise<void> {
  const { organisationId } = who;
  const parameters = passphraseParameters(context.random);
  const wrapping = await keyOfPassphrase(passphrase, parameters);
  const key = Buffer.from(context.random(keyBytes));
  try {
    const generation = await withOrganisation(context.database, organisationId, async (scope) => {
      if ((await findKey(scope, 'alone')) === null)
        throw new Problem('awareness-key-locked', 'There is no key of pseudonyms yet; make one first.');
      if ((await countUnfinished(scope)) > 0)
        throw new Problem('conflict', 'Files about people are still being read; begin anew when they have ended.');
      // Whoever counts a month waits, or is waited for, and of a phishing test by its row (`endUnpublished`): a figure is of before, or of after.
      for (const work of ['publication:', 'training:'])
        await scope.client.query('select pg_advisory_xact_lock(hashtextextended($1 || $2::text, 0))', [work, scope.organisationId]);
      const persons = await countPersons(scope);
      if (ends !== persons) throw refusal(persons);
      const begunAt = context.clock.now();
      await endUnpublished(scope);
      await endPersons(scope);
      await endMails(scope);
      const wrapped = wrapKey(key, wrapping, organisationId, context.random);
      const begun = await beginKeyAnew(scope, { ...parameters, wrapped, at: begunAt });
      const event = { at: begunAt, act: 'key-begun-anew', saidBy: who.name, generation: begun, rows: persons } as const;
      await recordKeyEvent(scope, event, context.newId);
      // The last thing before the end of the transaction, under the lock of the key.
      await removeServiceKey(context, organisationId);
      return begun;
    });
    context.awarenessKeys.forget(organisationId);
    if (minutes !== null) context.awarenessKeys.hold(organisationId, { key, generation, wrapping }, minutes);
    else wipe({ key, generation, wrapping });
  } catch (cause) {
    wipe({ key, generation: 0, wrapping });
    throw cause;
  }
}

function refusal(persons: number): Problem {
  return new Problem(
    'conflict',
    `All that is kept of ${persons} persons would be erased: nobody could tell any more whose it was. What was published stays. If the passphrase is lost and that is meant, say so by this number: \`--ends ${persons}\` (ends=${persons}).`,
    { ends: persons },
  );
}

/**
 * Nothing of the time before a key that began anew is published: what was published of it counts, and a second count could differ from it
 * by single people.
 *
 * @param from where what would be counted begins; null: nobody knows
 * @throws Problem conflict
 */
export async function refuseBeforeBegun(scope: Scope, from: Instant | null): Promise<void> {
  if (await isBeforeBegun(scope, from))
    throw new Problem(
      'conflict',
      'This is of the time before the key of pseudonyms began anew. What was published of that time stays, and nothing more of it is published.',
    );
}

export async function isBeforeBegun(scope: Scope, from: Instant | null): Promise<boolean> {
  const begunAt = await findBegunAt(scope);
  return begunAt !== null && (from === null || from < begunAt);
}
