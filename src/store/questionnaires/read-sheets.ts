/** Answers that came in files of other tools: those of no round yet, and which of them stand in one. */
import type { Id } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Day } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

export interface ReadRound {
  readonly name: string;
  readonly answers: number;
}

/** By name, as the files call the rounds. */
export async function listReadRounds(scope: Scope): Promise<readonly ReadRound[]> {
  const { rows } = await scope.client.query<ReadRound>(
    `select min(name) as name, count(*)::int as answers from questionnaire_read_sheet
     where organisation_id = $1 and round_id is null group by name_folded order by name_folded`,
    [scope.organisationId],
  );
  return rows;
}

export interface ReadSheet {
  /** Of the content alone (merge-read-sheets.ts). */
  readonly id: string;
  readonly department: string | null;
  /** By column: the step of a scale, or the place of an option from 1. */
  readonly answers: Readonly<Record<string, number>>;
}

/** Those of no round, held until the transaction ends: nobody else makes a round of them meanwhile. */
export async function holdReadSheets(scope: Scope, name: string): Promise<readonly ReadSheet[]> {
  const { rows } = await scope.client.query<ReadSheet>(
    `select id, department, answers from questionnaire_read_sheet
     where organisation_id = $1 and name_folded = $2 and round_id is null order by id for update`,
    [scope.organisationId, foldName(name)],
  );
  return rows;
}

/** @returns digests of sheets that stand in a round, published or not */
export async function listTaken(scope: Scope): Promise<ReadonlySet<string>> {
  const { rows } = await scope.client.query<{ digest: string }>('select digest from questionnaire_taken where organisation_id = $1', [
    scope.organisationId,
  ]);
  return new Set(rows.map(({ digest }) => digest));
}

/** They are of this round from now on, and stay until it is published or discarded. */
export async function takeReadSheets(
  scope: Scope,
  roundId: Id,
  sheets: readonly { readonly id: string; readonly digest: string }[],
): Promise<void> {
  await scope.client.query('update questionnaire_read_sheet set round_id = $2 where organisation_id = $1 and id = any($3::uuid[])', [
    scope.organisationId,
    roundId,
    sheets.map(({ id }) => id),
  ]);
  await scope.client.query(
    'insert into questionnaire_taken (organisation_id, round_id, digest) select $1, $2, digest from unnest($3::text[]) as given (digest)',
    [scope.organisationId, roundId, sheets.map(({ digest }) => digest)],
  );
}

/** The round is published: the answers go, and that they were in it stays known. */
export async function deleteTakenSheets(scope: Scope, roundId: Id): Promise<void> {
  await scope.client.query('delete from questionnaire_read_sheet where organisation_id = $1 and round_id = $2', [
    scope.organisationId,
    roundId,
  ]);
}

/** The round is discarded: another can be made of its sheets. */
export async function giveBackReadSheets(scope: Scope, roundId: Id): Promise<void> {
  await scope.client.query('update questionnaire_read_sheet set round_id = null where organisation_id = $1 and round_id = $2', [
    scope.organisationId,
    roundId,
  ]);
  await scope.client.query('delete from questionnaire_taken where organisation_id = $1 and round_id = $2', [scope.organisationId, roundId]);
}

export async function hasReadBefore(scope: Scope, day: Day): Promise<boolean> {
  const { rowCount } = await scope.client.query(
    'select from questionnaire_read_sheet where organisation_id = $1 and read_on < $2 limit 1',
    [scope.organisationId, day],
  );
  return rowCount !== 0;
}

/** Whether a round was made of them or not. */
export async function deleteReadBefore(scope: Scope, day: Day): Promise<number> {
  const { rowCount } = await scope.client.query('delete from questionnaire_read_sheet where organisation_id = $1 and read_on < $2', [
    scope.organisationId,
    day,
  ]);
  return rowCount ?? 0;
}
