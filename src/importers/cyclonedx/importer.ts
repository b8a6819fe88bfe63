/**
 * CycloneDX, JSON and XML → a bill of materials and its components, nested ones flattened. An item is one component. It is
 * software inventory only: vulnerabilities, services and the graph of dependencies are not kept.
 * Followed: CycloneDX 1.4 to 1.7 (ECMA-424); 1.0 to 1.3 as far as they are alike. What is read and dropped: README.md.
 */
import type { FileHead, ParseEvent } from '../define-importer.ts';
import { defineImporter } from '../define-importer.ts';
import { billLimits } from '../bill-events.ts';
import { jsonPathsIn, readJson } from '../json-stream.ts';
import { peek } from '../read-head.ts';
import { readXml, rootNameOf } from '../xml-stream.ts';
import { CycloneDxJson } from './json-form.ts';
import { CycloneDxXml } from './xml-form.ts';

export const cyclonedx = defineImporter({
  id: 'cyclonedx',
  version: 1,
  title: 'CycloneDX (JSON, XML)',
  itemName: { en: 'component', nl: 'onderdeel' },
  produces: ['software'],
  limits: billLimits,
  accepts: (head) => isXml(head.text) || isJson(head),
  parse,
});

function isXml(text: string): boolean {
  return /(?:^|:)bom$/.test(rootNameOf(text) ?? '') && text.includes('cyclonedx.org/schema/bom/');
}

function isJson(head: FileHead): boolean {
  return jsonPathsIn(head).has('/bomFormat');
}

async function* parse(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ParseEvent> {
  // Byte-order marks and encodings are the business of the reader; the first sign that is no white space tells the form.
  const start = await peek(bytes, 4_096);
  const first = /[{[<]/.exec(Buffer.from(start.head).toString('latin1').replaceAll('\u0000', ''))?.[0];
  if (first === '<') yield* readXml(start.bytes, billLimits, (output) => new CycloneDxXml(output));
  else yield* readJson(start.bytes, billLimits, (output) => new CycloneDxJson(output));
}
