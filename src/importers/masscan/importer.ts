/**
 * masscan's output (`-oX`, `-oJ`, `-oD`, `-oL`) → discovered addresses and their open ports. An item is a port of an
 * address as the file lists it. A port list is no vulnerability scan: it gives no coverage and closes nothing.
 * Followed: masscan 1.3.2, out-xml.c, out-json.c, out-ndjson.c, out-text.c. What is read and dropped: README.md.
 */
import { Problem } from '#core/kernel/problem.ts';
import type { FileHead, ImporterLimits, ParseEvent } from '../define-importer.ts';
import { defineImporter } from '../define-importer.ts';
import { readXml, rootNameOf } from '../xml-stream.ts';
import { peek } from '../read-head.ts';
import { decodeHead } from '../text-decoding.ts';
import type { Sighting } from './sightings.ts';
import { Sightings } from './sightings.ts';
import type { TextLine } from './text-lines.ts';
import { readLines } from './text-lines.ts';
import { MasscanXml } from './xml-form.ts';

const limits: ImporterLimits = {
  bytesMax: 4 * 1024 ** 3,
  itemsMax: 20_000_000,
  depthMax: 16,
  fieldCharactersMax: 200_000,
  issuesMax: 1_000,
};

export const masscan = defineImporter({
  id: 'masscan',
  version: 1,
  title: 'masscan',
  itemName: { en: 'port', nl: 'poort' },
  produces: ['discovery'],
  limits,
  accepts: (head) => formOf(head.text) !== undefined,
  parse,
});

type Form = 'xml' | 'json' | 'list';

function formOf(text: FileHead['text']): Form | undefined {
  if (rootNameOf(text) === 'nmaprun') return /<nmaprun\s[^>]*\bscanner="masscan"/.test(text) ? 'xml' : undefined;
  if (/^\ufeff?#masscan\s*[\r\n]/.test(text)) return 'list';
  // `-oJ` opens an array, `-oD` does not; the first members are always these two, in this order.
  return /^\ufeff?\s*(?:\[\s*)?\{\s*"ip"\s*:\s*"[0-9a-fA-F.:]+"\s*,\s*"timestamp"\s*:\s*"\d+"\s*,\s*"ports?"\s*:/.test(text)
    ? 'json'
    : undefined;
}

async function* parse(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ParseEvent> {
  const start = await peek(bytes, 4_096);
  const form = formOf(decodeHead(start.head));
  const sightings = new Sightings(limits.itemsMax);
  if (form === 'list') yield* readList(start.bytes, sightings);
  else if (form === 'json') yield* readJson(start.bytes, sightings);
  else yield* readXml(start.bytes, limits, (output) => new MasscanXml(output, sightings));
}

/** `open tcp 443 10.0.0.1 1773140410`, between `#masscan` and `# end`. */
async function* readList(bytes: AsyncIterable<Uint8Array>, sightings: Sightings): AsyncGenerator<ParseEvent> {
  let isEnded = false;
  let last = 0;
  for await (const one of readLines(bytes, limits)) {
    if (one.kind === 'issue') {
      yield one;
      continue;
    }
    last = one.line;
    if (one.text === '' || one.text.startsWith('#')) {
      isEnded ||= /^#\s*end$/.test(one.text);
      continue;
    }
    const [status = '', protocol = '', port = '', address = '', seconds = ''] = one.text.split(/\s+/);
    // A last line that is cut may hold half an address.
    if (one.isEnded) yield* sightings.read({ address, seconds, protocol, port, status }, one.line);
  }
  yield* sightings.header(null);
  if (!isEnded) throw truncated(last);
}

/** One object per line; in an array (`-oJ`) with the commas on lines of their own, or at the line's end as older versions write. */
async function* readJson(bytes: AsyncIterable<Uint8Array>, sightings: Sightings): AsyncGenerator<ParseEvent> {
  let isArray = false;
  let isClosed = false;
  let last = 0;
  for await (const one of readLines(bytes, limits)) {
    if (one.kind === 'issue') {
      yield one;
      continue;
    }
    last = one.line;
    const text = one.text.replace(/^\ufeff/, '');
    if (text === '[') isArray = true;
    else if (text === ']') isClosed = true;
    else if (text !== '' && text !== ',' && !/^\{\s*"?finished"?\s*:\s*1\s*\}$/.test(text)) {
      for (const sighting of sightingsOf(one, text)) yield* sightings.read(sighting, one.line);
    }
  }
  yield* sightings.header(null);
  if (isArray && !isClosed) throw truncated(last);
}

function sightingsOf(line: TextLine, text: string): Sighting[] {
  const found = objectOf(text.replace(/,$/, ''));
  if (found !== undefined) {
    const address = textOf(found['ip']);
    const seconds = textOf(found['timestamp']);
    const ports = Array.isArray(found['ports']) ? found['ports'].map(asObject) : [found];
    return ports.map((one) => {
      const data = asObject(one['data']);
      const isBanner = one['rec_type'] === 'banner' || (one['service'] !== undefined && one['status'] === undefined);
      const status = isBanner ? 'banner' : textOf(one['status'] ?? data['status']);
      return { address, seconds, protocol: textOf(one['proto']), port: textOf(one['port']), status };
    });
  }
  if (!line.isEnded) throw truncated(line.line);
  const detail = `Line ${line.line} is no whole JSON object. masscan writes one object per line; hand in the file as masscan wrote it.`;
  throw new Problem('file-malformed', detail, { line: line.line });
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

function truncated(line: number): Problem {
  const detail = `The file ends at line ${line}, before masscan wrote that it was done; copy it again, or keep what was read.`;
  return new Problem('file-truncated', detail, { line });
}
