/**
 * The version ranges of machine-readable sources as the same clauses: NVD's CPE match criteria, `affected[].versions` of the
 * CVE record format 5.1, and `vers`. What cannot be ordered without the history of the source (commits of git) stays
 * unreadable and so unknown.
 */
import { readBound } from './clause-values.ts';
import { compareReleases, readRelease } from './release.ts';
import { parseVersBody, parseVersionClause } from './parse-clause.ts';
import type { Bound, VersionClause } from './version-clause.ts';

export interface CpeMatchRange {
  /** The version of the CPE name itself: `*`, `-` or one version. */
  readonly version?: string | null;
  readonly versionStartIncluding?: string | null;
  readonly versionStartExcluding?: string | null;
  readonly versionEndIncluding?: string | null;
  readonly versionEndExcluding?: string | null;
}

export function rangeOfCpeMatch(range: CpeMatchRange): VersionClause {
  const start = range.versionStartIncluding ?? range.versionStartExcluding ?? null;
  const end = range.versionEndIncluding ?? range.versionEndExcluding ?? null;
  if (start !== null || end !== null) {
    const isStartIncluded = (range.versionStartIncluding ?? null) !== null;
    return between(start, isStartIncluded, end, (range.versionEndIncluding ?? null) !== null);
  }
  const version = (range.version ?? '*').replace(/\\(.)/g, '$1');
  if (version === '*') return { kind: 'all' };
  // `-`: "has no version" is not "any version".
  if (version === '-' || version === '') return { kind: 'unreadable', text: version };
  return exactly(version);
}

export interface CveVersion {
  readonly version: string;
  readonly status?: string;
  readonly lessThan?: string | null;
  readonly lessThanOrEqual?: string | null;
  readonly versionType?: string | null;
  readonly changes?: readonly { readonly at: string; readonly status: string }[];
}

/** Types whose order is another than that of dotted numbers (commits, or an epoch before the version), and is not known here. */
const unorderedTypes = /^(?:git|original_commit_for_fix|commit|commit-id|commit hash|purl|cpe|rpm|rpm, exe|deb|dpkg|apk)$/i;

/** The versions the entry speaks of, whatever its status says of them. */
export function rangeOfCveAffected({
  version,
  lessThan = null,
  lessThanOrEqual = null,
  versionType = null,
  changes = [],
}: CveVersion): VersionClause {
  const upper = lessThan ?? lessThanOrEqual;
  const unread: VersionClause = { kind: 'unreadable', text: [version, upper].filter((one) => one !== null).join(' … ') };
  if (versionType !== null && unorderedTypes.test(versionType)) return unread;
  const isSemver = versionType !== null && /^semver/i.test(versionType);
  // Build data behind a plus has no rank in SemVer.
  const plain = (text: string) => (isSemver ? text.replace(/\+.*$/, '') : text);
  const start = isStart(version) ? null : plain(version);
  if (upper === null && changes.length === 0) return start === null ? startAlone(version) : parseVersionClause(start);
  const isOpen = upper === null || upper === '*';
  const whole = isOpen
    ? start === null
      ? null
      : between(start, true, null, false)
    : between(start, true, plain(upper), lessThan === null);
  if (changes.length === 0) return whole ?? { kind: 'all' };
  // Within a range that changes its status more than once, only the source knows which part is meant.
  const [change] = changes;
  if (changes.length > 1 || change?.status !== 'unaffected') return unread;
  const untilChange = between(start, true, plain(change.at), false);
  return whole !== null && endsBefore(whole, untilChange) ? whole : untilChange;
}

/** A start without an end: "0" is that version, "*" every one, and "n/a" says that the publisher tells none. */
function startAlone(version: string): VersionClause {
  if (version.trim() === '0') return exactly('0');
  return /^(?:\*|all|any)$/i.test(version.trim()) ? { kind: 'all' } : { kind: 'unreadable', text: version };
}

function endsBefore(whole: VersionClause, other: VersionClause): boolean {
  if (whole.kind !== 'interval' || other.kind !== 'interval') return false;
  const left = whole.upper?.value;
  const right = other.upper?.value;
  return left?.kind === 'release' && right?.kind === 'release' && compareReleases(left, right).order === -1;
}

function isStart(version: string): boolean {
  return /^(?:0|\*|-|n\/a|unspecified|unknown|all|any|none|)$/i.test(version.trim());
}

export function rangeOfVers(text: string): VersionClause {
  const body = /^vers:[a-z0-9.+-]+\/(.*)$/is.exec(text.trim())?.[1];
  return body === undefined ? { kind: 'unreadable', text } : parseVersBody(body.includes('%') ? parseDecoded(body) : body);
}

function parseDecoded(body: string): string {
  try {
    return decodeURIComponent(body);
  } catch {
    return body;
  }
}

function between(start: string | null, isStartIncluded: boolean, end: string | null, isEndIncluded: boolean): VersionClause {
  const lower = start === null ? null : boundOf(start, isStartIncluded);
  const upper = end === null ? null : boundOf(end, isEndIncluded);
  if (
    lower === undefined ||
    upper === undefined ||
    (lower !== null && upper !== null && lower.value.kind !== upper.value.kind) ||
    (lower === null && upper === null)
  )
    return { kind: 'unreadable', text: `${start ?? ''} … ${end ?? ''}` };
  return { kind: 'interval', lower, upper };
}

/** Undefined where it cannot be ordered. */
function boundOf(text: string, isInclusive: boolean): Bound | undefined {
  const value = readBound(text.replace(/\\(.)/g, '$1'));
  return value === null || value.kind === 'incomplete' ? undefined : { value, isInclusive };
}

function exactly(version: string): VersionClause {
  const value = readRelease(version);
  return value === null ? { kind: 'unreadable', text: version } : { kind: 'exact', value };
}
