/** Changes to the settings of a mapping as a person makes them, one at a time: pure, so that the editor only shows and asks. */
import type { ImportPreview } from '#contract/endpoints/imports.ts';
import { namesOfColumns, type MappingSettings } from '#core/imports/mapping-profile.ts';
import { foldName } from '#core/kernel/text.ts';

/** How one file is to be read: as the node guesses, by a profile, or as changed here. */
export interface TableReading {
  readonly profile: string | null;
  /** Only what was changed here; counts instead of the profile. */
  readonly settings: MappingSettings | null;
}

export const guessedReading: TableReading = { profile: null, settings: null };

/** For the address of a request: nothing where the node guesses, so that it reads as it showed. */
export function readingQuery({ profile, settings }: TableReading): { readonly profile?: string; readonly settings?: string } {
  if (settings !== null) return { settings: JSON.stringify(withoutDefaults(settings)) };
  return profile === null ? {} : { profile };
}

const emptySettings: MappingSettings = {
  role: 'register',
  sheet: null,
  headerRow: null,
  columns: [],
  fixed: {},
  translations: {},
  dayOrder: null,
  source: null,
  partial: false,
};

export function settingsShown(preview: Pick<ImportPreview, 'settings' | 'shape'>): MappingSettings {
  return preview.settings ?? { ...emptySettings, role: preview.shape === 'findings' ? 'findings' : 'register' };
}

/** A field is read from one column: choosing it here takes it away there. Null: the column is not read. */
export function withField(settings: MappingSettings, header: string, field: string | null): MappingSettings {
  const isHere = (other: string) => foldName(other) === foldName(header);
  const place = settings.columns.findIndex((column) => isHere(column.header));
  const required = settings.columns[place]?.required ?? false;
  const others = settings.columns.filter((column) => !isHere(column.header) && column.field !== field);
  if (field === null) return { ...settings, columns: others };
  const at = place < 0 ? others.length : Math.min(place, others.length);
  return { ...settings, columns: others.toSpliced(at, 0, { header, field, required }) };
}

/** Its columns are then told by their number; what was read of them is read of the same places. */
export function withoutHeaders(settings: MappingSettings, headers: readonly string[]): MappingSettings {
  const numbers = namesOfColumns(headers.length);
  const columns = settings.columns.flatMap((column) => {
    const header = numbers[headers.findIndex((each) => foldName(each) === foldName(column.header))];
    return header === undefined ? [] : [{ ...column, header }];
  });
  return { ...settings, headerless: true, headerRow: null, columns };
}

/** There are headers after all: they say anew what the columns are. */
export function withHeaders({ headerless: _none, ...settings }: MappingSettings): MappingSettings {
  return { ...settings, columns: [] };
}

/** A word of the file as a value of the field; undefined takes the translation away, null says that it says nothing. */
export function withTranslation(
  settings: MappingSettings,
  { field, word }: { readonly field: string; readonly word: string },
  value: string | null | undefined,
): MappingSettings {
  const words = Object.entries(settings.translations[field] ?? {}).filter(([other]) => foldName(other) !== foldName(word));
  const changed = Object.fromEntries(value === undefined ? words : [...words, [word, value]]);
  const { [field]: _before, ...rest } = settings.translations;
  return { ...settings, translations: Object.keys(changed).length === 0 ? rest : { ...rest, [field]: changed } };
}

/** The same value for every row that says nothing; empty takes it away. */
export function withFixed(settings: MappingSettings, field: string, value: string): MappingSettings {
  const { [field]: _before, ...rest } = settings.fixed;
  return { ...settings, fixed: value === '' ? rest : { ...rest, [field]: value } };
}

/** What an address has to carry: members that stand as they are anyway are left out. */
function withoutDefaults(settings: MappingSettings): Partial<MappingSettings> {
  const { columns, role, ...rest } = settings;
  const told = Object.entries(rest).filter(([, value]) => {
    if (value === null || value === false) return false;
    return typeof value !== 'object' || Object.keys(value).length > 0;
  });
  const shortColumns = columns.map(({ required, ...column }) => (required ? { ...column, required } : column));
  return { role, columns: shortColumns as MappingSettings['columns'], ...Object.fromEntries(told) };
}
