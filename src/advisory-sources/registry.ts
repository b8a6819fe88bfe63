/** The readers of advisories; one line each. */
import { isCsafDocument, readCsafDocument } from './csaf/read-document.ts';
import type { AdvisoryReader } from './define-reader.ts';

export const advisoryReaders: readonly AdvisoryReader[] = [
  { kind: 'csaf', title: 'CSAF (JSON)', accepts: isCsafDocument, read: (json) => [readCsafDocument(json)] },
];
