/**
 * Whether the assets beneath a service or care process are counted: nothing unknown is told as 0. `waiting` for the worker,
 * `not-counted` beyond what figures are made of, `too-large` when it could not be worked out in time
 * (`store/dependencies/membership.ts`).
 */
export const countedServices = {
  id: '0023-counted-services',
  sql: `
alter table dependency_node add column beneath text collate "C" not null default 'waiting'
  check (beneath in ('counted', 'waiting', 'not-counted', 'too-large'));
`,
} as const;
