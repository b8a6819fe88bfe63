/**
 * Qualys XML → discovered hosts, findings, informational detections and how well each host was looked at: the result of a
 * scan (`<SCAN>`) and the report on hosts (`<ASSET_DATA_REPORT>`). Qualys' tables as CSV are read by the CSV importer.
 * Followed: Qualys API (VM, PC) XML/DTD Reference, scan-1.dtd and asset_data_report.dtd. What is read and dropped: README.md.
 */
import type { FileHead, ImporterLimits, ParseEvent } from '../define-importer.ts';
import { defineImporter } from '../define-importer.ts';
import { peek } from '../read-head.ts';
import { decodeHead } from '../text-decoding.ts';
import { readXml, rootNameOf } from '../xml-stream.ts';
import { AssetDataReport } from './asset-data-report.ts';
import { ScanReport } from './scan-report.ts';

const limits: ImporterLimits = {
  bytesMax: 4 * 1024 ** 3,
  itemsMax: 20_000_000,
  depthMax: 32,
  fieldCharactersMax: 1_000_000,
  issuesMax: 1_000,
};

const headBytes = 16_384;

export const qualys = defineImporter({
  id: 'qualys',
  version: 1,
  title: 'Qualys XML',
  itemName: { en: 'QID result', nl: 'QID-resultaat' },
  produces: ['discovery', 'findings'],
  limits,
  accepts,
  parse,
});

/** `<SCAN>` is a common name: Qualys' names its own DTD or numbers itself `scan/…`. */
function accepts(head: FileHead): boolean {
  const root = rootNameOf(head.text);
  return root === 'ASSET_DATA_REPORT' || (root === 'SCAN' && /\/scan-1\.dtd"|<SCAN\s[^>]*\bvalue\s*=\s*"scan\//.test(head.text));
}

async function* parse(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ParseEvent> {
  const start = await peek(bytes, headBytes);
  const isReport = rootNameOf(decodeHead(start.head)) === 'ASSET_DATA_REPORT';
  yield* readXml(start.bytes, limits, (output) => (isReport ? new AssetDataReport(output) : new ScanReport(output, limits.itemsMax)));
}
