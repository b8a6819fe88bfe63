/**
 * A list that was made before a flaw was met says nothing of it: `kev` is false only where the catalogue is of the day on which
 * the flaw was first seen here, or later. What a scanner said stands otherwise; nothing, where none said anything.
 */
export const kevOfItsDay = {
  id: '0033-kev-of-its-day',
  sql: `
-- The earliest import that spoke of it; null: only a person has, so far.
alter table flaw add column first_described_at timestamptz;
update flaw set first_described_at = least(nullif(flaw.described_at, '1970-01-01T00:00:00Z'), seen.first_at)
from flaw own left join (
  select organisation_id, flaw_id, min(first_seen_at) as first_at from finding group by organisation_id, flaw_id
) seen on seen.organisation_id = own.organisation_id and seen.flaw_id = own.id
where flaw.organisation_id = own.organisation_id and flaw.id = own.id;
drop index flaw_exploited;
alter table flaw drop column kev, drop column kev_from;
alter table flaw
  add column kev boolean generated always as (
    case when listed_kev is not null and (said_kev is null or listed_kev_at >= described_at)
        and (listed_kev or (listed_kev_at at time zone 'UTC')::date >= (coalesce(first_described_at, described_at) at time zone 'UTC')::date)
      then listed_kev else said_kev end) stored,
  add column kev_from text collate "C" generated always as (
    case when listed_kev is not null and (said_kev is null or listed_kev_at >= described_at)
        and (listed_kev or (listed_kev_at at time zone 'UTC')::date >= (coalesce(first_described_at, described_at) at time zone 'UTC')::date)
      then 'catalogue'
      when said_kev is not null then 'scanner' end) stored;
create index flaw_exploited on flaw (organisation_id, id) where kev;
`,
} as const;
