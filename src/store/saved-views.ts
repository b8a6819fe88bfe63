/** Saved views: somebody's own and everybody's. What a filter means is in `core/query`; who may share one, in the server. */
import type { Id } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from './scope.ts';

export type ViewKind = 'asset' | 'finding';

export interface SavedView {
  readonly id: Id;
  readonly kind: ViewKind;
  readonly name: string;
  /** RQL; empty: everything. */
  readonly filter: string;
  /** Empty: the order of the list. */
  readonly sort: string;
  /** Findings by cause. */
  readonly grouped: boolean;
  readonly shared: boolean;
}

const columns = `id, kind, name, filter, sort, grouped, owner = '' as shared`;

/** By name; those of `owner` and those of everybody. */
export async function listSavedViews(scope: Scope, owner: string): Promise<SavedView[]> {
  const { rows } = await scope.client.query<SavedView>(
    `select ${columns} from saved_view where organisation_id = $1 and owner in ('', $2) order by kind, name_folded, owner`,
    [scope.organisationId, owner],
  );
  return rows;
}

/** A view of the same name takes the place of the one before. */
export async function saveView(
  scope: Scope,
  { id, kind, name, filter, sort, grouped, shared }: SavedView,
  { by, now }: { readonly by: string; readonly now: Instant },
): Promise<SavedView> {
  const { rows } = await scope.client.query<SavedView>(
    `insert into saved_view (organisation_id, id, kind, owner, name, name_folded, filter, sort, grouped, saved_at, saved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (organisation_id, kind, owner, name_folded) do update set name = excluded.name, filter = excluded.filter,
       sort = excluded.sort, grouped = excluded.grouped, saved_at = excluded.saved_at, saved_by = excluded.saved_by
     returning ${columns}`,
    [scope.organisationId, id, kind, shared ? '' : by, name, foldName(name), filter, sort, grouped, now, by],
  );
  return rows[0] ?? { id, kind, name, filter, sort, grouped, shared };
}

/** Of `owner` or of everybody; null when there is none that they see. */
export async function findSavedView(scope: Scope, id: Id, owner: string): Promise<SavedView | null> {
  const { rows } = await scope.client.query<SavedView>(
    `select ${columns} from saved_view where organisation_id = $1 and id = $2 and owner in ('', $3)`,
    [scope.organisationId, id, owner],
  );
  return rows[0] ?? null;
}

export async function deleteSavedView(scope: Scope, id: Id): Promise<void> {
  await scope.client.query('delete from saved_view where organisation_id = $1 and id = $2', [scope.organisationId, id]);
}
