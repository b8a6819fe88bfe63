/** How scopes are called, by what their measurements are stored under. */
import { sql } from 'kysely';
import type { Scope } from '#store/scope.ts';

/** Departments as registers write them, by their folded name. */
export async function departmentNames(scope: Scope): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ folded: string; name: string }>`
    select name_folded as folded, name from department where organisation_id = ${scope.organisationId}`.execute(scope.trx);
  return new Map(rows.map(({ folded, name }) => [folded, name]));
}

/** Services and care processes by the name that they have now, or had last, by their key. */
export async function serviceNames(scope: Scope): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ key: string; name: string }>`
    select distinct on (key) key, name from dependency_node_version where organisation_id = ${scope.organisationId} and is_scope
    order by key, valid_from desc`.execute(scope.trx);
  return new Map(rows.map(({ key, name }) => [key, name]));
}
