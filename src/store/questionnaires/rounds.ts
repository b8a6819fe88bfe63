/**
 * Rounds of questionnaires: what is asked, of which groups, until when, and what was done with it. Not here: who was invited and what was
 * answered (answers.ts), and what was published (awareness/publications.ts).
 */
import type { Id } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { QuestionnairePack } from '#core/questionnaires/pack.ts';
import type { Scope } from '../scope.ts';

export interface Round {
  readonly id: Id;
  readonly name: string;
  /** As it was when the round was made. */
  readonly pack: QuestionnairePack;
  /** Of those of the pack, in which it asks; the first is shown to whoever asks for none of them. */
  readonly languages: readonly string[];
  /** Sheets of its file that stood in another round; null: a round of links. */
  readonly sheetsLeftOut: number | null;
  /** Year of the groups that are asked. */
  readonly groupYear: number;
  /** The last day on which answers are taken. */
  readonly closesOn: Day;
  readonly createdAt: Instant;
  readonly openedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly publishedAt: Instant | null;
}

export interface RoundGroup {
  readonly groupId: string;
  readonly name: string;
  /** Links made. */
  readonly invited: number;
  /** SubjectPublicKeyInfo, base64url. */
  readonly publicKey: string;
  /** Sealed; null: closed. */
  readonly signingKey: string | null;
}

const columns = `id, name, pack, sheets_left_out as "sheetsLeftOut",
  coalesce(languages, pack->'languages') as languages, group_year as "groupYear", closes_on as "closesOn", created_at as "createdAt", opened_at as "openedAt",
  closed_at as "closedAt", published_at as "publishedAt"`;

/** The newest first. */
export async function listRounds(scope: Scope): Promise<readonly Round[]> {
  const { rows } = await scope.client.query<Round>(
    `select ${columns} from questionnaire_round where organisation_id = $1 order by created_at desc, id desc`,
    [scope.organisationId],
  );
  return rows;
}

/** @param lock held until the transaction ends: nothing else is done with the round meanwhile, or (`taking`) it is not closed meanwhile */
export async function findRound(scope: Scope, id: string, lock: 'none' | 'changing' | 'taking' = 'none'): Promise<Round | null> {
  const words = { none: '', changing: 'for update', taking: 'for share' };
  const { rows } = await scope.client.query<Round>(
    `select ${columns} from questionnaire_round where organisation_id = $1 and id = $2 ${words[lock]}`,
    [scope.organisationId, id],
  );
  return rows[0] ?? null;
}

export async function insertRound(scope: Scope, round: Round, groups: readonly RoundGroup[]): Promise<void> {
  const { id, name, pack, languages, sheetsLeftOut, groupYear, closesOn, createdAt } = round;
  await scope.client.query(
    `insert into questionnaire_round (organisation_id, id, name, pack, languages, sheets_left_out, group_year, closes_on, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [scope.organisationId, id, name, JSON.stringify(pack), JSON.stringify(languages), sheetsLeftOut, groupYear, closesOn, createdAt],
  );
  await scope.client.query(
    `insert into questionnaire_group (organisation_id, round_id, group_id, name, public_key, signing_key)
     select $1, $2, group_id, name, public_key, signing_key
     from unnest($3::text[], $4::text[], $5::text[], $6::text[]) as given (group_id, name, public_key, signing_key)`,
    [
      scope.organisationId,
      id,
      groups.map(({ groupId }) => groupId),
      groups.map((group) => group.name),
      groups.map(({ publicKey }) => publicKey),
      groups.map(({ signingKey }) => signingKey),
    ],
  );
}

/** By name. */
export async function listGroups(scope: Scope, roundId: Id): Promise<readonly RoundGroup[]> {
  const { rows } = await scope.client.query<RoundGroup>(
    `select group_id as "groupId", name, invited, public_key as "publicKey", signing_key as "signingKey" from questionnaire_group
     where organisation_id = $1 and round_id = $2 order by name, group_id`,
    [scope.organisationId, roundId],
  );
  return rows;
}

type Moment = 'opened_at' | 'closed_at' | 'published_at';

export async function markRound(scope: Scope, id: Id, moment: Moment, at: Instant): Promise<void> {
  await scope.client.query(`update questionnaire_round set ${moment} = $3 where organisation_id = $1 and id = $2`, [
    scope.organisationId,
    id,
    at,
  ]);
}

/** Open, and its last day is over. */
export async function listOverdueRounds(scope: Scope, today: Day): Promise<readonly Id[]> {
  const { rows } = await scope.client.query<{ id: Id }>(
    `select id from questionnaire_round
     where organisation_id = $1 and opened_at is not null and closed_at is null and closes_on < $2 order by id`,
    [scope.organisationId, today],
  );
  return rows.map(({ id }) => id);
}

/** Those whose sheets are sealed: not published. */
export async function listSealedRounds(scope: Scope): Promise<readonly Id[]> {
  const { rows } = await scope.client.query<{ id: Id }>(
    'select id from questionnaire_round where organisation_id = $1 and published_at is null order by id',
    [scope.organisationId],
  );
  return rows.map(({ id }) => id);
}

/** Opened and not closed. */
export async function listOpenRounds(scope: Scope): Promise<readonly Id[]> {
  const { rows } = await scope.client.query<{ id: Id }>(
    'select id from questionnaire_round where organisation_id = $1 and opened_at is not null and closed_at is null order by id',
    [scope.organisationId],
  );
  return rows.map(({ id }) => id);
}

/** Everything of a round that was not published. */
export async function deleteRound(scope: Scope, id: Id): Promise<void> {
  for (const table of ['questionnaire_link', 'questionnaire_spent', 'questionnaire_sheet', 'questionnaire_group'])
    await scope.client.query(`delete from ${table} where organisation_id = $1 and round_id = $2`, [scope.organisationId, id]);
  await scope.client.query('delete from questionnaire_round where organisation_id = $1 and id = $2', [scope.organisationId, id]);
}

export const roundActs = ['made', 'links-made', 'opened', 'closed', 'published', 'discarded'] as const;
export type RoundAct = (typeof roundActs)[number];

export interface RoundEvent {
  readonly at: Instant;
  readonly act: RoundAct;
  readonly roundName: string;
  readonly saidBy: string;
  /** Links made; answers published or discarded. */
  readonly count: number | null;
}

export async function recordRoundAct(scope: Scope, id: Id, { at, act, roundName, saidBy, count }: RoundEvent): Promise<void> {
  await scope.client.query(
    'insert into questionnaire_act (organisation_id, id, at, act, round_name, said_by, count) values ($1, $2, $3, $4, $5, $6, $7)',
    [scope.organisationId, id, at, act, roundName, saidBy, count],
  );
}

/** The newest first. */
export async function listRoundActs(scope: Scope, limit: number): Promise<readonly RoundEvent[]> {
  const { rows } = await scope.client.query<RoundEvent>(
    `select at, act, round_name as "roundName", said_by as "saidBy", count from questionnaire_act
     where organisation_id = $1 order by at desc, id desc limit $2`,
    [scope.organisationId, limit],
  );
  return rows;
}
