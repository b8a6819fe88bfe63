/** Which words of a name the matcher found in the other name, to be marked in it. Not how it found them: that is in the reasons. */
import type { QuestionDetail } from '#contract/endpoints/match-questions.ts';
import { segmentsOf } from '#core/matching/text.ts';

export type Reason = QuestionDetail['tree'][number]['reasons'][number];

export interface NamePart {
  /** Where it begins in the name. */
  readonly at: number;
  readonly text: string;
  readonly isFound: boolean;
}

export interface FoundWords {
  /** Pieces of the advisory's name that the device has. */
  readonly product: ReadonlySet<string>;
  /** The same as the device writes them. */
  readonly device: ReadonlySet<string>;
}

/** What the reasons say was found; a piece that was read as another is written otherwise on the other side. */
export function foundWords(reasons: readonly Reason[]): FoundWords {
  const detailsOf = (...rules: string[]) => reasons.filter(({ rule }) => rules.includes(rule)).map(({ detail }) => detail);
  const product = new Set(detailsOf('words-of-name', 'words-of-title').flatMap((detail) => detail.split(' ')));
  const device = new Set(product);
  for (const detail of detailsOf('words-read-as')) {
    for (const [, asked = '', offered = ''] of detail.matchAll(/(\S+) = (.+?) \([a-z]+\)(?:, |$)/gu)) {
      product.add(asked);
      for (const piece of [offered, ...offered.split(' ')]) device.add(piece);
    }
  }
  return { product, device };
}

/** The name as it is written, cut where what was found begins and ends; nothing of it is lost. */
export function partsOfName(name: string, found: ReadonlySet<string>): NamePart[] {
  const parts: NamePart[] = [];
  for (const { 0: text, index: at } of name.matchAll(/\s+|[^\s]+/gu)) {
    const pieces = segmentsOf(text).map((segment) => segment.text);
    const joined = pieces.join('');
    const isFound = pieces.length > 0 && (found.has(joined) || pieces.every((piece) => found.has(piece)));
    const last = parts.at(-1);
    if (last !== undefined && last.isFound === isFound) parts[parts.length - 1] = { ...last, text: last.text + text };
    else parts.push({ at, text, isFound });
  }
  return parts;
}
