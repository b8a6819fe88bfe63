/**
 * Answers kept for as long as what they were worked out from stays the same. Not a cache with a lifetime: the stamp says
 * of which state of the records an answer is (`store/changes.ts`), and another stamp is another answer.
 */
import type { OrganisationId } from '#core/kernel/id.ts';

export interface RememberedKey {
  readonly organisationId: OrganisationId;
  readonly question: string;
}

interface Kept {
  readonly stamp: string;
  readonly answer: unknown;
}

export class Remembered {
  readonly #kept = new Map<string, Kept>();
  readonly #answersMax: number;

  /** @param answersMax beyond which the answer that was asked for longest ago is forgotten */
  constructor(answersMax = 200) {
    this.#answersMax = answersMax;
  }

  /** @param make must depend on nothing but the key and what the stamp stands for. What fails is not kept. */
  async answer<T>({ organisationId, question }: RememberedKey, stamp: string, make: () => Promise<T>): Promise<T> {
    const key = `${organisationId} ${question}`;
    const kept = this.#kept.get(key);
    const answer = kept?.stamp === stamp ? (kept.answer as T) : await make();
    this.#kept.delete(key);
    this.#kept.set(key, { stamp, answer });
    if (this.#kept.size > this.#answersMax) this.#forgetOldest();
    return answer;
  }

  #forgetOldest(): void {
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}
