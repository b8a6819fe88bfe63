/**
 * Advisories of the whole node: taken in batches, each document once by kind, publisher and number, the newest revision
 * standing; listed and read. The same documents again write nothing.
 */
import type { PoolClient } from 'pg';
import type { Advisory } from '#core/advisories/advisory.ts';
import { believedModifiedAt, compareEditions } from '#core/advisories/edition-order.ts';
import { Problem } from '#core/kernel/problem.ts';
import { isId, type Id, type NewId } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import { connect, type Database } from '../database.ts';
import type { Scope } from '../scope.ts';
import { noteHandedIn } from '../sources/leaned.ts';

/** Of six characters at least; what was imported together begins alike. */
const beginningOfId = /^[0-9a-f]{6,8}(?:-[0-9a-f-]{0,27})?$/;

export interface GivenAdvisory {
  readonly advisory: Advisory;
  /** Numbers of the rules that the document breaks; none: it follows its standard. */
  readonly brokenRules: readonly string[];
  /** Of all that is stored of it. */
  readonly digest: string;
}

export interface TakenAdvisories {
  readonly added: number;
  readonly changed: number;
  /** Known already, or older than what is held. */
  readonly unchanged: number;
}

export interface AdvisoryEntry {
  readonly id: Id;
  readonly kind: Advisory['kind'];
  readonly documentId: string;
  readonly publisher: string | null;
  readonly revision: string | null;
  readonly title: string;
  readonly publishedAt: Instant | null;
  readonly modifiedAt: Instant | null;
  readonly products: number;
  readonly flaws: number;
  readonly scoreMax: number | null;
  readonly brokenRules: readonly string[];
  readonly cveIds: readonly string[];
  /** Of these, those that scanners reported in the organisation that asks. */
  readonly cvesFoundHere: number;
  readonly takenAt: Instant;
  readonly changedAt: Instant;
}

export interface AdvisorySource {
  readonly id: string;
  /** What is taken from it now is by the publisher that it says it is itself. */
  readonly isPublisher: boolean;
}

/**
 * @param given one batch; of a document that stands in it twice, the newest counts (`core/advisories/edition-order.ts`).
 * @throws Problem proof-invalid when a source that is not its publisher would replace what was handed in, or is another's.
 */
export async function takeAdvisories(
  database: Database,
  given: readonly GivenAdvisory[],
  {
    now,
    newId,
    source = null,
  }: { readonly now: Instant; readonly newId: NewId; /** Null: handed in. */ readonly source?: AdvisorySource | null },
): Promise<TakenAdvisories> {
  const rows = newestOf(given, now).map((one) => rowOf(one, newId(), { now, source }));
  const client = await connect(database.pool);
  try {
    await client.query('begin');
    // Which copy counts is decided here: nobody else decides meanwhile.
    await client.query(`select pg_advisory_xact_lock(hashtext('advisory'))`);
    const written = await write(client, await withoutOlder(client, rows, { now, source }), now);
    await noteHandedIn(client, now);
    await client.query('commit');
    const added = written.filter(({ isNew }) => isNew).length;
    return { added, changed: written.length - added, unchanged: given.length - written.length };
  } catch (cause) {
    await client.query('rollback').catch(() => undefined);
    throw cause;
  } finally {
    client.release();
  }
}

function newestOf(given: readonly GivenAdvisory[], now: Instant): GivenAdvisory[] {
  const newest = new Map<string, GivenAdvisory>();
  for (const one of given) {
    const { kind, publisher, documentId } = one.advisory;
    const key = JSON.stringify([kind, publisher ?? '', documentId]);
    const known = newest.get(key);
    if (known === undefined || compareEditions(editionOf(known), editionOf(one), now) < 0) newest.set(key, one);
  }
  return [...newest.values()];
}

function editionOf({ advisory: { modifiedAt, revision }, digest }: GivenAdvisory) {
  return { modifiedAt, revision, digest };
}

type AdvisoryRow = ReturnType<typeof rowOf>;

/** Of the rows those that take a place. What says the same but was checked by other rules than before does so whenever it comes. */
async function withoutOlder(client: PoolClient, rows: readonly AdvisoryRow[], { now, source }: Taking): Promise<AdvisoryRow[]> {
  const { rows: known } = await client.query<{
    id: Id;
    digest: string;
    revision: string | null;
    modifiedAt: Instant | null;
    hasSameContent: boolean;
    sourceId: string | null;
  }>(
    `select given.id, known.digest, known.revision, known.modified_at as "modifiedAt", known.content = given.content as "hasSameContent",
       known.source_id as "sourceId"
     from jsonb_to_recordset($1::jsonb) as given (id uuid, kind text, publisher text, document_id text, content jsonb)
     join advisory known on known.kind = given.kind and known.publisher = given.publisher and known.document_id = given.document_id`,
    [JSON.stringify(rows)],
  );
  const knownById = new Map(known.map((one) => [one.id, one]));
  return rows.filter((row) => {
    const held = knownById.get(row.id);
    if (held === undefined) return true;
    if (held.digest === row.digest) return false;
    const edition = { modifiedAt: row.modified_at, revision: row.revision, digest: row.digest };
    const replaces = held.hasSameContent || compareEditions(held, edition, now) < 0;
    if (replaces && source !== null && !source.isPublisher && held.sourceId !== source.id) throw notItsOwn(row, source);
    return replaces;
  });
}

function notItsOwn({ document_id: documentId, publisher }: AdvisoryRow, { id }: AdvisorySource): Problem {
  return new Problem(
    'proof-invalid',
    `${documentId} is by ${publisher || 'nobody named'}, which this provider is not, and is held from elsewhere; it was not taken. If it is right, hand the file in.`,
    { documentId, publisher, sourceId: id },
  );
}

interface Taking {
  readonly now: Instant;
  readonly source: AdvisorySource | null;
}

function rowOf({ advisory, brokenRules, digest }: GivenAdvisory, id: Id, { now, source }: Taking) {
  const scores = advisory.flaws.flatMap((flaw) => flaw.scores.flatMap(({ baseScore }) => baseScore ?? []));
  const vendors = advisory.products.flatMap(({ paths }) => paths.flat()).filter(({ category }) => category === 'vendor');
  const words = new Set([advisory.documentId, advisory.title, advisory.publisher ?? '', ...vendors.map(({ name }) => name)]);
  return {
    id,
    kind: advisory.kind,
    publisher: advisory.publisher ?? '',
    document_id: advisory.documentId,
    revision: advisory.revision,
    title: advisory.title,
    words_folded: foldName([...words].join(' ')),
    published_at: advisory.publishedAt,
    // One that is yet to come would stand first in every list until then.
    modified_at: believedModifiedAt(advisory.modifiedAt, now),
    product_count: advisory.products.length,
    flaw_count: advisory.flaws.length,
    score_max: scores.length === 0 ? null : scores.reduce((most, one) => Math.max(most, one), 0),
    broken_rules: brokenRules.join(' '),
    content: advisory,
    digest,
    source_id: source?.id ?? null,
    cve_ids: [...new Set(advisory.flaws.flatMap(({ cveId }) => cveId ?? []))],
  };
}

async function write(client: PoolClient, rows: readonly AdvisoryRow[], now: Instant) {
  const { rows: written } = await client.query<{ id: Id; digest: string; isNew: boolean }>(
    `insert into advisory as known (id, kind, publisher, document_id, revision, title, words_folded, published_at, modified_at,
       product_count, flaw_count, score_max, broken_rules, content, digest, source_id, taken_at, changed_at)
     select id, kind, publisher, document_id, revision, title, words_folded, published_at, modified_at,
       product_count, flaw_count, score_max, broken_rules, content, digest, source_id, $2, $2
     from jsonb_to_recordset($1::jsonb) as given (id uuid, kind text, publisher text, document_id text, revision text, title text,
       words_folded text, published_at timestamptz, modified_at timestamptz, product_count integer, flaw_count integer,
       score_max float8, broken_rules text, content jsonb, digest text, source_id text)
     on conflict (kind, publisher, document_id) do update set revision = excluded.revision, title = excluded.title,
       words_folded = excluded.words_folded, published_at = excluded.published_at, modified_at = excluded.modified_at,
       product_count = excluded.product_count, flaw_count = excluded.flaw_count, score_max = excluded.score_max,
       broken_rules = excluded.broken_rules, content = excluded.content, digest = excluded.digest,
       source_id = excluded.source_id, changed_at = excluded.changed_at
     returning known.id, known.digest, (xmax = 0) as "isNew"`,
    [JSON.stringify(rows), now],
  );
  const idByDigest = new Map(written.map(({ digest, id }) => [digest, id]));
  const cves = rows.flatMap(({ digest, cve_ids: cveIds }) => {
    const id = idByDigest.get(digest);
    return id === undefined ? [] : cveIds.map((cveId) => ({ id, cveId }));
  });
  await client.query('delete from advisory_cve where advisory_id = any($1::uuid[])', [written.map(({ id }) => id)]);
  await client.query('insert into advisory_cve (advisory_id, cve_id) select * from unnest($1::uuid[], $2::text[])', [
    cves.map(({ id }) => id),
    cves.map(({ cveId }) => cveId),
  ]);
  return written;
}

const columns = `known.id, known.kind, known.document_id as "documentId", nullif(known.publisher, '') as publisher, known.revision, known.title,
  known.published_at as "publishedAt", known.modified_at as "modifiedAt", known.product_count as products, known.flaw_count as flaws,
  known.score_max as "scoreMax", known.broken_rules as "brokenRules", known.taken_at as "takenAt", known.changed_at as "changedAt",
  array(select cve_id from advisory_cve where advisory_id = known.id order by cve_id) as "cveIds",
  (select count(*)::int from advisory_cve cve join flaw on flaw.organisation_id = $1 and flaw.key = cve.cve_id
    where cve.advisory_id = known.id) as "cvesFoundHere"`;

type Row = Omit<AdvisoryEntry, 'brokenRules'> & { readonly brokenRules: string };
const entryOf = <R extends Row>(row: R) => ({ ...row, brokenRules: row.brokenRules === '' ? [] : row.brokenRules.split(' ') });

export interface AskedAdvisories {
  /** Words that all stand in number, title, publisher or vendors. */
  readonly search: string | undefined;
  readonly cveId: string | undefined;
  /** Those with a CVE that was found in the organisation that asks. */
  readonly isFoundHere: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** Newest first. */
export async function listAdvisories(scope: Scope, asked: AskedAdvisories): Promise<{ items: AdvisoryEntry[]; total: number }> {
  const { client, organisationId } = scope;
  const words = foldName(asked.search ?? '')
    .split(' ')
    .filter((word) => word !== '');
  const matching = `from advisory known where not exists (select from unnest($2::text[]) word where position(word in known.words_folded) = 0)
    and ($3::text is null or exists (select from advisory_cve where advisory_id = known.id and cve_id = $3))
    and (not $4::boolean or exists (select from advisory_cve cve join flaw on flaw.organisation_id = $1 and flaw.key = cve.cve_id
      where cve.advisory_id = known.id))`;
  const values = [organisationId, words, asked.cveId ?? null, asked.isFoundHere];
  const { rows } = await client.query<Row>(
    `select ${columns} ${matching} order by known.modified_at desc nulls last, known.id limit $5 offset $6`,
    [...values, asked.limit, asked.offset],
  );
  const counted = await client.query<{ total: number }>(`select count(*)::int as total ${matching}`, values);
  return { items: rows.map(entryOf), total: counted.rows[0]?.total ?? 0 };
}

/** @param name an id, or the number of a document; of several publishers' the newest. */
export async function findAdvisory({ client, organisationId }: Scope, name: string) {
  const read = async (condition: string, rowsMax: number) =>
    client.query<Row & { content: Advisory }>(
      `select ${columns}, known.content from advisory known where ${condition} order by known.modified_at desc nulls last, known.id limit ${rowsMax}`,
      [organisationId, name],
    );
  const whole = await read(isId(name) ? 'known.id = $2' : 'known.document_id = $2', 1);
  const begun = whole.rows.length > 0 || !beginningOfId.test(name) ? whole : await read('starts_with(known.id::text, $2)', 2);
  if (begun.rows.length > 1) throw new Problem('request-invalid', 'Several ids begin so; write more of it.', { id: name });
  const [row] = begun.rows;
  if (row === undefined) return null;
  const { content, ...entry } = row;
  return { ...entryOf(entry), advisory: content };
}
