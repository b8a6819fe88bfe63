/** Why findings came and went by advisories, kept with the look that changed them: answers and documents move on. */
export const answersAndFetching = {
  id: '0040-answers-and-fetching',
  sql: `
-- [core/matching/finding-cause.ts]; null: of a look before this was kept.
alter table advisory_look add column causes jsonb;
`,
} as const;
