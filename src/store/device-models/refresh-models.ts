/**
 * Brings the rows of device models up to date with their assets: how many there are, in how many versions, and the value
 * that most of them have, under what people state. One statement over the newest versions of the models whose assets
 * changed since.
 */
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { assignModels, noteChangedModels } from './assign-models.ts';

/** @param newId for models of versions that were stored before there were models. */
export async function refreshModels(scope: Scope, newId: NewId): Promise<void> {
  await adoptVersions(scope, newId);
  const { rows: stale } = await scope.client.query<{ id: Id }>('select id from device_model where organisation_id = $1 and stale', [
    scope.organisationId,
  ]);
  if (stale.length === 0) return;
  // Materialized, and beginning with ids that were read: of models that a first register has just made there are no statistics
  // yet, and counted once per model, 1,500 assets took 4 seconds of processor (measured).
  await scope.client.query(
    `with newest as (
       select version.model_id, version.vendor || E'\\x1f' || version.vendor_folded as vendor,
         version.model || E'\\x1f' || version.model_folded as model, version.class, version.modality, version.safety_class, version.version,
         asset.udi_di
       from asset_version version join asset on asset.organisation_id = $1 and asset.id = version.asset_id
       where version.organisation_id = $1 and version.valid_to = 'infinity'
         and version.model_id = any($2::uuid[])
     ), counted as materialized (
       select model_id, count(*)::int as asset_count, count(distinct version)::int as version_count,
         mode() within group (order by vendor) as vendor, mode() within group (order by model) as model,
         mode() within group (order by class) as class, mode() within group (order by modality) as modality,
         mode() within group (order by safety_class) as safety_class, mode() within group (order by udi_di) as udi_di
       from newest group by model_id
     ), stated as materialized (
       select known.model_id, jsonb_object_agg(fact.key, fact.value order by said.stated_at, said.id) as facts
       from device_model_statement said
       join device_model_key known on known.organisation_id = $1 and known.key = said.model_key
       cross join lateral jsonb_each(said.facts) fact where said.organisation_id = $1 group by known.model_id
     ), formed as materialized (
       select distinct known.model_id from mds2_form form
       join device_model_key known on known.organisation_id = $1 and known.key = form.model_key
       where form.organisation_id = $1 and form.withdrawn_at is null
     ), fresh as materialized (
       select given.id, coalesce(counted.asset_count, 0) as asset_count, coalesce(counted.version_count, 0) as version_count,
         counted.vendor, counted.model, counted.class, coalesce(stated.facts ->> 'modality', counted.modality) as modality,
         coalesce(stated.facts ->> 'safetyClass', counted.safety_class) as safety_class,
         coalesce(stated.facts ->> 'udiDi', counted.udi_di) as udi_di, case when formed.model_id is not null then true end as mds2
       from unnest($2::uuid[]) as given (id) left join counted on counted.model_id = given.id
       left join stated on stated.model_id = given.id left join formed on formed.model_id = given.id
     )
     update device_model model set asset_count = fresh.asset_count, version_count = fresh.version_count,
       vendor = coalesce(split_part(fresh.vendor, E'\\x1f', 1), model.vendor),
       vendor_folded = coalesce(split_part(fresh.vendor, E'\\x1f', 2), model.vendor_folded),
       model = coalesce(split_part(fresh.model, E'\\x1f', 1), model.model),
       model_folded = coalesce(split_part(fresh.model, E'\\x1f', 2), model.model_folded), class = fresh.class,
       modality = fresh.modality, safety_class = fresh.safety_class, udi_di = fresh.udi_di, mds2 = fresh.mds2, stale = false
     from fresh where model.organisation_id = $1 and model.id = fresh.id`,
    [scope.organisationId, stale.map((one) => one.id)],
  );
}

/** Versions from before there were models get one. An index holds those that wait, so that this costs nothing afterwards. */
async function adoptVersions(scope: Scope, newId: NewId): Promise<void> {
  const { rows } = await scope.client.query<{ vendor: string; model: string; validFrom: Instant }>(
    `select vendor, model, min(valid_from) as "validFrom" from asset_version where organisation_id = $1 and model_id is null
       and vendor_folded is not null and model_folded is not null group by vendor, model`,
    [scope.organisationId],
  );
  if (rows.length === 0) return;
  const models = await assignModels(scope, rows, newId);
  await noteChangedModels(scope, [], models);
  const named = rows.flatMap(({ vendor, model }) => {
    const id = models.idOf(vendor, model);
    return id === null ? [] : [{ vendor, model, id }];
  });
  await scope.client.query(
    `update asset_version set model_id = given.id from unnest($2::text[], $3::text[], $4::uuid[]) as given (vendor, model, id)
     where organisation_id = $1 and model_id is null and vendor_folded is not null and model_folded is not null
       and asset_version.vendor = given.vendor and asset_version.model = given.model`,
    [scope.organisationId, named.map((one) => one.vendor), named.map((one) => one.model), named.map((one) => one.id)],
  );
}
