/**
 * What the KEV catalogue listed on which day, by its own dates: an entry says when it was added, and an edition in which it is
 * missing when it was withdrawn. Nothing is written per finding or organisation: `flaw_kev` is read as versions of a flaw.
 * And from when which model of EPSS was held: scores of two models cannot be compared, so a series begins anew with each.
 */
export const kevOverTime = {
  id: '0037-kev-over-time',
  sql: `
alter table kev_entry add column withdrawn_on date;
update kev_entry set withdrawn_on = coalesce(
  case when withdrawn_in ~ '^[0-9]{4}[.](0[1-9]|1[0-2])[.](0[1-9]|1[0-9]|2[0-8])' then to_date(left(withdrawn_in, 10), 'YYYY.MM.DD') end,
  (select (dated_at at time zone 'UTC')::date from advisory_source where id = 'kev'), current_date)
where withdrawn_in is not null;
alter table kev_entry add check ((withdrawn_in is null) = (withdrawn_on is null));

create view flaw_kev with (security_invoker = true) as
  select flaw.organisation_id, flaw.id as flaw_id, true as listed, entry.due_on, entry.added_on as valid_from_on,
    coalesce(entry.withdrawn_on, 'infinity'::date) as valid_to_on
  from flaw join kev_entry entry on entry.cve_id = flaw.cve_id;

create table epss_model (
  held_from timestamptz primary key,
  model text collate "C" not null
);
insert into epss_model (held_from, model) select taken_at, edition from advisory_source where id = 'epss' and taken_at is not null and edition is not null;
`,
} as const;
