/** How old each source is that figures and lists lean on, with what to do where it is too old: for pages, status and command line. */
import type { PoolClient } from 'pg';
import type { LeanedSourceJson } from '#contract/endpoints/sources.ts';
import { ageInDays, leanedSourceIds, sourceStanding } from '#core/advisories/sources.ts';
import { staleNotice } from '#core/advisories/stale-notice.ts';
import { readLeaned } from '#store/sources/leaned.ts';
import type { ServerContext } from '../server-context.ts';

export async function leanedSources(
  client: Pick<PoolClient, 'query'>,
  { clock, staleLimits }: Pick<ServerContext, 'clock' | 'staleLimits'>,
): Promise<LeanedSourceJson[]> {
  const now = clock.now();
  const held = await readLeaned(client);
  return leanedSourceIds.map((id) => {
    const asOf = held[id];
    const ageDays = asOf === null ? null : ageInDays(asOf, now);
    const standing = sourceStanding(id, ageDays, staleLimits);
    const notice = standing === 'stale' && ageDays !== null ? { ...staleNotice(id, ageDays) } : null;
    return { id, standing, asOf, ageDays, staleAfterDays: staleLimits[id], notice };
  });
}
