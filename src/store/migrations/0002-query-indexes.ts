/**
 * Indexes of the lists and day series (`store/query`), measured on 1 M findings of 50,000 assets. As-of questions bound
 * `valid_from_on` and `valid_to_on`, which the two partial indexes on `valid_to` of the foundation could not serve.
 * - by severity, by due: the orders a list walks (`walks` in `store/kinds/finding.ts`);
 * - by end: the open findings of a day or stretch without touching the table; versions closed before it are not read;
 * - the statistics: how many versions are open now, which the planner otherwise guesses five times too high.
 */
export const queryIndexes = {
  id: '0002-query-indexes',
  sql: `
drop index finding_version_open;
drop index finding_version_due;
create index finding_version_open_by_severity on finding_version (organisation_id, severity desc, finding_id)
  include (valid_from_on, valid_to_on) where state = 'open';
create index finding_version_open_by_due on finding_version (organisation_id, due_on, finding_id)
  include (valid_from_on, valid_to_on) where state = 'open';
create index finding_version_open_by_end on finding_version (organisation_id, valid_to_on)
  include (finding_id, asset_id, severity, valid_from_on, due_on) where state = 'open';
create statistics finding_version_state_end (mcv) on state, valid_to_on from finding_version;
`,
} as const;
