/**
 * Questions over what is held of devices: one for each device model and product, over all documents, with what lists are ordered,
 * filtered and counted by. Facts that move by themselves (assets of a line, the catalogue of exploited flaws) are looked at here,
 * so that this can be run alone.
 */
import { foldName } from '#core/kernel/text.ts';
import { bandOf } from '#core/matching/probability.ts';
import { answersOf, identityStanding, type DeviceAnswers } from '#core/matching/settle-matches.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Scope } from '../scope.ts';
import { groupedBy } from './grouped-by.ts';
import { standingDecisions } from './match-decisions.ts';

interface Summed {
  readonly id: string;
  readonly deviceKey: string;
  readonly productKey: string;
  readonly deviceVendor: string | null;
  readonly deviceModel: string;
  readonly modelId: Id | null;
  readonly productVendor: string | null;
  readonly productName: string;
  readonly documentIds: readonly string[];
  readonly cveIds: readonly string[];
  readonly probability: number | null;
  readonly isIdentified: boolean;
  readonly assetsTotal: number;
  readonly assetsAffected: number;
  readonly assetsUndetermined: number;
  readonly assetsFixed: number;
  readonly documents: number;
  readonly cves: number;
  readonly scoreMax: number | null;
  readonly kev: boolean | null;
  readonly tierLowest: number | null;
  readonly allVersions: boolean;
  /** 1 affected by range, 0.8 every version, 0.5 undetermined, 0 outside (domain/medical-advisories.md 4.5). */
  readonly weight: number;
}

/** @param deviceKeys null: of all devices. @returns rows that differed */
export async function writeQuestions(scope: Scope, deviceKeys: readonly string[] | null): Promise<number> {
  const summed = await sumUp(scope, deviceKeys);
  const decisions = groupedBy(await standingDecisions(scope, deviceKeys), ({ deviceKey }) => deviceKey);
  const answers = new Map([...decisions].map(([deviceKey, own]) => [deviceKey, answersOf(own)]));
  const rows = summed.map((one) => questionRow(one, answers.get(one.deviceKey)));
  return store(scope, deviceKeys, rows);
}

async function sumUp({ client, organisationId }: Scope, deviceKeys: readonly string[] | null): Promise<Summed[]> {
  const { rows } = await client.query<Summed>(
    `with asked as (
       select candidate.*, known.document_id, row_number() over (partition by candidate.question_id order by known.modified_at desc nulls last, known.id) as place
       from match_candidate candidate join advisory known on known.id = candidate.advisory_id
       where candidate.organisation_id = $1 and candidate.asked and ($2::text[] is null or candidate.device_key = any($2))
     ), question as (
       select question_id, min(device_key) as device_key, min(product_key) as product_key, count(*)::int as documents,
         max(probability) as probability, bool_or(identified) as identified, max(score_max) as score_max,
         max(product_vendor) filter (where place = 1) as product_vendor, max(product_name) filter (where place = 1) as product_name,
         jsonb_agg(distinct document_id) as document_ids
       from asked group by question_id
     ), flaws as (
       select asked.question_id, jsonb_agg(distinct cve.id) as cve_ids, count(distinct cve.id)::int as cves, bool_or(kev.cve_id is not null) as kev
       from asked cross join lateral jsonb_array_elements_text(asked.cve_ids) as cve (id)
       left join kev_entry kev on kev.cve_id = cve.id and kev.withdrawn_in is null group by asked.question_id
     ), line as (
       select *, row_number() over (partition by device_key order by asset_count desc, id) as place from match_line
       where organisation_id = $1 and ($2::text[] is null or device_key = any($2))
     ), device as (
       select device_key, max(vendor) filter (where place = 1) as vendor, max(product) filter (where place = 1) as model,
         (array_agg(model_id order by place))[1] as model_id, sum(asset_count)::int as assets, min(tier_lowest) as tier_lowest
       from line group by device_key
     ), of_line as (
       select verdict.question_id, verdict.line_id, bool_or(status = 'affected') as affected, bool_or(status = 'undetermined') as undetermined,
         bool_or(status = 'affected' and basis <> 'all-versions') as compared
       from match_verdict verdict where organisation_id = $1 and ($2::text[] is null or device_key = any($2)) group by 1, 2
     ), counted as (
       select of_line.question_id, coalesce(sum(line.asset_count) filter (where affected), 0)::int as affected,
         coalesce(sum(line.asset_count) filter (where undetermined and not affected), 0)::int as undetermined,
         coalesce(sum(line.asset_count) filter (where not undetermined and not affected), 0)::int as fixed,
         bool_or(affected) and not bool_or(compared) as all_versions,
         max(case when compared then 1 when affected then 0.8 when undetermined then 0.5 else 0 end)::float8 as weight
       from of_line join line on line.id = of_line.line_id group by 1
     )
     select question.question_id as id, question.device_key as "deviceKey", question.product_key as "productKey", device.vendor as "deviceVendor",
       device.model as "deviceModel", device.model_id as "modelId", question.product_vendor as "productVendor",
       question.product_name as "productName", question.document_ids as "documentIds", coalesce(flaws.cve_ids, '[]') as "cveIds",
       question.probability, question.identified as "isIdentified", device.assets as "assetsTotal", coalesce(counted.affected, 0) as "assetsAffected",
       coalesce(counted.undetermined, 0) as "assetsUndetermined", coalesce(counted.fixed, 0) as "assetsFixed", question.documents,
       coalesce(flaws.cves, 0) as cves, question.score_max as "scoreMax",
       case when exists (select from kev_entry) then coalesce(flaws.kev, false) end as kev, device.tier_lowest as "tierLowest",
       coalesce(counted.all_versions, false) as "allVersions", coalesce(counted.weight, 0) as weight
     from question join device on device.device_key = question.device_key left join flaws on flaws.question_id = question.question_id
     left join counted on counted.question_id = question.question_id`,
    [organisationId, deviceKeys],
  );
  return rows;
}

function questionRow(one: Summed, answers: DeviceAnswers | undefined) {
  const standing = answers === undefined ? ({ kind: 'open' } as const) : identityStanding(answers, one.productKey);
  const answer = standing.kind === 'decided' ? standing.decision.answer : standing.kind;
  const probability = one.probability ?? 1;
  const words = [one.deviceVendor, one.deviceModel, one.productVendor, one.productName, ...one.documentIds, ...one.cveIds];
  return {
    id: one.id,
    device_key: one.deviceKey,
    product_key: one.productKey,
    device_vendor: one.deviceVendor,
    device_model: one.deviceModel,
    model_id: one.modelId,
    product_vendor: one.productVendor,
    product_name: one.productName,
    words_folded: foldName(words.filter((word) => word !== null).join(' ')),
    band: bandOf(probability) ?? 'weak',
    probability,
    named: one.probability !== null,
    answer,
    identified_by: answer === 'confirmed' ? 'person' : answer === 'open' && one.isIdentified ? 'identifier' : null,
    assets_total: one.assetsTotal,
    assets_affected: one.assetsAffected,
    assets_undetermined: one.assetsUndetermined,
    assets_fixed: one.assetsFixed,
    documents: one.documents,
    cves: one.cves,
    score_max: one.scoreMax,
    kev: one.kev,
    tier_lowest: one.tierLowest,
    all_versions: one.allVersions,
    rank: Math.round(probability * one.weight * 10_000) / 10_000,
  };
}

const columnTypes = {
  id: 'text',
  device_key: 'text',
  product_key: 'text',
  device_vendor: 'text',
  device_model: 'text',
  model_id: 'uuid',
  product_vendor: 'text',
  product_name: 'text',
  words_folded: 'text',
  band: 'text',
  probability: 'float8',
  named: 'boolean',
  answer: 'text',
  identified_by: 'text',
  assets_total: 'integer',
  assets_affected: 'integer',
  assets_undetermined: 'integer',
  assets_fixed: 'integer',
  documents: 'integer',
  cves: 'integer',
  score_max: 'float8',
  kev: 'boolean',
  tier_lowest: 'smallint',
  all_versions: 'boolean',
  rank: 'float8',
} as const satisfies Record<keyof ReturnType<typeof questionRow>, string>;

/** Together they would be one parameter of hundreds of megabytes. */
export const questionsAtOnce = 2_000;

async function store(
  { client, organisationId }: Scope,
  deviceKeys: readonly string[] | null,
  rows: readonly ReturnType<typeof questionRow>[],
): Promise<number> {
  const columns = Object.keys(columnTypes);
  const facts = columns.filter((name) => name !== 'id');
  const typed = Object.entries(columnTypes).map(([name, type]) => `${name} ${type}`);
  const insert = `insert into match_question as known (organisation_id, ${columns.join(', ')})
     select $1, ${columns.join(', ')} from jsonb_to_recordset($2::jsonb) as given (${typed.join(', ')})
     on conflict (organisation_id, id) do update set ${facts.map((one) => `${one} = excluded.${one}`).join(', ')}
     where (${facts.map((one) => `known.${one}`).join(', ')}) is distinct from (${facts.map((one) => `excluded.${one}`).join(', ')})`;
  let written = 0;
  for (let from = 0; from < rows.length; from += questionsAtOnce) {
    const { rowCount } = await client.query(insert, [organisationId, JSON.stringify(rows.slice(from, from + questionsAtOnce))]);
    written += rowCount ?? 0;
  }
  const gone = await client.query(
    `delete from match_question known where organisation_id = $1 and ($3::text[] is null or device_key = any($3))
       and not exists (select from unnest($2::text[]) given (id) where given.id = known.id)`,
    [organisationId, rows.map(({ id }) => id), deviceKeys],
  );
  return written + (gone.rowCount ?? 0);
}
