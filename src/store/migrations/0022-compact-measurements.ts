/**
 * Days in a row on which a series said the same become one stretch, for nodes that measured day by day before 0019. Rows of
 * a correction stay as they are. And which organisations have components whose end of support is to be worked out again.
 */
const series = 'organisation_id, metric_id, metric_version, measure, scope_kind, scope_id';
const said = 'state, standing, reason, reasons, value, numerator, denominator, lower, upper, gained, lost';

export const compactMeasurements = {
  id: '0022-compact-measurements',
  sql: `
with single as (
  delete from measurement where revision = 1 and from_on = to_on returning *
), islands as (
  select *, from_on - (row_number() over (partition by ${series}, ${said} order by from_on))::int as island from single
)
insert into measurement (${series}, from_on, to_on, revision, ${said}, measured_at)
select ${series}, min(from_on), max(from_on), 1, ${said}, min(measured_at) from islands group by ${series}, ${said}, island;

create table component_ends_due (
  organisation_id uuid not null references organisation,
  -- Components up to here are done.
  done_to_id uuid not null,
  primary key (organisation_id)
);
`,
};
