/**
 * Whether the version of a component is one that an advisory means by a package. Three-valued: a version that is missing, or that nobody
 * here can compare, is never rounded to either side.
 */
import type { AdvisoryPackage } from '../../advisories/advisory.ts';
import type { PackageUrl } from '../../packages/purl.ts';
import { isInRange, parseVers } from '../../packages/vers.ts';
import { compareVersionsOf, isEcosystem } from '../../packages/versions/scheme.ts';
import type { VersionJudgement } from '../versions/judge-version.ts';

export interface PackageVerdict {
  /** Undefined: cannot be known. */
  readonly isMeant: boolean | undefined;
  readonly basis: VersionJudgement['basis'];
  /** As of the rules of names: `version-inside`, `version-outside` … */
  readonly rule: string;
  /** What was held against it, as written. */
  readonly clause: string;
}

const listedMax = 5;

/** @param version of the component; @param named the package URL of the advisory's package, parsed. Null: another version is meant alone. */
export function judgePackage(version: string | null, named: PackageUrl, { ranges, versions }: AdvisoryPackage): PackageVerdict | null {
  const compare = compareVersionsOf(named.type);
  const isSame = (other: string): boolean => version !== null && (version === other || compare?.(version, other) === 0);
  if (named.version !== null) {
    if (version === null) return missing(named.version);
    return isSame(named.version) ? { isMeant: true, basis: 'list', rule: 'version-inside', clause: named.version } : null;
  }
  const everyVersion = ranges.find(
    (range) => range.kind === 'vers' && /^vers:[a-z0-9.-]+\/\*$/.test(range.vers) && range.vers !== 'vers:none/*',
  );
  if (everyVersion !== undefined) return { isMeant: true, basis: 'all-versions', rule: 'version-every-version', clause: 'all versions' };
  const listed = versions.length > listedMax ? `${versions.slice(0, listedMax).join(' | ')} | …` : versions.join(' | ');
  const clause = [...ranges.map((range) => (range.kind === 'vers' ? range.vers : 'commits')), ...(listed === '' ? [] : [listed])].join(
    ' | ',
  );
  if (version === null) return missing(clause);
  const own = versions.find(isSame);
  if (own !== undefined) return { isMeant: true, basis: 'list', rule: 'version-inside', clause: own };
  return outsideList(version, named, { ranges, versions }, clause);
}

/** Of a version that the list does not name. */
function outsideList(
  version: string,
  named: PackageUrl,
  { ranges, versions }: Pick<AdvisoryPackage, 'ranges' | 'versions'>,
  clause: string,
): PackageVerdict {
  const said = ranges.map((range) => (range.kind === 'vers' ? { vers: range.vers, ...inRange(version, named.type, range.vers) } : null));
  const inside = said.find((one) => one?.isMeant === true);
  if (inside !== undefined && inside !== null) return { isMeant: true, basis: 'range', rule: 'version-inside', clause: inside.vers };
  const unknown = said.find((one) => one?.isMeant === undefined && one !== null);
  if (unknown !== undefined && unknown !== null)
    return { isMeant: undefined, basis: 'not-comparable', rule: unknown.rule, clause: unknown.vers };
  // Commits beside a list were walked by whoever wrote the list; alone they tell nothing of a version.
  const isTold = versions.length > 0 || said.some((one) => one !== null);
  if (!isTold) return { isMeant: undefined, basis: 'not-comparable', rule: 'version-clause-unreadable', clause };
  return { isMeant: false, basis: ranges.length === 0 ? 'list' : 'range', rule: 'version-outside', clause };
}

function inRange(version: string, type: string, text: string): { readonly isMeant: boolean | undefined; readonly rule: string } {
  const read = parseVers(text);
  if (read.kind === 'broken') return { isMeant: undefined, rule: 'version-clause-unreadable' };
  const { scheme } = read.range;
  // VERS: versions of one ecosystem are not held against a range of another.
  if (scheme !== type && isEcosystem(scheme)) return { isMeant: undefined, rule: 'version-other-scheme' };
  return { isMeant: isInRange(version, read.range), rule: 'version-other-kind' };
}

function missing(clause: string): PackageVerdict {
  return { isMeant: undefined, basis: 'version-missing', rule: 'version-device-version-missing', clause };
}
