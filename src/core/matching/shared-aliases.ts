/**
 * What hospitals tell each other of names: that a product of advisories is, or is not, what registers call a device. Versioned JSON
 * with `$schema` and nothing of a hospital: no asset, number, person, day or organisation. What is taken over is a hint of less weight
 * than a person's answer here: it brings a question up or lets it sink, and answers none. Source: domain/medical-advisories.md 5.
 */
import { hasForbiddenCharacters } from '../kernel/text.ts';
import type { MatchReason } from './reasons.ts';
import { bandEdges } from './probability.ts';

export const sharedAliasSchemaId = 'urn:cybermetrics:shared-aliases:1';

export const aliasAnswers = ['same', 'different'] as const;
export type AliasAnswer = (typeof aliasAnswers)[number];

export interface SharedAlias {
  /** Firm and model as registers call it, folded: `core/matching/decisions.ts`. */
  readonly deviceKey: string;
  /** The same of the product of an advisory. */
  readonly productKey: string;
  readonly answer: AliasAnswer;
}

/** One list's word. */
export interface ListedAlias extends SharedAlias {
  readonly list: string;
}

export interface AliasHint {
  readonly productKey: string;
  readonly answer: AliasAnswer | 'conflict';
  readonly lists: readonly string[];
}

/** Of one device: by product, what the lists say together. */
export function hintsOf(aliases: readonly ListedAlias[]): AliasHint[] {
  const byProduct = new Map<string, ListedAlias[]>();
  for (const one of aliases) byProduct.set(one.productKey, [...(byProduct.get(one.productKey) ?? []), one]);
  return [...byProduct].map(([productKey, own]) => {
    const answers = new Set(own.map(({ answer }) => answer));
    const [answer = 'conflict'] = answers.size === 1 ? answers : [];
    return { productKey, answer, lists: [...new Set(own.map(({ list }) => list))].toSorted() };
  });
}

/** Never as sure as a person here, and never `likely` by itself. */
const raisedTo = (bandEdges.likely + bandEdges.check) / 2;
/** Of a product to which no name led. */
export const broughtAt = bandEdges.check;
const loweredTo = (bandEdges.check + bandEdges.weak) / 2;

/** What a hint makes of a probability. What a number identified is left as it is. */
export function hintedProbability(probability: number, isIdentified: boolean, { answer }: AliasHint): number {
  if (isIdentified || answer === 'conflict') return probability;
  return answer === 'same' ? Math.max(probability, raisedTo) : Math.min(probability, loweredTo);
}

export function reasonOfHint({ answer, lists }: AliasHint): MatchReason {
  return { rule: `shared-${answer}`, detail: lists.join(', ') };
}

/** Words that only this hospital has, folded, and long enough to tell something. */
export type OwnWords = ReadonlySet<string>;

/** Whether a name of a device may leave the house: no word of a department, a person or a network of ours, and no long number. */
export function isShareable(
  { words, deviceKey }: { readonly words: readonly string[]; readonly deviceKey: string },
  own: OwnWords,
): boolean {
  if (hasForbiddenCharacters(deviceKey) || /\d{6}/u.test(deviceKey) || deviceKey.length > 120) return false;
  return !words.some((word) => word.length > 3 && own.has(word));
}
