/** What the hospital states of a product may be an operating system, firmware or software: which, nobody said. */
export const ownCycles = {
  id: '0024-own-cycles',
  sql: `
alter table support_cycle alter column is_operating_system drop not null;
update support_cycle set is_operating_system = null where origin = 'own';
`,
};
