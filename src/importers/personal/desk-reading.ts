/**
 * What the two formats of a mail desk share: columns by their headers, and times that wait until the file ends, because only a whole
 * column tells day from month. Ids, reporters and recipients come in as the file writes them and leave as pseudonyms; subjects,
 * senders and whoever judged are never looked at.
 */
import type { Pseudonym, Pseudonymise } from '#core/awareness/pseudonym.ts';
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { ImporterLimits } from '../define-importer.ts';
import { decideDateOrder, readInstant, type DateOrder } from '../table/dates.ts';
import { foldPersonalHeader } from './personal-table.ts';
import { placesOf } from './phishing-table.ts';

export const deskLimits: ImporterLimits = {
  bytesMax: 128 * 1024 ** 2,
  itemsMax: 500_000,
  depthMax: 32,
  fieldCharactersMax: 1_000,
  issuesMax: 10_000,
};

/** Headers of each field, as people write them; the first that a table has counts. */
export type FieldWords<Field extends string> = Readonly<Record<Field, string>>;

export interface DeskColumns<Field extends string> {
  readonly has: (field: Field) => boolean;
  /** Trimmed; empty where the table has no such column. */
  readonly text: (cells: readonly string[], field: Field) => string;
  /** From 1; null where the table has no such column. */
  readonly column: (field: Field) => number | null;
}

export function deskColumns<Field extends string>(headers: readonly string[], words: FieldWords<Field>): DeskColumns<Field> {
  const places = placesOf(headers);
  const placeOf = new Map(
    (Object.keys(words) as Field[]).flatMap((field) => {
      const place = words[field].split(',').flatMap((word) => places.get(foldPersonalHeader(word)) ?? [])[0];
      return place === undefined ? [] : [[field, place] as const];
    }),
  );
  return {
    has: (field) => placeOf.has(field),
    text: (cells, field) => (cells[placeOf.get(field) ?? -1] ?? '').trim(),
    column: (field) => {
      const place = placeOf.get(field);
      return place === undefined ? null : place + 1;
    },
  };
}

export interface SomebodyRead {
  readonly kind: 'email' | 'employee';
  readonly pseudonym: Pseudonym;
}

/** Null: no address of mail and no number that somebody may have. */
export function readSomebody(text: string, pseudonymise: Pseudonymise): SomebodyRead | null {
  // As mail programs write it: "Anna <anna@noord.example>".
  const plain = /<([^<>\s]+@[^<>\s]+)>\s*$/.exec(text)?.[1] ?? text;
  const kind = plain.includes('@') ? 'email' : 'employee';
  const isSound =
    plain !== '' &&
    plain.length <= 254 &&
    !hasForbiddenCharacters(plain) &&
    (kind === 'email' ? /^[^\s@]+@[^\s@]+$/ : /^[^\s]+$/).test(plain);
  return isSound ? { kind, pseudonym: pseudonymise(kind, plain) } : null;
}

/** Null: empty, or nothing that an id can be. */
export function readDeskId(text: string, kind: 'report' | 'mail', pseudonymise: Pseudonymise): Pseudonym | null {
  const isSound = text.length <= deskLimits.fieldCharactersMax && !hasForbiddenCharacters(text) && text.replaceAll(/[<>\s]/g, '') !== '';
  return isSound ? pseudonymise(kind, text) : null;
}

export type DeskTime = { readonly at: Instant } | { readonly wrong: 'time-missing' | 'time-invalid' | 'time-ambiguous' };

/** Of all times of one file, its two columns together: they are written by one hand. */
export function deskTimes(texts: Iterable<string>, timeZone: string, isDayFirstLand: boolean): (text: string) => DeskTime {
  const order: DateOrder = decideDateOrder(texts, isDayFirstLand);
  const known = new Map<string, DeskTime>();
  return (text) => {
    const found = known.get(text) ?? readTime(text, order, timeZone);
    known.set(text, found);
    return found;
  };
}

function readTime(text: string, order: DateOrder, timeZone: string): DeskTime {
  if (text === '') return { wrong: 'time-missing' };
  const read = readInstant(text, order, timeZone);
  if (read.kind === 'read') return { at: read.instant };
  return { wrong: read.kind === 'ambiguous' ? 'time-ambiguous' : 'time-invalid' };
}
