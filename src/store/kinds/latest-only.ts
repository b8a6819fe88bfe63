/** Kinds of which only the newest value of each field is known: one table each, no as-of, no day series. */
import type { StoredColumn, StoredKind } from './stored-kind.ts';

function oneTable<const Fields extends Readonly<Record<string, Omit<StoredColumn, 'source'>>>>(table: string, fields: Fields) {
  const stored = Object.fromEntries(Object.entries(fields).map(([name, column]) => [name, { ...column, source: 't' }]));
  return { sources: { t: { table } }, fields: stored as { readonly [F in keyof Fields]: StoredColumn }, children: {} } satisfies StoredKind;
}

const always = (column: string) => ({ column, notNull: true }) as const;
const perhaps = (column: string) => ({ column }) as const;

export const storedImport = oneTable('import_run', {
  id: always('id'),
  file: always('file'),
  digest: always('digest'),
  source: perhaps('source'),
  importer: perhaps('importer'),
  importerVersion: perhaps('importer_version'),
  arrival: always('arrival'),
  profile: perhaps('profile_name'),
  status: always('status'),
  observedAt: perhaps('observed_at'),
  receivedAt: always('received_at'),
  finishedAt: perhaps('finished_at'),
  sizeBytes: always('size_bytes'),
  partialFile: always('partial_file'),
  read: always('read'),
  stored: always('stored'),
  merged: always('merged'),
  unchanged: always('unchanged'),
  refused: always('refused'),
  issuesTotal: always('issues_total'),
  duplicateOf: perhaps('duplicate_of'),
});

export const storedOrganisation = oneTable('organisation', {
  id: always('organisation_id'),
  name: { column: 'name', folded: 'name_folded', notNull: true },
  timeZone: always('time_zone'),
  createdAt: always('created_at'),
});

export const storedDepartment = oneTable('department', {
  id: always('id'),
  name: { column: 'name', folded: 'name_folded', notNull: true },
  createdAt: always('created_at'),
});
