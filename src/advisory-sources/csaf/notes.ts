/** Notes of a CSAF document and of its flaws, in their order (CSAF 2.0 and 2.1, 3.1.5). A note without text is none. */
import type { AdvisoryNote } from '#core/advisories/advisory.ts';
import type { JsonObject } from '#importers/json-stream.ts';
import type { DocumentReading } from '../advisory-reading.ts';

export function readNotes(holder: JsonObject, path: string, reading: DocumentReading): AdvisoryNote[] {
  return reading.objects(holder, 'notes', path).flatMap(([note, at]) => {
    const text = reading.text(note, 'text', at);
    if (text === undefined) return [];
    return [{ category: reading.text(note, 'category', at) ?? 'other', title: reading.text(note, 'title', at) ?? null, text }];
  });
}
