/**
 * Values change far less often than days pass: a row of `measurement` now says the same for all days from `from_on` to
 * `to_on`. Of several rows that cover a day the one with the highest revision counts (`store/measuring/stretches.ts`).
 * A row of before is a stretch of one day.
 */
export const measuredStretches = {
  id: '0019-measured-stretches',
  sql: `
alter table measurement rename column day to from_on;
alter table measurement add column to_on date;
update measurement set to_on = from_on;
alter table measurement alter column to_on set not null, add check (from_on <= to_on);
`,
};
