/**
 * Which packages and products an advisory names, by key: written once for the whole node, so that only documents that name something
 * of a bill are ever read. Documents that break a rule of their standard name nothing here.
 */
import type { PoolClient } from 'pg';
import type { Advisory } from '#core/advisories/advisory.ts';
import type { Id } from '#core/kernel/id.ts';
import { componentMatcherVersion, keysOfAdvisory } from '#core/matching/packages/judge-component.ts';
import { connect, type Database } from '../database.ts';
import type { Scope } from '../scope.ts';

const documentsAtOnce = 500;

/** Where that is not yet done for their revision. @returns documents read */
export async function noteAdvisoryKeys(database: Database): Promise<number> {
  let documents = 0;
  for (;;) {
    const some = await onNode(database, noteSome);
    documents += some;
    if (some < documentsAtOnce) return documents;
  }
}

const readBy = `' ' || (broken_rules = '') || ' ${componentMatcherVersion}'`;

async function noteSome(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ id: Id; mark: string; isBroken: boolean; content: Advisory }>(
    `select id, digest || ${readBy} as mark, broken_rules <> '' as "isBroken", content from advisory
     where keys_read is distinct from digest || ${readBy} limit $1`,
    [documentsAtOnce],
  );
  if (rows.length === 0) return 0;
  const keys = rows.flatMap(({ id, isBroken, content }) => (isBroken ? [] : [...keysOfAdvisory(content)].map((key) => ({ id, key }))));
  // One statement: nobody sees a document without its keys. A document that became another meanwhile is read again.
  await client.query(
    `with told as (
       select told.id, told.mark from unnest($1::uuid[], $2::text[]) as told (id, mark) join advisory known on known.id = told.id
         and known.digest || ${readBy} = told.mark
     ), gone as (
       delete from advisory_key known using told where known.advisory_id = told.id
         and not exists (select from unnest($3::uuid[], $4::text[]) as given (id, key) where given.id = known.advisory_id and given.key = known.key)
     ), written as (
       insert into advisory_key (advisory_id, key)
       select given.id, given.key from unnest($3::uuid[], $4::text[]) as given (id, key) join told on told.id = given.id
       on conflict do nothing
     )
     update advisory set keys_read = told.mark from told where advisory.id = told.id`,
    [rows.map(({ id }) => id), rows.map(({ mark }) => mark), keys.map(({ id }) => id), keys.map(({ key }) => key)],
  );
  return rows.length;
}

async function onNode<T>(database: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(database.pool);
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

export interface KeyedDocuments {
  readonly documents: number;
  /** Of all of them: another document or revision gives another. */
  readonly digest: string;
}

export async function countKeyedAdvisories({ client }: Scope): Promise<KeyedDocuments> {
  const { rows } = await client.query<{ documents: number; digest: string | null }>(
    `select count(*)::int as documents, md5(string_agg(digest, ',' order by id)) as digest from advisory
     where exists (select from advisory_key key where key.advisory_id = advisory.id)`,
  );
  return { documents: rows[0]?.documents ?? 0, digest: rows[0]?.digest ?? '' };
}

/** By key: the documents that name it, each with its digest. */
export async function advisoriesByKey({ client }: Scope, keys: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<Id, string>>> {
  const { rows } = await client.query<{ key: string; id: Id; digest: string }>(
    `select key.key, known.id, known.digest from advisory_key key join advisory known on known.id = key.advisory_id
     where key.key = any($1::text[])`,
    [keys],
  );
  const byKey = new Map<string, Map<Id, string>>();
  for (const { key, id, digest } of rows) {
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, new Map([[id, digest]]));
    else known.set(id, digest);
  }
  return byKey;
}

/** Without the texts that people read, which are most of a document; the words of its statements stay. */
export async function readKeyed({ client }: Scope, ids: readonly Id[]): Promise<ReadonlyMap<Id, Advisory>> {
  const { rows } = await client.query<{ id: Id; content: Advisory }>(
    `select id, content - 'notes' - 'references' || '{"notes": []}'::jsonb as content from advisory where id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, content }) => [id, content]));
}
