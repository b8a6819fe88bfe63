/** Departments as registers write them, by the folded name under which their measurements are stored. */
import { sql } from 'kysely';
import type { Scope } from '#store/scope.ts';

export async function departmentNames(scope: Scope): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ folded: string; name: string }>`
    select name_folded as folded, name from department where organisation_id = ${scope.organisationId}`.execute(scope.trx);
  return new Map(rows.map(({ folded, name }) => [folded, name]));
}
