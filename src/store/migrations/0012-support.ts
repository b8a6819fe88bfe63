/**
 * Ends of support. What a list says of a product is kept once per wording (`support_product`) with the instants at which it
 * was said (`support_statement`), what people state of a cycle by itself; both are only added to. `support_cycle` is the
 * newest word on each cycle, for lists. Assets whose end of support may have changed wait in `asset_waiting` to be folded.
 */
export const support = {
  id: '0012-support',
  sql: `
create table support_product (
  organisation_id uuid not null references organisation,
  product text collate "C" not null,
  digest text collate "C" not null,
  is_operating_system boolean not null,
  -- A ListedProduct of core/support.
  content jsonb not null,
  primary key (organisation_id, product, digest)
);

create table support_statement (
  organisation_id uuid not null references organisation,
  product text collate "C" not null,
  stated_at timestamptz not null,
  digest text collate "C" not null,
  import_id uuid not null,
  primary key (organisation_id, product, stated_at),
  foreign key (organisation_id, product, digest) references support_product (organisation_id, product, digest),
  foreign key (organisation_id, import_id) references import_run (organisation_id, id)
);

-- Newest per product and cycle wins; never overwritten.
create table support_own_statement (
  organisation_id uuid not null references organisation,
  id uuid not null,
  product text collate "C" not null,
  cycle text collate "C" not null,
  end_on date,
  extended_end_on date,
  is_withdrawn boolean not null,
  stated_at timestamptz not null,
  stated_by text collate "C",
  primary key (organisation_id, id)
);

create table support_cycle (
  organisation_id uuid not null references organisation,
  id uuid not null,
  origin text collate "C" not null,
  product text collate "C" not null,
  title text collate "C" not null,
  title_folded text collate "C" not null,
  cycle text collate "C" not null,
  codename text collate "C",
  is_operating_system boolean not null,
  end_on date,
  is_ended boolean not null,
  extended_end_on date,
  stated_at timestamptz not null,
  primary key (organisation_id, id),
  unique (organisation_id, origin, product, cycle)
);
create index support_cycle_by_title on support_cycle (organisation_id, title_folded, id);

create table asset_waiting (
  organisation_id uuid not null references organisation,
  asset_id uuid not null,
  primary key (organisation_id, asset_id)
);
`,
};
