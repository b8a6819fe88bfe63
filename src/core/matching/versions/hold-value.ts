/** Holds one bound, item or letter range against the versions a register line may mean. */
import { compareLetters } from './parse-clause.ts';
import { type ReleaseOrder, beginsWith, compareDigits, compareReleases, withoutZeros } from './release.ts';
import type { DeviceVersion, VersionCandidate } from './read-device.ts';
import type { Verdict, VersionReason } from './verdict.ts';
import type { Bound, VersionClause } from './version-clause.ts';
import type { CodeValue, DateValue, Release, SerialValue, TextValue, VersionValue } from './version-value.ts';

type Held = { readonly is: 'in' | 'out' } | { readonly is: 'unknown'; readonly reason: VersionReason };

const inside: Held = { is: 'in' };
const outside: Held = { is: 'out' };
const unknown = (reason: VersionReason): Held => ({ is: 'unknown', reason });

export function holdBound(clause: VersionClause & { kind: 'interval' }, device: DeviceVersion): Verdict {
  const kind = (clause.lower ?? clause.upper)?.value.kind;
  const releases = [clause.lower, clause.upper].flatMap((bound) => (bound?.value.kind === 'release' ? bound.value : []));
  const held = heldBy(device, kind === 'date', (reading) => {
    if (isOfOtherSize(reading, releases)) return null;
    const lower = clause.lower === null ? inside : holdSide(reading, clause.lower, false);
    const upper = clause.upper === null ? inside : holdSide(reading, clause.upper, true);
    if (lower === null || upper === null) return null;
    if (lower.is === 'out' || upper.is === 'out') return outside;
    return lower.is === 'unknown' ? lower : upper;
  });
  return { ...held, basis: 'range', clause };
}

export function holdExact(clause: VersionClause & { kind: 'exact' }, device: DeviceVersion): Verdict {
  const { value } = clause;
  if (value.kind === 'code' || value.kind === 'text') {
    const held = holdWords(value, device);
    return { ...held, basis: 'list', clause };
  }
  const held = heldBy(device, value.kind === 'date', (reading) => holdSame(reading, value));
  return { ...held, basis: value.kind === 'release' && value.isWild ? 'range' : 'list', clause };
}

export function holdLetters(clause: VersionClause & { kind: 'letters' }, device: DeviceVersion): Verdict {
  const held = heldBy(device, false, (reading) => {
    if (reading.kind !== 'release' || reading.prefix !== '') return null;
    const [letter = ''] = reading.core;
    if (!/^[a-z]{1,2}$/.test(letter)) return null;
    return compareLetters(clause.from, letter) <= 0 && compareLetters(letter, clause.to) <= 0 ? inside : outside;
  });
  return { ...held, basis: 'range', clause };
}

interface HeldBy {
  readonly is: Verdict['is'];
  readonly reason: VersionReason;
  readonly candidate: VersionCandidate | null;
}

/** Place by place, the version field first; within a place a version that is called the software's first. */
function heldBy(device: DeviceVersion, isDate: boolean, hold: (reading: VersionValue) => Held | null): HeldBy {
  let doubt: HeldBy | null = null;
  for (const place of ['version', 'product', 'description'] as const) {
    const there = device.candidates.filter((candidate) => isAsked(candidate, place, isDate));
    if (there.length === 0) continue;
    const results = there.flatMap((candidate) => {
      const held = candidate.readings.flatMap((reading) => hold(reading) ?? []);
      const best = held.find(({ is }) => is !== 'unknown') ?? held[0];
      return best === undefined ? [] : [{ candidate, held: best }];
    });
    const decided = preferred(results.filter(({ held }) => held.is !== 'unknown'));
    if (decided === 'disagree') return { is: 'unknown', reason: 'other-scheme', candidate: there[0] ?? null };
    if (decided !== null)
      return { is: decided.held.is, reason: decided.held.is === 'in' ? 'inside' : 'outside', candidate: decided.candidate };
    const [first] = results;
    if (doubt === null && first?.held.is === 'unknown') doubt = { is: 'unknown', reason: first.held.reason, candidate: first.candidate };
  }
  if (doubt !== null) return doubt;
  const [any] = device.candidates;
  const isMissing = device.isMissing && !device.candidates.some(({ place }) => place === 'version');
  return { is: 'unknown', reason: isMissing ? 'device-version-missing' : 'other-kind', candidate: any ?? null };
}

/** A date only where a date is asked, and never the version of the hardware: what is asked is the software's. */
function isAsked({ place, label }: VersionCandidate, asked: VersionCandidate['place'], isDate: boolean): boolean {
  return place === asked && label !== 'hardware' && (label !== 'date' || isDate);
}

interface Result {
  readonly candidate: VersionCandidate;
  readonly held: Held;
}

function preferred(results: readonly Result[]): Result | 'disagree' | null {
  for (const labels of [['software', 'firmware', 'date'], [null], ['serial']] as const) {
    const chosen = results.filter(({ candidate }) => (labels as readonly (string | null)[]).includes(candidate.label));
    const [first] = chosen;
    if (first === undefined) continue;
    return chosen.every(({ held }) => held.is === first.held.is) ? first : 'disagree';
  }
  return null;
}

/** Null where the reading is of another kind. */
function holdSide(reading: VersionValue, { value, isInclusive }: Bound, isUpper: boolean): Held | null {
  if (value.kind === 'date') return reading.kind === 'date' ? holdDate(reading, value, isInclusive, isUpper) : null;
  if (value.kind === 'serial') return reading.kind === 'serial' ? sided(orderOfSerials(reading, value), isInclusive, isUpper) : null;
  if (reading.kind !== 'release') return null;
  const start = value.isWild || isLetterOnly(value) ? beginsWith(reading, value) : false;
  if (start === true) return isInclusive ? inside : outside;
  // "3.x" in the register is any 3: a bound within 3 cannot be held against it.
  if (reading.isWild && beginsWith(value, reading) !== false) return unknown('too-coarse');
  return sided(compareReleases(reading, value), isInclusive, isUpper);
}

function sided({ order, relation }: ReleaseOrder, isInclusive: boolean, isUpper: boolean): Held {
  if (order === null) return unknown(relation === 'too-coarse' ? 'too-coarse' : 'other-scheme');
  if (order === 0) return isInclusive ? inside : outside;
  return order < 0 === isUpper ? inside : outside;
}

function holdDate(device: DateValue, bound: DateValue, isInclusive: boolean, isUpper: boolean): Held {
  const limit = isInclusive === isUpper ? bound.to : bound.from;
  // Upper: inclusive to the last day of the bound, exclusive before its first; lower: the other way round.
  const isIn = isUpper ? (isInclusive ? device.to <= limit : device.to < limit) : isInclusive ? device.from >= limit : device.from > limit;
  const isOut = isUpper ? (isInclusive ? device.from > limit : device.from >= limit) : isInclusive ? device.to < limit : device.to <= limit;
  return isIn ? inside : isOut ? outside : unknown('too-coarse');
}

function orderOfSerials(device: SerialValue, right: SerialValue): ReleaseOrder {
  const left =
    right.isStart && device.digits.length > right.digits.length
      ? { ...device, digits: device.digits.slice(0, right.digits.length) }
      : device;
  // Plain numbers go by their value; with letters before them only numbers of one length are of one pattern.
  if (left.stem !== right.stem || (left.stem !== '' && left.digits.length !== right.digits.length))
    return { order: null, relation: 'other-series' };
  return { order: compareDigits(withoutZeros(left.digits), withoutZeros(right.digits)), relation: 'ordered' };
}

function isLetterOnly({ core, prefix, marks }: Release): boolean {
  return core.length === 1 && prefix === '' && marks.length === 0 && /^[a-z]+$/.test(core[0] ?? '');
}

/**
 * Numbers of another size are of another numbering: 882438 is a model and not "above 3.2", and 3.4 is not "below 2017".
 * Only where no bound is of the device's own size.
 */
function isOfOtherSize(reading: VersionValue, asked: readonly Release[]): boolean {
  if (reading.kind !== 'release' || asked.length === 0) return false;
  const [number = ''] = reading.core;
  return asked.every(({ core: [other = ''] }) => {
    if (!/^\d+$/.test(number) || !/^\d+$/.test(other)) return false;
    const isBare = reading.core.length === 1 && reading.marks.length === 0 && number.length >= 3;
    return (
      (number.length - other.length >= 2 && (isBare || number.length >= 4)) || (other.length >= 4 && other.length - number.length >= 2)
    );
  });
}

function holdSame(reading: VersionValue, value: Release | DateValue | SerialValue): Held | null {
  if (value.kind === 'date') {
    if (reading.kind !== 'date') return null;
    if (reading.from >= value.from && reading.to <= value.to) return inside;
    return reading.to < value.from || reading.from > value.to ? outside : unknown('too-coarse');
  }
  if (value.kind === 'serial') {
    if (reading.kind !== 'serial') return null;
    const { order } = orderOfSerials(reading, value);
    return order === null ? unknown('other-scheme') : order === 0 ? inside : outside;
  }
  if (reading.kind !== 'release' || isOfOtherSize(reading, [value])) return null;
  if (value.isWild || isLetterOnly(value)) {
    const begins = beginsWith(reading, value);
    return begins === null ? unknown('other-scheme') : begins ? inside : outside;
  }
  if (reading.isWild && beginsWith(value, reading) !== false) return unknown('too-coarse');
  const { order, relation } = compareReleases(reading, value);
  if (relation === 'other') return outside;
  if (order === null) return unknown(relation === 'too-coarse' ? 'too-coarse' : 'other-scheme');
  return order === 0 ? inside : outside;
}

/** Codes and words: inside where they stand in the version or the product; outside where another code of the same pattern does. */
function holdWords(value: CodeValue | TextValue, device: DeviceVersion): HeldBy {
  const isLongCode = value.kind === 'code' && value.words.join('').length >= 5;
  for (const place of ['version', 'product', 'description'] as const) {
    // A note names many numbers: only a long code is sure to be this one.
    if ((place !== 'description' || isLongCode) && stands(device.texts[place], value)) {
      const candidate = device.candidates.find((one) => one.place === place) ?? null;
      return { is: 'in', reason: 'inside', candidate };
    }
  }
  if (value.kind === 'code') {
    const isAnother = (reading: VersionValue) => reading.kind === 'code' && isOfSamePattern(reading, value.words);
    const another = device.candidates.find((candidate) => candidate.readings.some(isAnother));
    if (another !== undefined) return { is: 'out', reason: 'outside', candidate: another };
  }
  return { is: 'unknown', reason: device.isMissing ? 'device-version-missing' : 'other-kind', candidate: null };
}

/** Patterns are built once for each value: one list is held against many devices. */
const patterns = new WeakMap<CodeValue | TextValue, readonly RegExp[]>();

function stands(text: string, value: CodeValue | TextValue): boolean {
  if (text === '') return false;
  const known = patterns.get(value) ?? patternsOf(value);
  patterns.set(value, known);
  return known.length > 0 && known.every((pattern) => pattern.test(text));
}

/** A code's words stand together, whatever parts them; the words of a text anywhere. */
function patternsOf(value: CodeValue | TextValue): readonly RegExp[] {
  if (value.kind === 'code') return [new RegExp(`(?<![\\p{L}\\p{N}.])${value.words.join('[\\s./_-]*')}(?![\\p{L}\\p{N}]|\\.\\d)`, 'u')];
  const words = value.folded === '' ? [] : value.folded.split(' ');
  return words.map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'u'));
}

function isOfSamePattern(code: CodeValue, words: readonly string[]): boolean {
  return (
    code.words.length === words.length &&
    words.every((word, index) => {
      const found = code.words[index] ?? '';
      return /^\d+$/.test(word) ? /^\d+$/.test(found) && found.length === word.length : found === word;
    })
  );
}
