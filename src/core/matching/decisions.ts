/**
 * What people answered about matches, so that nobody answers twice: is the product of an advisory our model (identity), is this
 * version inside that clause (version). Keyed by meaning, never by asset, file, row, scan or revision of a document, so that an
 * answer outlives all of those and speaks for every device of the model and every document that names the product. Not here:
 * treatment of findings (`core/vulnerabilities`), where decisions are kept, what they do to matches (`decided-candidates.ts`). Source: domain/medical-advisories.md 5.
 */
import type { AdvisoryProduct } from '../advisories/advisory.ts';
import { modelKeyOf } from '../device-models/model-key.ts';
import { compareCodePoints, foldName } from '../kernel/text.ts';
import { parseInstant, type Instant } from '../kernel/time.ts';
import { isTellingPiece } from './weighing.ts';
import type { ProductReading } from './advisory-names.ts';
import type { InventoryLine } from './device-names.ts';
import { joinedLetters } from './text.ts';
import { readVendor, type VendorReading } from './vendors.ts';
import { clausesOfProduct } from './versions/product-clauses.ts';
import { readDeviceVersion } from './versions/read-device.ts';
import { splitVersionFromName } from './versions/split-name.ts';

interface DecisionFacts {
  readonly deviceKey: string;
  readonly productKey: string;
  readonly person: string;
  readonly at: Instant;
  readonly reason: string | null;
}

/** Is the advisory's product our model? */
export interface IdentityDecision extends DecisionFacts {
  readonly kind: 'identity';
  readonly answer: 'confirmed' | 'denied' | 'unsure';
}

/** Is a device of this version inside this clause? Stands as long as neither changes. */
export interface VersionDecision extends DecisionFacts {
  readonly kind: 'version';
  /** As the advisory writes it, or as the reason of a match prints it; `all versions` where there is none. */
  readonly clauseText: string;
  /** As the register writes it; null: it writes none. */
  readonly deviceVersion: string | null;
  readonly answer: 'affected' | 'not-affected';
}

export type MatchDecision = IdentityDecision | VersionDecision;

export const allVersionsText = 'all versions';

const serialText =
  /\(?\b(?:sn|s\/n|serienr|serienummer|serial(?:\s*(?:number|no|nr))?|inv(?:entaris)?[.\s]*(?:nr|nummer))\b[.:#\s]*[\w-]*\d[\w-]*\)?/giu;

/** `philips/intellivuemx800`: firm and model, spelling and versions aside; null where the register names no product. */
export function deviceKeyOf({ vendor, product }: InventoryLine): string | null {
  if (product === null) return null;
  const named = splitVersionFromName(product.replace(serialText, ' ').trim() || product).name;
  const written = vendor ?? '';
  const own = foldName(named).startsWith(`${foldName(written)} `) ? foldName(named).slice(foldName(written).length) : named;
  const reading = readVendor(written);
  return keyOf(reading.core === null ? firmIn(named) : firmOf(reading), own);
}

/** The same for a product of an advisory. A name that tells nothing ("Version") counts only together with the title it is read with. */
export function productKeyOf(product: AdvisoryProduct, reading: ProductReading): string {
  const { productName } = clausesOfProduct(product);
  const firm = reading.vendors.core === null ? firmIn(product.name) : firmOf(reading.vendors);
  const key = keyOf(firm, productName) ?? `${firm}/${foldName(product.name)}`;
  const tells = reading.names.some(
    ({ segments, isFromTitle }) => !isFromTitle && segments.some((each) => isTellingPiece(each) && each.text.length > 2),
  );
  const title = tells ? undefined : reading.names.find(({ isFromTitle }) => isFromTitle);
  const models = [...new Set(reading.models)].toSorted(compareCodePoints);
  return [key, ...(title === undefined ? [] : [joinedLetters(title.segments)]), ...models].join('~');
}

/** The firm under its name in the pack, else its letters. Firms that became one stay two: that is for a person to say. */
function firmOf({ names, core }: VendorReading): string {
  return names.length > 0 ? foldName([...names].toSorted(compareCodePoints).join('+')) : (core ?? '');
}

/** Of a product without a vendor only a firm of the pack is known; the rest are its own words. */
function firmIn(product: string): string {
  return firmOf({ ...readVendor(product), core: null });
}

function keyOf(firm: string, product: string): string | null {
  const key = modelKeyOf(firm === '' ? 'firm' : firm, product);
  return key === null ? null : `${firm}/${key.slice(key.indexOf('\u001f') + 1)}`;
}

/** The version as the register writes it, or where the field is empty what its texts say. */
export function writtenVersionOf({ version, product, description }: InventoryLine): string | null {
  const read = readDeviceVersion({ version, product: product ?? '', description });
  if (!read.isMissing && version !== null) return version.trim();
  // The type number in the product's name is no version that changes.
  const texts = read.candidates.filter(({ readings }) => readings.some(({ kind }) => kind !== 'code')).map(({ text }) => text);
  return texts.length === 0 ? null : texts.join(', ');
}

/** A decision from a file or a request: the decision, or what is wrong with it. */
export type DecisionReading =
  | { readonly kind: 'read'; readonly decision: MatchDecision }
  | { readonly kind: 'refused'; readonly field: string; readonly expected: string };

export function readDecision(json: unknown): DecisionReading {
  const given: Readonly<Record<string, unknown>> = typeof json === 'object' && json !== null ? { ...json } : {};
  const refused = (field: string, expected: string): DecisionReading => ({ kind: 'refused', field, expected });
  const text = (field: string): string => (typeof given[field] === 'string' ? given[field].trim() : '');
  const at = parseInstant(text('at'));
  const missing = (['deviceKey', 'productKey', 'person'] as const).find((field) => text(field) === '');
  if (missing !== undefined) return refused(missing, 'a text');
  if (at === undefined) return refused('at', 'an instant such as 2026-11-22T18:00:00Z');
  const facts = {
    deviceKey: text('deviceKey'),
    productKey: text('productKey'),
    person: text('person'),
    at,
    reason: text('reason') || null,
  };
  if (given['kind'] === 'identity') {
    const answer = (['confirmed', 'denied', 'unsure'] as const).find((one) => one === given['answer']);
    if (answer === undefined) return refused('answer', 'confirmed, denied or unsure');
    return { kind: 'read', decision: { kind: 'identity', ...facts, answer } };
  }
  if (given['kind'] !== 'version') return refused('kind', 'identity or version');
  const answer = (['affected', 'not-affected'] as const).find((one) => one === given['answer']);
  if (answer === undefined) return refused('answer', 'affected or not-affected');
  if (text('clauseText') === '') return refused('clauseText', `the clause of the advisory, or "${allVersionsText}"`);
  const decision = {
    kind: 'version',
    ...facts,
    answer,
    clauseText: text('clauseText'),
    deviceVersion: text('deviceVersion') || null,
  } as const;
  return { kind: 'read', decision };
}

/** What stands after all that was answered; history is kept by whoever holds the decisions. */
export type Standing<T> =
  | { readonly kind: 'open' }
  | { readonly kind: 'decided'; readonly decision: T }
  | { readonly kind: 'conflict'; readonly decisions: readonly T[] };

/** Whoever holds the folder of a node has no name: as it is kept, and as files have it. */
export const unnamedOwner = { kept: 'local', told: 'owner of the node' } as const;

/**
 * Of each person the newest answer, oldest first. The owner of the folder may be anybody who works at the node: beside the answers of one
 * person with a name, the newer of the two counts, since nobody disagrees with themself; beside those of two it counts as one more.
 */
export function countingOf<T extends MatchDecision>(history: readonly T[]): T[] {
  const newest = new Map<string, T[]>();
  for (const decision of history) {
    const person = decision.person === unnamedOwner.told ? unnamedOwner.kept : decision.person;
    const known = newest.get(person) ?? [];
    const [last] = known;
    if (last === undefined || last.at < decision.at) newest.set(person, [decision]);
    else if (last.at === decision.at) known.push(decision);
  }
  const [unnamed] = newest.get(unnamedOwner.kept) ?? [];
  const [named, ...others] = [...newest.keys()].filter((person) => person !== unnamedOwner.kept);
  const [theirs] = named === undefined ? [] : (newest.get(named) ?? []);
  if (unnamed !== undefined && named !== undefined && theirs !== undefined && others.length === 0 && unnamed.at !== theirs.at)
    newest.delete(unnamed.at < theirs.at ? unnamedOwner.kept : named);
  return [...newest.values()].flat().toSorted(byTime);
}

/** Two persons who disagree are a conflict, which no date settles. In any order. */
export function standingOf<T extends MatchDecision>(history: readonly T[]): Standing<T> {
  const all = countingOf(history);
  const sure = all.filter(({ answer }) => answer !== 'unsure');
  const counted = sure.length > 0 ? sure : all;
  const decision = counted.at(-1);
  if (decision === undefined) return { kind: 'open' };
  return new Set(counted.map(({ answer }) => answer)).size > 1 ? { kind: 'conflict', decisions: counted } : { kind: 'decided', decision };
}

/** The order of answers, whatever order they came in. */
export function byTime(left: MatchDecision, right: MatchDecision): number {
  return (
    compareCodePoints(left.at, right.at) || compareCodePoints(left.person, right.person) || compareCodePoints(left.answer, right.answer)
  );
}

/** The person, the moment and the reason, as a reason of a match prints them. */
export function saidBy({ person, at, reason }: MatchDecision): string {
  return `${person}, ${at}${reason === null ? '' : `: ${reason}`}`;
}
