/** An id that a finding once had goes on answering: it leads to the finding in which its observations are told now. */
import type { Id } from '#core/kernel/id.ts';
import type { Scope } from '../scope.ts';

/** @returns the id itself where it is told as itself, or unknown. */
export async function whereTold({ client, organisationId }: Scope, findingId: Id): Promise<Id> {
  const { rows } = await client.query<{ toldIn: Id }>(
    `select coalesce(finding.joined_into, (
         select split.into_id from finding_split split where split.organisation_id = $1 and split.finding_id = finding.id
           and not exists (select from finding_version version where version.organisation_id = $1 and version.finding_id = finding.id)
         order by split.into_id limit 1), finding.id) as "toldIn"
     from finding where finding.organisation_id = $1 and finding.id = $2`,
    [organisationId, findingId],
  );
  return rows[0]?.toldIn ?? findingId;
}
