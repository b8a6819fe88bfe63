/**
 * A mapping profile: how the tables (CSV, XLSX) of one source are read, as a person saved it or as a ready profile brings
 * it. Versioned JSON with `$schema`, so that it can be handed from one hospital to another. Not here: which fields exist
 * (`importers/table/fields.ts` gives them) and the reading itself (`importers/table/`).
 */
import { z } from 'zod';
import type { Localised } from '../kernel/text.ts';
import { foldName } from '../kernel/text.ts';
import { parseDay } from '../kernel/time.ts';
import { nearestNames } from '../query/nearest.ts';

/** The identity of this form of the file; its JSON Schema is `docs/api/mapping-profile-1.schema.json`. */
export const mappingProfileSchemaId = 'urn:cybermetrics:mapping-profile:1';

export const tableRoles = ['register', 'discovery', 'findings'] as const;
export type TableRole = (typeof tableRoles)[number];
export const dayOrders = ['day-first', 'month-first'] as const;
/** Rows above the header row may hold titles; below this row nobody looks. */
export const headerRowMax = 100;

const Header = z.string().trim().min(1).max(200);
const Field = z.string().min(1).max(60);

const MappedColumn = z.strictObject({
  header: Header.describe('header of the column; case, accents, spaces and punctuation do not matter'),
  field: Field.describe('field it is read as; of several columns of one field the first that the file has is read'),
  required: z.boolean().default(false).describe('true: a file without it is refused'),
});

/** What a table is read with. A profile is these settings and a name. */
export const MappingSettings = z.strictObject({
  role: z
    .enum(tableRoles)
    .default('register')
    .describe('register: a list of what there should be; discovery: a list of what was seen; findings: a scanner’s export'),
  sheet: z.string().trim().min(1).max(100).nullable().default(null).describe('sheet of a workbook; null: every visible sheet that fits'),
  headerRow: z.int().min(1).max(headerRowMax).nullable().default(null).describe('row of the headers, from 1; null: found by its headers'),
  // Absent and not false where there are headers, so that settings that were saved before it existed stay the same settings.
  headerless: z
    .boolean()
    .optional()
    .describe('true: the table has no row of headers; its columns are then called Column 1, Column 2, … (or Kolom 1, …)'),
  columns: z.array(MappedColumn).max(200),
  fixed: z.record(Field, z.string().min(1).max(200)).default({}).describe('field to value, where the file says nothing of it'),
  translations: z
    .record(Field, z.record(z.string().min(1).max(200), z.string().min(1).max(200).nullable()))
    .default({})
    .describe('field to word of the file to value; null: the word says nothing'),
  dayOrder: z.enum(dayOrders).nullable().default(null).describe('of dates such as 01/02/2026; null: the column decides'),
  source: z.string().trim().min(1).max(100).nullable().default(null).describe('name of the source; null: from the name of the file'),
  partial: z.boolean().default(false).describe('true: no full snapshot, so absence from the file means nothing'),
});
export type MappingSettings = z.infer<typeof MappingSettings>;

export const MappingProfile = MappingSettings.extend({
  $schema: z.literal(mappingProfileSchemaId).default(mappingProfileSchemaId),
  name: z.string().trim().min(1).max(80),
});
export type MappingProfile = z.infer<typeof MappingProfile>;

/** The file as JSON Schema: what may be left out is not required. */
export function mappingProfileJsonSchema(): object {
  return { ...z.toJSONSchema(MappingProfile, { io: 'input' }), $id: mappingProfileSchemaId };
}

/** With which settings a file was read: kept with the import, whatever becomes of the profile. */
export interface UsedProfile {
  /** Null: the settings were made for this one file. */
  readonly slug: string | null;
  readonly name: string | null;
  /** Counts the changes of a saved profile from 1; null for ready profiles, which change with the release. */
  readonly revision: number | null;
  readonly settings: MappingSettings;
}

const columnName = 'Column';

/** What the columns of a table without headers are called. */
export function namesOfColumns(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${columnName} ${index + 1}`);
}

/** Number of such a column, as it is called in English or Dutch; undefined where it is another name. */
export function numberOfColumn(name: string): number | undefined {
  const number = /^\s*(?:column|kolom)\s*(\d{1,4})\s*$/i.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** A field that a column may be read as. */
export interface MappingField {
  readonly field: string;
  readonly label: Localised;
  /** What a value must be; `text` takes everything. */
  readonly kind: 'text' | 'choice' | 'boolean' | 'tier' | 'day';
  readonly choices: readonly { readonly value: string; readonly label: Localised }[];
  /** Tells one asset from another: the same value for every row would make one asset of all. */
  readonly isIdentity: boolean;
}

export interface MappingFault {
  /** `columns[2].field` */
  readonly path: string;
  readonly message: string;
}

const slugLengthMax = 60;
/** Names of folders of the inbox that are no profile. */
export const reservedSlugs: ReadonlySet<string> = new Set(['auto', 'done', 'refused']);

/** `CMDB Medische Techniek` → `cmdb-medische-techniek`: how a profile is called in addresses, folders and commands. Empty when no letter or digit is left. */
export function slugOfName(name: string): string {
  return foldName(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, slugLengthMax)
    .replace(/^-+|-+$/g, '');
}

/** The settings without the name, as they are kept with an import. */
export function settingsOf({ $schema: _schema, name: _name, ...settings }: MappingProfile): MappingSettings {
  return settings;
}

/** @param fields that a table of this role has. Returns every fault, in the order of the settings. */
export function checkMappingSettings(settings: MappingSettings, fields: readonly MappingField[]): readonly MappingFault[] {
  const known = new Map(fields.map((field) => [field.field, field]));
  return [
    ...faultsOfHeaderRow(settings),
    ...faultsOfColumns(settings, known),
    ...faultsOfFixed(settings, known),
    ...faultsOfTranslations(settings, known),
  ];
}

type KnownFields = ReadonlyMap<string, MappingField>;

function* faultsOfHeaderRow({ headerless, headerRow }: MappingSettings): Generator<MappingFault> {
  if (headerless !== true || headerRow === null) return;
  yield { path: 'headerRow', message: 'a table without a row of headers has no header row; leave it out, or headerless' };
}

function* faultsOfColumns({ columns, role }: MappingSettings, known: KnownFields): Generator<MappingFault> {
  const headers = new Map<string, number>();
  for (const [index, column] of columns.entries()) {
    const path = `columns[${index}]`;
    if (!known.has(column.field)) yield unknownField(`${path}.field`, column.field, known);
    const key = `${column.field} ${foldName(column.header)}`;
    const first = headers.get(key);
    if (first === undefined) headers.set(key, index);
    else yield { path, message: `"${column.header}" is read as ${column.field} at columns[${first}] already` };
  }
  const isTold = columns.some(({ field }) => known.get(field)?.isIdentity === true);
  if (!isTold) {
    const identities = [...known.values()].filter(({ isIdentity }) => isIdentity).map(({ field }) => field);
    const what = role === 'findings' ? 'host' : 'asset';
    yield { path: 'columns', message: `no column tells one ${what} from another; map one of ${identities.join(', ')}` };
  }
}

function* faultsOfFixed({ fixed }: MappingSettings, known: KnownFields): Generator<MappingFault> {
  for (const [name, value] of Object.entries(fixed)) {
    const path = `fixed.${name}`;
    const field = known.get(name);
    if (field === undefined) yield unknownField(path, name, known);
    else if (field.isIdentity) yield { path, message: `${name} tells one asset from another, so it cannot be the same for every row` };
    else yield* faultOfValue(path, value, field);
  }
}

function* faultsOfTranslations({ translations }: MappingSettings, known: KnownFields): Generator<MappingFault> {
  for (const [name, words] of Object.entries(translations)) {
    const field = known.get(name);
    if (field === undefined) {
      yield unknownField(`translations.${name}`, name, known);
      continue;
    }
    for (const [word, value] of Object.entries(words)) {
      if (value !== null) yield* faultOfValue(`translations.${name}.${word}`, value, field);
    }
  }
}

function* faultOfValue(path: string, value: string, { kind, choices }: MappingField): Generator<MappingFault> {
  const expected =
    kind === 'choice'
      ? choices.map((choice) => choice.value)
      : kind === 'boolean'
        ? ['true', 'false']
        : kind === 'tier'
          ? ['1', '2', '3', '4']
          : null;
  if (expected !== null && !expected.includes(value)) {
    yield { path, message: `"${value}" is none of ${expected.join(', ')}` };
  }
  if (kind === 'day' && parseDay(value) === undefined) yield { path, message: `"${value}" is no day; write YYYY-MM-DD` };
}

function unknownField(path: string, field: string, known: KnownFields): MappingFault {
  const expected = nearestNames(field, [...known.keys()], 6);
  return { path, message: `there is no field "${field}" in a table of this role; the nearest are ${expected.join(', ')}` };
}
