/** From the header row and the person's choice (a mapping or a whole profile) to the columns that are read, and how their dates are written. */
import { numberOfColumn, type MappingSettings } from '#core/imports/mapping-profile.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { TableChoice } from '../define-importer.ts';
import type { Column, Columns } from './cells.ts';
import { decideDateOrder } from './dates.ts';
import type { DateOrder } from './dates.ts';
import { foldHeader, guessMapping, isFindingTarget, isFindingsMapping, isRegisterMapping, isRegisterTarget } from './headers.ts';
import type { GuessedMapping } from './headers.ts';
import type { TableRow } from './table-row.ts';

export interface TableMapping extends GuessedMapping {
  /** Headers that stand there more than once and are read. */
  readonly repeated: readonly string[];
  /** Headers that the settings name and the table does not have. */
  readonly missing: readonly string[];
  readonly settings: MappingSettings | null;
}

/**
 * The settings or the mapping where there is one, whole; else what the headers say.
 * @throws Problem file-unmapped: a chosen field or a required header does not exist, or nothing chosen tells an asset apart.
 */
export function mappingOf(headers: readonly string[], { mapping, settings }: TableChoice): TableMapping {
  const { missing, ...found } =
    settings !== undefined
      ? settledMapping(headers, settings)
      : { ...(mapping === undefined ? guessMapping(headers) : chosenMapping(headers, mapping)), missing: [] };
  const repeated = new Set(Object.values(found.mapping).filter((header) => headers.indexOf(header) !== headers.lastIndexOf(header)));
  return { ...found, missing, repeated: [...repeated], settings: settings ?? null };
}

/** Header of the table that a person means by what is written in a mapping. */
export function headerIn(headers: readonly string[], wanted: string): string | undefined {
  return headers.find((each) => each === wanted) ?? headers.find((each) => foldHeader(each) === foldHeader(wanted));
}

function settledMapping(
  headers: readonly string[],
  { role, columns, headerless }: MappingSettings,
): GuessedMapping & { missing: readonly string[] } {
  const mapping: Record<string, string> = {};
  const missing: string[] = [];
  const lacking: string[] = [];
  const used = new Set<string>();
  for (const { header: wanted, field, required } of columns) {
    const header = headerless === true ? headers[(numberOfColumn(wanted) ?? 0) - 1] : headerIn(headers, wanted);
    if (header === undefined) {
      missing.push(wanted);
      if (required) lacking.push(wanted);
      continue;
    }
    used.add(header);
    if (!Object.hasOwn(mapping, field)) mapping[field] = header;
  }
  const found = headers.filter((header) => header.trim() !== '').slice(0, 100);
  if (lacking.length > 0) {
    const detail = `The file lacks columns that the profile requires: ${lacking.join(', ')}. Columns of the file: ${found.join(', ')}.`;
    throw new Problem('file-unmapped', detail, { missing: lacking, headers: found });
  }
  const isReadable = role === 'findings' ? isFindingsMapping(mapping) : isRegisterMapping(mapping);
  if (!isReadable) {
    const needed = role === 'findings' ? 'a host, a check or CVE, and a severity' : 'a name, number or address of an asset';
    if (headerless === true) {
      const detail = `The file has no row of headers: say of its columns (${found.join(', ')}) which is what, one of them ${needed}.`;
      throw new Problem('file-unmapped', detail, { missing, headers: found });
    }
    const detail =
      `None of the columns that the profile names gives ${needed}. Named and not there: ${missing.join(', ') || 'none'}. ` +
      `Columns of the file: ${found.join(', ')}.`;
    throw new Problem('file-unmapped', detail, { missing, headers: found });
  }
  // A second column of a field is no loss where the first is there.
  const unread = missing.filter((wanted) => !Object.hasOwn(mapping, columns.find(({ header }) => header === wanted)?.field ?? ''));
  const unmapped = headers.filter((header) => header.trim() !== '' && !used.has(header));
  return { mapping, unmapped, ambiguous: [], shape: role === 'findings' ? 'findings' : 'register', missing: unread };
}

function chosenMapping(headers: readonly string[], chosen: Readonly<Record<string, string>>): GuessedMapping {
  const targets = Object.keys(chosen);
  const unknown = targets.filter((target) => !isRegisterTarget(target) && !isFindingTarget(target));
  const mapping: Record<string, string> = {};
  const missing: string[] = [];
  for (const [target, wanted] of Object.entries(chosen)) {
    const header = headerIn(headers, wanted);
    if (header === undefined) missing.push(wanted);
    else mapping[target] = header;
  }
  if (unknown.length > 0 || missing.length > 0) {
    const detail =
      `The mapping cannot be used. Fields that do not exist: ${unknown.join(', ') || 'none'}. ` +
      `Headers that are not in the file: ${missing.join(', ') || 'none'}. Headers of the file: ${headers.slice(0, 100).join(', ')}.`;
    throw new Problem('file-unmapped', detail, { unknown, missing, headers: headers.slice(0, 100) });
  }
  const used = new Set(Object.values(mapping));
  const shape = isFindingsMapping(mapping) ? 'findings' : isRegisterMapping(mapping) && targets.every(isRegisterTarget) ? 'register' : null;
  return { mapping, unmapped: headers.filter((header) => header.trim() !== '' && !used.has(header)), ambiguous: [], shape };
}

export function columnsOf(headers: readonly string[], mapping: Readonly<Record<string, string>>): Columns {
  const columns = new Map<string, Column>();
  for (const [target, header] of Object.entries(mapping)) columns.set(target, { index: headers.indexOf(header), header });
  return columns;
}

const dateTargets = ['supportEndOn', 'observedAt'];

/** True where a header is Dutch: day comes first there. */
export function isDutch(headers: readonly string[]): boolean {
  return headers.some((header) => dutchHeaders.has(foldHeader(header)));
}

/** @param decided by a person; null = the column decides. */
export function decideDateOrders(
  columns: Columns,
  rows: readonly TableRow[],
  { isDayFirstLand, decided }: { readonly isDayFirstLand: boolean; readonly decided: DateOrder | null },
): ReadonlyMap<string, DateOrder> {
  const orders = new Map<string, DateOrder>();
  for (const target of dateTargets) {
    const column = columns.get(target);
    if (column === undefined) continue;
    const values = rows.map((row) => row.cells[column.index] ?? '');
    orders.set(target, decided ?? decideDateOrder(values, isDayFirstLand));
  }
  return orders;
}

const dutchHeaders = new Set(
  (
    'naam merk fabrikant leverancier serienummer afdeling locatie lokatie ruimte eigenaar beheerder inventarisnummer ' +
    'objectnummer ipadres macadres eindeondersteuning ondersteuningtot levensfase klasse ernst'
  ).split(' '),
);
