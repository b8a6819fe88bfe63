/** Answers that came in files of other tools and are of no round yet. */
import { foldName } from '#core/kernel/text.ts';
import type { Scope } from '../scope.ts';

export interface ReadRound {
  readonly name: string;
  readonly answers: number;
}

/** By name, as the files call the rounds. */
export async function listReadRounds(scope: Scope): Promise<readonly ReadRound[]> {
  const { rows } = await scope.client.query<ReadRound>(
    `select min(name) as name, count(*)::int as answers from questionnaire_read_sheet
     where organisation_id = $1 group by name_folded order by name_folded`,
    [scope.organisationId],
  );
  return rows;
}

export interface ReadSheet {
  readonly department: string | null;
  /** By column: the step of a scale, or the place of an option from 1. */
  readonly answers: Readonly<Record<string, number>>;
}

/** They are a round's from now on, and stand here no more. */
export async function takeReadSheets(scope: Scope, name: string): Promise<readonly ReadSheet[]> {
  const { rows } = await scope.client.query<ReadSheet>(
    'delete from questionnaire_read_sheet where organisation_id = $1 and name_folded = $2 returning department, answers',
    [scope.organisationId, foldName(name)],
  );
  return rows;
}
