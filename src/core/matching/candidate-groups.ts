/**
 * Which products on file could be meant by a device: those that answer a fair part of what tells it apart, or of what tells them
 * apart. What stays out could come to no more than weak. See `advisory-index.ts`.
 */
import { type AdvisoryIndex, isTypeCode, maskOf, pieceWeight, vendorKeys } from './advisory-index.ts';
import type { DevicePiece, DeviceReading } from './device-names.ts';
import { likeness } from './laying.ts';
import { relatedFirms } from './vendors.ts';
import { isTellingPiece, rareness } from './weighing.ts';
import { commonWords, emptyWords } from './word-pack.ts';

/** What the answered shares of both sides have to come to; in the proportions of the fitted weights, well below the edge of `check`. */
const leastPromise = 1.8;
/** The same where the numbers of both sides have nothing in common: that weighs nearly four against. */
const leastPromiseAgainstNumbers = 4.5;
/** More pieces than this do not name a device. */
const mostPieces = 30;

/** Positions of groups, ascending. */
export function candidateGroups(device: DeviceReading, index: AdvisoryIndex): number[] {
  const found = new Set<number>();
  const answered = new Map<number, number>();
  const weights = device.pieces.slice(0, mostPieces).map((piece) => (piece.also.length > 0 ? 0 : pieceWeight(piece, index.byKey)));
  for (const [text, places] of device.places) {
    for (const { from, to } of places) {
      if (to > mostPieces) continue;
      const pieces = device.pieces.slice(from, to);
      if (!pieces.some(isTellingPiece) && !isTypeCode(device.pieces, from, to)) continue;
      for (const key of keysFor(text, pieces, index)) answer(answered, index.byKey.get(key), from, to);
    }
  }
  device.pieces.slice(0, mostPieces).forEach((piece, at) => {
    for (const form of piece.also) if (!commonWords.has(form) && !emptyWords.has(form)) answer(answered, index.byKey.get(form), at, at + 1);
  });
  const own = weights.reduce((sum, weight) => sum + weight, 0);
  const beside = answeredBeside(device, index);
  const digits = device.pieces.filter((piece) => piece.isDigits).map((piece) => piece.text);
  const leastPromiseOf = (at: number): number => {
    const numbers = index.numbers[at];
    const isAgainst = digits.length > 0 && numbers !== null && numbers !== undefined && !digits.some((text) => numbers.has(text));
    return isAgainst ? leastPromiseAgainstNumbers : leastPromise;
  };
  for (const at of beside.keys()) if (!answered.has(at)) answered.set(at, 0);
  for (const [at, mask] of answered) {
    const weight = weights.reduce((sum, each, place) => sum + ((mask >> place) & 1 ? Math.max(each, 0.1) : 0), 0);
    if (promiseOf(weight, beside.get(at) ?? 0, own, index.leastWeights[at] ?? own) >= leastPromiseOf(at)) found.add(at);
  }
  addNamed(device, index, found);
  return [...found].toSorted((left, right) => left - right);
}

/** What words of the other fields (vendor, description) answer of each group. */
function answeredBeside(device: DeviceReading, index: AdvisoryIndex): Map<number, number> {
  const answered = new Map<number, number>();
  for (const text of device.beside) {
    if (!/^\p{L}{4,}$|\p{N}{3,}/u.test(text) || commonWords.has(text) || emptyWords.has(text)) continue;
    const groups = index.byKey.get(text) ?? [];
    for (const at of groups) answered.set(at, (answered.get(at) ?? 0) + 0.8 * rareness(groups.length));
  }
  return answered;
}

/** Of a device and a product that share `answered` of what tells them apart. */
function promiseOf(answered: number, beside: number, device: number, product: number): number {
  // A device called by words of the trade alone ("Infusion Central" of "BD Alaris") is told apart by what stands beside them.
  const ofDevice = device < 0.05 ? 1 : Math.min(1, answered / device);
  const ofProduct = Math.min(1, (answered + beside) / Math.max(0.01, product));
  return 2.5 * ofProduct + 2.5 * ofDevice + 4.5 * ofProduct * ofDevice;
}

function keysFor(text: string, pieces: readonly DevicePiece[], index: AdvisoryIndex): string[] {
  const keys = [text];
  if (pieces.length === 1 && pieces[0]?.isUpper === true) keys.push(`~${text}`);
  if (/^\p{Ll}{5,}$/u.test(text)) keys.push(...alikeWords(text, index));
  return keys;
}

/** Marks the pieces `from` up to `to` as answered by the groups. */
function answer(answered: Map<number, number>, groups: readonly number[] | undefined, from: number, to: number): void {
  if (groups === undefined) return;
  let mask = 0;
  for (let at = from; at < to; at++) mask |= 1 << at;
  for (const group of groups) answered.set(group, (answered.get(group) ?? 0) | mask);
}

/** Groups found by a model number or by their vendor alone: names that hold only words of the trade. */
function addNamed(device: DeviceReading, index: AdvisoryIndex, found: Set<number>): void {
  const add = (places: readonly number[] | undefined): void => places?.forEach((place) => found.add(place));
  for (const run of device.allRuns) for (const key of numberKeys(run)) add(index.byKey.get(key));
  const names = [...device.vendor.names, ...device.mentioned.names].flatMap(relatedFirms);
  const keys = new Set([...vendorKeys(device.vendor), ...vendorKeys(device.mentioned), ...names.map((name) => `=${name}`)]);
  for (const key of keys) {
    for (const at of index.byVendor.get(key) ?? []) if (sharesWord(device, index, at)) found.add(at);
  }
}

/** What a run of letters and digits is looked up by as a model number: itself, and its beginning where a wildcard follows. */
function numberKeys(run: string): string[] {
  return run.length < 5 || !/\d/.test(run) ? [] : [run, `^${run.slice(0, 4)}`, `^${run.slice(0, 5)}`];
}

/** Whether a run of a device's texts could lead to a product as a number. */
export function leadsByNumber(run: string, index: AdvisoryIndex): boolean {
  return index.vocabulary.has(run) || numberKeys(run).some((key) => index.byKey.has(key));
}

function sharesWord(device: DeviceReading, index: AdvisoryIndex, at: number): boolean {
  const names = index.groups[at]?.reading.names ?? [];
  return names.some(({ segments }) =>
    segments.some(
      ({ text }) => !emptyWords.has(text) && (device.places.has(text) || device.pieces.some((piece) => piece.also.includes(text))),
    ),
  );
}

const alikeMemory = new WeakMap<AdvisoryIndex, Map<string, readonly string[]>>();

/** Words on file that differ from this one by a letter or two; remembered for the index, since registers repeat themselves. */
function alikeWords(text: string, index: AdvisoryIndex): readonly string[] {
  const memory = alikeMemory.get(index) ?? new Map<string, readonly string[]>();
  alikeMemory.set(index, memory);
  const known = memory.get(text);
  if (known !== undefined) return known;
  const mask = maskOf(text);
  const alike = (index.words.get(text[0] ?? '') ?? []).filter(
    (word) =>
      Math.abs(word.text.length - text.length) <= 2 &&
      bitsOf(word.mask ^ mask) <= 4 &&
      word.text !== text &&
      likeness(word.text, text, false) !== null,
  );
  const words = alike.map((word) => word.text);
  memory.set(text, words);
  return words;
}

function bitsOf(mask: number): number {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
