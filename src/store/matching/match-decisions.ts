/**
 * What people answered about matches, as it is kept: added and withdrawn, never changed. Which of several answers stands is said in
 * `core/matching/decisions.ts`; what follows from them in `settle-device.ts`.
 */
import type { Id, NewId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import { countingOf, standingOf, type MatchDecision } from '#core/matching/decisions.ts';
import type { Scope } from '../scope.ts';
import { groupedBy } from './grouped-by.ts';
import { shortDigest } from './register-lines.ts';

export interface StoredDecision {
  readonly id: Id;
  readonly kind: MatchDecision['kind'];
  readonly deviceKey: string;
  readonly productKey: string;
  readonly questionId: string;
  readonly answer: MatchDecision['answer'];
  readonly clauseText: string | null;
  readonly deviceVersion: string | null;
  /** Names a principal, or is the name that a file gives. */
  readonly person: string;
  readonly reason: string | null;
  readonly at: Instant;
  readonly origin: 'said' | 'file';
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
}

/** Device and product together. */
export function questionIdOf(deviceKey: string, productKey: string): string {
  return shortDigest([deviceKey, productKey]);
}

const fields = {
  id: 'id',
  kind: 'kind',
  device_key: 'deviceKey',
  product_key: 'productKey',
  question_id: 'questionId',
  answer: 'answer',
  clause_text: 'clauseText',
  device_version: 'deviceVersion',
  person: 'person',
  reason: 'reason',
  said_at: 'at',
  origin: 'origin',
  withdrawn_at: 'withdrawnAt',
  withdrawn_by: 'withdrawnBy',
} as const;
const columnsOf = (table: string): string =>
  Object.entries(fields)
    .map(([column, name]) => `${table}.${column} as "${name}"`)
    .join(', ');
const columns = columnsOf('match_decision');

/** @param decisions in any number; @returns their ids, in this order */
export async function addDecisions(
  { client, organisationId }: Scope,
  decisions: readonly MatchDecision[],
  { origin, now, newId }: { readonly origin: StoredDecision['origin']; readonly now: Instant; readonly newId: NewId },
): Promise<Id[]> {
  const ids = decisions.map(() => newId());
  const rows = decisions.map((one, index) => ({
    id: ids[index],
    kind: one.kind,
    device_key: one.deviceKey,
    product_key: one.productKey,
    question_id: questionIdOf(one.deviceKey, one.productKey),
    answer: one.answer,
    clause_text: one.kind === 'version' ? one.clauseText : null,
    device_version: one.kind === 'version' ? one.deviceVersion : null,
    person: one.person,
    reason: one.reason,
    said_at: one.at,
  }));
  await client.query(
    `insert into match_decision (organisation_id, id, kind, device_key, product_key, question_id, answer, clause_text, device_version,
       person, reason, said_at, origin, taken_at)
     select $1, id, kind, device_key, product_key, question_id, answer, clause_text, device_version, person, reason, said_at, $3, $4
     from jsonb_to_recordset($2::jsonb) as given (id uuid, kind text, device_key text, product_key text, question_id text, answer text,
       clause_text text, device_version text, person text, reason text, said_at timestamptz)`,
    [organisationId, JSON.stringify(rows), origin, now],
  );
  return ids;
}

/** @throws Problem `not-found`, `conflict`: it is withdrawn already */
export async function withdrawDecision(
  { client, organisationId }: Scope,
  id: Id,
  { now, by }: { readonly now: Instant; readonly by: string },
): Promise<StoredDecision> {
  const { rows } = await client.query<StoredDecision>(
    `select ${columns} from match_decision where organisation_id = $1 and id = $2 for update`,
    [organisationId, id],
  );
  const [known] = rows;
  if (known === undefined) throw new Problem('not-found', 'There is no such answer in the book.', { id });
  if (known.withdrawnAt !== null) throw new Problem('conflict', 'This answer was taken back before.', { id, at: known.withdrawnAt });
  await client.query('update match_decision set withdrawn_at = $3, withdrawn_by = $4 where organisation_id = $1 and id = $2', [
    organisationId,
    id,
    now,
    by,
  ]);
  return { ...known, withdrawnAt: now, withdrawnBy: by };
}

/** Those that were not withdrawn. @param deviceKeys null: of all devices */
export async function standingDecisions({ client, organisationId }: Scope, deviceKeys: readonly string[] | null): Promise<MatchDecision[]> {
  const { rows } = await client.query<StoredDecision>(
    `select ${columns} from match_decision where organisation_id = $1 and withdrawn_at is null
       and ($2::text[] is null or device_key = any($2)) order by said_at, id`,
    [organisationId, deviceKeys],
  );
  return rows.map(decisionOf);
}

export function decisionOf({
  kind,
  deviceKey,
  productKey,
  person,
  at,
  reason,
  answer,
  clauseText,
  deviceVersion,
}: StoredDecision): MatchDecision {
  const facts = { deviceKey, productKey, person, at, reason };
  if (kind === 'identity' && (answer === 'confirmed' || answer === 'denied' || answer === 'unsure')) return { kind, ...facts, answer };
  const isAffected = answer === 'affected';
  return { kind: 'version', ...facts, clauseText: clauseText ?? '', deviceVersion, answer: isAffected ? 'affected' : 'not-affected' };
}

/** Who a device is said to be, with what was withdrawn. */
export async function identityDecisionsOf({ client, organisationId }: Scope, questionIds: readonly string[]): Promise<StoredDecision[]> {
  const { rows } = await client.query<StoredDecision>(
    `select ${columns} from match_decision where organisation_id = $1 and question_id = any($2::text[]) and kind = 'identity' order by said_at, id`,
    [organisationId, questionIds],
  );
  return rows;
}

/** Who devices are said to be, by all who did not take it back. */
export async function standingIdentities({ client, organisationId }: Scope): Promise<StoredDecision[]> {
  const { rows } = await client.query<StoredDecision>(
    `select ${columns} from match_decision where organisation_id = $1 and kind = 'identity' and withdrawn_at is null order by said_at, id`,
    [organisationId],
  );
  return rows;
}

/** All that stand to these questions, oldest first. */
export async function standingToQuestions({ client, organisationId }: Scope, questionIds: readonly string[]): Promise<StoredDecision[]> {
  const { rows } = await client.query<StoredDecision>(
    `select ${columns} from match_decision where organisation_id = $1 and question_id = any($2::text[]) and withdrawn_at is null order by said_at, id`,
    [organisationId, questionIds],
  );
  return rows;
}

/** By id, also those that were withdrawn. */
export async function decisionsById({ client, organisationId }: Scope, ids: readonly Id[]): Promise<ReadonlyMap<Id, StoredDecision>> {
  const { rows } = await client.query<StoredDecision>(
    `select ${columns} from match_decision where organisation_id = $1 and id = any($2::uuid[])`,
    [organisationId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Newest first, with those that were withdrawn. */
export async function decisionsOfQuestion({ client, organisationId }: Scope, questionId: string): Promise<StoredDecision[]> {
  const { rows } = await client.query<StoredDecision>(
    `select ${columns} from match_decision where organisation_id = $1 and question_id = $2 order by said_at desc, id desc limit 500`,
    [organisationId, questionId],
  );
  return rows;
}

export interface ListedDecision extends StoredDecision {
  /** Something asks this question now. */
  readonly isAsked: boolean;
  /** As the register and the newest advisory call them; null: nothing asks it now. */
  readonly deviceName: string | null;
  readonly productName: string | null;
}

export interface AskedDecisions {
  readonly withWithdrawn: boolean;
  /** Null: whatever was answered. */
  readonly answers: readonly StoredDecision['answer'][] | null;
  /** Words in device or product, folded; '' for all. */
  readonly words: string;
  /** Only these; null: all. */
  readonly ids: readonly Id[] | null;
  readonly limit: number;
  readonly offset: number;
}

/** Newest first. */
export async function listDecisions(
  { client, organisationId }: Scope,
  { withWithdrawn, answers, words, ids, limit, offset }: AskedDecisions,
): Promise<{ items: ListedDecision[]; total: number }> {
  const own = columnsOf('known');
  const matching = `from match_decision known
    left join match_question question on question.organisation_id = $1 and question.id = known.question_id
    where known.organisation_id = $1 and ($2::boolean or known.withdrawn_at is null) and ($3::text[] is null or known.answer = any($3))
      and ($4::uuid[] is null or known.id = any($4))
      and not exists (select from unnest($5::text[]) as word (part) where strpos(
        concat_ws(' ', known.device_key, known.product_key, question.words_folded), word.part) = 0)`;
  const values = [organisationId, withWithdrawn, answers, ids, words.split(' ').filter((word) => word !== '')];
  const { rows } = await client.query<ListedDecision>(
    `select ${own}, question.id is not null as "isAsked",
       nullif(concat_ws(' ', question.device_vendor, question.device_model), '') as "deviceName",
       nullif(concat_ws(' ', question.product_vendor, question.product_name), '') as "productName"
     ${matching} order by known.said_at desc, known.id desc limit $6 offset $7`,
    [...values, limit, offset],
  );
  const counted = await client.query<{ total: number }>(`select count(*)::int as total ${matching}`, values);
  return { items: rows, total: counted.rows[0]?.total ?? 0 };
}

export interface CountingDecisions {
  /** Those that count: not withdrawn, and the newest of their person. */
  readonly standing: ReadonlySet<Id>;
  /** Of these, those on which people disagree. */
  readonly disputed: ReadonlySet<Id>;
}

/** Of everything that was not withdrawn, by the one rule for it (`core/matching/decisions.ts`). */
export async function countingDecisions({ client, organisationId }: Scope): Promise<CountingDecisions> {
  const { rows } = await client.query<StoredDecision>(
    `select ${columns} from match_decision where organisation_id = $1 and withdrawn_at is null order by said_at, id`,
    [organisationId],
  );
  const told = rows.map((row) => ({ ...decisionOf(row), id: row.id, questionId: row.questionId }));
  const about = groupedBy(told, (one) =>
    JSON.stringify([one.questionId, ...(one.kind === 'version' ? [foldName(one.clauseText), foldName(one.deviceVersion ?? '')] : [])]),
  );
  const [standing, disputed] = [new Set<Id>(), new Set<Id>()];
  for (const own of about.values()) {
    for (const { id } of countingOf(own)) standing.add(id);
    const said = standingOf(own);
    if (said.kind === 'conflict') for (const { id } of said.decisions) disputed.add(id);
  }
  return { standing, disputed };
}

/** Also those that were withdrawn, oldest first. */
export async function allDecisions({ client, organisationId }: Scope): Promise<StoredDecision[]> {
  const { rows } = await client.query<StoredDecision>(
    `select ${columns} from match_decision where organisation_id = $1 order by said_at, id`,
    [organisationId],
  );
  return rows;
}

/** All that stand, oldest first: the book as a file. */
export async function decisionBook({ client, organisationId }: Scope): Promise<StoredDecision[]> {
  const { rows } = await client.query<StoredDecision>(
    `select ${columns} from match_decision where organisation_id = $1 and withdrawn_at is null order by said_at, id`,
    [organisationId],
  );
  return rows;
}
