/**
 * How often an organisation's records and its measurements were written: what was worked out from them holds as long as
 * these numbers do. Counted in the very transaction that writes, so no reader can see the one without the other.
 */
export const organisationChange = {
  id: '0009-organisation-change',
  sql: `
create table organisation_change (
  organisation_id uuid not null references organisation,
  records bigint not null default 0,
  measurements bigint not null default 0,
  primary key (organisation_id)
) with (fillfactor = 50);
`,
};
