/**
 * A new key of pseudonyms. It takes a file that names everybody: while it is read both hashes of each identifier stand side by side in
 * memory, and the stored ones are exchanged in one transaction with the key. No row of the file is kept otherwise. Whoever is not in
 * it can be told by nobody any more.
 */
import type { Pseudonym } from '#core/awareness/pseudonym.ts';
import type { OrganisationId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { recognisePersonal } from '#importers/personal-detect.ts';
import { findKey, recordKeyEvent, replaceKey } from '#store/awareness/keys.ts';
import { countUnfinished } from '#store/awareness/personal-imports.ts';
import { rekeyPersons, type Rekeyed } from '#store/awareness/persons.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { personalEvents } from './accept-personal.ts';
import { wipe } from './key-ring.ts';
import { pseudonymiser } from './pseudonymiser.ts';
import { readServiceKey } from './service-key.ts';
import { takeKeyByPassphrase } from './take-key.ts';
import { keyBytes, wrapKey } from './wrap-key.ts';

export interface Rotation {
  readonly known: number;
  readonly forgotten: number;
}

/** @throws Problem awareness-key-locked, conflict, file-format-mismatch, and those of the file. */
export async function rotateKey(context: ServerContext, who: Principal, bytes: AsyncIterable<Uint8Array>): Promise<Rotation> {
  const { organisationId } = who;
  const before = await takeKeyByPassphrase(context, organisationId);
  const { wrapping } = before;
  try {
    const key = Buffer.from(context.random(keyBytes));
    const exchanged = await readBoth(context, organisationId, bytes, { before: before.key, after: key });
    const service = await readServiceKey(context, organisationId);
    const now = context.clock.now();
    const done = await withOrganisation(context.database, organisationId, async (scope) => {
      const stored = await findKey(scope, 'alone');
      if (stored?.generation !== before.generation)
        throw new Problem('conflict', 'The key of pseudonyms was renewed meanwhile; try again.');
      if ((await countUnfinished(scope)) > 0)
        throw new Problem('conflict', 'Files about people are still being read; renew the key when they have ended.');
      const counts = await rekeyPersons(scope, exchanged);
      const generation = await replaceKey(scope, {
        wrapped: wrapKey(key, wrapping, organisationId, context.random),
        serviceWrapped: stored.serviceWrapped === null || service === null ? null : wrapKey(key, service, organisationId, context.random),
        rotatedAt: now,
      });
      await recordKeyEvent(scope, { at: now, act: 'key-rotated', saidBy: who.name, generation, rows: counts.known }, context.newId);
      return { ...counts, generation };
    });
    service?.fill(0);
    const minutes = context.awarenessKeys.minutesLeft(organisationId);
    if (minutes > 0)
      context.awarenessKeys.hold(organisationId, { key, generation: done.generation, wrapping: Buffer.from(wrapping) }, minutes);
    else key.fill(0);
    return { known: done.known, forgotten: done.forgotten };
  } finally {
    wipe(before);
  }
}

interface BothKeys {
  readonly before: Buffer;
  readonly after: Buffer;
}

async function readBoth(
  context: ServerContext,
  organisationId: OrganisationId,
  bytes: AsyncIterable<Uint8Array>,
  keys: BothKeys,
): Promise<readonly Rekeyed[]> {
  const recognised = await recognisePersonal(bytes, 'population');
  const { importer } = recognised;
  if (importer === null || !importer.produces.includes('population'))
    throw new Problem('file-format-mismatch', 'The key is renewed with a population file, which names everybody; this is none.');
  const timeZone = await readingOrganisation(context.database, organisationId, async (scope) => scope.timeZone);
  const [hashBefore, hashAfter] = [pseudonymiser(keys.before), pseudonymiser(keys.after)];
  const after = new Map<Pseudonym, Pseudonym>();
  const exchanged: Rekeyed[] = [];
  const events = personalEvents(
    context,
    { importer, bytes: recognised.bytes },
    {
      timeZone,
      pseudonymise: (kind, identifier) => {
        const pseudonym = hashBefore(kind, identifier);
        if (kind !== 'address') after.set(pseudonym, hashAfter(kind, identifier));
        return pseudonym;
      },
    },
  );
  for await (const event of events) {
    if (event.kind === 'issue' && importer.issues[event.issue.code]?.severity === 'refused') {
      const { line } = event.issue;
      throw new Problem(
        'file-malformed',
        `Line ${line ?? 0} of the file is refused, so it does not name everybody, and the key stays as it is. Import the file to see why.`,
        { line },
      );
    }
    if (event.kind !== 'row' || event.row.kind !== 'population') continue;
    for (const kind of ['employee', 'email'] as const) {
      const pseudonym = event.row[kind];
      const next = pseudonym === null ? undefined : after.get(pseudonym);
      if (pseudonym !== null && next !== undefined) exchanged.push({ kind, before: pseudonym, after: next });
    }
  }
  if (exchanged.length === 0) throw new Problem('file-empty', 'The file names nobody, so the key stays as it is.');
  return exchanged;
}
