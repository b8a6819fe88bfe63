/**
 * Which importer reads a file: by its content, never by its name. A format that the person asks for is checked
 * against the content too. An answer that is no importer says what was seen and what would have been understood.
 */
import { Problem } from '#core/kernel/problem.ts';
import type { FileHead, Importer } from './define-importer.ts';
import { jsonPathsIn } from './json-stream.ts';
import { importers } from './registry.ts';
import { rootNameOf } from './xml-stream.ts';

export interface ChosenImporter {
  readonly kind: 'chosen';
  readonly importer: Importer;
}

/**
 * @param head of the unzipped file, from `openFile`.
 * @param asked id of the format that the person names; absent = by content alone.
 * @returns Problem file-empty, file-format-unknown, file-format-mismatch, file-entities-refused, or usage-invalid
 *   when no format has the id asked for.
 */
export function chooseImporter(head: FileHead, asked?: string): ChosenImporter | Problem {
  const known = importers.map((importer) => importer.id);
  const wanted = asked === undefined ? undefined : importers.find((importer) => importer.id === asked);
  if (asked !== undefined && wanted === undefined) {
    return new Problem('usage-invalid', `There is no format "${asked}"; the formats are ${known.join(', ')}.`, { asked, known });
  }
  if (head.bytes.length === 0 || (head.text !== '' && head.text.trim() === '')) {
    return new Problem('file-empty', 'The file is empty; export it again and look at its size first.', { file: head.name });
  }
  const accepting = wanted === undefined ? importers.find((importer) => importer.accepts(head)) : wanted.accepts(head) ? wanted : undefined;
  if (accepting !== undefined) return { kind: 'chosen', importer: accepting };
  if (/<!ENTITY/.test(head.text) && /^\s*</.test(head.text)) {
    const detail = 'The file declares XML entities, which no scanner writes and which can make a small file huge; it was not read.';
    return new Problem('file-entities-refused', detail, { file: head.name });
  }
  const seen = describe(head);
  if (wanted !== undefined) {
    const other = importers.find((importer) => importer.accepts(head));
    const hint = other === undefined ? '' : ` It looks like ${other.title} (${other.id}).`;
    const detail = `The file is not ${wanted.title}: it is ${seen}.${hint}`;
    return new Problem('file-format-mismatch', detail, { file: head.name, asked: wanted.id, seen, looksLike: other?.id ?? null });
  }
  const titles = importers.map((importer) => importer.title).join('; ');
  const detail = `The format of the file is not known: it is ${seen}. Known formats: ${titles}.`;
  return new Problem('file-format-unknown', detail, { file: head.name, seen, known });
}

const magics: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or a document that is no workbook (unpack it, or save the table as XLSX or CSV)'],
  [[0x1f, 0x8b], 'a gzip file inside a gzip file (unpack it once)'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Office document, or one with a password (save the sheet as XLSX or CSV, without a password)'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive (unpack it)'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz archive (unpack it)'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7-Zip archive (unpack it)'],
];

/** What the head looks like, for the message. */
function describe(head: FileHead): string {
  const magic = magics.find(([bytes]) => bytes.every((byte, at) => head.bytes[at] === byte));
  if (magic !== undefined) return magic[1];
  const text = head.text.trimStart();
  const root = rootNameOf(text);
  if (/^<(!doctype html|html)/i.test(text)) return 'a web page';
  if (root !== undefined) return `XML with <${root}> at its root`;
  if (text.startsWith('<')) return 'something like XML without a root element at its start';
  if (text.startsWith('{') || text.startsWith('[')) return describeJson(head);
  if (text.trimEnd() === 'null') return 'the JSON value null, which names neither a tool nor what it looked at';
  if (text === '' || text.slice(0, 4096).includes('\u0000')) return 'binary data';
  return 'plain text';
}

/** Documents of our field that are handed in elsewhere. */
function describeJson(head: FileHead): string {
  const paths = jsonPathsIn(head);
  if (paths.has('/document/csaf_version')) return 'a CSAF advisory (JSON), which "cybermetrics advisories sync" takes';
  if (paths.has('/statements') && /openvex/.test(head.text))
    return 'an OpenVEX document (JSON), which "cybermetrics advisories sync" takes';
  if (paths.has('/affected') && paths.has('/schema_version')) return 'an OSV record (JSON), which "cybermetrics advisories sync" takes';
  if (paths.has('/catalogVersion')) return 'a catalogue of exploited flaws (JSON), which "cybermetrics sources sync kev --from FILE" takes';
  return 'JSON';
}
