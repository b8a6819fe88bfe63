/**
 * Lays what the sources list over the flaws of one organisation: whether a CVE is known to be exploited and by when it is
 * to be mended, and its EPSS score. Set by set; a flaw of which nothing changed is not written.
 */
import type { Scope } from '../scope.ts';

/** @returns how many flaws read otherwise than before. */
export async function applySources({ client, organisationId }: Scope): Promise<number> {
  const kev = await client.query(
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
  const epss = await client.query(
    `update flaw set listed_epss = given.score, listed_epss_at = given.as_of
     from (select flaw.id, known.score, source.as_of
       from flaw join advisory_source source on source.id = 'epss' and source.as_of is not null
       left join epss_score known on known.cve_id = flaw.cve_id
       where flaw.organisation_id = $1 and flaw.cve_id is not null) given
     where flaw.organisation_id = $1 and flaw.id = given.id
       and (flaw.listed_epss, flaw.listed_epss_at) is distinct from (given.score, given.as_of)`,
    [organisationId],
  );
  return (kev.rowCount ?? 0) + (epss.rowCount ?? 0);
}
