/**
 * When a component was in its product, folded from the bills that name it: in the order in which the bills were made, so
 * that the order of their arrival does not matter. A bill that was read only in part says what is there, not what is gone.
 */
import type { Instant } from '../kernel/time.ts';

export interface BillDocument {
  readonly createdAt: Instant;
  /** False: not read to its end. */
  readonly complete: boolean;
}

export interface PresenceStretch {
  readonly fromAt: Instant;
  /** Null: still so. */
  readonly toAt: Instant | null;
  readonly present: boolean;
}

/**
 * @param documents of the subject, oldest first; of those made at the same instant the last counts.
 * @param namedIn indexes of the documents that have the component.
 * @returns stretches one after another, each unlike the one before; empty when no document has it at its instant.
 */
export function foldPresence(documents: readonly BillDocument[], namedIn: ReadonlySet<number>): readonly PresenceStretch[] {
  const stretches: { fromAt: Instant; toAt: Instant | null; present: boolean }[] = [];
  for (const [index, document] of documents.entries()) {
    const next = documents[index + 1];
    // Said and corrected in the same instant; what was there stays to be closed by the one that counts.
    if (next?.createdAt === document.createdAt && next.complete) continue;
    const last = stretches.at(-1);
    const present = isNamed(documents, index, namedIn) || (!document.complete && last?.present === true);
    if (last === undefined ? !present : last.present === present) continue;
    if (last !== undefined) last.toAt = document.createdAt;
    stretches.push({ fromAt: document.createdAt, toAt: null, present });
  }
  return stretches;
}

/** By this document, or by one of the same instant that it only adds to. */
function isNamed(documents: readonly BillDocument[], index: number, namedIn: ReadonlySet<number>): boolean {
  for (let at = index; at >= 0; at -= 1) {
    if (documents[at]?.createdAt !== documents[index]?.createdAt) return false;
    if (namedIn.has(at)) return true;
    if (documents[at]?.complete === true) return false;
  }
  return false;
}
