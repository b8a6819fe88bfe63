/**
 * The version grammar of advisories: what a publisher says of the versions of a product, read into a clause that a device's
 * version can be judged by. Three answers only (inside, outside, unknown), and unknown is never rounded to either side.
 *
 * What it is: `parse-clause.ts` reads a text (operators, words, wildcards, lists, revision letters, dates, serial numbers,
 * `vers:`), `split-name.ts` the version written inside a product's name, `identifier-ranges.ts` the ranges of CPE, CVE and
 * vers, all into the one `VersionClause`; `read-device.ts` finds the versions in a register line; `judge-version.ts` holds
 * one against the other.
 * What it is not: it does not decide whether the product is the same (`src/core/matching`), it knows no vendor and no
 * product, and "outside every range" says nothing of a fix by the vendor.
 * Followed: CSAF 2.0 section 3.1.2.3.2 (vers:all/*, version ranges); the VERS proposal of package-url; CVE record format
 * 5.1, `affected[].versions`; NVD CPE match criteria; SemVer 2.0.0 section 11. The forms were taken from the medical and
 * industrial advisories of CISA. Kinds are never compared across, and text order is never used.
 */
import type { OperatingSystem } from './operating-system.ts';
import type { DateValue, Release, SerialValue, TextValue, CodeValue } from './version-value.ts';

export interface Bound {
  readonly value: Release | DateValue | SerialValue;
  readonly isInclusive: boolean;
}

export type VersionClause =
  | { readonly kind: 'all' }
  /** At least one bound; both are of one kind. */
  | { readonly kind: 'interval'; readonly lower: Bound | null; readonly upper: Bound | null }
  /** One item of a list: this version and no other; a release with a wildcard stands for all that begin so. */
  | { readonly kind: 'exact'; readonly value: Release | DateValue | SerialValue | CodeValue | TextValue }
  /** Revision letters, both included: every revision whose letter lies between. */
  | { readonly kind: 'letters'; readonly from: string; readonly to: string }
  /** `< august 28`: which year is not said. */
  | { readonly kind: 'incomplete-date'; readonly operator: Operator; readonly text: string; readonly month: number; readonly day: number }
  /** The device runs one of these. */
  | { readonly kind: 'operating-system'; readonly systems: readonly OperatingSystem[] }
  /** Something the device must have or be, said in words; `part` = the versions are those of this part of the device. */
  | { readonly kind: 'condition'; readonly role: 'part' | 'feature'; readonly words: readonly string[] }
  | { readonly kind: 'any-of'; readonly members: readonly VersionClause[] }
  | { readonly kind: 'all-of'; readonly members: readonly VersionClause[] }
  /** Every version but those of its member. */
  | { readonly kind: 'not'; readonly member: VersionClause }
  /** Nothing that can be judged. */
  | { readonly kind: 'unreadable'; readonly text: string };

export type Operator = '<' | '<=' | '>' | '>=';

const printed = new WeakMap<VersionClause, string>();

/** The canonical text; parsing it gives the same clause. */
export function printClause(clause: VersionClause): string {
  const known = printed.get(clause);
  if (known !== undefined) return known;
  const text = printOnce(clause);
  printed.set(clause, text);
  return text;
}

function printOnce(clause: VersionClause): string {
  switch (clause.kind) {
    case 'all':
      return 'vers:all/*';
    case 'interval': {
      const lower = clause.lower === null ? [] : [`${clause.lower.isInclusive ? '>=' : '>'}${printValue(clause.lower.value)}`];
      const upper = clause.upper === null ? [] : [`${clause.upper.isInclusive ? '<=' : '<'}${printValue(clause.upper.value)}`];
      return [...lower, ...upper].join(' ');
    }
    case 'exact':
      return printValue(clause.value);
    case 'letters':
      return `Rev ${clause.from.toUpperCase()}-${clause.to.toUpperCase()}`;
    case 'incomplete-date':
      return `${clause.operator}incomplete:${JSON.stringify(clause.text)}`;
    case 'operating-system':
      return `os:${JSON.stringify(clause.systems.map(({ family, release }) => `${family} ${release}`))}`;
    case 'condition':
      return `${clause.role}:${JSON.stringify(clause.words)}`;
    case 'any-of':
      return clause.members.map(printMember).join(' | ');
    case 'all-of':
      return clause.members.map(printMember).join(' && ');
    case 'not':
      return `not:(${printClause(clause.member)})`;
    case 'unreadable':
      return `unreadable:${JSON.stringify(clause.text)}`;
  }
}

function printMember(clause: VersionClause): string {
  return clause.kind === 'any-of' || clause.kind === 'all-of' ? `(${printClause(clause)})` : printClause(clause);
}

function printValue(value: Release | DateValue | SerialValue | CodeValue | TextValue): string {
  // Plain where it reads back as the same without its kind.
  if (value.kind === 'release' && /^[vVrR]?\d{1,4}(?:\.\d+)+[a-z]?$/.test(value.text)) return value.text;
  return `${value.kind}:${JSON.stringify(value.text)}`;
}
