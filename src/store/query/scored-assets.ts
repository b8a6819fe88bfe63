/**
 * The open findings with a CVE on each asset as of a day, with the scores that the list held now gives them, and where the asset is: what
 * sums of scores are made of. Scores are latest facts, so the day is that on which it is asked. What follows is the core's
 * (`core/metrics/expected-under.ts`).
 */
import { sql } from 'kysely';
import type { Day } from '#core/kernel/time.ts';
import { startOfDay } from '#core/kernel/time.ts';
import type { ScoredAsset } from '#core/metrics/expected-under.ts';
import { knownAssets } from '#core/metrics/populations.ts';
import type { Scope } from '#store/scope.ts';
import { compileFilter, kindInPlace } from './compile.ts';
import type { Places, ScopeDimension } from './places.ts';

export interface ScopedAsset extends ScoredAsset {
  /** 0: nowhere, in the organisation alone. */
  readonly spot: number;
}

export interface SpotScope {
  readonly spot: number;
  readonly scopeKind: ScopeDimension;
  /** As in `day-series.ts`. */
  readonly scopeId: string;
}

/** @param places of `preparePlaces`, for days that hold this one. @returns every asset that has such findings or is known; and the scopes of the spots */
export async function scoredAssets(
  scope: Scope,
  day: Day,
  { placeOf, stays, spotScopes, scopeNames }: Places,
): Promise<{ readonly assets: readonly ScopedAsset[]; readonly scopes: readonly SpotScope[] }> {
  const { organisationId, timeZone } = scope;
  const asset = kindInPlace('asset');
  // Nothing asked here counts from the clock.
  const moment = { organisationId, timeZone, asOf: day, now: startOfDay(day, timeZone) };
  const { condition } = compileFilter(knownAssets, asset, moment);
  const { rows } = await sql<{ spot: number; isKnown: boolean; findings: number; scores: string | null }>`
    with known as materialized (
      select asset_id from asset_version av where av.organisation_id = ${organisationId}::uuid and av.valid_from_on <= ${day}::date
        and av.valid_to_on > ${day}::date and ${condition}),
    scored as materialized (
      select fv.asset_id, count(*)::int as findings, string_agg(w.listed_epss::text, ' ' order by w.listed_epss) as scores
      from finding_version fv
      join flaw w on w.organisation_id = ${organisationId}::uuid and w.id = fv.flaw_id and w.cve_id is not null
      where fv.organisation_id = ${organisationId}::uuid and fv.valid_from_on <= ${day}::date and fv.valid_to_on > ${day}::date
        and fv.state = 'open' and fv.decision is distinct from 'false-positive' group by 1)
    select coalesce(s.spot_id, 0) as spot, known.asset_id is not null as "isKnown", coalesce(scored.findings, 0) as findings, scored.scores
    from known full join scored using (asset_id)
    left join ${placeOf} p on p.asset_id = coalesce(known.asset_id, scored.asset_id)
    left join ${stays} s on s.place_id = p.place_id and s.from_on <= ${day}::date and s.to_on > ${day}::date
    order by coalesce(known.asset_id, scored.asset_id)`.execute(scope.trx);
  const scopes = await sql<SpotScope>`
    select s.spot_id as spot, n.scope_kind as "scopeKind", n.scope_id as "scopeId"
    from ${spotScopes} s join ${scopeNames} n on n.scope_no = s.scope_no order by s.spot_id, s.scope_no`.execute(scope.trx);
  const assets = rows.map(({ scores, ...row }) => ({ ...row, scores: scores === null ? [] : scores.split(' ').map(Number) }));
  return { assets, scopes: scopes.rows };
}
