/** What files and people said of the graph, out of its tables; and the writing of both. Nothing here folds. */
import type { EditedContent, GraphEdit, GraphEvidence, SourceStatement } from '#core/dependencies/fold-graph.ts';
import type { SaidContent, SaidStretch } from '#core/dependencies/source-stretches.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { columnsOf, type Cell } from '../ingest/staged-rows.ts';
import type { Scope } from '../scope.ts';

export async function loadEvidence(scope: Scope): Promise<GraphEvidence> {
  return { statements: await loadStatements(scope), wholeAts: await loadWholeAts(scope), edits: await loadEdits(scope) };
}

interface StatementRow {
  readonly source: string;
  readonly subject: string;
  readonly isRun: boolean;
  readonly fromAt: Instant;
  readonly lastAt: Instant;
  readonly content: SaidContent;
}

/** @param only of one source, and of these subjects where given */
export async function loadStatements(
  { client, organisationId }: Scope,
  only?: { readonly source: string; readonly subjects?: readonly string[] },
): Promise<SourceStatement[]> {
  const { rows } = await client.query<StatementRow>(
    `select source, subject, is_run as "isRun", from_at as "fromAt", last_at as "lastAt", content from dependency_statement
     where organisation_id = $1 and ($2::text is null or source = $2) and ($3::text[] is null or subject = any($3))
     order by source, subject, from_at`,
    [organisationId, only?.source ?? null, only?.subjects ?? null],
  );
  const bySubject = new Map<string, { source: string; subject: string; said: SaidStretch[] }>();
  for (const { source, subject, ...stretch } of rows) {
    const key = `${source}\n${subject}`;
    const known = bySubject.get(key) ?? { source, subject, said: [] };
    known.said.push(stretch);
    bySubject.set(key, known);
  }
  return [...bySubject.values()];
}

/** By source, in order. */
export async function loadWholeAts({ client, organisationId }: Scope): Promise<ReadonlyMap<string, readonly Instant[]>> {
  const { rows } = await client.query<{ source: string; at: Instant }>(
    'select source, said_at as at from dependency_file where organisation_id = $1 order by source, said_at',
    [organisationId],
  );
  const bySource = new Map<string, Instant[]>();
  for (const { source, at } of rows) bySource.set(source, [...(bySource.get(source) ?? []), at]);
  return bySource;
}

/** In force. */
export async function loadEdits({ client, organisationId }: Scope): Promise<GraphEdit[]> {
  const { rows } = await client.query<{ batchId: Id; subject: string; at: Instant; content: EditedContent }>(
    `select batch_id as "batchId", subject, edited_at as at, content from dependency_edit
     where organisation_id = $1 and withdrawn_at is null order by edited_at, batch_id`,
    [organisationId],
  );
  return rows;
}

/** The stretches of these subjects in place of those that were there. */
export async function writeStatements(
  { client, organisationId }: Scope,
  source: string,
  changed: ReadonlyMap<string, readonly SaidStretch[]>,
): Promise<void> {
  if (changed.size === 0) return;
  await client.query('delete from dependency_statement where organisation_id = $1 and source = $2 and subject = any($3::text[])', [
    organisationId,
    source,
    [...changed.keys()],
  ]);
  const rows = [...changed].flatMap(([subject, said]) =>
    said.map(({ isRun, fromAt, lastAt, content }): Cell[] => [subject, isRun, fromAt, lastAt, JSON.stringify(content)]),
  );
  await client.query(
    `insert into dependency_statement (organisation_id, source, subject, is_run, from_at, last_at, content)
     select $1, $2, given.* from unnest($3::text[], $4::boolean[], $5::timestamptz[], $6::timestamptz[], $7::jsonb[]) as given`,
    [organisationId, source, ...columnsOf(rows, 5)],
  );
}
