/** Departments are the names that registers write: one record per folded name, since it was first written. */
import type { NewId } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

interface NamedVersion {
  readonly department: string | null;
  readonly validFrom: Instant;
}

export async function insertDepartments(scope: Scope, versions: readonly NamedVersion[], newId: NewId): Promise<void> {
  const names = new Map<string, { name: string; since: Instant }>();
  for (const { department, validFrom } of versions) {
    if (department === null) continue;
    const key = foldName(department);
    const known = names.get(key);
    if (known === undefined || validFrom < known.since) names.set(key, { name: department, since: validFrom });
  }
  if (names.size === 0) return;
  await scope.client.query(
    `insert into department (organisation_id, id, name, name_folded, created_at)
     select $1, id, name, name_folded, created_at
     from unnest($2::text[], $3::text[], $4::timestamptz[], $5::uuid[]) as given (name, name_folded, created_at, id)
     where not exists (select from department known where known.organisation_id = $1 and known.name_folded = given.name_folded)
     on conflict do nothing`,
    [
      scope.organisationId,
      [...names.values()].map((one) => one.name),
      [...names.keys()],
      [...names.values()].map((one) => one.since),
      [...names].map(() => newId()),
    ],
  );
}
