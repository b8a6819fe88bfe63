/**
 * What a CSAF provider lists, and what came of each document. A listing is written whole with the publisher's marks of it, in one
 * transaction: what is held unchanged later was then known in full. What is waiting or failed is what the next sync takes.
 */
import type { Instant } from '#core/kernel/time.ts';
import { connect, type Database } from '../database.ts';

export interface StoredDocument {
  readonly url: string;
  readonly listedAt: Instant | null;
  readonly hashUrls: readonly string[] | null;
  readonly signatureUrl: string | null;
}

/** What the publisher said of a file that is held, to be asked whether it is still that. */
interface Marks {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface DocumentToTake extends StoredDocument {
  /** Nothing where it has to be taken whole. */
  readonly held: Marks;
}

export interface StoredListing extends Marks {
  readonly url: string;
  readonly unreadable: number;
  readonly documents: readonly StoredDocument[];
}

export async function readListingMarks(database: Database, id: string, url: string): Promise<Marks> {
  const { rows } = await database.pool.query<Marks>(
    'select etag, last_modified as "lastModified" from csaf_listing where source_id = $1 and url = $2',
    [id, url],
  );
  return rows[0] ?? { etag: null, lastModified: null };
}

/**
 * Documents that are new or changed since wait; what no listing has any more is forgotten, its advisory stays.
 * Does nothing when the provider was removed meanwhile.
 */
export async function writeListing(database: Database, id: string, listing: StoredListing, at: Instant): Promise<void> {
  const { url, etag, lastModified, unreadable } = listing;
  const newest = new Map<string, StoredDocument>();
  for (const one of listing.documents) {
    const known = newest.get(one.url)?.listedAt ?? null;
    if (known === null || (one.listedAt !== null && one.listedAt > known)) newest.set(one.url, one);
  }
  const documents = JSON.stringify([...newest.values()]);
  const client = await connect(database.pool);
  try {
    await client.query('begin');
    const { rowCount } = await client.query('select from csaf_provider where source_id = $1 for update', [id]);
    if (rowCount === 1) {
      await client.query(
        `insert into csaf_listing (source_id, url, unreadable_entries, etag, last_modified, read_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (source_id, url) do update set unreadable_entries = $3, etag = $4, last_modified = $5, read_at = $6`,
        [id, url, unreadable, etag, lastModified, at],
      );
      await client.query(
        `delete from csaf_listed where source_id = $1 and listing_url = $2
           and not exists (select from jsonb_to_recordset($3::jsonb) as given (url text) where given.url = csaf_listed.url)`,
        [id, url, documents],
      );
      await client.query(
        `insert into csaf_listed (source_id, url, listing_url, listed_at)
         select $1, given.url, $2, given."listedAt" from jsonb_to_recordset($3::jsonb) as given (url text, "listedAt" timestamptz)
         on conflict (source_id, url, listing_url) do update set listed_at = excluded.listed_at`,
        [id, url, documents],
      );
      // Two listings may have another moment for one document: the newest counts, whichever was read last.
      await client.query(
        `insert into csaf_document as known (source_id, url, listed_at, hash_urls, signature_url, state)
         select $1, given.url, (select max(listed_at) from csaf_listed where source_id = $1 and url = given.url),
           given."hashUrls", given."signatureUrl", 'waiting'
         from jsonb_to_recordset($2::jsonb) as given (url text, "hashUrls" jsonb, "signatureUrl" text)
         on conflict (source_id, url) do update set hash_urls = excluded.hash_urls, signature_url = excluded.signature_url,
           listed_at = excluded.listed_at,
           state = case when known.listed_at is distinct from excluded.listed_at then 'waiting' else known.state end`,
        [id, documents],
      );
      await client.query(forgetUnlisted, [id]);
    }
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback').catch(() => undefined);
    throw cause;
  } finally {
    client.release();
  }
}

/** What no listing has any more; its advisory stays. */
const forgetUnlisted = `delete from csaf_document where source_id = $1
  and not exists (select from csaf_listed where source_id = $1 and url = csaf_document.url)`;

/** Listings that the metadata name no more, with the documents that only they listed. */
export async function forgetListings(database: Database, id: string, urlsKept: readonly string[]): Promise<void> {
  await database.pool.query('delete from csaf_listing where source_id = $1 and url <> all ($2::text[])', [id, urlsKept]);
  await database.pool.query(forgetUnlisted, [id]);
}

/**
 * What is to be taken next: what waits, oldest change first, then what failed before this sync began, then what is held and
 * of which no listing says when it changed.
 * @param began what was tried since then is not tried again.
 */
export async function readDocumentsToTake(database: Database, id: string, began: Instant, limit: number): Promise<DocumentToTake[]> {
  const { rows } = await database.pool.query<DocumentToTake & Marks>(
    `select url, listed_at as "listedAt", hash_urls as "hashUrls", signature_url as "signatureUrl",
       case when state in ('held', 'aside') then etag end as etag,
       case when state in ('held', 'aside') then last_modified end as "lastModified" from csaf_document
     where source_id = $1 and (state = 'waiting' or ((state = 'failed' or listed_at is null) and tried_at < $2))
     order by case state when 'waiting' then 0 when 'failed' then 1 else 2 end, listed_at nulls first, url limit $3`,
    [id, began, limit],
  );
  return rows.map(({ etag, lastModified, ...document }) => ({ ...document, held: { etag, lastModified } }));
}

export type TakenDocument =
  /** It is still what is held. */
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'read';
      readonly documentId: string;
      readonly brokenRules: readonly string[];
      readonly marks: Marks;
      /** It came without a hash or without a signature. */
      readonly isUnproven: boolean;
    }
  | { readonly kind: 'failed'; readonly problem: { readonly code: string; readonly detail: string } };

/** Of a document that was listed anew meanwhile nothing is written: it waits again. */
export async function noteDocument(
  database: Database,
  id: string,
  { url, listedAt }: StoredDocument,
  taken: TakenDocument & { readonly at: Instant },
): Promise<void> {
  if (taken.kind === 'unchanged') {
    await database.pool.query(
      'update csaf_document set tried_at = $4 where source_id = $1 and url = $2 and listed_at is not distinct from $3',
      [id, url, listedAt, taken.at],
    );
    return;
  }
  const isRead = taken.kind === 'read';
  await database.pool.query(
    `update csaf_document set state = $4, document_id = coalesce($5, document_id), broken_rules = $6, problem_code = $7,
       problem_detail = $8, tried_at = $9, etag = $10, last_modified = $11, is_unproven = $12
     where source_id = $1 and url = $2 and listed_at is not distinct from $3`,
    [
      id,
      url,
      listedAt,
      isRead ? (taken.brokenRules.length === 0 ? 'held' : 'aside') : 'failed',
      isRead ? taken.documentId : null,
      isRead ? taken.brokenRules.join(' ') : '',
      isRead ? null : taken.problem.code,
      isRead ? null : taken.problem.detail,
      taken.at,
      isRead ? taken.marks.etag : null,
      isRead ? taken.marks.lastModified : null,
      isRead && taken.isUnproven,
    ],
  );
}

export interface NotableDocument {
  readonly url: string;
  readonly documentId: string | null;
  readonly listedAt: Instant | null;
  readonly triedAt: Instant | null;
  readonly state: 'aside' | 'failed';
  readonly brokenRules: readonly string[];
  readonly problem: { readonly code: string; readonly detail: string } | null;
}

/** Those that failed, then those that break a rule; the newest first. */
export async function readNotableDocuments(client: Pick<Database['pool'], 'query'>, id: string, limit: number): Promise<NotableDocument[]> {
  const { rows } = await client.query<
    Omit<NotableDocument, 'brokenRules' | 'problem'> & { rules: string; code: string | null; detail: string | null }
  >(
    `select url, document_id as "documentId", listed_at as "listedAt", tried_at as "triedAt", state, broken_rules as rules,
       problem_code as code, problem_detail as detail from csaf_document
     where source_id = $1 and state in ('failed', 'aside') order by state = 'aside', listed_at desc nulls last, url limit $2`,
    [id, limit],
  );
  return rows.map(({ rules, code, detail, ...document }) => ({
    ...document,
    brokenRules: rules === '' ? [] : rules.split(' '),
    problem: code === null ? null : { code, detail: detail ?? '' },
  }));
}
