/**
 * Reads what is stated of the support of operating systems, for the fold. Folding asks for it with every few thousand
 * assets, so the newest book of an organisation is remembered with what it was made of; a change makes a new one.
 */
import type { OrganisationId } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { ListedProduct } from '#core/support/endoflife-list.ts';
import { emptySupportBook, supportBookOf, type ListedStatement, type OwnStatement, type SupportBook } from '#core/support/support-facts.ts';
import type { Scope } from '../scope.ts';

interface Remembered {
  readonly madeOf: string;
  readonly book: SupportBook;
}

const organisationsMax = 20;
const remembered = new Map<OrganisationId, Remembered>();

export async function loadSupportBook(scope: Scope): Promise<SupportBook> {
  const madeOf = await whatIsStated(scope);
  if (madeOf === null) return emptySupportBook;
  const known = remembered.get(scope.organisationId);
  if (known?.madeOf === madeOf) return known.book;
  const book = supportBookOf(await readListed(scope), await readOwn(scope));
  if (remembered.size >= organisationsMax) remembered.clear();
  remembered.set(scope.organisationId, { madeOf, book });
  return book;
}

/** Every statement that counts, as one number: added up, which needs no sorting of every line of every list; null: there is none. */
async function whatIsStated({ client, organisationId }: Scope): Promise<string | null> {
  const { rows } = await client.query<{ madeOf: string | null }>(
    `select count(*) || ' ' || sum(hashtextextended(word, 0)) as "madeOf" from (
       select said.product || ' ' || said.digest || ' ' || extract(epoch from said.stated_at) as word from support_statement said
       join support_product known on known.organisation_id = $1 and known.product = said.product and known.digest = said.digest
       where said.organisation_id = $1 and known.is_operating_system
       union all select id::text from support_own_statement where organisation_id = $1) stated`,
    [organisationId],
  );
  return rows[0]?.madeOf ?? null;
}

/** Where a product changed its wording; a list that repeats it says nothing new. */
async function readListed({ client, organisationId }: Scope): Promise<ListedStatement[]> {
  const said = await client.query<{ product: string; digest: string; statedAt: Instant }>(
    `select product, digest, stated_at as "statedAt" from (
       select said.product, said.digest, said.stated_at, known.is_operating_system,
         lag(said.digest) over (partition by said.product order by said.stated_at) as before
       from support_statement said
       join support_product known on known.organisation_id = $1 and known.product = said.product and known.digest = said.digest
       where said.organisation_id = $1) said
     where is_operating_system and digest is distinct from before order by stated_at, product`,
    [organisationId],
  );
  const contents = await client.query<{ product: string; digest: string; content: ListedProduct }>(
    'select product, digest, content from support_product where organisation_id = $1 and is_operating_system',
    [organisationId],
  );
  const byKey = new Map(contents.rows.map((row) => [`${row.product} ${row.digest}`, row.content]));
  return said.rows.flatMap(({ product, digest, statedAt }) => {
    const content = byKey.get(`${product} ${digest}`);
    return content === undefined ? [] : [{ statedAt, product: content }];
  });
}

/** In order of time. */
export async function readOwn({ client, organisationId }: Scope): Promise<OwnStatement[]> {
  const { rows } = await client.query<OwnStatement>(
    `select stated_at as "statedAt", product, cycle, end_on as "endOn", extended_end_on as "extendedEndOn", is_withdrawn as "isWithdrawn"
     from support_own_statement where organisation_id = $1 order by stated_at, id`,
    [organisationId],
  );
  return rows;
}
