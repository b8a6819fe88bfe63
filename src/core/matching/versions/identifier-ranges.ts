/**
 * The version ranges of machine-readable sources as the same clauses: NVD's CPE match criteria, `affected[].versions` of the
 * CVE record format 5.1, and `vers`. What cannot be ordered without the history of the source (commits of git) stays
 * unreadable and so unknown.
 */
import { saysAll } from './clause-phrases.ts';
import { readRelease } from './release.ts';
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

/** Types whose order is another than that of dotted numbers, and is not known here. */
const unorderedTypes = /^(?:git|original_commit_for_fix|commit|commit-id|commit hash|purl|cpe)$/i;

/** The versions the entry speaks of, whatever its status says of them. */
export function rangeOfCveAffected({
  version,
  lessThan = null,
  lessThanOrEqual = null,
  versionType = null,
  changes = [],
}: CveVersion): VersionClause {
  const upper = lessThan ?? lessThanOrEqual;
  const text = [version, upper].filter((one) => one !== null).join(' … ');
  if (versionType !== null && unorderedTypes.test(versionType)) return { kind: 'unreadable', text };
  // Within a range that changes its status on the way, only the source knows which part is meant.
  if (changes.length > 0) return withChanges(version, changes) ?? { kind: 'unreadable', text };
  if (upper === null)
    return saysAll(version) && version !== '-' && !/^n\/a$/i.test(version)
      ? { kind: 'all' }
      : version === '0'
        ? exactly('0')
        : unstated(version);
  const start = isStart(version) ? null : version;
  if (upper === '*') return start === null ? { kind: 'all' } : between(start, true, null, false);
  return between(start, true, upper, lessThan === null);
}

/** `version` is affected until the first change that says it is not. */
function withChanges(version: string, changes: readonly { readonly at: string; readonly status: string }[]): VersionClause | null {
  const [change] = changes;
  if (changes.length !== 1 || change === undefined || change.status !== 'unaffected') return null;
  return between(isStart(version) ? null : version, true, change.at, false);
}

function isStart(version: string): boolean {
  return /^(?:0|\*|-|n\/a|unspecified|unknown|all|any|none|)$/i.test(version.trim());
}

/** "n/a" and "-" say that the publisher gives no version here. */
function unstated(version: string): VersionClause {
  return /^(?:n\/a|-|unspecified|unknown|)$/i.test(version.trim()) ? { kind: 'unreadable', text: version } : parseVersionClause(version);
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
  if (lower === undefined || upper === undefined || (lower === null && upper === null))
    return { kind: 'unreadable', text: `${start ?? ''} … ${end ?? ''}` };
  return { kind: 'interval', lower, upper };
}

/** Undefined where it cannot be ordered. */
function boundOf(text: string, isInclusive: boolean): Bound | undefined {
  const value = readRelease(text.replace(/\\(.)/g, '$1'));
  return value === null ? undefined : { value, isInclusive };
}

function exactly(version: string): VersionClause {
  const value = readRelease(version);
  return value === null ? { kind: 'unreadable', text: version } : { kind: 'exact', value };
}
