/**
 * The first schema. Rules held by `store/schema.test.ts` (design.md 3):
 * - an organisation-owned table has `organisation_id` first in its primary key, unique keys and foreign keys;
 *   row-level security with the one policy text; no foreign key crosses organisations;
 * - filterable columns are uuid, text, smallint, int, bigint, float8, boolean, date or timestamptz (leakproof operators);
 * - text compares by code point (COLLATE "C"); names carry a folded column written by `core/kernel/text.ts`;
 * - sign-in tables (what is read before the organisation is known), staging tables and the job queue are outside row-level security.
 */
export const foundation = {
  id: '0001-foundation',
  sql: `
create table organisation (
  organisation_id uuid not null,
  name text collate "C" not null,
  name_folded text collate "C" not null,
  time_zone text collate "C" not null,
  created_at timestamptz not null,
  primary key (organisation_id)
);

create table department (
  organisation_id uuid not null references organisation,
  id uuid not null,
  name text collate "C" not null,
  name_folded text collate "C" not null,
  created_at timestamptz not null,
  primary key (organisation_id, id),
  unique (organisation_id, name_folded)
);

create table import_run (
  organisation_id uuid not null references organisation,
  id uuid not null,
  digest text collate "C" not null,
  file text collate "C" not null,
  size_bytes bigint not null,
  source_asked text collate "C",
  source text collate "C",
  importer text collate "C",
  importer_version int,
  format_asked text collate "C",
  mapping jsonb,
  status text collate "C" not null check (status in ('accepted', 'running', 'complete', 'partial', 'rejected')),
  duplicate_of uuid,
  observed_at timestamptz,
  observed_at_basis text collate "C" check (observed_at_basis in ('file', 'asked', 'upload')),
  partial_file boolean not null default false,
  received_at timestamptz not null,
  received_by text collate "C",
  started_at timestamptz,
  finished_at timestamptz,
  -- Set when every item is merged; the import is then folded and gets this outcome as its status. Only coverage
  -- and register snapshots of imports whose outcome is 'complete' may close anything.
  read_at timestamptz,
  outcome text collate "C" check (outcome in ('complete', 'partial', 'rejected')),
  -- The whole register of its source at observed_at: an asset that is not in it had left that register.
  full_register boolean not null default false,
  register_rows bigint not null default 0,
  -- The first instant from which any stored history differs because of this import.
  changed_from_at timestamptz,
  items_done bigint not null default 0,
  -- Events of the importer that are merged: a continued import reads the file again and passes over as many.
  events_done bigint not null default 0,
  bytes_done bigint not null default 0,
  read bigint not null default 0,
  stored bigint not null default 0,
  merged bigint not null default 0,
  unchanged bigint not null default 0,
  refused bigint not null default 0,
  issues_total bigint not null default 0,
  problem_code text collate "C",
  problem_detail text,
  primary key (organisation_id, id),
  foreign key (organisation_id, duplicate_of) references import_run (organisation_id, id)
);
create index import_run_by_digest on import_run (organisation_id, digest);
create index import_run_by_received on import_run (organisation_id, received_at desc, id desc);
create index import_run_full_register on import_run (organisation_id, source, observed_at) where full_register;

create table import_issue (
  organisation_id uuid not null,
  import_id uuid not null,
  number int not null,
  code text collate "C" not null,
  message text not null,
  path text,
  line bigint,
  severity text collate "C" not null check (severity in ('refused', 'warning', 'note')),
  item_number bigint,
  primary key (organisation_id, import_id, number),
  foreign key (organisation_id, import_id) references import_run (organisation_id, id)
);

create table asset (
  organisation_id uuid not null references organisation,
  id uuid not null,
  serial_number text collate "C",
  asset_tag text collate "C",
  host_name text collate "C",
  host_name_folded text collate "C",
  ip_address text collate "C",
  mac_address text collate "C",
  udi_di text collate "C",
  operating_system text collate "C",
  operating_system_folded text collate "C",
  location text collate "C",
  location_folded text collate "C",
  first_seen_at timestamptz not null,
  last_seen_at timestamptz,
  last_scanned_at timestamptz,
  source_count int not null default 0,
  conflict_count int not null default 0,
  primary key (organisation_id, id)
) with (fillfactor = 70);

-- Validity [valid_from, valid_to); the days are the same bounds in the organisation's time zone, so that
-- "as of the end of D" is valid_from_on <= D and D < valid_to_on. valid_to may lie in the future (a sighting runs out).
create table asset_version (
  organisation_id uuid not null,
  asset_id uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null default 'infinity',
  valid_from_on date not null,
  valid_to_on date not null default 'infinity',
  name text collate "C" not null,
  name_folded text collate "C" not null,
  class text collate "C",
  vendor text collate "C",
  vendor_folded text collate "C",
  model text collate "C",
  model_folded text collate "C",
  version text collate "C",
  department text collate "C",
  department_folded text collate "C",
  tier smallint,
  segment text collate "C",
  exposure smallint,
  owner text collate "C",
  owner_folded text collate "C",
  support_end_on date,
  lifecycle text collate "C",
  scannable boolean not null,
  registered boolean not null,
  seen boolean not null,
  scanned boolean not null,
  scanned_authenticated boolean not null,
  -- Of the kept fields but the three above: tells a changed fact from a moved sighting without reading every column.
  facts_digest text collate "C" not null,
  primary key (organisation_id, asset_id, valid_from),
  foreign key (organisation_id, asset_id) references asset (organisation_id, id)
);
create index asset_version_by_name on asset_version (organisation_id, name_folded, asset_id);

-- What each source said, once per wording; the sightings tell when it said so. Claims are never overwritten.
create table asset_claim (
  organisation_id uuid not null,
  asset_id uuid not null,
  source text collate "C" not null,
  role text collate "C" not null check (role in ('register', 'discovery')),
  digest text collate "C" not null,
  facts jsonb not null,
  primary key (organisation_id, asset_id, source, role, digest),
  foreign key (organisation_id, asset_id) references asset (organisation_id, id)
);
create index asset_claim_by_digest on asset_claim (organisation_id, digest);

create table asset_identifier (
  organisation_id uuid not null,
  kind text collate "C" not null check (kind in ('serial', 'mac', 'host', 'ip', 'tag')),
  -- serial: folded vendor; host: domain; ip and tag: the source; mac: empty.
  scope text collate "C" not null default '',
  value text collate "C" not null,
  asset_id uuid not null,
  source text collate "C" not null,
  -- Kept up to date for addresses only.
  first_observed_at timestamptz not null,
  last_observed_at timestamptz not null,
  primary key (organisation_id, kind, scope, value, asset_id, source),
  foreign key (organisation_id, asset_id) references asset (organisation_id, id)
) with (fillfactor = 70);
create index asset_identifier_by_asset on asset_identifier (organisation_id, asset_id);
create index asset_identifier_by_value on asset_identifier (organisation_id, kind, value);

-- An identifier carried by more than three assets names nothing: it is switched off and listed.
create table identifier_disabled (
  organisation_id uuid not null references organisation,
  kind text collate "C" not null,
  scope text collate "C" not null,
  value text collate "C" not null,
  reason text collate "C" not null,
  asset_count int not null,
  disabled_at timestamptz not null,
  primary key (organisation_id, kind, scope, value)
);

-- Why a source's statement became this asset: the rule that joined it, or the stronger identifier that forbade it.
create table asset_join (
  organisation_id uuid not null,
  id uuid not null,
  asset_id uuid not null,
  import_id uuid not null,
  source text collate "C" not null,
  outcome text collate "C" not null check (outcome in ('created', 'joined', 'blocked')),
  rule text collate "C",
  identifier_kind text collate "C",
  identifier_value text collate "C",
  other_asset_id uuid,
  explanation jsonb not null,
  observed_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, asset_id) references asset (organisation_id, id)
);
create index asset_join_by_asset on asset_join (organisation_id, asset_id);

-- Presence and coverage in one: an asset was named or looked at, at this instant, by this source. Keyed by what it
-- says, not by the import that said it first, so that the same content handed in again adds nothing. Register rows and
-- discovery sightings point at their claim; a scan's row says how deep, with which checks, and whether it finished.
create table sighting (
  organisation_id uuid not null,
  asset_id uuid not null,
  observed_at timestamptz not null,
  kind text collate "C" not null check (kind in ('register', 'discovery', 'scan')),
  source text collate "C" not null,
  claim text collate "C" not null default '',
  scanner text collate "C" not null default '',
  depth text collate "C" not null default '' check (depth in ('', 'authenticated', 'unauthenticated', 'unknown')),
  check_set text collate "C" not null default '',
  complete boolean not null default true,
  import_id uuid not null,
  primary key (organisation_id, asset_id, observed_at, kind, source, claim, scanner, depth, check_set, complete),
  foreign key (organisation_id, asset_id) references asset (organisation_id, id)
);

create table presence (
  organisation_id uuid not null,
  asset_id uuid not null,
  kind text collate "C" not null check (kind in ('register', 'discovery', 'scan', 'scan-authenticated')),
  source text collate "C" not null,
  from_at timestamptz not null,
  last_at timestamptz not null,
  to_at timestamptz not null default 'infinity',
  primary key (organisation_id, asset_id, kind, source, from_at),
  foreign key (organisation_id, asset_id) references asset (organisation_id, id)
) with (fillfactor = 70);

create table scanner_check (
  organisation_id uuid not null references organisation,
  id uuid not null,
  scanner text collate "C" not null,
  native_id text collate "C" not null,
  title text collate "C" not null,
  title_folded text collate "C" not null,
  family text collate "C",
  solution text,
  described_at timestamptz not null,
  primary key (organisation_id, id),
  unique (organisation_id, scanner, native_id)
);

create table flaw (
  organisation_id uuid not null references organisation,
  id uuid not null,
  -- 'CVE-2024-1234', or 'nessus:12345' where the scanner names no CVE.
  key text collate "C" not null,
  cve_id text collate "C",
  title text collate "C" not null,
  title_folded text collate "C" not null,
  cvss_score float8,
  cvss_vector text collate "C",
  cvss_version text collate "C",
  epss float8,
  kev boolean,
  -- The import whose words these are was observed then: the newest wins, an older one only fills what is unknown.
  described_at timestamptz not null,
  primary key (organisation_id, id),
  unique (organisation_id, key)
);

-- This table and the three below it carry no foreign keys: they are written only by ingest, with ids it has just read or
-- made in the same transaction, and checking a million rows one by one took a third of an import (measured).
-- Half of each page stays free, so that a finding seen again is updated in place without touching an index.
create table finding (
  organisation_id uuid not null,
  id uuid not null,
  asset_id uuid not null,
  flaw_id uuid not null,
  check_id uuid not null,
  protocol text collate "C",
  port int,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- What the fold must remember to go on from its last look without reading every observation again (\`ingest/finding-state.ts\`).
  folded_at timestamptz,
  fold_state text collate "C",
  primary key (organisation_id, id),
  unique (organisation_id, asset_id, flaw_id)
) with (fillfactor = 50);
create index finding_by_flaw on finding (organisation_id, flaw_id);
create index finding_by_check on finding (organisation_id, check_id);

-- One row per stretch in which nothing kept changed: open, then closed, then open again (occurrence 2), ...
create table finding_version (
  organisation_id uuid not null,
  finding_id uuid not null,
  asset_id uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null default 'infinity',
  valid_from_on date not null,
  valid_to_on date not null default 'infinity',
  state text collate "C" not null check (state in ('open', 'closed')),
  severity smallint not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  last_seen_before_close_at timestamptz,
  due_on date,
  closed_in_time boolean not null default false,
  prevalent boolean not null,
  occurrence int not null,
  sla_policy_id uuid,
  primary key (organisation_id, finding_id, valid_from)
);
create index finding_version_by_asset on finding_version (organisation_id, asset_id);
create index finding_version_open on finding_version (organisation_id, severity desc, finding_id) where state = 'open' and valid_to = 'infinity';
create index finding_version_due on finding_version (organisation_id, due_on, finding_id) where valid_to = 'infinity';

-- Keyed by what was observed, not by the import that said it first.
create table observation (
  organisation_id uuid not null,
  finding_id uuid not null,
  observed_at timestamptz not null,
  check_id uuid not null,
  protocol text collate "C" not null default '',
  port int not null default -1,
  severity smallint not null,
  scanner text collate "C" not null,
  import_id uuid not null,
  primary key (organisation_id, finding_id, observed_at, check_id, protocol, port, severity)
);

create table detection (
  organisation_id uuid not null,
  asset_id uuid not null,
  check_id uuid not null,
  protocol text collate "C" not null default '',
  port int not null default -1,
  service text collate "C",
  first_observed_at timestamptz not null,
  last_observed_at timestamptz not null,
  primary key (organisation_id, asset_id, check_id, protocol, port)
) with (fillfactor = 70);

-- Of an import that is not finished: which asset each key of its file became, and which assets wait to be folded.
create table import_asset (
  organisation_id uuid not null,
  import_id uuid not null,
  asset_key text collate "C" not null,
  asset_id uuid not null,
  first_of_source boolean not null,
  primary key (organisation_id, import_id, asset_key),
  foreign key (organisation_id, import_id) references import_run (organisation_id, id)
);
create table import_touch (
  organisation_id uuid not null,
  import_id uuid not null,
  asset_id uuid not null,
  -- Something was learned of a time before the last fold, or a fact that a deadline may rest on: fold from the start.
  whole boolean not null,
  primary key (organisation_id, import_id, asset_id),
  foreign key (organisation_id, import_id) references import_run (organisation_id, id)
);

create table sla_policy (
  organisation_id uuid not null references organisation,
  id uuid not null,
  position int not null,
  name text collate "C" not null,
  filter text not null,
  days int not null check (days > 0),
  valid_from timestamptz not null,
  valid_to timestamptz not null default 'infinity',
  primary key (organisation_id, id)
);

create table measurement (
  organisation_id uuid not null references organisation,
  metric_id text collate "C" not null,
  metric_version text collate "C" not null,
  measure text collate "C" not null,
  scope_kind text collate "C" not null check (scope_kind in ('organisation', 'department', 'class', 'tier')),
  scope_id text collate "C" not null,
  day date not null,
  revision int not null default 1,
  state text collate "C" not null check (state in ('measured', 'not-measured')),
  standing text collate "C" check (standing in ('ok', 'stale', 'warned')),
  reason text collate "C",
  reasons text[] not null default '{}',
  value float8,
  numerator float8,
  denominator float8,
  lower float8,
  upper float8,
  gained float8,
  lost float8,
  measured_at timestamptz not null,
  primary key (organisation_id, metric_id, metric_version, measure, scope_kind, scope_id, day, revision)
);

create table measure_pending (
  organisation_id uuid not null references organisation,
  from_on date not null,
  asked_at timestamptz not null,
  primary key (organisation_id)
);

-- Sign-in: read before the organisation is known.
create table tenant (organisation_id uuid primary key, created_at timestamptz not null);
create table account (
  id uuid primary key,
  email text collate "C" not null,
  email_folded text collate "C" not null unique,
  name text not null,
  password_hash text not null,
  language text collate "C" not null default 'en',
  created_at timestamptz not null,
  disabled_at timestamptz
);
create table membership (
  account_id uuid not null references account,
  organisation_id uuid not null references tenant,
  role text collate "C" not null,
  created_at timestamptz not null,
  primary key (account_id, organisation_id)
);
create table session (
  token_hash text collate "C" primary key,
  account_id uuid not null references account,
  organisation_id uuid not null references tenant,
  csrf text collate "C" not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null
);
create table sign_in_link (
  token_hash text collate "C" primary key,
  organisation_id uuid not null references tenant,
  purpose text collate "C" not null check (purpose in ('first-administrator', 'invitation', 'demonstration')),
  role text collate "C" not null,
  account_id uuid references account,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create table api_token (
  id uuid primary key,
  organisation_id uuid not null references tenant,
  account_id uuid references account,
  name text not null,
  token_hash text collate "C" not null unique,
  role text collate "C" not null,
  scopes text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
`,
} as const;
