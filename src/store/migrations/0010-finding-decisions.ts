/**
 * What people decide about findings, and who works on them. `finding_decision` is append-only: a batch that is undone
 * keeps its rows, with who withdrew them and when. What holds when stands in `finding_version` like every kept field, laid
 * over the evidence by `core/vulnerabilities/decisions.ts`; the indexes that count findings carry it.
 */
export const findingDecisions = {
  id: '0010-finding-decisions',
  sql: `
create table finding_decision (
  organisation_id uuid not null,
  -- What one person decided at once of all that a filter found; UUIDv7, so that batches order as they were decided.
  batch_id uuid not null,
  finding_id uuid not null,
  asset_id uuid not null,
  kind text collate "C" not null check (kind in ('accepted', 'false-positive', 'reopened')),
  decided_at timestamptz not null,
  decided_by text collate "C" not null,
  until_on date,
  -- The end of that day in the organisation's time zone, and whether it has come: versions never begin in the future.
  ends_at timestamptz,
  ended boolean not null default false,
  reason text not null,
  withdrawn_at timestamptz,
  withdrawn_by text collate "C",
  -- Written only from rows of finding that the same transaction has read: checking each of 50,000 one by one took 10 s.
  primary key (organisation_id, batch_id, finding_id)
);
create index finding_decision_by_finding on finding_decision (organisation_id, finding_id);
create index finding_decision_by_asset on finding_decision (organisation_id, asset_id) where withdrawn_at is null;
create index finding_decision_by_end on finding_decision (organisation_id, ends_at) where ends_at is not null and not ended and withdrawn_at is null;

create table finding_comment (
  organisation_id uuid not null,
  id uuid not null,
  finding_id uuid not null,
  commented_at timestamptz not null,
  commented_by text collate "C" not null,
  comment text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, finding_id) references finding (organisation_id, id)
);
create index finding_comment_by_finding on finding_comment (organisation_id, finding_id);

alter table finding
  add column decision_until date,
  add column assignee text collate "C",
  add column assignee_folded text collate "C",
  add column ticket text collate "C";
create index finding_by_assignee on finding (organisation_id, assignee_folded, id) where assignee_folded is not null;

alter table finding_version add column decision text collate "C";
create index finding_version_by_decision on finding_version (organisation_id, decision, finding_id)
  include (valid_from_on, valid_to_on) where decision is not null;
drop index finding_version_open_by_severity;
drop index finding_version_open_by_due;
drop index finding_version_open_by_end;
drop index finding_version_by_asset;
create index finding_version_open_by_severity on finding_version (organisation_id, severity desc, finding_id)
  include (valid_from_on, valid_to_on, decision) where state = 'open';
create index finding_version_open_by_due on finding_version (organisation_id, due_on, finding_id)
  include (valid_from_on, valid_to_on, decision) where state = 'open';
create index finding_version_open_by_end on finding_version (organisation_id, valid_to_on)
  include (finding_id, asset_id, severity, valid_from_on, due_on, decision) where state = 'open';
create index finding_version_by_asset on finding_version (organisation_id, asset_id)
  include (valid_from_on, valid_to_on, state, decision);
`,
};
