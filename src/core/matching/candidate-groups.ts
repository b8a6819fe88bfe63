/**
 * Which products on file could be meant by a device: those that answer a fair part of what tells it apart, or of what tells them
 * apart. What stays out could come to no more than weak. See `advisory-index.ts`.
 */
import { type AdvisoryIndex, type FiledWord, isTypeCode, pieceWeight, type Posting, vendorKeys } from './advisory-index.ts';
import type { DevicePiece, DeviceReading } from './device-names.ts';
import { likeness } from './laying.ts';
import { bitCountOf, letterMaskOf } from './text.ts';
import { relatedFirms } from './vendors.ts';
import { isTellingPiece, rareness } from './weighing.ts';
import { commonWords, emptyWords } from './word-pack.ts';

/** What the answered shares of both sides have to come to; in the proportions of the fitted weights, well below the edge of `check`. */
const leastPromise = 1.8;
/** The same where the numbers of both sides have nothing in common: that weighs nearly four against. */
const leastPromiseAgainstNumbers = 4.5;
/** More pieces than this do not name a device. */
const mostPieces = 30;

/** What is answered of each naming while one device is looked up; emptied after each. */
interface Answers {
  /** Per naming a bit for each piece of the device. */
  readonly masks: Int32Array;
  /** Per naming what words of the other fields answer. */
  readonly beside: Float64Array;
  readonly isSeen: Uint8Array;
  readonly seen: number[];
}

const answerMemory = new WeakMap<AdvisoryIndex, Answers>();

function answersFor(index: AdvisoryIndex): Answers {
  const known = answerMemory.get(index);
  if (known !== undefined) return known;
  const count = index.namings.length;
  const answers = { masks: new Int32Array(count), beside: new Float64Array(count), isSeen: new Uint8Array(count), seen: [] };
  answerMemory.set(index, answers);
  return answers;
}

/** Positions of groups, ascending. */
export function candidateGroups(device: DeviceReading, index: AdvisoryIndex): number[] {
  const groups = candidateNamings(device, index).flatMap((at) => index.namings[at]?.groups ?? []);
  return groups.toSorted((left, right) => left - right);
}

/**
 * @param only namings to be looked at, ascending; null: all. @returns positions of namings, in no order that means anything.
 */
export function candidateNamings(device: DeviceReading, index: AdvisoryIndex, only: readonly number[] | null = null): number[] {
  const answers = answersFor(index);
  const found = new Set<number>();
  answerPieces(device, index, answers, only);
  answerBeside(device, index, answers, only);
  const weights = device.pieces.slice(0, mostPieces).map((piece) => (piece.also.length > 0 ? 0 : pieceWeight(piece, index.byKey)));
  const own = weights.reduce((sum, weight) => sum + weight, 0);
  const digits = device.pieces.filter((piece) => piece.isDigits).map((piece) => piece.text);
  for (const at of answers.seen) {
    const mask = answers.masks[at] ?? 0;
    let weight = 0;
    for (let place = 0; place < weights.length; place++) if ((mask >> place) & 1) weight += Math.max(weights[place] ?? 0, 0.1);
    const naming = index.namings[at];
    const promise = promiseOf(weight, answers.beside[at] ?? 0, own, naming?.leastWeight ?? own);
    answers.masks[at] = 0;
    answers.beside[at] = 0;
    answers.isSeen[at] = 0;
    if (promise < leastPromise) continue;
    const numbers = naming?.numbers ?? null;
    const isAgainst = digits.length > 0 && numbers !== null && !digits.some((text) => numbers.has(text));
    if (!isAgainst || promise >= leastPromiseAgainstNumbers) found.add(at);
  }
  answers.seen.length = 0;
  addNamed(device, index, found, only);
  return [...found];
}

/** Those of `places` that are among `only`, both ascending. */
function among(places: readonly number[], only: readonly number[] | null): readonly number[] {
  if (only === null) return places;
  const [few, many] = places.length < only.length ? [places, only] : [only, places];
  return few.filter((place) => holds(many, place));
}

function holds(ascending: readonly number[], wanted: number): boolean {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ascending[middle] ?? 0) < wanted) from = middle + 1;
    else to = middle;
  }
  return ascending[from] === wanted;
}

/** Marks what the pieces of the device's name answer. */
function answerPieces(device: DeviceReading, index: AdvisoryIndex, answers: Answers, only: readonly number[] | null): void {
  for (const [text, places] of device.places) {
    for (const { from, to } of places) {
      if (!leads(device, from, to)) continue;
      for (const key of keysFor(text, device.pieces.slice(from, to), index)) answer(answers, index.byKey.get(key), from, to, only);
    }
  }
  device.pieces.slice(0, mostPieces).forEach((piece, at) => {
    for (const form of piece.also) {
      if (!commonWords.has(form) && !emptyWords.has(form)) answer(answers, index.byKey.get(form), at, at + 1, only);
    }
  });
}

/** Adds what words of the other fields (vendor, description) answer. */
function answerBeside(device: DeviceReading, index: AdvisoryIndex, answers: Answers, only: readonly number[] | null): void {
  for (const text of device.beside) {
    if (!answersBeside(text)) continue;
    const filed = index.byKey.get(text);
    if (filed === undefined) continue;
    const weight = 0.8 * rareness(filed.groupCount);
    for (const at of among(filed.namings, only)) {
      see(answers, at);
      answers.beside[at] = (answers.beside[at] ?? 0) + weight;
    }
  }
}

function see({ isSeen, seen }: Answers, at: number): void {
  if (isSeen[at] === 1) return;
  isSeen[at] = 1;
  seen.push(at);
}

/** Of a device and a product that share `answered` of what tells them apart. */
function promiseOf(answered: number, beside: number, device: number, product: number): number {
  // A device called by words of the trade alone ("Infusion Central" of "BD Alaris") is told apart by what stands beside them.
  const ofDevice = device < 0.05 ? 1 : Math.min(1, answered / device);
  const ofProduct = Math.min(1, (answered + beside) / Math.max(0.01, product));
  return 2.5 * ofProduct + 2.5 * ofDevice + 4.5 * ofProduct * ofDevice;
}

/** All that a device is looked up by, whatever index is asked. */
export interface AskedKeys {
  /** Into `byKey`. */
  readonly keys: ReadonlySet<string>;
  /** Words whose misspellings are looked up too. */
  readonly words: ReadonlySet<string>;
  /** Into `byVendor`. */
  readonly vendors: ReadonlySet<string>;
}

export function keysAskedBy(device: DeviceReading): AskedKeys {
  const keys = new Set<string>();
  const words = new Set<string>();
  for (const [text, places] of device.places) {
    for (const { from, to } of places) {
      if (!leads(device, from, to)) continue;
      for (const key of ownKeys(text, device.pieces.slice(from, to))) keys.add(key);
      if (isWord(text)) words.add(text);
    }
  }
  for (const { also } of device.pieces) for (const form of also) keys.add(form);
  for (const text of device.beside) if (answersBeside(text)) keys.add(text);
  for (const run of device.allRuns) for (const key of numberKeys(run)) keys.add(key);
  return { keys, words, vendors: vendorKeysOf(device) };
}

/** Whether pieces of a device's name can lead to a product. */
function leads({ pieces }: DeviceReading, from: number, to: number): boolean {
  return to <= mostPieces && (pieces.slice(from, to).some(isTellingPiece) || isTypeCode(pieces, from, to));
}

function isWord(text: string): boolean {
  return /^\p{Ll}{5,}$/u.test(text);
}

/** Whether a word of the other fields leads to a product by itself, and lines are filed under it. */
export function answersBeside(text: string): boolean {
  return /^\p{L}{4,}$|\p{N}{3,}/u.test(text) && !commonWords.has(text) && !emptyWords.has(text);
}

function ownKeys(text: string, pieces: readonly DevicePiece[]): string[] {
  return pieces.length === 1 && pieces[0]?.isUpper === true ? [text, `~${text}`] : [text];
}

function keysFor(text: string, pieces: readonly DevicePiece[], index: AdvisoryIndex): string[] {
  const keys = ownKeys(text, pieces);
  return isWord(text) ? [...keys, ...alikeWords(text, index)] : keys;
}

/** Marks the pieces `from` up to `to` as answered by the namings. */
function answer(answers: Answers, filed: Posting | undefined, from: number, to: number, only: readonly number[] | null): void {
  if (filed === undefined) return;
  let mask = 0;
  for (let at = from; at < to; at++) mask |= 1 << at;
  for (const at of among(filed.namings, only)) {
    see(answers, at);
    answers.masks[at] = (answers.masks[at] ?? 0) | mask;
  }
}

/** Namings found by a model number or by their vendor alone: names that hold only words of the trade. */
function addNamed(device: DeviceReading, index: AdvisoryIndex, found: Set<number>, only: readonly number[] | null): void {
  const add = (places: readonly number[] = []): void => among(places, only).forEach((place) => found.add(place));
  for (const run of device.allRuns) for (const key of numberKeys(run)) add(index.byKey.get(key)?.namings);
  for (const key of vendorKeysOf(device)) {
    for (const at of among(index.byVendor.get(key) ?? [], only)) if (sharesWord(device, index, at)) found.add(at);
  }
}

function vendorKeysOf({ vendor, mentioned }: DeviceReading): Set<string> {
  const names = [...vendor.names, ...mentioned.names].flatMap(relatedFirms);
  return new Set([...vendorKeys(vendor), ...vendorKeys(mentioned), ...names.map((name) => `=${name}`)]);
}

/** What a run of letters and digits is looked up by as a model number: itself, and its beginning where a wildcard follows. */
function numberKeys(run: string): readonly string[] {
  return run.length < 5 || !/\d/.test(run) ? noKeys : [run, `^${run.slice(0, 4)}`, `^${run.slice(0, 5)}`];
}

const noKeys: readonly string[] = [];

/** Whether a run of a device's texts could lead to a product as a number. */
export function leadsByNumber(run: string, index: AdvisoryIndex): boolean {
  // No model that is listed has fewer letters, and no number is looked up by fewer.
  return run.length >= 4 && (index.models.has(run) || numberKeys(run).some((key) => index.byKey.has(key)));
}

function sharesWord(device: DeviceReading, index: AdvisoryIndex, at: number): boolean {
  const names = index.namings[at]?.reading.names ?? [];
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
  const mask = letterMaskOf(text);
  const alike = (index.words.get(text[0] ?? '') ?? []).filter((word) => isAlike(word, text, mask));
  const words = alike.map((word) => word.text);
  memory.set(text, words);
  return words;
}

/** Differs by a letter or two, in length too. @param mask of `text` */
export function isAlike(word: FiledWord, text: string, mask = letterMaskOf(text)): boolean {
  return (
    Math.abs(word.text.length - text.length) <= 2 &&
    bitCountOf(word.mask ^ mask) <= 4 &&
    word.text !== text &&
    likeness(word.text, text, false) !== null
  );
}
