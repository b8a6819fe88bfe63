/**
 * Alerts: what a rule watches and where it tells it, what it saw at its last look, and each delivery with its attempts.
 * What was seen is an array: it is read and written whole, 16 bytes for each record.
 */
export const alerts = {
  id: '0027-alerts',
  sql: `
create table alert_rule (
  organisation_id uuid not null references organisation,
  id uuid not null,
  name text collate "C" not null,
  language text collate "C" not null check (language in ('en', 'nl')),
  -- Either the records of a filter …
  kind text collate "C" check (kind in ('finding', 'asset', 'component')),
  filter text collate "C",
  -- … or the verdict of a metric.
  metric_id text collate "C",
  verdict text collate "C",
  -- Either a webhook with the secret that signs it, as it is: whoever signs must have it …
  url text collate "C",
  secret text collate "C",
  -- Signs as well until then, so that a receiver can change over.
  former_secret text collate "C",
  former_until timestamptz,
  -- … or addresses, one on a line.
  addresses text collate "C",
  is_on boolean not null,
  fault text collate "C",
  -- Null: it was not looked at since it was switched on.
  seen_ids uuid[],
  seen_verdict text collate "C",
  looked_at timestamptz,
  -- Number of changes and day of the last look: while they stay, nothing can be new.
  looked_mark text collate "C",
  made_at timestamptz not null,
  made_by text collate "C" not null,
  primary key (organisation_id, id),
  check ((kind is null) = (filter is null) and (metric_id is null) = (verdict is null) and (kind is null) <> (metric_id is null)),
  check ((url is null) = (secret is null) and (url is null) <> (addresses is null)),
  check ((former_secret is null) = (former_until is null))
);

create table alert_delivery (
  organisation_id uuid not null references organisation,
  -- Also the webhook-id: the same however often it is tried.
  id uuid not null,
  rule_id uuid not null,
  -- JSON, byte for byte what is sent.
  message text collate "C" not null,
  is_test boolean not null,
  made_at timestamptz not null,
  state text collate "C" not null check (state in ('waiting', 'delivered', 'given-up')),
  next_try_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, rule_id) references alert_rule (organisation_id, id) on delete cascade,
  check ((state = 'waiting') = (next_try_at is not null))
);
create index alert_delivery_by_rule on alert_delivery (organisation_id, rule_id, made_at desc);

create table alert_attempt (
  organisation_id uuid not null references organisation,
  delivery_id uuid not null,
  number integer not null,
  tried_at timestamptz not null,
  took_ms integer not null,
  outcome text collate "C" not null,
  -- Of HTTP or SMTP; null: there was no answer.
  status integer,
  primary key (organisation_id, delivery_id, number),
  foreign key (organisation_id, delivery_id) references alert_delivery (organisation_id, id) on delete cascade
);
`,
};
