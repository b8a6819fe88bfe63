/**
 * Advisories as matching takes them: all that follow their standard. Those that break a rule of it are counted, with the rules, and
 * left out. Which products each names, by key, is written down once for the whole node.
 */
import type { PoolClient } from 'pg';
import type { Advisory } from '#core/advisories/advisory.ts';
import type { Id } from '#core/kernel/id.ts';
import type { AdvisoryIndex } from '#core/matching/advisory-index.ts';
import { keyOfEntry } from '#core/matching/decided-candidates.ts';
import { vendorPackVersion } from '#core/matching/vendor-pack.ts';
import { connect, type Database } from '../database.ts';
import type { Scope } from '../scope.ts';

export interface HeldAdvisories {
  readonly documents: number;
  /** Of all that are matched: another document or revision gives another. */
  readonly digest: string;
  readonly setAside: number;
  readonly rulesBroken: readonly { readonly rule: string; readonly documents: number }[];
}

export async function countAdvisories({ client }: Scope): Promise<HeldAdvisories> {
  const { rows } = await client.query<{ documents: number; digest: string | null; setAside: number }>(
    `select count(*) filter (where broken_rules = '')::int as documents, count(*) filter (where broken_rules <> '')::int as "setAside",
       md5(string_agg(digest, ',' order by id) filter (where broken_rules = '')) as digest from advisory`,
  );
  const broken = await client.query<HeldAdvisories['rulesBroken'][number]>(
    `select rule, count(*)::int as documents from advisory cross join lateral unnest(string_to_array(broken_rules, ' ')) as rule
     where broken_rules <> '' group by rule order by count(*) desc, rule`,
  );
  const { documents = 0, digest = null, setAside = 0 } = rows[0] ?? {};
  return { documents, digest: digest ?? '', setAside, rulesBroken: broken.rows };
}

const documentsAtOnce = 200;

export interface HeldAdvisory {
  readonly id: Id;
  readonly digest: string;
  readonly advisory: Advisory;
}

/** By id, some at a time: together they are large. */
export async function* walkAdvisories(database: Database): AsyncGenerator<readonly HeldAdvisory[], void, undefined> {
  let after: string | null = null;
  for (;;) {
    const rows: HeldAdvisory[] = await onNode(database, (client) => nextAdvisories(client, after));
    if (rows.length === 0) return;
    yield rows.map((row) => ({ ...row, advisory: withoutTexts(row.advisory) }));
    after = rows.at(-1)?.id ?? null;
  }
}

/** What is written for people is most of a document, and matching reads none of it. */
function withoutTexts({ notes: _notes, flaws, ...advisory }: Advisory): Advisory {
  return { ...advisory, notes: [], flaws: flaws.map(({ notes: _texts, ...flaw }) => ({ ...flaw, remediations: [] })) };
}

async function nextAdvisories(client: PoolClient, after: string | null): Promise<HeldAdvisory[]> {
  const { rows } = await client.query<HeldAdvisory>(
    `select id, digest, content as advisory from advisory where broken_rules = '' and ($1::uuid is null or id > $1) order by id limit $2`,
    [after, documentsAtOnce],
  );
  return rows;
}

async function onNode<T>(database: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(database.pool);
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

/** Where advisories name these products, by key, as they were noted. */
export async function readNamedProducts(
  database: Database,
  productKeys: readonly string[],
): Promise<{ productKey: string; advisoryId: Id; productIds: string[] }[]> {
  if (productKeys.length === 0) return [];
  const { rows } = await onNode(database, (client) =>
    client.query<{ productKey: string; advisoryId: Id; productIds: string[] }>(
      `select named.product_key as "productKey", named.advisory_id as "advisoryId", named.product_ids as "productIds"
       from advisory_product named join advisory known on known.id = named.advisory_id and known.broken_rules = ''
       where named.product_key = any($1::text[]) order by 2, 1`,
      [productKeys],
    ),
  );
  return rows;
}

const writtenAtOnce = 500;

/** Writes down which products the documents name, where that is not yet done for their revision. @returns documents written */
export async function noteProducts(
  database: Database,
  held: readonly HeldAdvisory[],
  { groups }: AdvisoryIndex,
  matcherVersion: number,
): Promise<number> {
  const readBy = `${vendorPackVersion} ${matcherVersion}`;
  const { rows } = await onNode(database, (client) =>
    client.query<{ id: Id }>(`select id from advisory where broken_rules = '' and products_read is distinct from digest || ' ' || $1`, [
      readBy,
    ]),
  );
  const stale = new Set(rows.map(({ id }) => id));
  const fresh = held.filter(({ id }) => stale.has(id));
  if (fresh.length === 0) return 0;
  const idOf = new Map(fresh.map(({ id, advisory }) => [advisory, id]));
  const products = new Map<Id, Map<string, string[]>>(fresh.map(({ id }) => [id, new Map()]));
  for (const { reading, entries } of groups) {
    for (const entry of entries) {
      const ofAdvisory = products.get(idOf.get(entry.advisory) ?? ('' as Id));
      if (ofAdvisory === undefined) continue;
      const key = keyOfEntry({ entry, reading });
      const known = ofAdvisory.get(key);
      if (known === undefined) ofAdvisory.set(key, [entry.product.productId]);
      else if (!known.includes(entry.product.productId)) known.push(entry.product.productId);
    }
  }
  for (let from = 0; from < fresh.length; from += writtenAtOnce) {
    await onNode(database, (client) => writeProducts(client, fresh.slice(from, from + writtenAtOnce), products, readBy));
  }
  return fresh.length;
}

async function writeProducts(
  client: PoolClient,
  some: readonly HeldAdvisory[],
  products: ReadonlyMap<Id, ReadonlyMap<string, readonly string[]>>,
  readBy: string,
) {
  const rows = some.flatMap(({ id }) => [...(products.get(id) ?? [])].map(([productKey, productIds]) => ({ id, productKey, productIds })));
  // One statement: nobody sees a document without its products.
  await client.query(
    `with gone as (
       delete from advisory_product known using unnest($1::uuid[]) as told (id) where known.advisory_id = told.id
         and not exists (select from jsonb_to_recordset($2::jsonb) as given (id uuid, "productKey" text)
           where given.id = known.advisory_id and given."productKey" = known.product_key)
     ), written as (
       insert into advisory_product as known (advisory_id, product_key, product_ids)
       select given.id, given."productKey", given."productIds" from jsonb_to_recordset($2::jsonb) as given (id uuid, "productKey" text, "productIds" jsonb)
       join advisory held on held.id = given.id
       on conflict (advisory_id, product_key) do update set product_ids = excluded.product_ids
     )
     update advisory set products_read = told.digest || ' ' || $4 from unnest($1::uuid[], $3::text[]) as told (id, digest)
     where advisory.id = told.id and advisory.digest = told.digest`,
    [some.map(({ id }) => id), JSON.stringify(rows), some.map(({ digest }) => digest), readBy],
  );
}
