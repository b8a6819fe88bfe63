/**
 * Real mails: what people reported to the mail desk, and which malicious mails are known to have been delivered. Ids of reports, messages
 * and threats are pseudonyms of the same key as people; there is no subject, no sender and nobody who judged.
 */
export const mailReports = {
  id: '0048-mail-reports',
  sql: `
create table mail_report (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- Pseudonym of the number of the report, of the key of that generation.
  report text collate "C" not null,
  key_generation integer not null,
  reported_at timestamptz not null,
  message text collate "C",
  threat text collate "C",
  -- Null: not decided yet.
  verdict text collate "C" check (verdict in ('true-positive', 'spam', 'benign', 'simulation')),
  decided_at timestamptz,
  first_decided_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, report),
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade
);
create index mail_report_of_person on mail_report (organisation_id, person_id, reported_at);
create index mail_report_by_time on mail_report (organisation_id, reported_at);

-- A malicious mail by id and moment of delivery, with how many had it, or who (below).
create table malicious_mail (
  organisation_id uuid not null references organisation,
  id uuid not null,
  -- Of the threat, or where the list names none of the message.
  mail text collate "C" not null,
  message text collate "C",
  threat text collate "C",
  key_generation integer not null,
  delivered_at timestamptz not null,
  found text collate "C" not null check (found in ('filter', 'search', 'outside', 'incident', 'report', 'unknown')),
  copies integer check (copies >= 1),
  primary key (organisation_id, id),
  unique (organisation_id, mail, delivered_at)
);
create index malicious_mail_by_time on malicious_mail (organisation_id, delivered_at);

create table malicious_mail_recipient (
  organisation_id uuid not null,
  mail_id uuid not null,
  person_id uuid not null,
  primary key (organisation_id, mail_id, person_id),
  foreign key (organisation_id, mail_id) references malicious_mail (organisation_id, id) on delete cascade,
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade
);
create index malicious_mail_recipient_of_person on malicious_mail_recipient (organisation_id, person_id);

-- Whoever sends reports by webhook signs them with it; without a row a token is enough.
create table mail_report_signing (
  organisation_id uuid not null references organisation,
  secret text collate "C" not null,
  former_secret text collate "C",
  former_until timestamptz,
  primary key (organisation_id),
  check ((former_secret is null) = (former_until is null))
);

-- Reports that came by the webhook are told apart from files; the name of the act is a fixed list in the code.
alter table awareness_event drop constraint awareness_event_act_check;
alter table awareness_event add constraint awareness_event_act_check check (act ~ '^[a-z]+(-[a-z]+)+$');
`,
} as const;
