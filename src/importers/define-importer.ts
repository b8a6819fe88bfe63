/**
 * The contract of an importer: bytes in, records and issues out, within declared limits (design.md 2).
 * One folder per format; `registry.ts` lists them; `detect.ts` chooses one by content.
 */
import type { ImportIssue, ImportedRecord } from '#core/imports/imported-record.ts';
import type { MappingSettings } from '#core/imports/mapping-profile.ts';
import type { Instant } from '#core/kernel/time.ts';

export interface ImporterLimits {
  /** Of the (unzipped) file. */
  readonly bytesMax: number;
  readonly itemsMax: number;
  /** Nesting of elements; 0 where the format has none. */
  readonly depthMax: number;
  /** Characters of one field, attribute or text. */
  readonly fieldCharactersMax: number;
  /** Issues kept one by one; above it they are only counted. */
  readonly issuesMax: number;
}

export interface ParseOptions {
  /** Of a table, column mapping chosen by the person: target field → header as written; absent = guessed. */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Of a table, how it is read as a whole (a mapping profile); counts instead of `mapping`. */
  readonly settings?: MappingSettings;
  /** Zone of dates that the file writes without one; absent = the default of core/kernel/time.ts. */
  readonly timeZone?: string;
}

/** What a person says of how a table is read; nothing = guessed from its headers. */
export type TableChoice = Pick<ParseOptions, 'mapping' | 'settings'>;

/** First thing an importer yields, once it knows. */
export interface ImportedHeader {
  /** Start of the scan, or the date the file says of itself; null = the file does not tell. */
  readonly observedAt: Instant | null;
  /** Scanner or tool with its version as the file names it. */
  readonly tool: string | null;
  /** True when the file itself says it is no full snapshot (a report of a selection); a person or a profile can say so too. */
  readonly partial: boolean;
  /** For the preview: how columns were understood. */
  readonly mapping?: Readonly<Record<string, string>>;
}

export type ParseEvent =
  | { readonly kind: 'header'; readonly header: ImportedHeader }
  | { readonly kind: 'record'; readonly record: ImportedRecord }
  | { readonly kind: 'issue'; readonly issue: ImportIssue };

export interface Importer {
  /** Equals the folder's name. */
  readonly id: string;
  /** Bumped when the same bytes give other records. */
  readonly version: number;
  readonly title: string;
  /** The format's own unit, for messages: row, ReportItem, port. */
  readonly itemName: { readonly en: string; readonly nl: string };
  readonly produces: readonly ('register' | 'discovery' | 'findings' | 'software' | 'support' | 'dependencies')[];
  readonly limits: ImporterLimits;
  /** Reads tables, so that a mapping profile can say how. */
  readonly readsTables?: true;
  /** True when the head of the file (the first 64 KiB, decoded leniently) is of this format. */
  accepts(head: FileHead): boolean;
  /**
   * Streams; holds no more than one host or row. A file that cannot be trusted further throws a `Problem`
   * (file-truncated, file-malformed, file-too-deep, file-entities-refused, …): what was yielded before stays
   * accepted and the import ends `partial` (or `rejected` when nothing was).
   */
  parse(bytes: AsyncIterable<Uint8Array>, options: ParseOptions): AsyncIterable<ParseEvent>;
}

export interface FileHead {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly name: string;
  /** What a person says of how it is read: a table may be one only by the headers that a profile names. */
  readonly choice?: TableChoice;
}

export function defineImporter(importer: Importer): Importer {
  return importer;
}
