/**
 * Providers of CSAF documents: sources as KEV and EPSS are, each with the files that list its documents (and the publisher's
 * marks of them) and every document that is listed, with what came of it. What is waiting or failed is what is fetched next, so a
 * sync that is killed goes on where it was; the moment up to which everything was taken follows from the rows.
 */
export const csafProviders = {
  id: '0036-csaf-providers',
  sql: `
create table csaf_provider (
  source_id text collate "C" primary key references advisory_source on delete cascade,
  -- A domain, or the address of the metadata.
  asked text collate "C" not null,
  -- Where its own hosts are, as it was found when it was added: public | house | machine.
  reach text collate "C" not null,
  added_at timestamptz not null,
  -- As the metadata had it last; null: they were never read.
  metadata_url text collate "C",
  publisher text collate "C",
  role text collate "C",
  -- Listings under a label that asks for a login.
  closed_listings integer not null default 0,
  -- A sync is at work since; null: none is.
  working_since timestamptz
);
create table csaf_listing (
  source_id text collate "C" not null references csaf_provider on delete cascade,
  url text collate "C" not null,
  unreadable_entries integer not null,
  etag text collate "C",
  last_modified text collate "C",
  read_at timestamptz not null,
  primary key (source_id, url)
);
-- Every document that a listing has; one may stand in several, with another moment in each.
create table csaf_listed (
  source_id text collate "C" not null,
  url text collate "C" not null,
  listing_url text collate "C" not null,
  -- When it changed last, as the listing has it; null where it does not say.
  listed_at timestamptz,
  primary key (source_id, url, listing_url),
  foreign key (source_id, listing_url) references csaf_listing on delete cascade
);
create index csaf_listed_of_listing on csaf_listed (source_id, listing_url);
create table csaf_document (
  source_id text collate "C" not null references csaf_provider on delete cascade,
  url text collate "C" not null,
  -- The newest that a listing has; null where none says when: then it is asked for in every sync, if it changed since.
  listed_at timestamptz,
  -- An array of texts; null: the listing names none.
  hash_urls jsonb,
  signature_url text collate "C",
  -- waiting | held | aside (held, with rules that it breaks) | failed
  state text collate "C" not null,
  document_id text collate "C",
  -- Its publisher's marks of it as it was taken.
  etag text collate "C",
  last_modified text collate "C",
  -- It was taken without a hash or without a signature.
  is_unproven boolean not null default false,
  broken_rules text collate "C" not null default '',
  problem_code text collate "C",
  problem_detail text collate "C",
  tried_at timestamptz,
  primary key (source_id, url)
);
create index csaf_document_to_take on csaf_document (source_id, state, listed_at, url);
-- The provider that it was taken from; null: it was handed in. Of one that was removed meanwhile the id stays.
alter table advisory add column source_id text collate "C";
`,
} as const;
