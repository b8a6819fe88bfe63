/**
 * Gives versions of assets their device model: by the key of vendor and model, making the model the first time the key
 * is met. Reads beforehand what is stated of models, for the fold. Not here: counts and common values of a model
 * (`refresh-models.ts`), statements and merges (`change-models.ts`).
 */
import { modelKeyOf } from '#core/device-models/model-key.ts';
import {
  emptyModelBook,
  modelBookOf,
  type KnownForm,
  type ModelBook,
  type ModelFacts,
  type ModelStatement,
} from '#core/device-models/model-facts.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

export interface ModelIds {
  readonly all: readonly Id[];
  idOf(vendor: string | null, model: string | null): Id | null;
}

interface NamedProduct {
  readonly vendor: string | null;
  readonly model: string | null;
  readonly validFrom: Instant;
}

/** What is stated of models; for most organisations two statements that find nothing. */
export async function loadModelBook(scope: Scope): Promise<ModelBook> {
  const statements = await scope.client.query<{ modelId: string; statedAt: Instant; facts: ModelFacts }>(
    `select known.model_id as "modelId", said.stated_at as "statedAt", said.facts
     from device_model_statement said join device_model_key known on known.organisation_id = $1 and known.key = said.model_key
     where said.organisation_id = $1 order by said.stated_at, said.id`,
    [scope.organisationId],
  );
  const forms = await scope.client.query<KnownForm>(
    `select known.model_id as "modelId", form.version, form.stated_at as "statedAt", form.withdrawn_at as "withdrawnAt"
     from mds2_form form join device_model_key known on known.organisation_id = $1 and known.key = form.model_key
     where form.organisation_id = $1`,
    [scope.organisationId],
  );
  const modelIds = new Set([...statements.rows, ...forms.rows].map((one) => one.modelId));
  if (modelIds.size === 0) return emptyModelBook;
  const keys = await scope.client.query<{ key: string; modelId: string }>(
    `select key, model_id as "modelId" from device_model_key where organisation_id = $1 and model_id = any($2::uuid[])`,
    [scope.organisationId, [...modelIds]],
  );
  const said: readonly ModelStatement[] = statements.rows;
  return modelBookOf(new Map(keys.rows.map((row) => [row.key, row.modelId])), said, forms.rows);
}

/** Models whose counts may change: those that these assets have or had, and those they get. Before their versions are written. */
export async function noteChangedModels(scope: Scope, assetIds: readonly Id[], models: ModelIds): Promise<void> {
  await scope.client.query(
    `update device_model set stale = true where organisation_id = $1 and not stale and id in (
       select model_id from asset_version where organisation_id = $1 and asset_id = any($2::uuid[]) and model_id is not null
       union select unnest($3::uuid[]))`,
    [scope.organisationId, assetIds, models.all],
  );
}

interface Product {
  readonly vendor: string;
  readonly model: string;
  readonly since: Instant;
}

export async function assignModels(scope: Scope, versions: readonly NamedProduct[], newId: NewId): Promise<ModelIds> {
  const keyByName = new Map<string, string | null>();
  const products = new Map<string, Product>();
  for (const { vendor, model, validFrom } of versions) {
    if (vendor === null || model === null) continue;
    const name = `${vendor}\u001f${model}`;
    let key = keyByName.get(name);
    if (key === undefined) keyByName.set(name, (key = modelKeyOf(vendor, model)));
    if (key === null) continue;
    const known = products.get(key);
    if (known === undefined || validFrom < known.since) products.set(key, { vendor, model, since: validFrom });
  }
  const ids = await idsOf(scope, products, newId);
  return {
    all: [...new Set(ids.values())],
    idOf: (vendor, model) => ids.get(keyByName.get(`${vendor}\u001f${model}`) ?? '') ?? null,
  };
}

async function idsOf(scope: Scope, products: ReadonlyMap<string, Product>, newId: NewId): Promise<ReadonlyMap<string, Id>> {
  if (products.size === 0) return new Map();
  const known = await readIds(scope, [...products.keys()]);
  const fresh = [...products].filter(([key]) => !known.has(key));
  if (fresh.length === 0) return known;
  await scope.client.query(
    `with given as (
       select * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
         as given (id, key, vendor, vendor_folded, model, model_folded, first_known_at)
     ), keyed as (
       insert into device_model_key (organisation_id, key, model_id) select $1, key, id from given on conflict do nothing returning model_id
     )
     insert into device_model (organisation_id, id, vendor, vendor_folded, model, model_folded, first_known_at)
     select $1, id, vendor, vendor_folded, model, model_folded, first_known_at from given join keyed on keyed.model_id = given.id`,
    [
      scope.organisationId,
      fresh.map(() => newId()),
      fresh.map(([key]) => key),
      fresh.map(([, one]) => one.vendor),
      fresh.map(([, one]) => foldName(one.vendor)),
      fresh.map(([, one]) => one.model),
      fresh.map(([, one]) => foldName(one.model)),
      fresh.map(([, one]) => one.since),
    ],
  );
  return readIds(scope, [...products.keys()]);
}

async function readIds(scope: Scope, keys: readonly string[]): Promise<Map<string, Id>> {
  const { rows } = await scope.client.query<{ key: string; modelId: Id }>(
    `select key, model_id as "modelId" from device_model_key where organisation_id = $1 and key = any($2::text[])`,
    [scope.organisationId, keys],
  );
  return new Map(rows.map((row) => [row.key, row.modelId]));
}
