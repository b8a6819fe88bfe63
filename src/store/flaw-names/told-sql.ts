/** The observations that are told in one finding: those of its own flaw's name and of the names joined with it, less what was set apart. */

/** @param findingId SQL of its id. @returns a table expression of rows of `observation` */
export function toldSql(findingId: string): string {
  return `(select said.* from finding source
       join observation said on said.organisation_id = $1 and said.finding_id = source.id
       where source.organisation_id = $1 and (source.id = ${findingId} or source.joined_into = ${findingId})
         and coalesce(source.joined_into, source.id) = ${findingId}
         and not exists (select from finding_split split where split.organisation_id = $1 and split.finding_id = source.id
           and split.check_id = said.check_id)
       union all select said.* from finding_split split
       join observation said on said.organisation_id = $1 and said.finding_id = split.finding_id and said.check_id = split.check_id
       where split.organisation_id = $1 and split.into_id = ${findingId})`;
}
