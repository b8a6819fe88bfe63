/**
 * A CSAF document → an advisory. Tolerant: what it does not know is ignored, what is missing or points nowhere is remarked and
 * left out, and only a document that does not say what it is gets refused. It judges no document: whether one follows the
 * standard is the validator's to say.
 * Followed: OASIS CSAF 2.0 and 2.1, section 3 (schema elements); 2.1 as of the committee's test documents of 2026.
 */
import type { Advisory } from '#core/advisories/advisory.ts';
import { Problem } from '#core/kernel/problem.ts';
import { objectOf } from '#importers/json-facts.ts';
import type { JsonObject, JsonValue } from '#importers/json-stream.ts';
import type { ReadDocument } from '../advisory-reading.ts';
import { DocumentReading, problemOfDocument } from '../advisory-reading.ts';
import { readFlaws } from './flaws.ts';
import { readNotes } from './notes.ts';
import { readProductTree } from './product-tree.ts';

/** True when a parsed document says of itself that it is CSAF, of whatever version. */
export function isCsafDocument(json: unknown): boolean {
  return typeof objectOf(objectOf(json as JsonValue)?.['document'])?.['csaf_version'] === 'string';
}

/**
 * @param json one parsed document.
 * @returns the advisory with remarks on what was left out; or the Problem for which the whole document was refused:
 *   file-format-mismatch (no CSAF, or another version than 2.0 and 2.1), file-malformed, file-too-deep.
 */
export function readCsafDocument(json: unknown): ReadDocument {
  const document = objectOf(objectOf(json as JsonValue)?.['document']);
  const version = document?.['csaf_version'];
  if (document === undefined || typeof version !== 'string') {
    return refused(
      new Problem('file-format-mismatch', 'The document is no CSAF document: it has no document/csaf_version. Hand in CSAF 2.0 or 2.1.'),
    );
  }
  if (version !== '2.0' && version !== '2.1') {
    return refused(
      new Problem('file-format-mismatch', `The document is CSAF ${version.slice(0, 20)}, which is not known; hand in CSAF 2.0 or 2.1.`, {
        version,
      }),
    );
  }
  const problem = problemOfDocument(json);
  if (problem !== undefined) return refused(problem);
  const tracking = objectOf(document['tracking']);
  const reading = new DocumentReading();
  const documentId = tracking === undefined ? undefined : reading.text(tracking, 'id', '/document/tracking');
  if (tracking === undefined || documentId === undefined) {
    return refused(
      new Problem(
        'file-malformed',
        'The document has no id (document/tracking/id), so it cannot be known again; ask its publisher for a correct one.',
      ),
    );
  }
  return { kind: 'read', advisory: advisoryOf(json as JsonObject, document, tracking, documentId, reading), remarks: reading.remarks };
}

function advisoryOf(json: JsonObject, document: JsonObject, tracking: JsonObject, documentId: string, reading: DocumentReading): Advisory {
  const title = reading.text(document, 'title', '/document');
  if (title === undefined)
    reading.remark({ code: 'title-missing', path: '/document/title', message: 'The document has no title; its id stands for it.' });
  const publisher = objectOf(document['publisher']);
  const tree = readProductTree(json['product_tree'], reading);
  const publishedUrl = ownAddressOf(document, reading);
  return {
    kind: 'csaf',
    documentId,
    revision: reading.text(tracking, 'version', '/document/tracking') ?? null,
    title: title ?? documentId,
    publisher: (publisher === undefined ? undefined : reading.text(publisher, 'name', '/document/publisher')) ?? null,
    publishedAt: reading.instant(tracking, 'initial_release_date', '/document/tracking'),
    modifiedAt: reading.instant(tracking, 'current_release_date', '/document/tracking'),
    ...(publishedUrl === undefined ? {} : { publishedUrl }),
    notes: readNotes(document, '/document', reading),
    products: tree.products,
    flaws: readFlaws(json, tree, reading),
  };
}

const addressLengthMax = 2_000;

/** Of the addresses that the document gives as its own, rather a page for people than the file that was read. */
function ownAddressOf(document: JsonObject, reading: DocumentReading): string | undefined {
  const own = reading.objects(document, 'references', '/document').flatMap(([reference, at]) => {
    const url = reference['category'] === 'self' ? reading.text(reference, 'url', at) : undefined;
    return url !== undefined && /^https?:\/\//i.test(url) && url.length <= addressLengthMax ? [url] : [];
  });
  return own.find((url) => !/\.json$/i.test(url)) ?? own[0];
}

function refused(problem: Problem): ReadDocument {
  return { kind: 'refused', problem };
}
