/**
 * The contract of a reader: one parsed JSON document of a format in, advisories out. `registry.ts` lists the readers; the one
 * whose format a document is of is found by content, never by the name of its file.
 */
import type { AdvisoryKind } from '#core/advisories/advisory.ts';
import type { ReadDocument } from './advisory-reading.ts';

export interface AdvisoryReader {
  readonly kind: AdvisoryKind;
  /** The format as people call it, for messages. */
  readonly title: string;
  /** True when the document is of this format, well made or not. */
  accepts(json: unknown): boolean;
  /** A document may hold several advisories (the page of an API); each is read or refused for itself. */
  read(json: unknown): Iterable<ReadDocument>;
}
