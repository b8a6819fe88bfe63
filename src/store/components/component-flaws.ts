/** What is published of the packages of an organisation's bills, line by line and flaw by flaw; whatever is as before is not written. */
import type { Advisory } from '#core/advisories/advisory.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { ComponentFlaw, ComponentWord } from '#core/matching/packages/judge-component.ts';
import type { Scope } from '../scope.ts';

/** What one document says, as it is kept. */
export interface StoredWord extends Omit<ComponentWord, 'advisory'> {
  readonly advisoryId: Id;
  readonly documentId: string;
  readonly kind: Advisory['kind'];
  readonly publisher: string | null;
  readonly revision: string | null;
  readonly modifiedAt: string | null;
}

export interface JudgedLine {
  readonly id: string;
  /** Digest of all documents that it was held against. */
  readonly judged: string;
  readonly flaws: readonly ComponentFlaw[];
}

/** @returns by line: the documents that it was held against last */
export async function judgedBefore(
  { client, organisationId }: Scope,
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await client.query<{ id: string; judged: string | null }>(
    'select id, judged from component_line where organisation_id = $1 and id = any($2::text[])',
    [organisationId, lineIds],
  );
  return new Map(rows.map(({ id, judged }) => [id, judged]));
}

/** @returns rows that differed */
export async function writeComponentFlaws(
  { client, organisationId }: Scope,
  lines: readonly JudgedLine[],
  idOf: (advisory: Advisory) => Id | undefined,
): Promise<number> {
  if (lines.length === 0) return 0;
  const rows = lines.flatMap(({ id, flaws }) => flaws.map((flaw) => rowOf(id, flaw, idOf)));
  const written = await client.query(
    `insert into component_flaw as known (organisation_id, line_id, flaw_key, cve_id, names, title, status, basis, is_sure, score, score_vector,
       score_version, words)
     select $1, line_id, flaw_key, cve_id, names, title, status, basis, is_sure, score, score_vector, score_version, words
     from jsonb_to_recordset($2::jsonb) as given (line_id text, flaw_key text, cve_id text, names jsonb, title text, status text, basis text,
       is_sure boolean, score float8, score_vector text, score_version text, words jsonb)
     on conflict (organisation_id, line_id, flaw_key) do update set cve_id = excluded.cve_id, names = excluded.names, title = excluded.title,
       status = excluded.status, basis = excluded.basis, is_sure = excluded.is_sure, score = excluded.score, score_vector = excluded.score_vector,
       score_version = excluded.score_version, words = excluded.words
     where (known.cve_id, known.names, known.title, known.status, known.basis, known.is_sure, known.score, known.score_vector, known.score_version, known.words)
       is distinct from (excluded.cve_id, excluded.names, excluded.title, excluded.status, excluded.basis, excluded.is_sure, excluded.score,
         excluded.score_vector, excluded.score_version, excluded.words)`,
    [organisationId, JSON.stringify(rows)],
  );
  const gone = await client.query(
    `delete from component_flaw known where organisation_id = $1 and line_id = any($2::text[])
       and not exists (select from unnest($3::text[], $4::text[]) as given (line_id, flaw_key)
         where given.line_id = known.line_id and given.flaw_key = known.flaw_key)`,
    [organisationId, lines.map(({ id }) => id), rows.map((row) => row.line_id), rows.map((row) => row.flaw_key)],
  );
  await client.query(
    `insert into component_line as known (organisation_id, id, judged) select $1, id, judged from unnest($2::text[], $3::text[]) as given (id, judged)
     on conflict (organisation_id, id) do update set judged = excluded.judged where known.judged is distinct from excluded.judged`,
    [organisationId, lines.map(({ id }) => id), lines.map(({ judged }) => judged)],
  );
  return (written.rowCount ?? 0) + (gone.rowCount ?? 0);
}

function rowOf(lineId: string, flaw: ComponentFlaw, idOf: (advisory: Advisory) => Id | undefined) {
  // Most flaws of a package are fixed in what is installed: of those one word is enough.
  const told = flaw.status === 'fixed' ? flaw.words.slice(0, 1) : flaw.words;
  const words = told.flatMap(({ advisory, ...word }): StoredWord[] => {
    const advisoryId = idOf(advisory);
    if (advisoryId === undefined) return [];
    const { documentId, kind, publisher, revision, modifiedAt } = advisory;
    return [{ advisoryId, documentId, kind, publisher, revision, modifiedAt, ...word }];
  });
  return {
    line_id: lineId,
    flaw_key: flaw.key,
    cve_id: flaw.cveId,
    names: flaw.names,
    title: flaw.title,
    status: flaw.status,
    basis: flaw.basis,
    is_sure: flaw.isSure,
    score: flaw.score?.baseScore ?? null,
    score_vector: flaw.score?.vector ?? null,
    score_version: flaw.score?.version ?? null,
    words,
  };
}

export interface ComponentMatchingRow {
  readonly fingerprint: string | null;
  readonly matchedAt: Instant | null;
  readonly components: number;
  readonly notMatchable: number;
  readonly documents: number;
}

/** Null: never. */
export async function readComponentMatching({ client, organisationId }: Scope): Promise<ComponentMatchingRow | null> {
  const { rows } = await client.query<ComponentMatchingRow>(
    `select fingerprint, matched_at as "matchedAt", components, not_matchable as "notMatchable", documents from component_matching
     where organisation_id = $1`,
    [organisationId],
  );
  return rows[0] ?? null;
}

export async function writeComponentMatching({ client, organisationId }: Scope, row: ComponentMatchingRow): Promise<void> {
  await client.query(
    `insert into component_matching (organisation_id, fingerprint, matched_at, components, not_matchable, documents) values ($1, $2, $3, $4, $5, $6)
     on conflict (organisation_id) do update set fingerprint = excluded.fingerprint, matched_at = excluded.matched_at,
       components = excluded.components, not_matchable = excluded.not_matchable, documents = excluded.documents`,
    [organisationId, row.fingerprint, row.matchedAt, row.components, row.notMatchable, row.documents],
  );
}
