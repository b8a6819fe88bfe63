/** A change of the passphrase was written as a renewal of the key that re-keys no rows; now each act stands under its own name. */
export const actNames = {
  id: '0051-act-names',
  sql: `
update awareness_event set act = 'passphrase-changed' where act = 'key-rotated' and rows is null;
`,
} as const;
