/** Rows of `presence`: how stretches that came out differently are written. */
import type { Presence } from '#core/assets/presence.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Scope } from '../scope.ts';
import { columnsOf, stageRows, type Cell } from './staged-rows.ts';

export type ChangedPresence = Presence & { readonly assetId: Id; readonly isNew: boolean };

export interface GonePresence {
  readonly assetId: Id;
  readonly kind: string;
  readonly source: string;
  readonly from: string;
}

const columns = { asset_id: 'uuid', kind: 'text', source: 'text', from_at: 'timestamptz', last_at: 'timestamptz', to_at: 'timestamptz' };

/** @param key of staging tables: nobody else may be writing under it */
export async function writePresence(
  scope: Scope,
  key: string,
  presence: readonly ChangedPresence[],
  gone: readonly GonePresence[],
): Promise<void> {
  if (gone.length > 0) {
    const rows = gone.map((one): Cell[] => [one.assetId, one.kind, one.source, one.from]);
    await scope.client.query(
      `delete from presence using unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) as gone (asset_id, kind, source, from_at)
       where organisation_id = $1 and presence.asset_id = gone.asset_id and presence.kind = gone.kind and presence.source = gone.source
         and presence.from_at = gone.from_at`,
      [scope.organisationId, ...columnsOf(rows, 4)],
    );
  }
  const fresh = presence.filter((one) => one.isNew);
  const moved = presence.filter((one) => !one.isNew);
  if (fresh.length > 0) {
    const staged = await stageRows(scope, { name: 'presence', key, columns }, fresh.map(cellsOf));
    await scope.client.query(
      `insert into presence (organisation_id, asset_id, kind, source, from_at, last_at, to_at) select $1, staged.* from ${staged.name} staged`,
      [scope.organisationId, ...staged.parameters],
    );
    await staged.drop();
  }
  if (moved.length === 0) return;
  const staged = await stageRows(scope, { name: 'presence', key, columns }, moved.map(cellsOf));
  await scope.client.query(
    `update presence set last_at = staged.last_at, to_at = staged.to_at from ${staged.name} staged
     where presence.organisation_id = $1 and presence.asset_id = staged.asset_id and presence.kind = staged.kind
       and presence.source = staged.source and presence.from_at = staged.from_at`,
    [scope.organisationId, ...staged.parameters],
  );
  await staged.drop();
}

function cellsOf({ assetId, kind, source, fromAt, lastAt, toAt }: ChangedPresence): Cell[] {
  return [assetId, kind, source, fromAt, lastAt, toAt ?? 'infinity'];
}
