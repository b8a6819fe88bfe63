/**
 * Two more kept fields of an asset: whether it was seen within 30 days, and whether the sources that speak of it agree. What
 * they were on past days follows from what is kept of each source, by the fold alone: they are unknown of the versions there
 * are, and every asset waits to be folded, as after a new list of ends of support.
 */
export const agreementAndFreshness = {
  id: '0020-agreement-and-freshness',
  sql: `
alter table asset_version
  add column seen_within_30_days boolean,
  add column agreement text collate "C";
insert into asset_waiting (organisation_id, asset_id) select organisation_id, id from asset on conflict do nothing;
`,
};
