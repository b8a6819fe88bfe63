/**
 * What people do with device models: state facts, add and withdraw MDS2 forms, merge two spellings and undo it. Each change
 * is one transaction that keeps what was said, folds the few assets it reaches again, leaves many to the worker, and queues the days
 * that may now differ.
 * Nothing is overwritten: a statement stays, a merge keeps its keys, a form that is withdrawn stays with its day.
 */
import type { ModelFacts } from '#core/device-models/model-facts.ts';
import type { Mds2Answers } from '#core/device-models/mds2.ts';
import { modelKeyOf } from '#core/device-models/model-key.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { foldNowOrLater } from '../asset-work/fold-again.ts';
import { lockImports } from '../imports.ts';
import type { Scope } from '../scope.ts';
import { refreshModels } from './refresh-models.ts';

export interface ChangeOptions {
  readonly now: Instant;
  /** Who does it, as the page names people. */
  readonly by: string | null;
  readonly newId: NewId;
}

/** @throws Problem `not-found` */
export async function stateModelFacts(scope: Scope, modelId: Id, facts: ModelFacts, options: ChangeOptions): Promise<void> {
  await lockImports(scope);
  const key = await keyOf(scope, modelId);
  await scope.client.query(
    `insert into device_model_statement (organisation_id, id, model_key, facts, stated_at, stated_by) values ($1, $2, $3, $4, $5, $6)`,
    [scope.organisationId, options.newId(), key, JSON.stringify(facts), options.now, options.by],
  );
  await applyStated(scope, modelId);
  await foldModels(scope, { modelIds: [modelId], since: options.now }, options);
}

export interface NewMds2Form {
  /** Empty: for every version. */
  readonly version: string;
  readonly edition: string;
  readonly formOn: Day | null;
  readonly source: string;
  readonly answers: Mds2Answers;
}

/** @returns the id of the form. @throws Problem `not-found` */
export async function addMds2Form(scope: Scope, modelId: Id, form: NewMds2Form, options: ChangeOptions): Promise<Id> {
  await lockImports(scope);
  const key = await keyOf(scope, modelId);
  const id = options.newId();
  await scope.client.query(
    `insert into mds2_form (organisation_id, id, model_key, version, edition, form_on, source, answers, stated_at, stated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      scope.organisationId,
      id,
      key,
      form.version,
      form.edition,
      form.formOn,
      form.source,
      JSON.stringify(form.answers),
      options.now,
      options.by,
    ],
  );
  await foldModels(scope, { modelIds: [modelId], since: options.now }, options);
  return id;
}

/** @throws Problem `not-found` */
export async function withdrawMds2Form(scope: Scope, modelId: Id, formId: Id, options: ChangeOptions): Promise<void> {
  await lockImports(scope);
  const { rowCount } = await scope.client.query(
    `update mds2_form form set withdrawn_at = $4 from device_model_key known
     where form.organisation_id = $1 and form.id = $3 and form.withdrawn_at is null
       and known.organisation_id = $1 and known.key = form.model_key and known.model_id = $2`,
    [scope.organisationId, modelId, formId, options.now],
  );
  if (rowCount === 0) throw new Problem('not-found', 'There is no such form of this model in force.', { id: formId });
  await foldModels(scope, { modelIds: [modelId], since: options.now }, options);
}

/**
 * Two spellings are one model from now on, for past days as well: a product does not become another by being spelt so.
 * @throws Problem `not-found`, or `request-invalid` where both are the same.
 */
export async function mergeModels(scope: Scope, fromId: Id, intoId: Id, options: ChangeOptions): Promise<void> {
  if (fromId === intoId) throw new Problem('request-invalid', 'A model cannot be merged with itself. Choose another one.');
  await lockImports(scope);
  await keyOf(scope, intoId);
  const from = await scope.client.query<{ vendor: string; model: string }>(
    'select vendor, model from device_model where organisation_id = $1 and id = $2',
    [scope.organisationId, fromId],
  );
  const [name] = from.rows;
  if (name === undefined) throw missing(fromId);
  const parameters = [scope.organisationId, fromId, intoId];
  const keys = await scope.client.query<{ key: string }>(
    'update device_model_key set model_id = $3 where organisation_id = $1 and model_id = $2 returning key',
    parameters,
  );
  await scope.client.query('update asset_version set model_id = $3 where organisation_id = $1 and model_id = $2', parameters);
  await scope.client.query('delete from device_model where organisation_id = $1 and id = $2', [scope.organisationId, fromId]);
  await scope.client.query(
    `insert into device_model_merge (organisation_id, id, from_model_id, into_model_id, from_vendor, from_model, keys, merged_at, merged_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      scope.organisationId,
      options.newId(),
      fromId,
      intoId,
      name.vendor,
      name.model,
      JSON.stringify(keys.rows.map((row) => row.key)),
      options.now,
      options.by,
    ],
  );
  await applyStated(scope, intoId);
  await foldModels(scope, { modelIds: [intoId], since: null }, options);
}

/** The other spelling is a model of its own again, with its old id. @returns that id. @throws Problem `not-found` */
export async function undoMerge(scope: Scope, intoId: Id, mergeId: Id, options: ChangeOptions): Promise<Id> {
  await lockImports(scope);
  const { rows } = await scope.client.query<{ fromId: Id; vendor: string; model: string; keys: string[] }>(
    `update device_model_merge set undone_at = $4 where organisation_id = $1 and id = $3 and into_model_id = $2 and undone_at is null
     returning from_model_id as "fromId", from_vendor as vendor, from_model as model, keys`,
    [scope.organisationId, intoId, mergeId, options.now],
  );
  const [merge] = rows;
  if (merge === undefined) throw new Problem('not-found', 'There is no such merge of this model to undo.', { id: mergeId });
  await scope.client.query(
    `insert into device_model (organisation_id, id, vendor, vendor_folded, model, model_folded, first_known_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [scope.organisationId, merge.fromId, merge.vendor, foldName(merge.vendor), merge.model, foldName(merge.model), options.now],
  );
  await scope.client.query('update device_model_key set model_id = $3 where organisation_id = $1 and key = any($2::text[])', [
    scope.organisationId,
    merge.keys,
    merge.fromId,
  ]);
  await moveVersionsBack(scope, intoId, merge.fromId, new Set(merge.keys));
  for (const modelId of [intoId, merge.fromId]) await applyStated(scope, modelId);
  await foldModels(scope, { modelIds: [intoId, merge.fromId], since: null }, options);
  return merge.fromId;
}

/** Versions whose vendor and model have one of the keys. */
async function moveVersionsBack(scope: Scope, intoId: Id, fromId: Id, keys: ReadonlySet<string>): Promise<void> {
  const { rows } = await scope.client.query<{ vendor: string; model: string }>(
    `select distinct vendor, model from asset_version where organisation_id = $1 and model_id = $2 and vendor is not null and model is not null`,
    [scope.organisationId, intoId],
  );
  const back = rows.filter(({ vendor, model }) => keys.has(modelKeyOf(vendor, model) ?? ''));
  await scope.client.query(
    `update asset_version set model_id = $3 from unnest($4::text[], $5::text[]) as given (vendor, model)
     where organisation_id = $1 and model_id = $2 and asset_version.vendor = given.vendor and asset_version.model = given.model`,
    [scope.organisationId, intoId, fromId, back.map((one) => one.vendor), back.map((one) => one.model)],
  );
  await scope.client.query(
    `update device_model set first_known_at = coalesce((select min(valid_from) from asset_version where organisation_id = $1 and model_id = $2),
       first_known_at) where organisation_id = $1 and id = $2`,
    [scope.organisationId, fromId],
  );
}

/** A key of its own: one that a merge brought would take what is stated along when that merge is undone. */
async function keyOf(scope: Scope, modelId: Id): Promise<string> {
  const { rows } = await scope.client.query<{ key: string }>(
    `select key from device_model_key known where organisation_id = $1 and model_id = $2
     order by exists (select from device_model_merge merge where merge.organisation_id = $1 and merge.into_model_id = $2
       and merge.undone_at is null and merge.keys ? known.key), key limit 1`,
    [scope.organisationId, modelId],
  );
  const [own] = rows;
  if (own === undefined) throw missing(modelId);
  return own.key;
}

function missing(modelId: Id): Problem {
  return new Problem('not-found', 'There is no such device model in this organisation.', { id: modelId });
}

/** What only the model itself has. */
async function applyStated(scope: Scope, modelId: Id): Promise<void> {
  const { rows } = await scope.client.query<{ facts: ModelFacts }>(
    `select said.facts from device_model_statement said join device_model_key known on known.organisation_id = $1 and known.key = said.model_key
     where said.organisation_id = $1 and known.model_id = $2 order by said.stated_at, said.id`,
    [scope.organisationId, modelId],
  );
  const { family = null, versionScheme = null }: ModelFacts = Object.assign({}, ...rows.map((row) => row.facts));
  await scope.client.query(
    'update device_model set family = $3, family_folded = $4, version_scheme = $5 where organisation_id = $1 and id = $2',
    [scope.organisationId, modelId, family, family === null ? null : foldName(family), versionScheme],
  );
}

interface Reach {
  readonly modelIds: readonly Id[];
  /** As `FoldNowOptions`. */
  readonly since: Instant | null;
}

async function foldModels(scope: Scope, { modelIds, since }: Reach, { now, newId }: ChangeOptions): Promise<void> {
  const { rows } = await scope.client.query<{ assetId: Id }>(
    'select distinct asset_id as "assetId" from asset_version where organisation_id = $1 and model_id = any($2::uuid[])',
    [scope.organisationId, modelIds],
  );
  await scope.client.query('update device_model set stale = true where organisation_id = $1 and id = any($2::uuid[])', [
    scope.organisationId,
    modelIds,
  ]);
  const assetIds = rows.map((row) => row.assetId);
  const waiting = await foldNowOrLater(scope, assetIds, { now, newId, since });
  // What is stated of the model itself is shown at once.
  if (waiting > 0) await refreshModels(scope, newId);
}
