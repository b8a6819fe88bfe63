/**
 * Which of two copies of one document counts: the newer by its own date, then by its revision, then by its content, so that it
 * never hangs on the order in which copies come. Not here: what makes two copies one document (kind, publisher and number).
 */
import { compareCodePoints } from '../kernel/text.ts';
import { addMilliseconds, millisecondsOf, type Instant } from '../kernel/time.ts';
import type { Advisory } from './advisory.ts';

export interface AdvisoryEdition extends Pick<Advisory, 'modifiedAt' | 'revision'> {
  /** Of all that it says. */
  readonly digest: string;
}

/** Clocks differ; what is dated later would never be replaced by anything. */
const aheadMaxMs = 86_400_000;

const revisions = new Intl.Collator('en', { numeric: true });

/** Below 0: `right` counts; above 0: `left` does; 0: they say the same. What has no date gives way to what has one. */
export function compareEditions(left: AdvisoryEdition, right: AdvisoryEdition, now: Instant): number {
  const [leftMs, rightMs] = [left, right].map(({ modifiedAt }) => modifiedMsOf(modifiedAt, now)) as [number, number];
  if (leftMs !== rightMs) return leftMs < rightMs ? -1 : 1;
  return revisions.compare(left.revision ?? '', right.revision ?? '') || compareCodePoints(left.digest, right.digest);
}

/** The date of a document as far as it can be: one that is yet to come is none. */
export function believedModifiedAt(modifiedAt: string | null, now: Instant): Instant | null {
  if (modifiedAt === null) return null;
  const said = modifiedAt as Instant;
  return millisecondsOf(said) > millisecondsOf(addMilliseconds(now, aheadMaxMs)) ? null : said;
}

function modifiedMsOf(modifiedAt: string | null, now: Instant): number {
  const believed = believedModifiedAt(modifiedAt, now);
  return believed === null ? Number.NEGATIVE_INFINITY : millisecondsOf(believed);
}

/** A publisher without a name is none. */
export function publisherOf({ publisher }: Pick<Advisory, 'publisher'>): string | null {
  return publisher === null || publisher.trim() === '' ? null : publisher;
}
