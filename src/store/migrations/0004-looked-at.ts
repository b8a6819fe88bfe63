/**
 * When an import looked at an asset whose findings wait to be folded. Compared with their last fold it tells whether they
 * are folded from the start, without reading every look at the asset again (measured: a tenth of a monthly scan's time).
 */
export const lookedAt = {
  id: '0004-looked-at',
  sql: `
alter table import_touch add column looked_at timestamptz;
`,
};
