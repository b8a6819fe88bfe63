/** Ids that were merged away: where they lead, so that links and tickets do not break. */
import type { Id } from '#core/kernel/id.ts';
import type { Scope } from '../scope.ts';

export function survivingAsset(scope: Scope, id: Id): Promise<Id> {
  return surviving(scope, 'asset', id);
}

export function survivingFinding(scope: Scope, id: Id): Promise<Id> {
  return surviving(scope, 'finding', id);
}

async function surviving(scope: Scope, kind: 'asset' | 'finding', id: Id): Promise<Id> {
  const { rows } = await scope.client.query<{ id: Id }>(
    `with recursive led (id, step) as (
       select $2::uuid, 0
       union all
       select next.into_${kind}_id, led.step + 1 from led join ${kind}_redirect next on next.organisation_id = $1 and next.${kind}_id = led.id
       where led.step < 100)
     select id from led order by step desc limit 1`,
    [scope.organisationId, id],
  );
  return rows[0]?.id ?? id;
}
