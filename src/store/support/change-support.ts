/**
 * What people state of a support cycle, before any list. Nothing is overwritten: per product and cycle the newest word
 * counts, and a withdrawn one gives the word back to the list. The assets that it reaches wait to be folded by the worker:
 * an operating system can be on tens of thousands of them.
 */
import type { Id, NewId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { cycleKeyOf } from '#core/support/support-facts.ts';
import { lockImports } from '../imports.ts';
import type { Scope } from '../scope.ts';
import { noteComponentEndsDue } from './component-ends.ts';
import { loadSupportBook } from './load-book.ts';
import { noteWaitingAssets } from './waiting-assets.ts';

export interface ChangeSupportOptions {
  readonly now: Instant;
  /** Who does it, as the page names people. */
  readonly by: string | null;
  readonly newId: NewId;
}

export interface OwnWord {
  readonly product: string;
  readonly cycle: string;
  /** Null: supported, and no end is set. */
  readonly endOn: Day | null;
  readonly extendedEndOn: Day | null;
}

/** @returns the id of the cycle, and how many assets wait to be folded. */
export async function stateSupport(
  scope: Scope,
  word: OwnWord,
  options: ChangeSupportOptions,
): Promise<{ readonly id: Id; readonly waiting: number }> {
  await lockImports(scope);
  const before = await loadSupportBook(scope);
  await addStatement(scope, { ...word, isWithdrawn: false }, options);
  const { rows } = await scope.client.query<{ id: Id }>(
    `insert into support_cycle as known (organisation_id, id, origin, product, title, title_folded, cycle, is_operating_system, end_on,
       is_ended, extended_end_on, stated_at)
     values ($1, $2, 'own', $3, $4, $5, $6, null, $7, false, $8, $9)
     on conflict (organisation_id, origin, product, cycle) do update set title = excluded.title, title_folded = excluded.title_folded,
       end_on = excluded.end_on, extended_end_on = excluded.extended_end_on, stated_at = excluded.stated_at
     returning id`,
    [
      ...[scope.organisationId, options.newId(), foldName(word.product), word.product, foldName(word.product), cycleKeyOf(word.cycle)],
      ...[word.endOn, word.extendedEndOn, options.now],
    ],
  );
  const [row] = rows;
  if (row === undefined) throw missing('');
  await noteComponentEndsDue(scope);
  return { id: row.id, waiting: await noteWaitingAssets(scope, before) };
}

/** @returns how many assets wait to be folded. @throws Problem `not-found` */
export async function withdrawSupport(scope: Scope, cycleId: Id, options: ChangeSupportOptions): Promise<{ readonly waiting: number }> {
  await lockImports(scope);
  const before = await loadSupportBook(scope);
  const { rows } = await scope.client.query<{ product: string; cycle: string }>(
    `delete from support_cycle where organisation_id = $1 and id = $2 and origin = 'own' returning title as product, cycle`,
    [scope.organisationId, cycleId],
  );
  const [own] = rows;
  if (own === undefined) throw missing(cycleId);
  await addStatement(scope, { ...own, endOn: null, extendedEndOn: null, isWithdrawn: true }, options);
  await noteComponentEndsDue(scope);
  return { waiting: await noteWaitingAssets(scope, before) };
}

async function addStatement(
  { client, organisationId }: Scope,
  word: OwnWord & { readonly isWithdrawn: boolean },
  { now, by, newId }: ChangeSupportOptions,
): Promise<void> {
  const { product, cycle, endOn, extendedEndOn, isWithdrawn } = word;
  await client.query(
    `insert into support_own_statement (organisation_id, id, product, cycle, end_on, extended_end_on, is_withdrawn, stated_at, stated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [organisationId, newId(), product, cycle, endOn, extendedEndOn, isWithdrawn, now, by],
  );
}

function missing(id: string): Problem {
  return new Problem('not-found', 'There is no such support cycle stated by this organisation.', { id });
}
