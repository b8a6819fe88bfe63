/** Notes the assets whose findings an import has to fold once it is read (`foldTouched` in `ingest.ts`). */
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { assetsToldByModel } from '../flaw-names/place-book.ts';
import type { Scope } from '../scope.ts';

interface Touched {
  readonly lookedAt: ReadonlyMap<Id, Instant>;
  readonly observed: readonly Id[];
  readonly observedInThePast: readonly Id[];
  readonly historyChangedFrom: ReadonlyMap<Id, string>;
}

/**
 * Assets whose findings, if they have any, wait to be folded: looked at or observed anew; from the start those observed in
 * the past of their fold, and those with another fact in that past, on which a deadline may rest. Where something was said
 * of a whole model, also those that may be of another model now.
 */
export async function touch(
  scope: Scope,
  importId: Id,
  { lookedAt, observed, observedInThePast, historyChangedFrom }: Touched,
): Promise<void> {
  const toldByModel = await assetsToldByModel(scope, [...historyChangedFrom.keys()]);
  await scope.client.query(
    `insert into import_touch as known (organisation_id, import_id, asset_id, looked_at, whole)
     select $1, $2, asset_id, min(looked_at), bool_or(whole) from (
       select asset_id, looked_at, false as whole from unnest($3::uuid[], $4::timestamptz[]) as given (asset_id, looked_at)
       where exists (select from finding where finding.organisation_id = $1 and finding.asset_id = given.asset_id)
       union all select asset_id, null, false from unnest($5::uuid[] || $9::uuid[]) as given (asset_id)
       union all select asset_id, null, true from unnest($6::uuid[]) as given (asset_id)
       union all select asset_id, null, true from unnest($7::uuid[], $8::timestamptz[]) as given (asset_id, from_at)
       where exists (select from finding where finding.organisation_id = $1 and finding.asset_id = given.asset_id
         and finding.last_seen_at >= given.from_at)) given
     group by asset_id
     on conflict (organisation_id, import_id, asset_id) do update
       set whole = known.whole or excluded.whole, looked_at = least(known.looked_at, excluded.looked_at)`,
    [
      scope.organisationId,
      importId,
      [...lookedAt.keys()],
      [...lookedAt.values()],
      observed,
      observedInThePast,
      [...historyChangedFrom.keys()],
      [...historyChangedFrom.values()],
      toldByModel,
    ],
  );
}
