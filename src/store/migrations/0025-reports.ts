/**
 * Reports as they were made, for ever: a document is never changed, other figures of the same period are a new revision.
 * And when a node makes them by itself (`core/reports`, `server/reports`).
 */
export const reports = {
  id: '0025-reports',
  sql: `
create table report (
  organisation_id uuid not null references organisation,
  id uuid not null,
  language text collate "C" not null check (language in ('en', 'nl')),
  -- 2026-10 or 2026-Q4
  period text collate "C" not null,
  day date not null,
  revision int not null check (revision >= 1),
  made_at timestamptz not null,
  -- Null: the schedule.
  made_by text collate "C",
  digest text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
  document jsonb not null,
  changes jsonb not null,
  primary key (organisation_id, id),
  unique (organisation_id, period, language, revision)
);

create table report_schedule (
  organisation_id uuid not null references organisation,
  every text collate "C" not null check (every in ('month', 'quarter')),
  -- Of the month after the period.
  on_day int not null check (on_day between 1 and 28),
  languages text[] not null check (cardinality(languages) >= 1),
  changed_at timestamptz not null,
  changed_by text collate "C" not null,
  -- What it has made: period and language, "2026-10 nl".
  made text[] not null default '{}',
  primary key (organisation_id)
);
`,
} as const;
