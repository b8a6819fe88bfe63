/** Reads a file the way the server does: open (gunzip), choose the importer by content, parse; gathers what came out. */
import { createReadStream } from 'node:fs';
import { isProblem, type Problem } from '#core/kernel/problem.ts';
import type { ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { ImportedHeader, Importer, ParseOptions } from '#importers/define-importer.ts';
import { chooseImporter } from '#importers/detect.ts';
import { openFile } from '#importers/read-head.ts';

export interface ParsedFile {
  readonly importer: Importer;
  readonly headers: ImportedHeader[];
  readonly records: ImportedRecord[];
  readonly issues: ImportIssue[];
  /** What ended the file early; undefined when it was read to its end. */
  readonly problem: Problem | undefined;
}

export type RecordOf<Kind extends ImportedRecord['kind']> = Extract<ImportedRecord, { kind: Kind }>;

export function parseFile(path: string, options: ParseOptions = {}): Promise<ParsedFile> {
  return parseBytes(createReadStream(path), path, options);
}

/** @throws Problem when no importer takes the file. */
export async function parseBytes(bytes: AsyncIterable<Uint8Array>, name: string, options: ParseOptions = {}): Promise<ParsedFile> {
  const file = await openFile(bytes, name);
  const chosen = chooseImporter({ ...file.head, choice: options });
  if (isProblem(chosen)) throw chosen;
  const parsed = {
    importer: chosen.importer,
    headers: [] as ImportedHeader[],
    records: [] as ImportedRecord[],
    issues: [] as ImportIssue[],
  };
  try {
    for await (const event of chosen.importer.parse(file.bytes, options)) {
      if (event.kind === 'header') parsed.headers.push(event.header);
      else if (event.kind === 'record') parsed.records.push(event.record);
      else parsed.issues.push(event.issue);
    }
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    return { ...parsed, problem: cause };
  }
  return { ...parsed, problem: undefined };
}

export function recordsOf<Kind extends ImportedRecord['kind']>(parsed: ParsedFile, kind: Kind): RecordOf<Kind>[] {
  return parsed.records.filter((record): record is RecordOf<Kind> => record.kind === kind);
}

/** Item numbers that were read, each once, ascending: each has a record or a refusal. */
export function itemNumbersOf(parsed: ParsedFile): number[] {
  const numbers = [...parsed.records, ...parsed.issues.filter((issue) => issue.severity === 'refused')].map((one) =>
    'itemNumber' in one ? one.itemNumber : null,
  );
  return [...new Set(numbers.filter((number) => number !== null))].toSorted((a, b) => a - b);
}
