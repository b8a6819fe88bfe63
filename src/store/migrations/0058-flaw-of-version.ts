/**
 * What is asked of findings most is asked of their flaws (known exploited, EPSS, title) and by their checks: each version of a
 * finding says which these are, so that the wide rows of `finding` are not looked up one by one. Measured on 1 M findings,
 * docs/decisions/0040. The flaw of a finding never changes. Its check does, as scanners take turns; then the version keeps the
 * check it was written with and the finding says so (`check_moved`): nothing is written that was not written before.
 * - by end: all that lists and day series count of open findings, without the table;
 * - by flaw: the open findings of a few flaws.
 */
export const flawOfVersion = {
  id: '0058-flaw-of-version',
  sql: `
alter table finding add column check_moved boolean;
create index finding_check_moved on finding (organisation_id, id) include (check_id) where check_moved;
create view finding_moved_check with (security_invoker = true) as
  select organisation_id, id as finding_id, check_id from finding where check_moved;
analyze finding;

-- Every row is written again, into an empty table: rows updated in place would leave a dead one each, in every index as well.
create temporary table version_kept on commit drop as
  select version.*, finding.flaw_id, finding.check_id from finding_version version
  join finding on finding.organisation_id = version.organisation_id and finding.id = version.finding_id;
do $body$
begin
  if (select count(*) from version_kept) <> (select count(*) from finding_version) then
    raise exception 'a version of a finding stands without its finding: nothing was changed';
  end if;
end $body$;
truncate finding_version;
drop index finding_version_open_by_end;
alter table finding_version add column flaw_id uuid not null, add column check_id uuid not null;
do $body$
declare kept text[]; own text;
begin
  select array_agg(pg_get_indexdef(indexrelid)) into kept from pg_index where indrelid = 'finding_version'::regclass and not indisprimary;
  for own in select indexrelid::regclass from pg_index where indrelid = 'finding_version'::regclass and not indisprimary loop
    execute format('drop index %s', own);
  end loop;
  insert into finding_version select * from version_kept;
  foreach own in array kept loop
    execute own;
  end loop;
end $body$;
create index finding_version_open_by_end on finding_version (organisation_id, valid_to_on)
  include (finding_id, asset_id, flaw_id, check_id, severity, valid_from_on, due_on, opened_at, occurrence, decision) where state = 'open';
create index finding_version_open_by_flaw on finding_version (organisation_id, flaw_id)
  include (finding_id, severity, valid_from_on, valid_to_on, due_on, decision) where state = 'open';
`,
} as const;
