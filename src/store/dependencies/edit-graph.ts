/**
 * What people change in the graph, and taking such a batch back. Nothing is overwritten: a batch that is undone keeps its rows, with
 * who withdrew it, and the graph is then as if it had never been said.
 */
import { editsFor, type GraphChange } from '#core/dependencies/change-graph.ts';
import { aliasesOf } from '#core/dependencies/fold-graph.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import { lockImports } from '../imports.ts';
import { columnsOf, type Cell } from '../ingest/staged-rows.ts';
import { askMeasuring } from '../measuring/pending.ts';
import type { Scope } from '../scope.ts';
import { loadEdits } from './evidence.ts';
import { readGraph } from './read-graph.ts';
import { refreshGraph } from './refresh-graph.ts';

export interface GraphEditing {
  readonly by: string;
  readonly now: Instant;
  readonly newId: NewId;
}

/** @returns null where everything was as asked already. @throws Problem as `editsFor` */
export async function editGraph(
  scope: Scope,
  changes: readonly GraphChange[],
  { by, now, newId, reason }: GraphEditing & { readonly reason: string },
): Promise<{ readonly batchId: Id | null; readonly changed: number }> {
  await lockImports(scope);
  const graph = await readGraph(scope, dayOf(now, scope.timeZone));
  const edits = editsFor(graph, changes, aliasesOf(await loadEdits(scope)));
  if (edits.length === 0) return { batchId: null, changed: 0 };
  const batchId = newId();
  const rows = edits.map(({ subject, content }): Cell[] => [subject, JSON.stringify(content)]);
  await scope.client.query(
    `insert into dependency_edit (organisation_id, batch_id, subject, content, edited_at, edited_by, reason)
     select $1, $2, given.*, $5, $6, nullif($7, '') from unnest($3::text[], $4::jsonb[]) as given`,
    [scope.organisationId, batchId, ...columnsOf(rows, 2), now, by, reason.trim()],
  );
  await refresh(scope, { now, newId });
  return { batchId, changed: edits.length };
}

/** @throws Problem `not-found`, or `conflict` where it was undone before */
export async function undoGraphEdits(scope: Scope, batchId: Id, { by, now, newId }: GraphEditing): Promise<{ readonly undone: number }> {
  await lockImports(scope);
  const { rowCount } = await scope.client.query(
    'update dependency_edit set withdrawn_at = $3, withdrawn_by = $4 where organisation_id = $1 and batch_id = $2 and withdrawn_at is null',
    [scope.organisationId, batchId, now, by],
  );
  if (rowCount === 0 || rowCount === null) {
    const known = await scope.client.query('select from dependency_edit where organisation_id = $1 and batch_id = $2 limit 1', [
      scope.organisationId,
      batchId,
    ]);
    throw known.rowCount === 0
      ? new Problem('not-found', 'There is no such change of the graph in this organisation.', { id: batchId })
      : new Problem('conflict', 'This change was undone before.', { id: batchId });
  }
  await refresh(scope, { now, newId });
  return { undone: rowCount };
}

async function refresh(scope: Scope, { now, newId }: Pick<GraphEditing, 'now' | 'newId'>): Promise<void> {
  const changedFromAt = await refreshGraph(scope, { now, newId });
  if (changedFromAt !== null) await askMeasuring(scope, dayOf(changedFromAt, scope.timeZone), now);
}
