/**
 * Orders that lists of findings walk (`walks` in `store/kinds/finding.ts`), measured on 1 M findings of 50,000 assets. Each
 * holds only the versions of one state, so a version is written to one of them. On disk 66 MB (opened, 1.0 M entries) and
 * 41 MB (closed, 0.64 M); the two of `flaw`, which has 24,000 rows there, 1.4 MB and 32 kB.
 */
export const listOrders = {
  id: '0005-list-orders',
  sql: `
create index finding_version_open_by_opened on finding_version (organisation_id, opened_at, finding_id)
  include (valid_from_on, valid_to_on) where state = 'open';
create index finding_version_closed_by_closed on finding_version (organisation_id, closed_at desc nulls last, finding_id)
  include (valid_from_on, valid_to_on) where state = 'closed';
create index flaw_by_epss on flaw (organisation_id, epss desc nulls last, id);
create index flaw_exploited on flaw (organisation_id, id) where kev;
`,
} as const;
