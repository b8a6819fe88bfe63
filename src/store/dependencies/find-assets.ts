/**
 * Which asset people mean by a number or a name: what identifies best is looked at first, and only one asset is an answer. A
 * name is matched anew whenever membership is worked out, so it may come before the asset does.
 */
import type { Id } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Scope } from '../scope.ts';

export type FoundAsset =
  | { readonly kind: 'found'; readonly assetId: Id }
  | { readonly kind: 'missing' }
  | { readonly kind: 'several'; readonly count: number };

/** By the text as given. */
export async function findAttachedAssets(
  { client, organisationId }: Scope,
  texts: ReadonlySet<string>,
): Promise<ReadonlyMap<string, FoundAsset>> {
  if (texts.size === 0) return new Map();
  const folded = [...new Set([...texts].map(foldName))];
  const { rows } = await client.query<{ text: string; rank: number; ids: Id[] }>(
    `select text, rank, array_agg(distinct asset_id::text) as ids from (
       select value as text, case kind when 'tag' then 1 when 'serial' then 2 else 3 end as rank, asset_id from asset_identifier
       where organisation_id = $1 and kind in ('tag', 'serial', 'host') and value = any($2::text[])
       union all
       select name_folded, 4, asset_id from asset_version where organisation_id = $1 and name_folded = any($2::text[])) named
     group by text, rank order by text, rank`,
    [organisationId, folded],
  );
  const found = new Map<string, FoundAsset>();
  for (const { text, ids } of rows) {
    const known = found.get(text);
    if (known?.kind === 'found') continue;
    const [only] = ids;
    if (ids.length === 1 && only !== undefined) found.set(text, { kind: 'found', assetId: only });
    else if (known === undefined) found.set(text, { kind: 'several', count: ids.length });
  }
  return new Map([...texts].map((text) => [text, found.get(foldName(text)) ?? { kind: 'missing' }]));
}
