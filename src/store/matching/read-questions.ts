/** Questions as they are asked for: lists with their totals, those of an advisory, those of an asset, and the answers per decile. */
import type { Id } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Band } from '#core/matching/probability.ts';
import type { AnsweredQuestion } from '#core/matching/answered-quality.ts';
import type { MatchReason } from '#core/matching/reasons.ts';
import type { LineVerdict } from '#core/matching/settle-matches.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Scope } from '../scope.ts';

/** How much of an id has to be written: a shorter beginning is a slip of the pen. */
const shortIdMin = 6;

export type IdentityAnswer = 'open' | 'confirmed' | 'denied' | 'unsure' | 'conflict';

export interface StoredQuestion {
  readonly id: string;
  readonly deviceKey: string;
  readonly productKey: string;
  readonly device: { readonly vendor: string | null; readonly model: string; readonly modelId: Id | null };
  readonly product: { readonly vendor: string | null; readonly name: string };
  readonly band: Band;
  readonly probability: number;
  readonly answer: IdentityAnswer;
  readonly identifiedBy: 'person' | 'identifier' | null;
  readonly assets: StatusCounts;
  readonly documents: number;
  readonly cves: number;
  readonly scoreMax: number | null;
  readonly kev: boolean | null;
  readonly tierLowest: number | null;
  readonly restsOnAllVersions: boolean;
}

export interface StatusCounts {
  readonly total: number;
  readonly affected: number;
  readonly undetermined: number;
  readonly fixed: number;
}

const columns = `question.id, question.device_key as "deviceKey", question.product_key as "productKey",
  jsonb_build_object('vendor', question.device_vendor, 'model', question.device_model, 'modelId', question.model_id) as device,
  jsonb_build_object('vendor', question.product_vendor, 'name', question.product_name) as product, question.band, question.probability,
  question.answer, question.identified_by as "identifiedBy",
  jsonb_build_object('total', question.assets_total, 'affected', question.assets_affected, 'undetermined', question.assets_undetermined,
    'fixed', question.assets_fixed) as assets,
  question.documents, question.cves, question.score_max as "scoreMax", question.kev, question.tier_lowest as "tierLowest",
  question.all_versions as "restsOnAllVersions"`;

/**
 * How sure comes in bands, so that 99 and 94 in a hundred are alike; then whether any device may be affected, then what weighs most
 * for patients, and of equal gravity a compared range before “all versions” (domain/medical-advisories.md 4.5, 4.6).
 */
const order = `array_position(array['likely', 'check', 'weak'], question.band::text), question.rank > 0 desc, question.kev desc nulls last,
  question.tier_lowest nulls last, question.score_max desc nulls last, question.rank / greatest(question.probability, 0.01) desc,
  question.assets_affected desc, question.probability desc, question.id`;

export interface AskedQuestions {
  readonly bands: readonly string[] | null;
  readonly answers: readonly string[] | null;
  readonly statuses: readonly string[] | null;
  readonly allVersions: boolean | null;
  /** Words that all stand in vendor, model, product, document numbers or CVEs. */
  readonly search: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

export async function listStoredQuestions(
  { client, organisationId }: Scope,
  asked: AskedQuestions,
): Promise<{ items: StoredQuestion[]; total: number }> {
  const words = foldName(asked.search ?? '')
    .split(' ')
    .filter((word) => word !== '');
  const matching = `from match_question question where question.organisation_id = $1
    and ($2::text[] is null or band = any($2)) and ($3::text[] is null or answer = any($3))
    and ($4::text[] is null or 'affected' = any($4) and assets_affected > 0 or 'undetermined' = any($4) and assets_undetermined > 0
      or 'fixed' = any($4) and assets_fixed > 0)
    and ($5::boolean is null or all_versions = $5)
    and not exists (select from unnest($6::text[]) word where position(word in words_folded) = 0)`;
  const values = [organisationId, asked.bands, asked.answers, asked.statuses, asked.allVersions, words];
  const { rows } = await client.query<StoredQuestion>(`select ${columns} ${matching} order by ${order} limit $7 offset $8`, [
    ...values,
    asked.limit,
    asked.offset,
  ]);
  const counted = await client.query<{ total: number }>(`select count(*)::int as total ${matching}`, values);
  return { items: rows, total: counted.rows[0]?.total ?? 0 };
}

export interface QuestionTotals {
  readonly bands: Readonly<Record<Band, number>>;
  readonly answers: Readonly<Record<IdentityAnswer, number>>;
  readonly allVersions: number;
  readonly questions: number;
}

/** Over all of them. */
export async function totalQuestions({ client, organisationId }: Scope): Promise<QuestionTotals> {
  const { rows } = await client.query<{ band: Band; answer: IdentityAnswer; allVersions: boolean; count: number }>(
    `select band, answer, all_versions as "allVersions", count(*)::int as count from match_question where organisation_id = $1 group by 1, 2, 3`,
    [organisationId],
  );
  const sum = (isCounted: (row: (typeof rows)[number]) => boolean) => rows.filter(isCounted).reduce((total, { count }) => total + count, 0);
  const ofBand = (band: Band) => sum((row) => row.band === band);
  const ofAnswer = (answer: IdentityAnswer) => sum((row) => row.answer === answer);
  return {
    bands: { likely: ofBand('likely'), check: ofBand('check'), weak: ofBand('weak') },
    answers: {
      open: ofAnswer('open'),
      confirmed: ofAnswer('confirmed'),
      denied: ofAnswer('denied'),
      unsure: ofAnswer('unsure'),
      conflict: ofAnswer('conflict'),
    },
    allVersions: sum((row) => row.allVersions),
    questions: sum(() => true),
  };
}

/**
 * @param id or its beginning, of six characters at least, where only one begins so
 * @throws Problem request-invalid when several do
 */
export async function findQuestion({ client, organisationId }: Scope, id: string): Promise<StoredQuestion | null> {
  const { rows } = await client.query<StoredQuestion>(
    `select ${columns} from match_question question where question.organisation_id = $1
       and (question.id = $2 or (length($2) >= ${shortIdMin} and starts_with(question.id, $2))) order by question.id <> $2 limit 2`,
    [organisationId, id],
  );
  const [first] = rows;
  if (rows.length > 1 && first?.id !== id) throw new Problem('request-invalid', 'Several ids begin so; write more of it.', { id });
  return first ?? null;
}

export interface AdvisoryMatch {
  readonly question: StoredQuestion;
  /** In this document. */
  readonly assets: StatusCounts;
  readonly productIds: readonly string[];
}

/** What people denied is none. */
export async function matchesOfAdvisory({ client, organisationId }: Scope, advisoryId: Id): Promise<AdvisoryMatch[]> {
  const { rows } = await client.query<StoredQuestion & { inDocument: StatusCounts; productIds: string[] }>(
    `with counted as (
       select verdict.question_id, sum(line.asset_count)::int as total,
         coalesce(sum(line.asset_count) filter (where status = 'affected'), 0)::int as affected,
         coalesce(sum(line.asset_count) filter (where status = 'undetermined'), 0)::int as undetermined,
         coalesce(sum(line.asset_count) filter (where status = 'fixed'), 0)::int as fixed
       from match_verdict verdict join match_line line on line.organisation_id = $1 and line.id = verdict.line_id
       where verdict.organisation_id = $1 and verdict.advisory_id = $2 group by 1
     )
     select ${columns}, candidate.product_ids as "productIds", jsonb_build_object('total', counted.total, 'affected', counted.affected,
       'undetermined', counted.undetermined, 'fixed', counted.fixed) as "inDocument"
     from match_candidate candidate join match_question question on question.organisation_id = $1 and question.id = candidate.question_id
     join counted on counted.question_id = question.id
     where candidate.organisation_id = $1 and candidate.advisory_id = $2 and candidate.asked and question.answer <> 'denied'
     order by ${order} limit 1000`,
    [organisationId, advisoryId],
  );
  return rows.map(({ inDocument, productIds, ...question }) => ({ question, assets: inDocument, productIds }));
}

export interface AssetMatches {
  readonly line: {
    readonly vendor: string | null;
    readonly product: string;
    readonly version: string | null;
    readonly description: string | null;
  } | null;
  readonly items: readonly { readonly question: StoredQuestion; readonly documents: readonly AssetVerdict[] }[];
}

export interface AssetVerdict {
  readonly advisoryId: Id;
  readonly documentId: string;
  readonly title: string;
  readonly status: LineVerdict['status'];
  readonly basis: LineVerdict['basis'];
  readonly reasons: readonly MatchReason[];
}

/** What people denied is among them, with nothing said of it. @returns null where there is no such asset */
export async function matchesOfAsset({ client, organisationId }: Scope, assetId: Id): Promise<AssetMatches | null> {
  const { rows: known } = await client.query<{ lineId: string | null }>(
    `select placed.line_id as "lineId" from asset left join match_line_asset placed on placed.organisation_id = $1 and placed.asset_id = asset.id
     where asset.organisation_id = $1 and asset.id = $2`,
    [organisationId, assetId],
  );
  const [asset] = known;
  if (asset === undefined) return null;
  if (asset.lineId === null) return { line: null, items: [] };
  const { rows: lines } = await client.query<NonNullable<AssetMatches['line']> & { deviceKey: string }>(
    'select vendor, product, version, description, device_key as "deviceKey" from match_line where organisation_id = $1 and id = $2',
    [organisationId, asset.lineId],
  );
  const [line] = lines;
  if (line === undefined) return { line: null, items: [] };
  const { rows } = await client.query<StoredQuestion & { documentsSaid: AssetVerdict[] }>(
    `with said as (
       select verdict.question_id, jsonb_agg(jsonb_build_object('advisoryId', known.id, 'documentId', known.document_id, 'title', known.title,
         'status', verdict.status, 'basis', verdict.basis, 'reasons', candidate.reasons || verdict.reasons)
         order by known.modified_at desc nulls last, known.id) as documents
       from match_verdict verdict join advisory known on known.id = verdict.advisory_id
       join match_candidate candidate on candidate.organisation_id = $1 and candidate.question_id = verdict.question_id
         and candidate.advisory_id = verdict.advisory_id
       where verdict.organisation_id = $1 and verdict.line_id = $2 group by 1
     )
     select ${columns}, coalesce(said.documents, '[]') as "documentsSaid"
     from match_question question left join said on said.question_id = question.id
     where question.organisation_id = $1 and question.device_key = $3 and (said.question_id is not null or question.answer = 'denied')
     order by ${order} limit 1000`,
    [organisationId, asset.lineId, line.deviceKey],
  );
  const { deviceKey: _deviceKey, ...texts } = line;
  return { line: texts, items: rows.map(({ documentsSaid, ...question }) => ({ question, documents: documentsSaid })) };
}

/** Questions that people confirmed or denied, with the probability that names gave them. */
export async function answeredQuestions({ client, organisationId }: Scope): Promise<AnsweredQuestion[]> {
  const { rows } = await client.query<AnsweredQuestion>(
    `select probability, answer = 'confirmed' as "isSame" from match_question
     where organisation_id = $1 and answer in ('confirmed', 'denied') and named`,
    [organisationId],
  );
  return rows;
}
