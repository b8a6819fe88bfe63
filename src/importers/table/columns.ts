/** From the header row and the person's choice to the columns that are read, and how their dates are written. */
import { Problem } from '#core/kernel/problem.ts';
import type { Column, Columns } from './cells.ts';
import { decideDateOrder } from './dates.ts';
import type { DateOrder } from './dates.ts';
import { foldHeader, guessMapping, isFindingTarget, isFindingsMapping, isRegisterMapping, isRegisterTarget } from './headers.ts';
import type { GuessedMapping } from './headers.ts';
import type { TableRow } from './table-row.ts';

export interface TableMapping extends GuessedMapping {
  /** Headers that stand there more than once and are read. */
  readonly repeated: readonly string[];
}

/**
 * The chosen mapping where there is one, whole; else the guessed one.
 * @throws Problem file-unmapped: a chosen field or header does not exist, or nothing chosen tells an asset apart.
 */
export function mappingOf(headers: readonly string[], chosen: Readonly<Record<string, string>> | undefined): TableMapping {
  const guessed = chosen === undefined ? guessMapping(headers) : chosenMapping(headers, chosen);
  const repeated = new Set(Object.values(guessed.mapping).filter((header) => headers.indexOf(header) !== headers.lastIndexOf(header)));
  return { ...guessed, repeated: [...repeated] };
}

function chosenMapping(headers: readonly string[], chosen: Readonly<Record<string, string>>): GuessedMapping {
  const targets = Object.keys(chosen);
  const unknown = targets.filter((target) => !isRegisterTarget(target) && !isFindingTarget(target));
  const mapping: Record<string, string> = {};
  const missing: string[] = [];
  for (const [target, wanted] of Object.entries(chosen)) {
    const header = headers.find((each) => each === wanted) ?? headers.find((each) => foldHeader(each) === foldHeader(wanted));
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

export function decideDateOrders(columns: Columns, rows: readonly TableRow[], isDayFirstLand: boolean): ReadonlyMap<string, DateOrder> {
  const orders = new Map<string, DateOrder>();
  for (const target of dateTargets) {
    const column = columns.get(target);
    if (column === undefined) continue;
    const values = rows.map((row) => row.cells[column.index] ?? '');
    orders.set(target, decideDateOrder(values, isDayFirstLand));
  }
  return orders;
}

const dutchHeaders = new Set(
  (
    'naam merk fabrikant leverancier serienummer afdeling locatie lokatie ruimte eigenaar beheerder inventarisnummer ' +
    'objectnummer ipadres macadres eindeondersteuning ondersteuningtot levensfase klasse ernst'
  ).split(' '),
);
