/** Rules that give assets values (`core/assets/assignment-rules.ts`). Saving a list ends the one before: what held when is kept. */
export const assignmentRules = {
  id: '0015-assignment-rules',
  sql: `
create table assignment_rule (
  organisation_id uuid not null references organisation,
  id uuid not null,
  position int not null,
  name text collate "C" not null,
  filter text not null,
  -- An AssignedFacts of core/assets.
  facts jsonb not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null default 'infinity',
  saved_by text collate "C" not null,
  primary key (organisation_id, id)
);
`,
};
