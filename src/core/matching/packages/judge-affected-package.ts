/**
 * Whether `affected[]` of a CVE record holds the version of a component, in the order of versions of the component's ecosystem. Three-valued:
 * commits, and versions that the ecosystem cannot order, are never rounded to either side.
 * Followed: CVE record format 5.1, `versions`; of what that leaves open, `identifiers/affected.ts`.
 */
import type { AffectedStatus, AffectedVersion, AffectedVersions } from '../../advisories/advisory.ts';
import { compareVersionsOf, type CompareVersions } from '../../packages/versions/scheme.ts';
import type { PackageVerdict } from './judge-package.ts';

interface Held {
  readonly entry: AffectedVersion;
  /** Undefined: cannot be known. */
  readonly isIn: boolean | undefined;
  readonly status: AffectedStatus | undefined;
  readonly isRange: boolean;
}

/** @param type of the package URL, which names the ecosystem */
export function judgeAffectedPackage(version: string | null, type: string, said: AffectedVersions): PackageVerdict {
  const clause = said.versions.filter(({ status }) => status === 'affected').map(textOf);
  const text = clause.slice(0, 5).join(' | ') + (clause.length > 5 ? ' | …' : '');
  if (said.versions.length === 0) return byDefault(said, { basis: 'all-versions', rule: 'version-every-version', clause: 'all versions' });
  if (version === null) return { isMeant: undefined, basis: 'version-missing', rule: 'version-device-version-missing', clause: text };
  const held = said.versions.map((entry) =>
    hold(version, entry, isComparable(entry.versionType, type) ? compareVersionsOf(type) : undefined),
  );
  const covering = held.filter(({ isIn }) => isIn === true);
  const closest = covering.some(({ isRange }) => !isRange) ? covering.filter(({ isRange }) => !isRange) : covering;
  const affected = closest.find(({ status }) => status === 'affected');
  if (affected !== undefined) return verdict(true, affected);
  const open = held.find(
    (one) => (one.isIn === undefined || (one.isIn && one.status === undefined)) && one.entry.status !== said.defaultStatus,
  );
  const cleared = closest.find(({ status }) => status === 'unaffected');
  // An exact word stands before what nobody can compare.
  if (cleared !== undefined && (open === undefined || !cleared.isRange)) return verdict(false, cleared);
  if (open !== undefined)
    return { ...verdict(undefined, open), rule: open.entry.versionType === 'git' ? 'version-clause-unreadable' : 'version-other-kind' };
  if (closest.length > 0) return { isMeant: undefined, basis: 'not-comparable', rule: 'version-other-kind', clause: text };
  const isRange = held.some((one) => one.isRange);
  return byDefault(said, { basis: isRange ? 'range' : 'list', rule: 'version-outside', clause: text });
}

function byDefault({ defaultStatus, versions }: AffectedVersions, told: Pick<PackageVerdict, 'basis' | 'rule' | 'clause'>): PackageVerdict {
  const status = defaultStatus ?? (versions.length === 0 ? 'unknown' : 'unaffected');
  if (status === 'affected') return { ...told, isMeant: true, rule: told.rule === 'version-outside' ? 'version-inside' : told.rule };
  if (status === 'unaffected') return { ...told, isMeant: false, rule: 'version-outside' };
  return { ...told, isMeant: undefined, basis: 'not-comparable', rule: 'version-other-kind' };
}

function verdict(isMeant: boolean | undefined, { entry, isRange }: Held): PackageVerdict {
  const basis = isMeant === undefined ? 'not-comparable' : isRange ? 'range' : 'list';
  return { isMeant, basis, rule: isMeant === true ? 'version-inside' : 'version-outside', clause: textOf(entry) };
}

function textOf({ version, lessThan, lessThanOrEqual }: AffectedVersion): string {
  const upper = lessThan === undefined ? (lessThanOrEqual === undefined ? null : `<=${lessThanOrEqual}`) : `<${lessThan}`;
  return upper === null ? version : isStart(version) ? upper : `>=${version} ${upper}`;
}

const isStart = (version: string): boolean => /^(?:0|\*|-|n\/a|unspecified|)$/i.test(version.trim());

/** Versions that are counted as another ecosystem counts are not held in this one's order; "custom" leaves it to the package. */
function isComparable(versionType: string | undefined, type: string): boolean {
  const written = versionType?.toLowerCase();
  if (written === undefined || written === 'custom' || written === 'semver' || written === 'other') return true;
  const own = written === 'python' ? 'pypi' : written === 'go' ? 'golang' : written;
  return own === type;
}

function hold(version: string, entry: AffectedVersion, compare: CompareVersions | undefined): Held {
  const { lessThan, lessThanOrEqual, changes = [] } = entry;
  const isRange = lessThan !== undefined || lessThanOrEqual !== undefined || changes.length > 0;
  if (entry.versionType?.toLowerCase() === 'git') return { entry, isIn: undefined, status: entry.status, isRange };
  const order = (other: string): number | undefined => (version === other ? 0 : compare?.(version, other));
  if (!isRange) {
    const same = entry.version === '*' ? 0 : order(entry.version);
    return { entry, isIn: same === undefined ? undefined : same === 0, status: entry.status, isRange };
  }
  const below = isStart(entry.version) ? 1 : order(entry.version);
  const above = endOrder(lessThan, lessThanOrEqual, order);
  const isIn = below === undefined || above === undefined ? outside(below, above) : below >= 0 && above;
  return { entry, isIn, status: isIn === true ? statusAfter(entry, order) : entry.status, isRange };
}

/** One end that is known to be passed is enough to be outside. */
function outside(below: number | undefined, above: boolean | undefined): false | undefined {
  return (below !== undefined && below < 0) || above === false ? false : undefined;
}

/** Whether it is below the end. */
function endOrder(lessThan: string | undefined, lessThanOrEqual: string | undefined, order: (other: string) => number | undefined) {
  if (lessThan === undefined && lessThanOrEqual === undefined) return true;
  const end = lessThan ?? lessThanOrEqual ?? '*';
  if (end === '*') return true;
  const at = order(end);
  return at === undefined ? undefined : lessThan === undefined ? at <= 0 : at < 0;
}

function statusAfter({ status, changes = [] }: AffectedVersion, order: (other: string) => number | undefined): AffectedStatus | undefined {
  const reached = changes.map((change) => ({ ...change, order: order(change.at) }));
  if (reached.some((one) => one.order === undefined)) return undefined;
  return reached.findLast((one) => one.order !== undefined && one.order >= 0)?.status ?? status;
}
