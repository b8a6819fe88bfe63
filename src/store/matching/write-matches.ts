/**
 * Writes what devices and advisories come to: candidates with whether they are asked about, and what each says of each line; then
 * the questions over them (`write-questions.ts`). Whatever is the same as before is not written. One writer at a time in an organisation.
 */
import { sql } from 'kysely';
import type { Advisory } from '#core/advisories/advisory.ts';
import type { Id } from '#core/kernel/id.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import { answersOf, factsOf, identityStanding, settleMatches, type LineVerdict, type ProductMatch } from '#core/matching/settle-matches.ts';
import type { MatchDecision } from '#core/matching/decisions.ts';
import type { Scope } from '../scope.ts';
import { groupedBy } from './grouped-by.ts';
import { questionIdOf, standingDecisions } from './match-decisions.ts';
import { writeQuestions } from './write-questions.ts';

/** A device model with the products that it may be, of each advisory by its id. */
export interface DeviceMatches {
  readonly deviceKey: string;
  readonly lines: readonly InventoryLine[];
  /** Those of names or identifiers, the best first. */
  readonly matches: ReadonlyMap<Id, readonly FoundProduct[]>;
}

/** The digest of the document that its product ids are of; absent: the one at hand. */
type FoundProduct = ProductMatch & { readonly digest?: string };

/** Who writes matches of an organisation does so alone. */
export async function lockMatching({ trx, organisationId }: Scope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('matching:' || ${organisationId}::text, 0))`.execute(trx);
}

export interface WriteMatchesOptions {
  /** Of every id that `matches` names, and of those that name a confirmed product. */
  readonly advisoryOf: (id: Id) => Advisory | undefined;
  /** Of the same documents. */
  readonly digestOf: (id: Id) => string | undefined;
  /** Null: all of the devices; else only what these advisories say is written. */
  readonly only: readonly Id[] | null;
}

/** @returns rows that differed */
export async function writeMatches(scope: Scope, devices: readonly DeviceMatches[], options: WriteMatchesOptions): Promise<number> {
  const { only } = options;
  const deviceKeys = devices.map(({ deviceKey }) => deviceKey);
  const decisions = groupedBy(await standingDecisions(scope, deviceKeys), ({ deviceKey }) => deviceKey);
  const brought = await broughtByConfirmation(scope, [...decisions.values()].flat());
  const candidates: CandidateRow[] = [];
  const verdicts: VerdictRow[] = [];
  for (const device of devices) {
    const own = decisions.get(device.deviceKey) ?? [];
    const settled = settleDevice(device, own, brought, options);
    candidates.push(...settled.candidates);
    verdicts.push(...settled.verdicts);
  }
  const changed = (await storeCandidates(scope, deviceKeys, only, candidates)) + (await storeVerdicts(scope, deviceKeys, only, verdicts));
  return changed + (await writeQuestions(scope, deviceKeys));
}

/** Product key → where advisories name it. */
type Named = ReadonlyMap<string, readonly { readonly advisoryId: Id; readonly productIds: readonly string[]; readonly digest: string }[]>;

/** What a person confirmed counts in every document that names the product, whether its name was recognised there or not. */
async function broughtByConfirmation({ client }: Scope, decisions: readonly MatchDecision[]): Promise<Named> {
  const keys = new Set(decisions.filter(({ answer }) => answer === 'confirmed').map(({ productKey }) => productKey));
  if (keys.size === 0) return new Map();
  const { rows } = await client.query<{ productKey: string; advisoryId: Id; productIds: string[]; digest: string }>(
    `select named.product_key as "productKey", named.advisory_id as "advisoryId", named.product_ids as "productIds",
       split_part(coalesce(known.products_read, ''), ' ', 1) as digest
     from advisory_product named join advisory known on known.id = named.advisory_id and known.broken_rules = ''
     where named.product_key = any($1::text[]) order by 2, 1`,
    [[...keys]],
  );
  return groupedBy(rows, ({ productKey }) => productKey);
}

type CandidateRow = ReturnType<typeof candidateRow>;
type VerdictRow = ReturnType<typeof verdictRow>;

function settleDevice(
  { deviceKey, lines, matches }: DeviceMatches,
  decisions: readonly MatchDecision[],
  brought: Named,
  { advisoryOf, digestOf, only }: WriteMatchesOptions,
): { candidates: CandidateRow[]; verdicts: VerdictRow[] } {
  const answers = answersOf(decisions);
  const found = new Map<Id, SettledHit[]>();
  for (const [advisoryId, some] of matches) found.set(advisoryId, [...some]);
  for (const productKey of answers.identity.keys()) {
    const standing = identityStanding(answers, productKey);
    if (standing.kind !== 'decided' || standing.decision.answer !== 'confirmed') continue;
    for (const { advisoryId, productIds, digest } of brought.get(productKey) ?? []) {
      const known = found.get(advisoryId) ?? [];
      const advisory = advisoryOf(advisoryId);
      if (advisory === undefined || known.some((one) => one.productKey === productKey)) continue;
      const facts = factsOf(advisory, productIds);
      const hit = { productKey, productIds, digest, ...facts, probability: null, isIdentified: false, reasons: [] };
      found.set(advisoryId, [...known, hit]);
    }
  }
  const candidates: CandidateRow[] = [];
  const verdicts: VerdictRow[] = [];
  for (const [advisoryId, hits] of found) {
    if (only !== null && !only.includes(advisoryId)) continue;
    const advisory = advisoryOf(advisoryId);
    if (advisory === undefined) continue;
    const settled = settleMatches(advisory, hits, lines, answers);
    hits.forEach((hit, at) => {
      const { isAsked = false, verdicts: own = [] } = settled[at] ?? {};
      const questionId = questionIdOf(deviceKey, hit.productKey);
      const digest = digestOf(advisoryId) ?? '';
      const matchedDigest = (hit.digest ?? digest) === digest ? digest : '';
      candidates.push(candidateRow({ deviceKey, advisoryId, questionId }, hit, { isAsked, matchedDigest }));
      verdicts.push(...own.map((verdict) => verdictRow({ deviceKey, advisoryId, questionId }, verdict)));
    });
  }
  return { candidates, verdicts };
}

type SettledHit = Omit<FoundProduct, 'probability'> & { readonly probability: number | null };

interface Place {
  readonly deviceKey: string;
  readonly advisoryId: Id;
  readonly questionId: string;
}

function candidateRow(place: Place, hit: SettledHit, { isAsked, matchedDigest }: { isAsked: boolean; matchedDigest: string }) {
  return {
    device_key: place.deviceKey,
    advisory_id: place.advisoryId,
    product_key: hit.productKey,
    question_id: place.questionId,
    probability: hit.probability,
    identified: hit.isIdentified,
    asked: isAsked,
    product_vendor: hit.vendor,
    product_name: hit.name,
    product_ids: hit.productIds,
    cve_ids: hit.cveIds,
    score_max: hit.scoreMax,
    reasons: hit.reasons,
    matched_digest: matchedDigest,
  };
}

function verdictRow(place: Place, verdict: LineVerdict) {
  return {
    device_key: place.deviceKey,
    advisory_id: place.advisoryId,
    question_id: place.questionId,
    line_id: verdict.lineId,
    status: verdict.status,
    basis: verdict.basis,
    decided_by: verdict.decidedBy,
    clause_text: verdict.clauseText,
    answer: verdict.answer,
    reasons: verdict.reasons,
  };
}

async function storeCandidates(
  { client, organisationId }: Scope,
  deviceKeys: readonly string[],
  only: readonly Id[] | null,
  rows: readonly CandidateRow[],
): Promise<number> {
  const given = `jsonb_to_recordset($2::jsonb) as given (device_key text, advisory_id uuid, product_key text, question_id text,
    probability double precision, identified boolean, asked boolean, product_vendor text, product_name text, product_ids jsonb,
    cve_ids jsonb, score_max double precision, reasons jsonb, matched_digest text)`;
  const named = ['product_vendor', 'product_name', 'product_ids', 'matched_digest'];
  const facts = ['probability', 'identified', 'asked', ...named, 'cve_ids', 'score_max', 'reasons'];
  const values = [organisationId, JSON.stringify(rows)];
  const written = await client.query(
    `insert into match_candidate as known (organisation_id, device_key, advisory_id, product_key, question_id, ${facts.join(', ')})
     select $1, device_key, advisory_id, product_key, question_id, ${facts.join(', ')} from ${given}
     on conflict (organisation_id, device_key, advisory_id, product_key) do update set ${facts.map((one) => `${one} = excluded.${one}`).join(', ')}
     where (${facts.map((one) => `known.${one}`).join(', ')}) is distinct from (${facts.map((one) => `excluded.${one}`).join(', ')})`,
    values,
  );
  const gone = await client.query(
    `delete from match_candidate known where organisation_id = $1 and device_key = any($3::text[]) and ($4::uuid[] is null or advisory_id = any($4))
       and not exists (select from ${given} where given.device_key = known.device_key and given.advisory_id = known.advisory_id
         and given.product_key = known.product_key)`,
    [...values, deviceKeys, only],
  );
  return (written.rowCount ?? 0) + (gone.rowCount ?? 0);
}

async function storeVerdicts(
  { client, organisationId }: Scope,
  deviceKeys: readonly string[],
  only: readonly Id[] | null,
  rows: readonly VerdictRow[],
): Promise<number> {
  const given = `jsonb_to_recordset($2::jsonb) as given (device_key text, advisory_id uuid, question_id text, line_id text, status text,
    basis text, decided_by jsonb, clause_text text, answer text, reasons jsonb)`;
  const facts = ['status', 'basis', 'decided_by', 'clause_text', 'answer', 'reasons'];
  const values = [organisationId, JSON.stringify(rows)];
  const written = await client.query(
    `insert into match_verdict as known (organisation_id, device_key, advisory_id, question_id, line_id, ${facts.join(', ')})
     select $1, device_key, advisory_id, question_id, line_id, ${facts.join(', ')} from ${given}
     on conflict (organisation_id, question_id, advisory_id, line_id) do update set ${facts.map((one) => `${one} = excluded.${one}`).join(', ')}
     where (${facts.map((one) => `known.${one}`).join(', ')}) is distinct from (${facts.map((one) => `excluded.${one}`).join(', ')})`,
    values,
  );
  const gone = await client.query(
    `delete from match_verdict known where organisation_id = $1 and device_key = any($3::text[]) and ($4::uuid[] is null or advisory_id = any($4))
       and not exists (select from ${given} where given.question_id = known.question_id and given.advisory_id = known.advisory_id
         and given.line_id = known.line_id)`,
    [...values, deviceKeys, only],
  );
  return (written.rowCount ?? 0) + (gone.rowCount ?? 0);
}

/** What is held of devices that the register has no more. @returns rows that went */
export async function dropOtherDevices(scope: Scope, deviceKeys: readonly string[]): Promise<number> {
  await lockMatching(scope);
  const { client, organisationId } = scope;
  let gone = 0;
  for (const table of ['match_candidate', 'match_verdict', 'match_question']) {
    const { rowCount } = await client.query(
      `delete from ${table} known where organisation_id = $1 and not exists (select from unnest($2::text[]) given (key) where given.key = known.device_key)`,
      [organisationId, deviceKeys],
    );
    gone += rowCount ?? 0;
  }
  return gone;
}
