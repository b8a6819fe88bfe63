/**
 * Importer of tables as text: an asset list (register) or a scanner's export (findings), told apart by the headers.
 * It reads what `../table/headers.ts` knows or the person mapped, and says of the rest that it was not read. It does not merge rows of
 * one asset, does not judge identifiers, and knows no clock. What is read and dropped: `README.md`. Followed: RFC 4180, leniently.
 */
import { Problem } from '#core/kernel/problem.ts';
import { defaultTimeZone } from '#core/kernel/time.ts';
import { defineImporter } from '../define-importer.ts';
import type { FileHead, ImporterLimits, ParseEvent, ParseOptions } from '../define-importer.ts';
import { limitBytes } from '../read-head.ts';
import { mappingOf } from '../table/columns.ts';
import { signsOfData } from '../table/header-evidence.ts';
import { readHeaders, remarksOn } from '../table/read-headers.ts';
import { issueEvents, TableReading } from '../table/table-reading.ts';
import { headerWishOf } from '../table/table-row.ts';
import { decodeStream } from '../text-decoding.ts';
import { declaredDelimiter, guessLayout, headerPlaceOf } from './layout.ts';
import { readRows } from './rows.ts';

const limits: ImporterLimits = {
  bytesMax: 2 * 1024 ** 3,
  itemsMax: 2_000_000,
  depthMax: 0,
  fieldCharactersMax: 1_000_000,
  issuesMax: 10_000,
};

/** Text looked at for separator and header. */
const sampleCharacters = 65_536;

export const csv = defineImporter({
  id: 'csv',
  version: 4,
  title: 'CSV (asset list or scanner export)',
  itemName: { en: 'row', nl: 'rij' },
  produces: ['register', 'discovery', 'findings'],
  limits,
  readsTables: true,
  accepts: isTable,
  parse: parseTable,
});

/** Text, no markup, and rows of equal length or a header that is known. */
function isTable(head: FileHead): boolean {
  const text = head.text.replace(/^\uFEFF/, '');
  if (/^\s*[<{[]/.test(text) || ['%PDF', 'PK\u0003', '\u001f'].some((magic) => text.startsWith(magic)) || isBinary(text)) return false;
  const declared = declaredDelimiter(text);
  const isWhole = head.bytes.length < sampleCharacters;
  const sample = text.slice(declared?.length ?? 0);
  const wish = headerWishOf(head.choice ?? {});
  const layout = guessLayout(sample, declared?.delimiter ?? null, { isWhole, wish });
  if (layout === null) return false;
  if (wish !== undefined && (layout.knownHeaders > 0 || wish.isHeaderless === true)) return true;
  if (mappingOf(layout.headers, {}).shape !== null) return true;
  if (layout.headers.length < 2) return false;
  // One row alone is a table where its cells are such: it has no headers, and that is said of it.
  return layout.sampledRows > 0 ? layout.agreementRatio >= 0.8 : signsOfData(layout.headers, []) !== null;
}

/** Control characters and replaced bytes: here and there is damage, more is no text. */
function isBinary(text: string): boolean {
  const strange = text.match(/[^\P{Cc}\s]|\uFFFD/gu)?.length ?? 0;
  return strange > text.length * 0.02;
}

async function* parseTable(bytes: AsyncIterable<Uint8Array>, options: ParseOptions): AsyncGenerator<ParseEvent> {
  const decoded = decodeStream(limitBytes(bytes, limits.bytesMax));
  const texts = decoded[Symbol.asyncIterator]();
  const { text, isWhole } = await takeSample(texts);
  const declared = declaredDelimiter(text);
  const sample = text.slice(declared?.length ?? 0);
  const layout = guessLayout(sample, declared?.delimiter ?? null, { isWhole, wish: headerWishOf(options) });
  if (layout === null) throw new Problem('file-empty', 'The file holds no row: not even a row of headers.');
  const firstLine = declared === null ? 1 : 2;
  const headers = readHeaders(headerPlaceOf(layout, firstLine), options);
  const { table } = headers;
  yield { kind: 'header', header: { observedAt: null, tool: null, partial: false, mapping: table.mapping } };
  yield* issueEvents(remarksOn(headers));
  const batches = readRows(followedBy(sample, texts), { delimiter: layout.delimiter, firstLine });
  const reading = new TableReading(limits, options.timeZone ?? defaultTimeZone);
  // Spreadsheets write a semicolon where the comma is the decimal sign.
  const isDayFirstLand = layout.delimiter === ';';
  reading.start({ headers: layout.headers, headerIndex: layout.headerIndex, mapping: table, isDayFirstLand, sheet: null });
  try {
    for await (const batch of batches) {
      yield* issueEvents(decoded.takeIssues());
      for (const row of batch) yield* reading.next(row);
    }
  } catch (problem) {
    // What was read before the failure stands; rows may still wait for their dates to be decided.
    yield* reading.flush();
    throw problem;
  }
  yield* issueEvents(decoded.takeIssues());
  yield* reading.end();
}

export async function takeSample(texts: AsyncIterator<string>): Promise<{ text: string; isWhole: boolean }> {
  let text = '';
  while (text.length < sampleCharacters) {
    const next = await texts.next();
    if (next.done === true) return { text, isWhole: true };
    text += next.value;
  }
  return { text, isWhole: false };
}

export async function* followedBy(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  if (first !== '') yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
