/**
 * Stores what a public list says of the support of products: a wording once, and that it was said at this instant. An item
 * changed something when the product was worded otherwise at the instant before it. Everything is keyed by what was said
 * and when, so the order of lists cannot matter.
 */
import type { ImportedSupportProduct } from '#core/imports/imported-record.ts';
import type { NewId } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { ListedProduct } from '#core/support/endoflife-list.ts';
import type { ImportSession } from '../ingest/chunk.ts';
import { digestOf } from '../ingest/resolve-statements.ts';
import { columnsOf, stageRows, type Cell } from '../ingest/staged-rows.ts';
import type { Scope } from '../scope.ts';
import { noteComponentEndsDue } from './component-ends.ts';
import { loadSupportBook } from './load-book.ts';
import { noteWaitingAssets } from './waiting-assets.ts';

type SupportSession = Pick<ImportSession, 'importId' | 'observedAt' | 'newId'>;

/** @returns items whose product is worded otherwise than the list before said. */
export async function mergeSupport(
  scope: Scope,
  session: SupportSession,
  items: readonly ImportedSupportProduct[],
): Promise<ReadonlySet<number>> {
  if (items.length === 0) return new Set();
  const before = await loadSupportBook(scope);
  const given = items.map(({ itemNumber, product }) => ({ itemNumber, product, digest: digestOf(product) }));
  await scope.client.query(
    `insert into support_product (organisation_id, product, digest, is_operating_system, content)
     select $1, given.* from unnest($2::text[], $3::text[], $4::boolean[], $5::jsonb[]) as given on conflict do nothing`,
    [
      scope.organisationId,
      ...columnsOf(
        given.map(({ product, digest }): Cell[] => [product.product, digest, product.isOperatingSystem, JSON.stringify(product)]),
        4,
      ),
    ],
  );
  const changed = await state(scope, session, given);
  if (changed.size > 0) {
    await refreshListedCycles(scope, session.newId, [...changed]);
    await noteWaitingAssets(scope, before);
    await noteComponentEndsDue(scope);
  }
  return new Set(given.filter(({ product }) => changed.has(product.product)).map(({ itemNumber }) => itemNumber));
}

interface Given {
  readonly product: ListedProduct;
  readonly digest: string;
}

/** @returns products that were worded otherwise, or not known, just before this instant. */
async function state(
  { client, organisationId }: Scope,
  { importId, observedAt }: SupportSession,
  given: readonly Given[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ product: string }>(
    `with given as (select * from unnest($2::text[], $3::text[]) as given (product, digest)
     ), differing as (
       select given.product from given where given.digest is distinct from (
         select said.digest from support_statement said
         where said.organisation_id = $1 and said.product = given.product and said.stated_at <= $4
         order by said.stated_at desc limit 1)
     ), stated as (
       insert into support_statement as known (organisation_id, product, stated_at, digest, import_id)
       select $1, product, $4, digest, $5 from given
       -- Two lists of one instant: the same one counts whichever came first.
       on conflict (organisation_id, product, stated_at) do update set digest = greatest(known.digest, excluded.digest)
     )
     select product from differing`,
    [organisationId, given.map((one) => one.product.product), given.map((one) => one.digest), observedAt, importId],
  );
  return new Set(rows.map((row) => row.product));
}

/** The newest word of the list on each cycle of these products. */
async function refreshListedCycles(scope: Scope, newId: NewId, products: readonly string[]): Promise<void> {
  const { client, organisationId } = scope;
  const { rows } = await client.query<{ content: ListedProduct; statedAt: Instant }>(
    `select known.content, newest.stated_at as "statedAt" from unnest($2::text[]) as given (product)
     cross join lateral (
       select digest, stated_at from support_statement said where said.organisation_id = $1 and said.product = given.product
       order by stated_at desc limit 1) newest
     join support_product known on known.organisation_id = $1 and known.product = given.product and known.digest = newest.digest`,
    [organisationId, products],
  );
  const cells = rows.flatMap(({ content, statedAt }) =>
    distinctCycles(content).map(({ product, title, cycle, codename, endOn, isEnded, extendedEndOn }): Cell[] => [
      ...[newId(), product, title, foldName(title), cycle, codename, content.isOperatingSystem, endOn, isEnded, extendedEndOn, statedAt],
    ]),
  );
  const columns = {
    ...{ id: 'uuid', product: 'text collate "C"', title: 'text collate "C"', title_folded: 'text collate "C"' },
    ...{ cycle: 'text collate "C"', codename: 'text collate "C"', is_operating_system: 'boolean', end_on: 'date' },
    ...{ is_ended: 'boolean', extended_end_on: 'date', stated_at: 'timestamptz' },
  };
  const table = { name: 'support', key: newId(), columns, parametersBefore: 2 };
  const staged = await stageRows(scope, table, cells);
  await client.query(
    `with gone as (
       delete from support_cycle where organisation_id = $1 and origin = 'list' and product = any($2::text[])
         and (product, cycle) not in (select product, cycle from ${staged.name} kept)
     )
     insert into support_cycle as known (organisation_id, id, origin, product, title, title_folded, cycle, codename, is_operating_system,
       end_on, is_ended, extended_end_on, stated_at)
     select $1, id, 'list', product, title, title_folded, cycle, codename, is_operating_system, end_on, is_ended, extended_end_on, stated_at
     from ${staged.name} staged
     on conflict (organisation_id, origin, product, cycle) do update set title = excluded.title, title_folded = excluded.title_folded,
       codename = excluded.codename, is_operating_system = excluded.is_operating_system, end_on = excluded.end_on,
       is_ended = excluded.is_ended, extended_end_on = excluded.extended_end_on, stated_at = excluded.stated_at`,
    [organisationId, products, ...staged.parameters],
  );
  await staged.drop();
}

/** A list may name a cycle twice; its last word counts. */
function distinctCycles({ cycles }: ListedProduct): ListedProduct['cycles'] {
  return [...new Map(cycles.map((cycle) => [cycle.cycle, cycle])).values()];
}
