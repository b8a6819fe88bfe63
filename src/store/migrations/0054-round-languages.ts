/** In which languages a round asks, and how many sheets of its file were left out of it (decision 0039). */
export const roundLanguages = {
  id: '0054-round-languages',
  sql: `
alter table questionnaire_round
  -- Of those of its pack; the first is shown to whoever asks for none of them. Null: all of them.
  add column languages jsonb,
  -- Sheets that stood in another round; null: a round of links.
  add column sheets_left_out integer;
`,
} as const;
