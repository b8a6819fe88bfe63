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
import { countRekeyed, rekeyPersons, type Rekeyed, type RekeyedCounts } from '#store/awareness/persons.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { personalEvents } from './accept-personal.ts';
import { wipe } from './key-ring.ts';
import { pseudonymiser } from './pseudonymiser.ts';
import { openByService } from './service-key.ts';
import { takeKeyByPassphrase } from './take-key.ts';
import { keyBytes, unwrapKey, wrapKey } from './wrap-key.ts';

export interface Rotation {
  readonly known: number;
  readonly forgotten: number;
  /** Go on without their address of mail, which the file does not say. */
  readonly withoutMail: number;
}

/** Above this share of all persons, losing them must have been meant. */
const lostShareMax = 0.1;

interface Asked {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** How many persons may lose what leads to them, as the refusal told; undefined: none beyond the usual. */
  readonly forgets: number | undefined;
}

/** @throws Problem awareness-key-locked, conflict, file-format-mismatch, and those of the file. */
export async function rotateKey(context: ServerContext, who: Principal, { bytes, forgets }: Asked): Promise<Rotation> {
  const { organisationId } = who;
  const before = await takeKeyByPassphrase(context, organisationId);
  const { wrapping } = before;
  try {
    const key = Buffer.from(context.random(keyBytes));
    const exchanged = await readBoth(context, organisationId, bytes, { before: before.key, after: key });
    const now = context.clock.now();
    const done = await withOrganisation(context.database, organisationId, async (scope) => {
      const stored = await findKey(scope, 'alone');
      // The passphrase may have been changed as well: what the earlier one wraps, nobody could open with the new.
      if (stored?.generation !== before.generation || unwrapKey(stored.wrapped, wrapping, organisationId)?.fill(0) === undefined)
        throw new Problem('conflict', 'The key of pseudonyms was renewed meanwhile; try again.');
      if ((await countUnfinished(scope)) > 0)
        throw new Problem('conflict', 'Files about people are still being read; renew the key when they have ended.');
      const counts = await countRekeyed(scope, exchanged);
      refuseLosses(counts, forgets);
      await rekeyPersons(scope, exchanged);
      const service = await openByService(context, organisationId, stored.serviceWrapped);
      const generation = await replaceKey(scope, {
        wrapped: wrapKey(key, wrapping, organisationId, context.random),
        serviceWrapped: service === null ? null : wrapKey(key, service.file, organisationId, context.random),
        rotatedAt: now,
      });
      service?.file.fill(0);
      service?.key.fill(0);
      await recordKeyEvent(scope, { at: now, act: 'key-rotated', saidBy: who.name, generation, rows: counts.known }, context.newId);
      return { ...counts, generation };
    });
    const minutes = context.awarenessKeys.minutesLeft(organisationId);
    if (minutes > 0)
      context.awarenessKeys.hold(organisationId, { key, generation: done.generation, wrapping: Buffer.from(wrapping) }, minutes);
    else key.fill(0);
    return { known: done.known, forgotten: done.forgotten, withoutMail: done.withoutMail };
  } finally {
    wipe(before);
  }
}

/** A part of the staff, or a file without addresses of mail, would cut most people off for good: that is asked for by number. */
function refuseLosses({ known, forgotten, withoutMail }: RekeyedCounts, forgets: number | undefined): void {
  const persons = known + forgotten;
  const lost = forgotten + withoutMail;
  if (lost <= persons * lostShareMax || forgets === lost) return;
  throw new Problem(
    'conflict',
    `Of ${persons} persons ${forgotten} are not in the file and would be known by nobody any more, and ${withoutMail} would lose their address of mail. The key stays as it is. If that is meant, say so by this number: \`--forget ${lost}\` (forgets=${lost}).`,
    { known, forgotten, withoutMail, forgets: lost },
  );
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
