/** What one clause says of one device, with what decided it. */
import type { VersionCandidate } from './read-device.ts';
import type { VersionClause } from './version-clause.ts';

/** Why: a code, for people to be told in their language. */
export type VersionReason =
  | 'every-version'
  | 'inside'
  | 'outside'
  | 'device-version-missing'
  /** The register's version is of another kind: a model number, an operating system, a date. */
  | 'other-kind'
  /** Of another series or numbering: U61 against L81. */
  | 'other-scheme'
  /** Not exact enough: a year against a day, a version without its build. */
  | 'too-coarse'
  /** The clause asks for something the register does not tell: an operating system, an option, a part. */
  | 'condition-unknown'
  | 'date-incomplete'
  | 'clause-unreadable';

export interface Verdict {
  readonly is: 'in' | 'out' | 'unknown';
  readonly reason: VersionReason;
  readonly basis: 'range' | 'list' | 'all-versions' | null;
  readonly candidate: VersionCandidate | null;
  readonly clause: VersionClause;
}
