/**
 * A course that was read by mistake can be discarded, on record. A statement of xAPI knows its course, so that it may come again then; of
 * those read before it is not known.
 */
export const coursesDiscarded = {
  id: '0055-courses-discarded',
  sql: `
alter table training_statement
  add column course_id uuid,
  add foreign key (organisation_id, course_id) references training_course (organisation_id, id);
create index training_statement_by_course on training_statement (organisation_id, course_id);
`,
} as const;
