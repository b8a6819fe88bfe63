/**
 * Devices and advisories laid beside each other, and what people answered. A line is one way in which the register calls a device
 * and its version; a candidate is a product of an advisory that a device may be; a verdict is what the advisory says of a line; a
 * question is device and product together, over all documents. All of these can be made again; decisions cannot, and are only added
 * and withdrawn. Which products an advisory names, by their keys, is the same for every organisation.
 */
export const deviceMatching = {
  id: '0034-device-matching',
  sql: `
create table advisory_product (
  advisory_id uuid not null references advisory on delete cascade,
  -- core/matching/decisions.ts
  product_key text collate "C" not null,
  product_ids jsonb not null,
  primary key (advisory_id, product_key)
);
create index advisory_product_by_key on advisory_product (product_key);
-- Digest of the document, and versions of the packs, by which its products were last read.
alter table advisory add column products_read text collate "C";

create table match_line (
  organisation_id uuid not null references organisation,
  -- Digest of what it says.
  id text collate "C" not null,
  device_key text collate "C" not null,
  vendor text collate "C",
  product text collate "C" not null,
  version text collate "C",
  description text collate "C",
  udi_di text collate "C",
  -- Only of models of which an advisory names ranges of serial numbers.
  serial text collate "C",
  model_id uuid,
  asset_count integer not null,
  tier_lowest smallint,
  primary key (organisation_id, id)
);
create index match_line_by_device on match_line (organisation_id, device_key);

create table match_line_asset (
  organisation_id uuid not null references organisation,
  asset_id uuid not null,
  line_id text collate "C" not null,
  primary key (organisation_id, asset_id)
);
create index match_line_asset_by_line on match_line_asset (organisation_id, line_id);

create table match_candidate (
  organisation_id uuid not null references organisation,
  device_key text collate "C" not null,
  advisory_id uuid not null,
  product_key text collate "C" not null,
  -- Digest of both keys.
  question_id text collate "C" not null,
  -- That the product is the same, by its names; null: only a confirmed product led here.
  probability double precision,
  -- By an identifier, not by names.
  identified boolean not null,
  -- One of those that are meant, or was denied; the others wait behind them.
  asked boolean not null,
  product_vendor text collate "C",
  product_name text collate "C" not null,
  product_ids jsonb not null,
  cve_ids jsonb not null,
  score_max double precision,
  reasons jsonb not null,
  -- Digest of the document that the product ids are of; '': of none that is held.
  matched_digest text collate "C" not null,
  primary key (organisation_id, device_key, advisory_id, product_key)
);
create index match_candidate_by_question on match_candidate (organisation_id, question_id);
create index match_candidate_by_advisory on match_candidate (organisation_id, advisory_id);

create table match_verdict (
  organisation_id uuid not null references organisation,
  device_key text collate "C" not null,
  question_id text collate "C" not null,
  advisory_id uuid not null,
  line_id text collate "C" not null,
  status text collate "C" not null check (status in ('affected', 'undetermined', 'fixed')),
  basis text collate "C" not null,
  decided_by jsonb not null,
  clause_text text collate "C" not null,
  answer text collate "C" not null,
  reasons jsonb not null,
  primary key (organisation_id, question_id, advisory_id, line_id)
);
create index match_verdict_by_device on match_verdict (organisation_id, device_key);
create index match_verdict_by_line on match_verdict (organisation_id, line_id);

create table match_question (
  organisation_id uuid not null references organisation,
  id text collate "C" not null,
  device_key text collate "C" not null,
  product_key text collate "C" not null,
  device_vendor text collate "C",
  device_model text collate "C" not null,
  model_id uuid,
  product_vendor text collate "C",
  product_name text collate "C" not null,
  words_folded text collate "C" not null,
  band text collate "C" not null,
  probability double precision not null,
  -- False: no name led to it, so that its probability tells nothing of the matching.
  named boolean not null,
  answer text collate "C" not null,
  identified_by text collate "C",
  assets_total integer not null,
  assets_affected integer not null,
  assets_undetermined integer not null,
  assets_fixed integer not null,
  documents integer not null,
  cves integer not null,
  score_max double precision,
  -- Null: no catalogue is held.
  kev boolean,
  tier_lowest smallint,
  all_versions boolean not null,
  -- Only the order of lists: probability × what the versions say.
  rank double precision not null,
  primary key (organisation_id, id)
);
create index match_question_by_device on match_question (organisation_id, device_key);
create index match_question_by_rank on match_question (organisation_id, rank desc, id);

create table match_decision (
  organisation_id uuid not null references organisation,
  id uuid not null,
  kind text collate "C" not null check (kind in ('identity', 'version')),
  device_key text collate "C" not null,
  product_key text collate "C" not null,
  question_id text collate "C" not null,
  answer text collate "C" not null check (answer in ('confirmed', 'denied', 'unsure', 'affected', 'not-affected')),
  clause_text text collate "C",
  device_version text collate "C",
  -- Of this node as it names people, or the name in a file.
  person text collate "C" not null,
  reason text collate "C",
  said_at timestamptz not null,
  origin text collate "C" not null check (origin in ('said', 'file')),
  taken_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text collate "C",
  primary key (organisation_id, id),
  check ((kind = 'version') = (clause_text is not null)),
  check ((kind = 'version') = (answer in ('affected', 'not-affected')))
);
create index match_decision_by_device on match_decision (organisation_id, device_key);
create index match_decision_by_time on match_decision (organisation_id, said_at desc, id);

create table matching_state (
  organisation_id uuid not null references organisation,
  -- Of everything that the last matching rested on.
  fingerprint text collate "C",
  asked_at timestamptz,
  matched_at timestamptz,
  lines integer not null default 0,
  assets integer not null default 0,
  not_matchable integer not null default 0,
  documents integer not null default 0,
  -- [{rule, documents}]
  rules_broken jsonb not null default '[]',
  set_aside integer not null default 0,
  problem_code text collate "C",
  problem_detail text collate "C",
  problem_at timestamptz,
  primary key (organisation_id),
  check ((problem_code is null) = (problem_at is null))
);
`,
} as const;
