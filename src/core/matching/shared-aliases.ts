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

/** What only this hospital has, folded. */
export interface OwnWords {
  /** Of departments, owners, networks, locations and the hospital itself. */
  readonly words: ReadonlySet<string>;
  /** Of names of hosts, whole and in parts: they often say what a device is, so what the public name of the product says too is no secret. */
  readonly hostWords: ReadonlySet<string>;
  /** Digits of asset and serial numbers, without leading zeros. */
  readonly numbers: ReadonlySet<string>;
}

export interface AliasToShare extends Pick<SharedAlias, 'deviceKey' | 'productKey'> {
  /** How the register writes the device, folded; none: nobody knows any more. */
  readonly words: readonly string[];
}

/**
 * Whether a name of a device may leave the house: nothing in it is ours, and how it is written is known. Own words of any length are
 * looked for among the words, those long enough to be no accident also within the key, where words are run together.
 */
export function isShareable({ words, deviceKey, productKey }: AliasToShare, own: OwnWords): boolean {
  if (words.length === 0 || hasForbiddenCharacters(deviceKey) || /\d{6}/u.test(deviceKey) || deviceKey.length > 120) return false;
  if (numbersIn([deviceKey, ...words].join(' ')).some((number) => own.numbers.has(number))) return false;
  const written = new Set(words);
  const isIn = (word: string): boolean => written.has(word) || (word.length > 3 && deviceKey.includes(word));
  return (
    ![...own.words].some((word) => tells(word) && isIn(word)) &&
    ![...own.hostWords].some((word) => tells(word) && isIn(word) && !productKey.includes(word))
  );
}

/** A floor or a bed is a number of the house as much as a model is one of the firm: a short number tells neither. */
function tells(word: string): boolean {
  return !/^\d{0,3}$/u.test(word);
}

/** Long enough to be that of an asset. */
export function numbersIn(text: string): string[] {
  return (text.match(/\d{4,}/gu) ?? []).map((digits) => digits.replace(/^0+/u, ''));
}
