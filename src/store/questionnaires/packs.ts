/** Questionnaire packs of the organisation itself, version by version; the shipped ones lie in core. A version that was saved never changes. */
import type { Instant } from '#core/kernel/time.ts';
import type { QuestionnairePack } from '#core/questionnaires/pack.ts';
import type { Scope } from '../scope.ts';

export interface SavedPack {
  readonly pack: QuestionnairePack;
  readonly savedAt: Instant;
}

/** In the order they were saved. */
export async function listPacks(scope: Scope): Promise<readonly SavedPack[]> {
  const { rows } = await scope.client.query<SavedPack>(
    `select pack, saved_at as "savedAt" from questionnaire_pack
     where organisation_id = $1 order by pack_id, saved_at, version`,
    [scope.organisationId],
  );
  return rows;
}

/** Of two that keep the same version at once the first stands. */
export async function insertPack(scope: Scope, pack: QuestionnairePack, at: Instant): Promise<void> {
  await scope.client.query(
    `insert into questionnaire_pack (organisation_id, pack_id, version, saved_at, pack) values ($1, $2, $3, $4, $5)
     on conflict (organisation_id, pack_id, version) do nothing`,
    [scope.organisationId, pack.id, pack.version, at, JSON.stringify(pack)],
  );
}
