/**
 * `affected[]` of a CVE record held against the version of a device. Each entry covers its versions with a status; what no entry
 * covers has the default one. Three-valued: where an entry cannot be compared (commits, packages of a distribution, a version
 * that is not known), the answer is undetermined unless it could change nothing. Never by the order of letters.
 * Followed: CVE record format 5.1, `versions` ("status of a version"). Of what it leaves open: an entry for one version speaks
 * before a range that holds it too; where the default is left out, outside every affected range or list is `fixed`, and where it
 * is `unknown`, only outside of a range (domain/medical-advisories.md 4.5: outside every affected range is fixed).
 */
import type { Advisory, AffectedStatus, AffectedVersion, AffectedVersions } from '../../advisories/advisory.ts';
import { foldName } from '../../kernel/text.ts';
import { rangeOfCveAffected } from '../versions/identifier-ranges.ts';
import { judgeVersion, type VersionJudgement } from '../versions/judge-version.ts';
import type { DeviceVersion } from '../versions/read-device.ts';
import { compareReleases, readRelease } from '../versions/release.ts';
import type { VersionClause } from '../versions/version-clause.ts';

export interface AffectedJudgement {
  readonly judgement: VersionJudgement;
  /** The record itself leaves the version open: where another entry tells, that one counts. */
  readonly isSilent: boolean;
}

const memory = new WeakMap<Advisory, ReadonlyMap<string, AffectedVersions>>();

/** What a record says of the versions of a product; null where it is of another kind. */
export function affectedVersionsOf(advisory: Advisory, productId: string): AffectedVersions | null {
  const known = memory.get(advisory) ?? new Map(advisory.flaws.flatMap(({ affected = [] }) => affected.map((one) => [one.productId, one])));
  memory.set(advisory, known);
  return known.get(productId) ?? null;
}

interface Held {
  readonly version: AffectedVersion;
  readonly judgement: VersionJudgement;
  /** Of the version of the device where the entry covers it; null where that cannot be told. */
  readonly status: AffectedStatus | null;
  readonly isRange: boolean;
}

export function judgeAffected(said: AffectedVersions, device: DeviceVersion): AffectedJudgement {
  const condition = platformClause(said);
  const platform = condition === null ? null : judgeVersion([condition], device);
  const stated = judgeVersions(said, device);
  if (platform === null || platform.status === 'affected' || stated.judgement.status === 'fixed') return stated;
  // On another system, or on one that the register does not tell.
  return { judgement: platform, isSilent: false };
}

function judgeVersions(said: AffectedVersions, device: DeviceVersion): AffectedJudgement {
  const held = said.versions.map((version) => hold(version, device));
  const covering = held.filter(({ judgement }) => judgement.status === 'affected');
  const closest = covering.some(({ isRange }) => !isRange) ? covering.filter(({ isRange }) => !isRange) : covering;
  const telling =
    closest.find(({ status }) => status === 'affected') ?? closest.find(({ status }) => status !== 'unaffected') ?? closest[0];
  if (telling !== undefined) return { judgement: withStatus(telling.judgement, telling.status), isSilent: telling.status === 'unknown' };
  const first = held.find(({ judgement, version }) => judgement.status === 'undetermined' && version.status !== said.defaultStatus);
  if (first !== undefined) return { judgement: first.judgement, isSilent: saysNothing(first) };
  return { judgement: byDefault(said, held), isSilent: said.defaultStatus === 'unknown' || said.versions.length === 0 };
}

/** "n/a": the publisher tells no version. */
function saysNothing({ judgement, version }: Held): boolean {
  return judgement.reason === 'clause-unreadable' && /^(?:n\/?a|unspecified|unknown|none|-|\*?)$/i.test(version.version.trim());
}

function byDefault({ defaultStatus, versions }: AffectedVersions, held: readonly Held[]): VersionJudgement {
  if (versions.length === 0) {
    const all = judgeVersion([{ kind: 'all' }], {
      candidates: [],
      systems: [],
      isMissing: true,
      texts: { version: '', product: '', description: '' },
    });
    return withStatus(all, defaultStatus ?? 'unknown');
  }
  const outside = held.find(({ version }) => version.status === 'affected') ?? held[0];
  const base = outside?.judgement ?? judgeVersion([{ kind: 'unreadable', text: '' }], noVersion);
  if (defaultStatus === 'affected') return withStatus(base, 'affected');
  const isOutsideRange = held.some(({ version, isRange }) => isRange && version.status === 'affected');
  return withStatus(base, defaultStatus === 'unknown' && !isOutsideRange ? 'unknown' : 'unaffected');
}

const noVersion: DeviceVersion = { candidates: [], systems: [], isMissing: true, texts: { version: '', product: '', description: '' } };

function withStatus(judgement: VersionJudgement, status: AffectedStatus | null): VersionJudgement {
  if (status === 'affected')
    return { ...judgement, status: 'affected', reason: judgement.reason === 'outside' ? 'inside' : judgement.reason };
  if (status === 'unaffected')
    return { ...judgement, status: 'fixed', reason: judgement.reason === 'inside' ? 'outside' : judgement.reason };
  return { ...judgement, status: 'undetermined', basis: 'not-comparable' };
}

const clauses = new WeakMap<AffectedVersion, VersionClause>();

function clauseOf(version: AffectedVersion): VersionClause {
  const known = clauses.get(version) ?? rangeOfCveAffected(version);
  clauses.set(version, known);
  return known;
}

function hold(version: AffectedVersion, device: DeviceVersion): Held {
  const { changes = [] } = version;
  const isRange = version.lessThan !== undefined || version.lessThanOrEqual !== undefined || changes.length > 0;
  if (changes.length === 0) return { version, judgement: judgeVersion([clauseOf(version)], device), status: version.status, isRange };
  const { changes: _, ...whole } = version;
  // A start whose status changes later has no end of its own.
  const range = whole.lessThan === undefined && whole.lessThanOrEqual === undefined ? { ...whole, lessThan: '*' } : whole;
  const judgement = judgeVersion([rangeOfCveAffected(range)], device);
  return { version, judgement, status: judgement.status === 'affected' ? statusAfter(version, device) : version.status, isRange };
}

/** The status after the last change that the device has reached; null where that cannot be told. */
function statusAfter({ status, changes = [], versionType }: AffectedVersion, device: DeviceVersion): AffectedStatus | null {
  let last = { release: null as ReturnType<typeof readRelease>, status };
  for (const change of changes) {
    const release = readRelease(change.at);
    const typed = versionType === undefined ? {} : { versionType };
    const from = judgeVersion([rangeOfCveAffected({ version: change.at, lessThan: '*', ...typed })], device);
    if (release === null || from.status === 'undetermined') return null;
    if (from.status !== 'affected') continue;
    const order = last.release === null ? 1 : compareReleases(release, last.release).order;
    if (order === null) return null;
    if (order >= 0) last = { release, status: change.status };
  }
  return last.status;
}

const systemName =
  /\b(?:windows|linux|mac\s?os|macos|android|ios|ipados|tvos|watchos|unix|solaris|aix|vxworks|qnx|freebsd|openbsd|netbsd|chrome\s?os|esxi)\b/i;

/** Operating systems that the record names as the only ones; processors and chips ("x64-based Systems") no register tells. */
function platformClause({ platforms = [] }: AffectedVersions): VersionClause | null {
  if (platforms.length === 0 || !platforms.every((platform) => systemName.test(platform))) return null;
  const words = [...new Set(platforms.map((platform) => foldName(systemName.exec(platform)?.[0] ?? platform)))];
  return { kind: 'condition', role: 'feature', words };
}
