/**
 * Who was counted in each published month of trainings. What may be told next rests on who was told before, and neither a requirement
 * said again nor a later file of the population may change that (decision 0031).
 */
export const trainingCounted = {
  id: '0052-training-counted',
  sql: `
create table training_counted (
  organisation_id uuid not null,
  -- everybody, high-risk, starters.
  part text collate "C" not null,
  -- The last day of the month.
  counted_on date not null,
  person_id uuid not null,
  primary key (organisation_id, part, counted_on, person_id),
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade
);
create index training_counted_of_person on training_counted (organisation_id, person_id);

-- Of what was published before this table was there: those of whom it is known now that they worked here on that day. Of role groups
-- everybody of that day stands here: whoever is taken to have been told once too often holds a month back, no more.
insert into training_counted (organisation_id, part, counted_on, person_id)
  select distinct told.organisation_id, told.facts ->> 'part', (told.facts ->> 'on')::date, version.person_id
  from publication told
  join person_version version on version.organisation_id = told.organisation_id
    and version.valid_from_on <= (told.facts ->> 'on')::date and version.valid_to_on > (told.facts ->> 'on')::date
  where told.subject = 'training' and told.facts ->> 'part' <> 'starters';
`,
} as const;
