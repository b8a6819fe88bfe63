/**
 * What the world publishes of flaws, the same for every organisation of the node: the catalogue of known exploited flaws
 * and the scores of EPSS, and of each source when it was held against its publisher for the last time.
 * Of a flaw of an organisation, what scanners said (`said_`) stands beside what the catalogue lists (`listed_`); `epss` and
 * `kev` are the newer of the two, worked out by the database so that neither writer has to know of the other.
 */
export const advisorySources = {
  id: '0031-advisory-sources',
  sql: `
create table advisory_source (
  id text collate "C" primary key,
  -- KEV: the catalogue's version. EPSS: the version of the model.
  edition text collate "C",
  -- The date that the source says of itself.
  dated_at timestamptz,
  -- Until when what is held is known to be what the source says: of a file its own date, from the network the last look.
  as_of timestamptz,
  entries integer not null default 0,
  -- Address, or name of the file.
  origin text collate "C",
  digest text collate "C",
  etag text collate "C",
  last_modified text collate "C",
  taken_at timestamptz,
  tried_at timestamptz,
  problem_code text collate "C",
  problem_detail text collate "C",
  problem_at timestamptz,
  check ((problem_code is null) = (problem_at is null))
);
create table kev_entry (
  cve_id text collate "C" primary key,
  vendor text collate "C" not null,
  product text collate "C" not null,
  title text collate "C" not null,
  added_on date not null,
  -- As the catalogue has it: it is three days for some and three weeks for others.
  due_on date not null,
  ransomware boolean not null,
  action text collate "C" not null,
  -- Not in the newest catalogue any more, and in which it was missing first.
  withdrawn_in text collate "C"
);
create table epss_score (
  cve_id text collate "C" primary key,
  score float8 not null,
  percentile float8 not null,
  -- Of the edition before, where the same model made it: across models nothing can be compared.
  score_before float8
);

alter table flaw rename column epss to said_epss;
alter table flaw rename column kev to said_kev;
drop index flaw_by_epss;
drop index flaw_exploited;
alter table flaw
  add column listed_epss float8,
  add column listed_epss_at timestamptz,
  add column listed_kev boolean,
  add column listed_kev_at timestamptz,
  add column kev_due_on date,
  add column ransomware boolean,
  add column epss float8 generated always as (
    case when listed_epss is not null and (said_epss is null or listed_epss_at >= described_at) then listed_epss else said_epss end) stored,
  add column epss_from text collate "C" generated always as (
    case when listed_epss is not null and (said_epss is null or listed_epss_at >= described_at) then 'catalogue'
      when said_epss is not null then 'scanner' end) stored,
  add column kev boolean generated always as (
    case when listed_kev is not null and (said_kev is null or listed_kev_at >= described_at) then listed_kev else said_kev end) stored,
  add column kev_from text collate "C" generated always as (
    case when listed_kev is not null and (said_kev is null or listed_kev_at >= described_at) then 'catalogue'
      when said_kev is not null then 'scanner' end) stored;
create index flaw_by_epss on flaw (organisation_id, epss desc nulls last, id);
create index flaw_exploited on flaw (organisation_id, id) where kev;
`,
} as const;
