/**
 * SPDX 2 (JSON and tag-value) and SPDX 3.0 (JSON-LD) → a bill of materials and its packages. An item is one package; files
 * and snippets are none. RDF and YAML are known and refused, with what to export instead.
 * Followed: SPDX 2.2 and 2.3 (ISO/IEC 5962), SPDX 3.0.1. What is read and dropped: README.md.
 */
import { Problem } from '#core/kernel/problem.ts';
import type { FileHead, ParseEvent } from '../define-importer.ts';
import { defineImporter } from '../define-importer.ts';
import { billLimits } from '../bill-events.ts';
import { eventsOf } from '../event-stream.ts';
import { jsonPathsIn, readJson } from '../json-stream.ts';
import { limitBytes, peek } from '../read-head.ts';
import { decodeHead, decodeStream } from '../text-decoding.ts';
import { rootNameOf } from '../xml-stream.ts';
import { SpdxJson2 } from './json-2.ts';
import { SpdxJson3 } from './json-3.ts';
import { SpdxTagValue } from './tag-value.ts';

export const spdx = defineImporter({
  id: 'spdx',
  version: 1,
  title: 'SPDX (JSON, tag-value, JSON-LD)',
  itemName: { en: 'package', nl: 'pakket' },
  produces: ['software'],
  limits: billLimits,
  accepts: (head) => formOf(head) !== undefined,
  parse,
});

type Form = 'json-2' | 'json-3' | 'tag-value' | 'yaml' | 'rdf';

function formOf(head: FileHead): Form | undefined {
  const { text } = head;
  const paths = jsonPathsIn(head);
  if (paths.has('/spdxVersion') || (paths.has('/SPDXID') && paths.has('/creationInfo'))) return 'json-2';
  if (paths.has('/@context') && /spdx\.org\/rdf\/3/.test(text)) return 'json-3';
  if (/^\s*SPDXVersion:\s*SPDX-/m.test(text)) return 'tag-value';
  if (/^["']?spdxVersion["']?:\s*["']?SPDX-/m.test(text)) return 'yaml';
  return rootNameOf(text) === 'rdf:RDF' && text.includes('spdx.org/rdf/terms') ? 'rdf' : undefined;
}

async function* parse(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ParseEvent> {
  const start = await peek(bytes, 65_536);
  switch (formOf({ bytes: start.head, text: decodeHead(start.head), name: '' })) {
    case 'json-3':
      yield* readJson(start.bytes, billLimits, (output) => new SpdxJson3(output));
      return;
    case 'tag-value':
      yield* eventsOf(decodeStream(limitBytes(start.bytes, billLimits.bytesMax)), new SpdxTagValue());
      return;
    case 'yaml':
      throw notRead('YAML');
    case 'rdf':
      throw notRead('RDF/XML');
    default:
      yield* readJson(start.bytes, billLimits, (output) => new SpdxJson2(output));
  }
}

function notRead(form: string): Problem {
  const detail = `The file is SPDX written as ${form}, which is not read. Export it as SPDX JSON or tag-value.`;
  return new Problem('file-format-unknown', detail, { form, expected: ['JSON', 'tag-value', 'JSON-LD'] });
}
