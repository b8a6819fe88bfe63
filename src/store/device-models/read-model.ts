/** One device model in full: its record, what people stated, its MDS2 forms, the versions in use, and its spellings. */
import type { ModelFacts } from '#core/device-models/model-facts.ts';
import type { Mds2Answers } from '#core/device-models/mds2.ts';
import { readUdiDi } from '#core/assets/udi.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { getRecord, type RecordItem } from '../query/list.ts';
import type { AskedMoment } from '../query/moment.ts';
import type { Scope } from '../scope.ts';

export interface StoredModelDetail {
  readonly record: RecordItem;
  /** What people state now, whatever its assets say. */
  readonly stated: ModelFacts;
  readonly statements: { readonly facts: ModelFacts; readonly statedAt: Instant; readonly statedBy: string | null }[];
  readonly forms: {
    readonly id: Id;
    readonly version: string;
    readonly edition: string;
    readonly formOn: Day | null;
    readonly source: string;
    readonly answers: Mds2Answers;
    readonly statedAt: Instant;
    readonly statedBy: string | null;
  }[];
  /** Versions as its assets write them, of which most first; null = not said. */
  readonly versions: { readonly version: string | null; readonly assetCount: number }[];
  readonly spellings: { readonly vendor: string; readonly model: string; readonly assetCount: number }[];
  readonly merges: {
    readonly id: Id;
    readonly vendor: string;
    readonly model: string;
    readonly mergedAt: Instant;
    readonly mergedBy: string | null;
  }[];
  /** Other models whose assets carry the same valid UDI-DI: probably the same, spelt otherwise. */
  readonly perhapsSame: { readonly id: Id; readonly vendor: string; readonly model: string; readonly udiDi: string }[];
}

/** @returns null when there is no such model in this organisation. */
export async function readModelDetail(scope: Scope, modelId: Id, asked: AskedMoment): Promise<StoredModelDetail | null> {
  const record = await getRecord(scope, 'device-model', modelId, asked);
  if (record === null) return null;
  const statements = await readStatements(scope, modelId);
  return {
    record,
    stated: Object.assign({}, ...statements.map((one) => one.facts)) as ModelFacts,
    statements: statements.toReversed(),
    forms: await readForms(scope, modelId),
    versions: await readVersions(scope, modelId),
    spellings: await readSpellings(scope, modelId),
    merges: await readMerges(scope, modelId),
    perhapsSame: await readPerhapsSame(scope, modelId),
  };
}

async function readStatements(scope: Scope, modelId: Id): Promise<StoredModelDetail['statements']> {
  const { rows } = await scope.client.query<StoredModelDetail['statements'][number]>(
    `select said.facts, said.stated_at as "statedAt", said.stated_by as "statedBy"
     from device_model_statement said join device_model_key known on known.organisation_id = $1 and known.key = said.model_key
     where said.organisation_id = $1 and known.model_id = $2 order by said.stated_at, said.id`,
    [scope.organisationId, modelId],
  );
  return rows;
}

async function readForms(scope: Scope, modelId: Id): Promise<StoredModelDetail['forms']> {
  const { rows } = await scope.client.query<StoredModelDetail['forms'][number]>(
    `select form.id, form.version, form.edition, form.form_on as "formOn", form.source, form.answers, form.stated_at as "statedAt",
       form.stated_by as "statedBy"
     from mds2_form form join device_model_key known on known.organisation_id = $1 and known.key = form.model_key
     where form.organisation_id = $1 and known.model_id = $2 and form.withdrawn_at is null
     order by form.version, form.form_on desc nulls last, form.stated_at desc`,
    [scope.organisationId, modelId],
  );
  return rows;
}

async function readVersions(scope: Scope, modelId: Id): Promise<StoredModelDetail['versions']> {
  const { rows } = await scope.client.query<StoredModelDetail['versions'][number]>(
    `select version, count(*)::int as "assetCount" from asset_version
     where organisation_id = $1 and model_id = $2 and valid_to = 'infinity' group by version
     order by version is null, count(*) desc, version limit 200`,
    [scope.organisationId, modelId],
  );
  return rows;
}

async function readSpellings(scope: Scope, modelId: Id): Promise<StoredModelDetail['spellings']> {
  const { rows } = await scope.client.query<StoredModelDetail['spellings'][number]>(
    `select vendor, model, count(*)::int as "assetCount" from asset_version
     where organisation_id = $1 and model_id = $2 and valid_to = 'infinity' group by vendor, model order by count(*) desc, vendor, model limit 50`,
    [scope.organisationId, modelId],
  );
  return rows;
}

async function readMerges(scope: Scope, modelId: Id): Promise<StoredModelDetail['merges']> {
  const { rows } = await scope.client.query<StoredModelDetail['merges'][number]>(
    `select id, from_vendor as vendor, from_model as model, merged_at as "mergedAt", merged_by as "mergedBy" from device_model_merge
     where organisation_id = $1 and into_model_id = $2 and undone_at is null order by merged_at desc`,
    [scope.organisationId, modelId],
  );
  return rows;
}

async function readPerhapsSame(scope: Scope, modelId: Id): Promise<StoredModelDetail['perhapsSame']> {
  const { rows } = await scope.client.query<StoredModelDetail['perhapsSame'][number]>(
    `select other.id, other.vendor, other.model, other.udi_di as "udiDi" from device_model own
     join device_model other on other.organisation_id = $1 and other.udi_di = own.udi_di and other.id <> own.id
     where own.organisation_id = $1 and own.id = $2 order by other.asset_count desc, other.id limit 20`,
    [scope.organisationId, modelId],
  );
  return rows.filter((row) => readUdiDi(row.udiDi).kind === 'valid');
}
