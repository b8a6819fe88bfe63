/** Until when the maker supports a component, as the newest list and the hospital's own words say (`store/support/component-ends.ts`). */
export const componentSupport = {
  id: '0021-component-support',
  sql: `
alter table component add column support_cycle text collate "C", add column support_end_on date;
create index component_by_support_end on component (organisation_id, support_end_on, id) where support_end_on is not null;
`,
};
