/**
 * The contract of an importer of files about people: bytes in, rows without any personal text out (design.md 6). It runs within
 * the request that brings the file, before a byte of it is stored, and gets the making of pseudonyms as a port. One folder per
 * format below `personal/`; `personal-registry.ts` lists them; `personal-detect.ts` chooses one, before any other importer is asked.
 *
 * No text of the file may leave it: rows are what `core/awareness` says, remarks are a code of the importer's own list with line
 * and column, and a Problem thrown while reading is told by its code and line alone (server/awareness). Values, headers and names
 * of campaigns that look like an address of mail are refused at that same door.
 */
import type { PersonalKind, PersonalRow } from '#core/awareness/personal-row.ts';
import type { Pseudonymise } from '#core/awareness/pseudonym.ts';
import type { IssueSeverity } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { FileHead, ImporterLimits, ParseOptions } from './define-importer.ts';

/** The first rows of a table (a text by one separator, or one sheet of a workbook), for the recognition of headers. */
export interface PersonalHead extends FileHead {
  /** Null where the file is no table. */
  readonly rows: readonly (readonly string[])[] | null;
}

/** What a known scanner of mail or links is, by address or user agent; null = none. The answer is the name of a list entry. */
export type KnownScanner = (seen: { readonly address: string | null; readonly userAgent: string | null }) => string | null;

export interface PersonalParseOptions extends Pick<ParseOptions, 'timeZone'> {
  readonly pseudonymise: Pseudonymise;
  readonly knownScanner?: KnownScanner;
  /** Whether this is the id of a question that the organisation can ask; default: of a pack of the release. */
  readonly isQuestion?: (id: string) => boolean;
}

/** A remark: which sentence of the importer's list, and where. Never what stood there. */
export interface PersonalIssue {
  /** A key of the importer's `issues`. */
  readonly code: string;
  /** Line of the text, or row of the sheet; null = the whole file. */
  readonly line: number | null;
  /** Place of the column from 1; null = the whole row. */
  readonly column: number | null;
  /** Null for a remark on the file. */
  readonly itemNumber: number | null;
}

/** A sentence of a personal importer, fixed when it was written. Its Dutch stands in contract/dutch. */
export interface PersonalRemark {
  readonly severity: IssueSeverity;
  readonly message: string;
}

export type PersonalParseEvent =
  /** First, once the file is known to be readable. */
  | { readonly kind: 'header'; readonly header: { readonly observedAt: Instant | null; readonly partial: boolean } }
  | { readonly kind: 'row'; readonly row: PersonalRow }
  | { readonly kind: 'issue'; readonly issue: PersonalIssue };

export interface PersonalImporter {
  /** Equals the folder's name below `personal/`. */
  readonly id: string;
  /** Bumped when the same bytes give other rows. */
  readonly version: number;
  readonly title: string;
  readonly itemName: { readonly en: string; readonly nl: string };
  readonly produces: readonly PersonalKind[];
  readonly limits: ImporterLimits;
  /** Every remark it can make, by code. */
  readonly issues: Readonly<Record<string, PersonalRemark>>;
  /**
   * Sentences of Problems that it throws itself and that say nothing of the file's content; others are told by code and line alone. `{column}`
   * stands for the place of a column from 1, which is `column` in the data of the Problem.
   */
  readonly problems?: readonly string[];
  accepts(head: PersonalHead): boolean;
  /** Streams. Throws a `Problem` as other importers do; such a file is not accepted at all, not even in part. */
  parse(bytes: AsyncIterable<Uint8Array>, options: PersonalParseOptions): AsyncIterable<PersonalParseEvent>;
}

export function definePersonalImporter(importer: PersonalImporter): PersonalImporter {
  return importer;
}
