/**
 * What people say beside figures: what happened and when, that a known cause lasted so long, that a shift is here to stay, and
 * what the hospital aims for. Nothing is overwritten: each word stays, and so does who withdrew it. Signals are kept as events,
 * so that no word about a chart takes one off the record (metrics.md 5.3).
 */
export const annotations = {
  id: '0026-annotations',
  sql: `
create table annotation (
  organisation_id uuid not null references organisation,
  id uuid not null,
  kind text collate "C" not null check (kind in ('incident', 'intervention', 'source-change', 'other')),
  from_on date not null,
  to_on date not null,
  said text collate "C" not null,
  detail text collate "C",
  -- Both null: every metric.
  metric_id text collate "C",
  domain text collate "C",
  -- Null: the hospital and each of its parts; as measurements store it.
  scope_kind text collate "C",
  scope_id text collate "C",
  -- The days whose points give no limits; null: it is no special cause.
  special_from_on date,
  special_to_on date,
  starts_phase boolean not null,
  said_at timestamptz not null,
  said_by text collate "C" not null,
  withdrawn_at timestamptz,
  withdrawn_by text collate "C",
  primary key (organisation_id, id),
  check (from_on <= to_on and (metric_id is null or domain is null)),
  check ((scope_kind is null) = (scope_id is null)),
  check ((special_from_on is null) = (special_to_on is null) and special_from_on <= special_to_on),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);

-- A sustained shift whose cause is known and which is here to stay: from this day the chart has limits of its own.
create table signed_phase (
  organisation_id uuid not null references organisation,
  id uuid not null,
  metric_id text collate "C" not null,
  metric_version text collate "C" not null,
  measure text collate "C" not null,
  scope_kind text collate "C" not null,
  scope_id text collate "C" not null,
  starts_on date not null,
  annotation_id uuid not null,
  reason text collate "C" not null,
  -- The name under the signature, as the person wrote it.
  signature text collate "C" not null,
  signed_at timestamptz not null,
  signed_by text collate "C" not null,
  withdrawn_at timestamptz,
  withdrawn_by text collate "C",
  primary key (organisation_id, id),
  foreign key (organisation_id, annotation_id) references annotation (organisation_id, id),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index signed_phase_by_metric on signed_phase (organisation_id, metric_id);

-- Each signal of a chart, as it was first seen. Never changed, never removed.
create table signal_event (
  organisation_id uuid not null references organisation,
  metric_id text collate "C" not null,
  metric_version text collate "C" not null,
  measure text collate "C" not null,
  scope_kind text collate "C" not null,
  scope_id text collate "C" not null,
  panel text collate "C" not null,
  rule smallint not null,
  direction text collate "C" not null check (direction in ('up', 'down')),
  from_on date not null,
  -- The period in which the rule was met.
  met_on date not null,
  reading text collate "C" not null check (reading in ('better', 'worse', 'neutral')),
  first_seen_at timestamptz not null,
  primary key (organisation_id, metric_id, metric_version, measure, scope_kind, scope_id, panel, rule, direction, from_on, met_on)
);

-- What the hospital aims for; the newest word counts, a null value gives the target of the definition back.
create table metric_target (
  organisation_id uuid not null references organisation,
  id uuid not null,
  metric_id text collate "C" not null,
  value double precision,
  reason text collate "C" not null,
  said_at timestamptz not null,
  said_by text collate "C" not null,
  primary key (organisation_id, id)
);
create index metric_target_by_metric on metric_target (organisation_id, metric_id, said_at desc);
`,
} as const;
