/**
 * Rows of a table of dependencies on their way in. While a file is read its rows wait under its import (`mergeDependencies`); when it
 * was read to its end they become statements of its source (`foldDependencies`), because only then it is known whether what the
 * file does not name has ended.
 */
import { criticalityUnsaid, nodeKeyOf } from '#core/dependencies/graph.ts';
import { contentText, saidOverTime, withFile, type SaidContent } from '#core/dependencies/source-stretches.ts';
import { subjectText } from '#core/dependencies/subject.ts';
import type { ImportedDependency, NamedNode } from '#core/imports/imported-dependency.ts';
import type { ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { NewId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Instant } from '#core/kernel/time.ts';
import { lockImports, type ImportRow } from '../imports.ts';
import type { ImportSession } from '../ingest/chunk.ts';
import { columnsOf, type Cell } from '../ingest/staged-rows.ts';
import type { Scope } from '../scope.ts';
import { loadStatements, loadWholeAts, writeStatements } from './evidence.ts';
import { findAttachedAssets } from './find-assets.ts';
import { refreshGraph } from './refresh-graph.ts';

export interface MergedDependencies {
  /** By item number: whether it said anything that its source did not say before. */
  readonly items: ReadonlyMap<number, boolean>;
  /** About assets that cannot be found now. */
  readonly issues: readonly ImportIssue[];
}

export async function mergeDependencies(
  scope: Scope,
  session: Pick<ImportSession, 'importId' | 'source' | 'observedAt'>,
  records: readonly ImportedRecord[],
): Promise<MergedDependencies> {
  const rows = records.filter((record) => record.kind === 'dependency');
  if (rows.length === 0) return { items: new Map(), issues: [] };
  const said = rows.map((row) => ({ row, statements: statementsOf(row) }));
  const known = await saidBefore(scope, session, new Set(said.flatMap(({ statements }) => [...statements.keys()])));
  const items = new Map<number, boolean>();
  const added = new Map<string, SaidContent>();
  for (const { row, statements } of said) {
    let isNew = false;
    for (const [subject, content] of statements) {
      const before = known.get(subject);
      isNew ||= before === undefined || contentText({ ...unsaid, ...before, ...content }) !== contentText({ ...unsaid, ...before });
      // What the file says first of a thing counts, wherever its chunks end.
      added.set(subject, { ...content, ...added.get(subject) });
      known.set(subject, { ...before, ...content });
    }
    items.set(row.itemNumber, isNew);
  }
  await scope.client.query(
    `insert into import_dependency as known (organisation_id, import_id, subject, content)
     select $1, $2, given.* from unnest($3::text[], $4::jsonb[]) as given
     on conflict (organisation_id, import_id, subject) do update set content = excluded.content || known.content`,
    [
      scope.organisationId,
      session.importId,
      ...columnsOf(
        [...added].map(([subject, content]): Cell[] => [subject, JSON.stringify(content)]),
        2,
      ),
    ],
  );
  return { items, issues: await assetIssues(scope, rows) };
}

/** Saying what counts anyway changes nothing. */
const unsaid = { criticality: criticalityUnsaid };

function statementsOf({ from, to, criticality, tier, owner }: ImportedDependency): ReadonlyMap<string, SaidContent> {
  const statements = new Map<string, SaidContent>();
  const facts = { ...(tier === null ? {} : { tier }), ...(owner === null ? {} : { owner }) };
  const node = ({ kind, name }: NamedNode) => {
    const key = nodeKeyOf(kind, name);
    statements.set(subjectText({ is: 'node', key }), { name, ...facts });
    return key;
  };
  const said = criticality === null ? {} : { criticality };
  const dependent = to === null ? null : node(to);
  if (from === null) return statements;
  if ('name' in from) {
    const provider = node(from);
    if (dependent !== null) statements.set(subjectText({ is: 'edge', from: provider, to: dependent }), said);
    return statements;
  }
  invariant(dependent !== null, 'assets belong to a node');
  const { kind: form, text } = from;
  statements.set(subjectText({ is: 'attachment', node: dependent, form, text }), { ...said, text });
  return statements;
}

/** What this file, or else its source, said of these subjects so far. */
async function saidBefore(
  scope: Scope,
  { importId, source, observedAt }: Pick<ImportSession, 'importId' | 'source' | 'observedAt'>,
  subjects: ReadonlySet<string>,
): Promise<Map<string, SaidContent>> {
  const known = new Map<string, SaidContent>();
  const wholeAts = (await loadWholeAts(scope)).get(source) ?? [];
  for (const { subject, said } of await loadStatements(scope, { source, subjects: [...subjects] })) {
    const content = saidOverTime(said, wholeAts).findLast(({ at }) => at <= observedAt)?.content ?? null;
    if (content !== null) known.set(subject, content);
  }
  const { rows } = await scope.client.query<{ subject: string; content: SaidContent }>(
    'select subject, content from import_dependency where organisation_id = $1 and import_id = $2 and subject = any($3::text[])',
    [scope.organisationId, importId, [...subjects]],
  );
  for (const { subject, content } of rows) known.set(subject, content);
  return known;
}

/** The row stands: a register that comes later may know the asset. */
async function assetIssues(scope: Scope, rows: readonly ImportedDependency[]): Promise<ImportIssue[]> {
  const named = rows.flatMap(({ from, ...row }) =>
    from !== null && 'text' in from && from.kind === 'asset' ? [{ ...row, text: from.text }] : [],
  );
  const found = await findAttachedAssets(scope, new Set(named.map(({ text }) => text)));
  return named.flatMap(({ text, line, itemNumber }): ImportIssue[] => {
    const answer = found.get(text);
    if (answer === undefined || answer.kind === 'found') return [];
    const [code, message] =
      answer.kind === 'missing'
        ? ['asset-not-found', `No asset goes by "${text}" now; it is matched when one does.`]
        : ['asset-ambiguous', `${answer.count} assets go by "${text}", so none is taken. Name it by its asset number.`];
    return [{ code, message, path: null, line, severity: 'warning', itemNumber }];
  });
}

/** @returns the first instant from which the graph differs; null: it does not, or the file said nothing of it. */
export async function foldDependencies(
  scope: Scope,
  row: ImportRow,
  { now, newId }: { readonly now: Instant; readonly newId: NewId },
): Promise<Instant | null> {
  const { client, organisationId } = scope;
  await lockImports(scope);
  const { rows } = await client.query<{ subject: string; content: SaidContent }>(
    'delete from import_dependency where organisation_id = $1 and import_id = $2 returning subject, content',
    [organisationId, row.id],
  );
  if (rows.length === 0 || row.source === null || row.observedAt === null) return null;
  const { source, observedAt } = row;
  // A refused row may be of anything that then seems to have ended.
  const file = { at: observedAt, isWhole: row.outcome === 'complete' && !row.partialFile && row.refused === 0 };
  const wholeAts = (await loadWholeAts(scope)).get(source) ?? [];
  const items = new Map(rows.map(({ subject, content }) => [subject, content]));
  const before = new Map((await loadStatements(scope, { source })).map(({ subject, said }) => [subject, said]));
  const changed = new Map(
    [...new Set([...before.keys(), ...items.keys()])].flatMap((subject) => {
      const said = before.get(subject) ?? [];
      const after = withFile(said, wholeAts, file, items.get(subject) ?? null);
      return JSON.stringify(after) === JSON.stringify(said) ? [] : [[subject, after] as const];
    }),
  );
  await writeStatements(scope, source, changed);
  if (file.isWhole) {
    await client.query(
      'insert into dependency_file (organisation_id, source, said_at, import_id) values ($1, $2, $3, $4) on conflict do nothing',
      [organisationId, source, observedAt, row.id],
    );
  }
  return refreshGraph(scope, { now, newId });
}
