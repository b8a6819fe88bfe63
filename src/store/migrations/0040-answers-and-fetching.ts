/**
 * Why findings came and went by advisories, kept with the look that changed them: answers and documents move on. And when each public
 * source is fetched next by itself. And what other hospitals
 * tell of names, list by list.
 */
export const answersAndFetching = {
  id: '0040-answers-and-fetching',
  sql: `
-- [core/matching/finding-cause.ts]; null: of a look before this was kept.
alter table advisory_look add column causes jsonb;

alter table advisory_source
  -- Null: as is usual; 0: never by itself.
  add column fetch_every_hours integer,
  add column fetch_at timestamptz,
  -- In a row, by the network.
  add column fetch_failures integer not null default 0;

create table shared_alias (
  organisation_id uuid not null references organisation,
  -- As whoever took it over calls it.
  list text collate "C" not null,
  -- core/matching/decisions.ts
  device_key text collate "C" not null,
  product_key text collate "C" not null,
  answer text collate "C" not null check (answer in ('same', 'different')),
  taken_at timestamptz not null,
  taken_by text collate "C" not null,
  primary key (organisation_id, list, device_key, product_key)
);
`,
} as const;
