/** Saved mapping profiles: one row each, its name unique in the organisation. Ready profiles are in the code, not here. */
import type { MappingSettings } from '#core/imports/mapping-profile.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from './scope.ts';

export interface SavedProfile {
  readonly slug: string;
  readonly name: string;
  /** Counts the changes of its settings, from 1. */
  readonly revision: number;
  readonly settings: MappingSettings;
  readonly changedAt: Instant;
}

const columns = 'slug, name, revision, settings, changed_at as "changedAt"';

/** By name. */
export async function listMappingProfiles(scope: Scope): Promise<readonly SavedProfile[]> {
  const { rows } = await scope.client.query<SavedProfile>(
    `select ${columns} from mapping_profile where organisation_id = $1 order by name_folded`,
    [scope.organisationId],
  );
  return rows;
}

/** By slug, or by its name however it is written; undefined where there is none. */
export async function findMappingProfile(scope: Scope, slugOrName: string): Promise<SavedProfile | undefined> {
  const { rows } = await scope.client.query<SavedProfile>(
    `select ${columns} from mapping_profile where organisation_id = $1 and (slug = $2 or name_folded = $3) order by slug <> $2 limit 1`,
    [scope.organisationId, slugOrName, foldName(slugOrName)],
  );
  return rows[0];
}

/**
 * Makes the profile or changes it; the same settings again are no new revision.
 * @throws Problem `conflict`: another profile has this name.
 */
export async function saveMappingProfile(
  scope: Scope,
  { slug, name, settings }: Pick<SavedProfile, 'slug' | 'name' | 'settings'>,
  { now, by }: { readonly now: Instant; readonly by: string },
): Promise<SavedProfile> {
  const others = await scope.client.query<{ slug: string }>(
    `select slug from mapping_profile where organisation_id = $1 and name_folded = $2 and slug <> $3`,
    [scope.organisationId, foldName(name), slug],
  );
  const other = others.rows[0];
  if (other !== undefined)
    throw new Problem('conflict', `Another profile is called ${name} already; choose another name.`, { name, slug: other.slug });
  await scope.client.query(
    `insert into mapping_profile as mine (organisation_id, slug, name, name_folded, revision, settings, changed_at, changed_by)
     values ($1, $2, $3, $4, 1, $5::jsonb, $6, $7)
     on conflict (organisation_id, slug) do update set name = excluded.name, name_folded = excluded.name_folded,
       revision = mine.revision + case when mine.settings = excluded.settings then 0 else 1 end,
       settings = excluded.settings, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [scope.organisationId, slug, name, foldName(name), JSON.stringify(settings), now, by],
  );
  const saved = await findMappingProfile(scope, slug);
  if (saved === undefined) throw new Problem('not-found', 'The profile is gone again.', { slug });
  return saved;
}

/** False where there is none. Imports that were read with it keep its settings. */
export async function deleteMappingProfile(scope: Scope, slug: string): Promise<boolean> {
  const { rowCount } = await scope.client.query('delete from mapping_profile where organisation_id = $1 and slug = $2', [
    scope.organisationId,
    slug,
  ]);
  return rowCount === 1;
}
