/**
 * Lays what the sources list over the flaws of one organisation: whether a CVE is known to be exploited and by when it is
 * to be mended, and its EPSS score. Set by set; a flaw of which nothing changed is not written. Where a policy asks about
 * such facts, the deadlines of open findings are worked out again.
 */
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { doDeadlinesRestOnAssets, foldedWithFindingsMax } from '../asset-work/fold-again.ts';
import { foldFindings } from '../ingest/fold-findings.ts';
import type { Scope } from '../scope.ts';

export interface AppliedSources {
  /** Flaws that read otherwise than before. */
  readonly changed: number;
  /** The first instant from which a deadline is another; null: none is. */
  readonly changedFromAt: Instant | null;
  /** The first day of which the lists say otherwise than was laid before, also by being newer; null: they say the same. */
  readonly saidFromOn: Day | null;
}

export async function applySources(scope: Scope, newId: NewId): Promise<AppliedSources> {
  const { client, organisationId } = scope;
  await client.query(
    `create temp table flaw_before on commit drop as
     select id, epss, epss_from, kev, kev_from, kev_due_on, ransomware, listed_kev, listed_kev_at, listed_epss, listed_epss_at
     from flaw where organisation_id = '${organisationId}' and cve_id is not null`,
  );
  await layKev(scope);
  await layEpss(scope);
  const { rows } = await client.query<{ id: Id }>(
    `select flaw.id from flaw join flaw_before before on before.id = flaw.id where flaw.organisation_id = $1
       and (flaw.epss, flaw.epss_from, flaw.kev, flaw.kev_from, flaw.kev_due_on, flaw.ransomware)
         is distinct from (before.epss, before.epss_from, before.kev, before.kev_from, before.kev_due_on, before.ransomware)`,
    [organisationId],
  );
  const changedFromAt =
    rows.length === 0
      ? null
      : await foldDeadlines(
          scope,
          rows.map(({ id }) => id),
          newId,
        );
  return { changed: rows.length, changedFromAt, saidFromOn: await firstDaySaidOtherwise(scope) };
}

/**
 * KEV speaks of past days: what came or went counts from the day of its entry, and a copy that is newer speaks of the days since the
 * one before; the first copy of all days. EPSS speaks only of the day on which it is held.
 */
async function firstDaySaidOtherwise({ client, organisationId, timeZone }: Scope): Promise<Day | null> {
  const { rows } = await client.query<{ day: Day | null }>(
    `with held as (select id, as_of, (as_of at time zone $2)::date as as_of_on from advisory_source where as_of is not null),
       -- A flaw that an import brought meanwhile was told by the new copy already; the others wait for it.
       laid as (select (case when bool_and(before.listed_kev_at is not null) filter (where flaw.cve_id is not null)
           then min(before.listed_kev_at) end at time zone $2)::date as kev_on, (max(before.listed_epss_at) at time zone $2)::date as epss_on
         from flaw_before before join flaw on flaw.organisation_id = $1 and flaw.id = before.id)
     select min(day) as day from (
       select coalesce(kev_on, '-infinity'::date) as day from laid join held on held.id = 'kev' where kev_on is distinct from as_of_on
       union all select as_of_on from laid join held on held.id = 'epss' where epss_on is distinct from as_of_on
       union all
       select entry.added_on from flaw join flaw_before before on before.id = flaw.id join kev_entry entry on entry.cve_id = flaw.cve_id
       where flaw.organisation_id = $1 and before.listed_kev_at is not null
         and (flaw.listed_kev, flaw.kev_due_on) is distinct from (before.listed_kev, before.kev_due_on)
       union all
       select as_of_on from flaw join flaw_before before on before.id = flaw.id join held on held.id = 'epss'
       where flaw.organisation_id = $1 and flaw.listed_epss is distinct from before.listed_epss) said`,
    [organisationId, timeZone],
  );
  const day = rows[0]?.day ?? null;
  // pg gives the beginning of time as a word.
  return day === null ? null : day.startsWith('-') ? beginningOfTime : day;
}

const beginningOfTime = '0001-01-01' as Day;

async function layKev({ client, organisationId }: Scope): Promise<void> {
  await client.query(
    `update flaw set listed_kev = given.listed, listed_kev_at = given.as_of, kev_due_on = given.due_on, ransomware = given.ransomware
     from (select flaw.id, entry.cve_id is not null as listed, source.as_of, entry.due_on, entry.ransomware
       from flaw join advisory_source source on source.id = 'kev' and source.as_of is not null
       left join kev_entry entry on entry.cve_id = flaw.cve_id and entry.withdrawn_in is null
       where flaw.organisation_id = $1 and flaw.cve_id is not null) given
     where flaw.organisation_id = $1 and flaw.id = given.id
       and (flaw.listed_kev, flaw.listed_kev_at, flaw.kev_due_on, flaw.ransomware)
         is distinct from (given.listed, given.as_of, given.due_on, given.ransomware)`,
    [organisationId],
  );
}

async function layEpss({ client, organisationId }: Scope): Promise<void> {
  await client.query(
    `update flaw set listed_epss = given.score, listed_epss_at = given.as_of
     from (select flaw.id, known.score, source.as_of
       from flaw join advisory_source source on source.id = 'epss' and source.as_of is not null
       left join epss_score known on known.cve_id = flaw.cve_id
       where flaw.organisation_id = $1 and flaw.cve_id is not null) given
     where flaw.organisation_id = $1 and flaw.id = given.id
       and (flaw.listed_epss, flaw.listed_epss_at) is distinct from (given.score, given.as_of)`,
    [organisationId],
  );
}

/** Most policies ask about severity only: then nothing of this can move a deadline. */
async function foldDeadlines(scope: Scope, flawIds: readonly Id[], newId: NewId): Promise<Instant | null> {
  if (!(await doDeadlinesRestOnAssets(scope))) return null;
  const { rows } = await scope.client.query<{ assetId: Id }>(
    `select distinct finding.asset_id as "assetId" from finding
     join finding_version version on version.organisation_id = $1 and version.finding_id = finding.id
       and version.valid_to_on = 'infinity' and version.state = 'open'
     where finding.organisation_id = $1 and finding.flaw_id = any($2::uuid[])`,
    [scope.organisationId, flawIds],
  );
  let earliest: Instant | null = null;
  for (let start = 0; start < rows.length; start += foldedWithFindingsMax) {
    const touched = rows.slice(start, start + foldedWithFindingsMax).map(({ assetId }) => ({ assetId, isWhole: true }));
    const { changedFromAt } = await foldFindings(scope, touched, newId);
    if (changedFromAt !== null && (earliest === null || changedFromAt < earliest)) earliest = changedFromAt;
  }
  return earliest;
}
