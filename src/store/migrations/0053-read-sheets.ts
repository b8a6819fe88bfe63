/** Sheets that a file brought are forgotten in time, stay until their round is published, and count in one round only (decision 0030). */
export const readSheets = {
  id: '0053-read-sheets',
  sql: `
alter table questionnaire_read_sheet
  add column read_on date not null default current_date,
  -- The round that is made of it and not published; null: none.
  add column round_id uuid,
  add foreign key (organisation_id, round_id) references questionnaire_round (organisation_id, id);
alter table questionnaire_read_sheet alter column read_on drop default;

-- Sheets of files that stand in a round: keyed hashes of their ids. The key is no part of the database.
create table questionnaire_taken (
  organisation_id uuid not null,
  digest text collate "C" not null,
  round_id uuid not null,
  primary key (organisation_id, digest),
  foreign key (organisation_id, round_id) references questionnaire_round (organisation_id, id)
);
`,
} as const;
