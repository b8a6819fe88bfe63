/**
 * Holds the version of a device against what an advisory says of a product that the device is. Three-valued: inside every
 * clause is affected, outside one is fixed, anything else undetermined. See `version-clause.ts`.
 */
import type { Day } from '../../kernel/time.ts';
import { lastBefore } from './calendar.ts';
import { holdBound, holdExact, holdLetters } from './hold-value.ts';
import type { DeviceVersion, VersionCandidate } from './read-device.ts';
import type { Verdict, VersionReason } from './verdict.ts';
import { type VersionClause, printClause } from './version-clause.ts';

export interface VersionJudgement {
  /** `fixed` = outside every range named; no vendor said so. */
  readonly status: 'affected' | 'fixed' | 'undetermined';
  readonly basis: 'range' | 'list' | 'all-versions' | 'version-missing' | 'not-comparable';
  /** The clause that decided, printed. */
  readonly clauseText: string | null;
  readonly reason: VersionReason;
  /** The version of the register that was held against it. */
  readonly candidate: VersionCandidate | null;
}

export interface JudgeOptions {
  /** The day the advisory was published: a date without a year is then the last such day before it. */
  readonly publishedOn?: Day | null;
}

/** All clauses must hold: those of one product entry (its branch, its name). None at all says every version. */
export function judgeVersion(clauses: readonly VersionClause[], device: DeviceVersion, options: JudgeOptions = {}): VersionJudgement {
  const verdict = allVerdict({ kind: 'all-of', members: clauses }, clauses, device, options);
  return judgementOf(verdict);
}

function judgementOf({ is, reason, basis, candidate, clause }: Verdict): VersionJudgement {
  const clauseText = clause.kind === 'all-of' && clause.members.length === 0 ? null : printClause(clause);
  if (is === 'unknown') {
    const isMissing = reason === 'device-version-missing' || reason === 'condition-unknown';
    return { status: 'undetermined', basis: isMissing ? 'version-missing' : 'not-comparable', clauseText, reason, candidate };
  }
  return { status: is === 'in' ? 'affected' : 'fixed', basis: basis ?? 'all-versions', clauseText, reason, candidate };
}

function verdictOf(clause: VersionClause, device: DeviceVersion, options: JudgeOptions): Verdict {
  switch (clause.kind) {
    case 'all':
      return { is: 'in', reason: 'every-version', basis: 'all-versions', candidate: null, clause };
    case 'interval':
      return holdBound(clause, device);
    case 'exact':
      return holdExact(clause, device);
    case 'letters':
      return holdLetters(clause, device);
    case 'incomplete-date':
      return incompleteVerdict(clause, device, options);
    case 'operating-system':
      return systemVerdict(clause, device);
    case 'condition':
      return conditionVerdict(clause, device);
    case 'any-of':
      return anyVerdict(clause, device, options);
    case 'all-of':
      return allVerdict(clause, clause.members, device, options);
    case 'not':
      return notVerdict(clause, device, options);
    case 'unreadable':
      return { is: 'unknown', reason: 'clause-unreadable', basis: null, candidate: null, clause };
  }
}

function notVerdict(clause: VersionClause & { kind: 'not' }, device: DeviceVersion, options: JudgeOptions): Verdict {
  const verdict = verdictOf(clause.member, device, options);
  if (verdict.is === 'unknown') return { ...verdict, clause };
  const is = verdict.is === 'in' ? 'out' : 'in';
  return { ...verdict, is, reason: is === 'in' ? 'inside' : 'outside', basis: 'list', clause };
}

function incompleteVerdict(
  clause: VersionClause & { kind: 'incomplete-date' },
  device: DeviceVersion,
  { publishedOn }: JudgeOptions,
): Verdict {
  const date = publishedOn === undefined || publishedOn === null ? null : lastBefore(clause, publishedOn);
  if (date === null)
    return {
      is: 'unknown',
      reason: device.candidates.length === 0 ? 'device-version-missing' : 'date-incomplete',
      basis: null,
      candidate: null,
      clause,
    };
  const bound = { value: date, isInclusive: clause.operator.endsWith('=') };
  const isUpper = clause.operator.startsWith('<');
  return { ...holdBound({ kind: 'interval', lower: isUpper ? null : bound, upper: isUpper ? bound : null }, device), clause };
}

function systemVerdict(clause: VersionClause & { kind: 'operating-system' }, device: DeviceVersion): Verdict {
  const named = device.systems;
  if (named.length === 0) return { is: 'unknown', reason: 'condition-unknown', basis: null, candidate: null, clause };
  const isOne = named.some((system) =>
    clause.systems.some(({ family, release }) => system.family === family && system.release === release),
  );
  return { is: isOne ? 'in' : 'out', reason: isOne ? 'inside' : 'outside', basis: 'list', candidate: null, clause };
}

/** Where only the description names the part, only the versions written there are its versions. */
function ofPart(device: DeviceVersion, words: readonly string[]): DeviceVersion {
  const { candidates, systems, isMissing, texts } = device;
  const { version, product, description } = texts;
  if (!saysOneOf(description, words) || saysOneOf(version, words) || saysOneOf(product, words)) return device;
  return { candidates: candidates.filter(({ place }) => place === 'description'), systems, isMissing, texts };
}

/** One pattern for each condition: it is asked of many devices. */
const wordPatterns = new WeakMap<readonly string[], RegExp>();

function saysOneOf(text: string, words: readonly string[]): boolean {
  if (words.length === 0 || text === '') return false;
  const known = wordPatterns.get(words) ?? new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escaped).join('|')})`, 'u');
  wordPatterns.set(words, known);
  // "U.S." is written in both ways.
  return known.test(text.replace(/(?<=\bu)\.(?=s)|(?<=\bu\.s)\./g, ''));
}

function conditionVerdict(clause: VersionClause & { kind: 'condition' }, { texts }: DeviceVersion): Verdict {
  const isSaid = [texts.version, texts.product, texts.description].some((text) => saysOneOf(text, clause.words));
  return { is: isSaid ? 'in' : 'unknown', reason: isSaid ? 'inside' : 'condition-unknown', basis: null, candidate: null, clause };
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function allVerdict(clause: VersionClause, members: readonly VersionClause[], device: DeviceVersion, options: JudgeOptions): Verdict {
  const asked = members.find((member) => member.kind === 'condition' && member.role === 'part');
  const subject = asked?.kind === 'condition' ? ofPart(device, asked.words) : device;
  const verdicts = members.map((member) => verdictOf(member, member === asked ? device : subject, options));
  const apart = verdicts.find(({ is }, index) => is === 'out' && members[index]?.kind === 'all-of');
  if (apart !== undefined) return apart;
  // The version of a part says nothing of the version of the whole.
  const part = verdicts.find((verdict) => verdict.clause.kind === 'condition' && verdict.clause.role === 'part' && verdict.is !== 'in');
  if (part !== undefined) return part;
  const out = verdicts.find(({ is }) => is === 'out');
  if (out !== undefined) return out;
  const unknown =
    verdicts.find(({ is, reason }) => is === 'unknown' && reason !== 'condition-unknown') ?? verdicts.find(({ is }) => is === 'unknown');
  if (unknown !== undefined) return unknown;
  const decided = verdicts.find(({ basis }) => basis === 'range') ?? verdicts.find(({ basis }) => basis === 'list') ?? verdicts[0];
  return decided ?? { is: 'in', reason: 'every-version', basis: 'all-versions', candidate: null, clause };
}

/** The device may be inside for all that is known; a member of another kind only says nothing. */
const openReasons: ReadonlySet<VersionReason> = new Set(['too-coarse', 'condition-unknown', 'date-incomplete', 'clause-unreadable']);

/** Inside one is inside. What cannot be compared (another series, a code where a number stands) says nothing once another can. */
function anyVerdict(clause: VersionClause & { kind: 'any-of' }, device: DeviceVersion, options: JudgeOptions): Verdict {
  const verdicts = clause.members.map((member) => verdictOf(member, device, options));
  const inside = verdicts.find(({ is }) => is === 'in');
  const coarse = verdicts.find(({ is, reason }) => is === 'unknown' && openReasons.has(reason));
  if (inside !== undefined) {
    return isAboveItsOwnCeiling(inside, verdicts)
      ? { ...inside, is: 'unknown', reason: 'other-scheme', basis: null, clause }
      : { ...inside, basis: unionBasis(inside), clause };
  }
  if (coarse !== undefined) return { ...coarse, clause };
  const out = verdicts.find(({ is }) => is === 'out');
  if (out !== undefined) return { ...out, basis: verdicts.some(({ basis }) => basis === 'range') ? 'range' : 'list', clause };
  const [first] = verdicts;
  return { ...(first ?? { is: 'unknown', reason: 'clause-unreadable', basis: null, candidate: null }), clause };
}

function unionBasis({ basis }: Verdict): Verdict['basis'] {
  return basis ?? 'list';
}

/**
 * "<= 4.2.21 | <= 5.0.27": one ceiling for each series. 4.3 lies under the second, but above the ceiling of its own series:
 * which of the two was meant is not said.
 */
function isAboveItsOwnCeiling(inside: Verdict, verdicts: readonly Verdict[]): boolean {
  const series = ceilingSeries(inside);
  const device = inside.candidate?.readings.find((reading) => reading.kind === 'release')?.core[0];
  if (series === null || device === undefined || series === device) return false;
  return verdicts.some((verdict) => verdict.is === 'out' && ceilingSeries(verdict) === device);
}

function ceilingSeries({ clause }: Verdict): string | null {
  return clause.kind === 'interval' && clause.lower === null && clause.upper?.value.kind === 'release'
    ? (clause.upper.value.core[0] ?? null)
    : null;
}
