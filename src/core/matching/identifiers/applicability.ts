/**
 * CPE configurations held against what is known of a device: its CPE names, its version, its operating system. A criterion that
 * is not vulnerable is a condition of the target beside it ("running on"), never a target; one that nobody can answer leaves the
 * whole undetermined, and says so. Three-valued AND, OR and NOT (Kleene): what is unknown is never rounded.
 * Followed: NVD CVE API 2.0 `configurations`, CVE record format 5.1 `cpeApplicability`; domain/medical-advisories.md 4.4, 7.
 */
import type { ApplicabilityConfiguration, ApplicabilityNode, CpeMatch } from '../../advisories/advisory.ts';
import { rangeOfCpeMatch } from '../versions/identifier-ranges.ts';
import { judgeVersion, type VersionJudgement } from '../versions/judge-version.ts';
import { readDeviceVersion, type DeviceVersion } from '../versions/read-device.ts';
import type { VersionClause } from '../versions/version-clause.ts';
import { compareEditions, parseCpe, productKeyOfCpe, wordsOfCpe, type CpeName } from './cpe.ts';

/** One CPE name of a device, with the version that belongs to it. */
export interface NamedSoftware {
  readonly name: CpeName;
  readonly key: string;
  /** The name stands on the device; false: it follows from one that does (the firmware of a piece of hardware). */
  readonly isWritten: boolean;
  readonly version: DeviceVersion;
}

type Truth = 'in' | 'out' | 'unknown';

interface Held {
  readonly is: Truth;
  readonly judgement: VersionJudgement;
}

interface ReadMatch {
  readonly name: CpeName;
  readonly key: string | null;
  readonly clause: VersionClause;
  readonly exact: string | null;
}

const matchMemory = new WeakMap<CpeMatch, ReadMatch | null>();

function readMatch(match: CpeMatch): ReadMatch | null {
  const known = matchMemory.get(match);
  if (known !== undefined) return known;
  const name = parseCpe(match.criteria);
  const read = name === null ? null : { name, key: productKeyOfCpe(name), ...clauseOf(match, name) };
  matchMemory.set(match, read);
  return read;
}

function clauseOf(match: CpeMatch, { version, update }: CpeName): Pick<ReadMatch, 'clause' | 'exact'> {
  const hasRange = [match.startIncluding, match.startExcluding, match.endIncluding, match.endExcluding].some((one) => one !== undefined);
  const isPlain = hasRange || version === '*' || version === '-';
  const hasUpdate = !isPlain && update !== '*' && update !== '-';
  const clause = rangeOfCpeMatch({
    version: hasUpdate ? `${version} ${update}` : version,
    versionStartIncluding: match.startIncluding ?? null,
    versionStartExcluding: match.startExcluding ?? null,
    versionEndIncluding: match.endIncluding ?? null,
    versionEndExcluding: match.endExcluding ?? null,
  });
  return { clause, exact: isPlain || update !== '*' ? null : wordsOfCpe(version) };
}

/** What the configurations say of a device; null where none of them has it as its target. */
export function judgeApplicability(
  configurations: readonly ApplicabilityConfiguration[],
  device: readonly NamedSoftware[],
): VersionJudgement | null {
  const held = configurations.flatMap((configuration) => holdConfiguration(configuration, device) ?? []);
  for (const is of ['in', 'unknown', 'out'] as const) {
    const deciding = held.find((one) => one.is === is);
    if (deciding !== undefined) return statedBy(deciding);
  }
  return null;
}

function statedBy({ is, judgement }: Held): VersionJudgement {
  if (is === 'unknown')
    return judgement.status === 'undetermined' ? judgement : { ...judgement, status: 'undetermined', basis: 'not-comparable' };
  return { ...judgement, status: is === 'in' ? 'affected' : 'fixed' };
}

function holdConfiguration({ operator, isNegated, nodes }: ApplicabilityConfiguration, device: readonly NamedSoftware[]): Held | null {
  const isTarget = nodes.map((node) => node.matches.some((match) => targetsOf(match, device).length > 0));
  if (!isTarget.includes(true)) return null;
  // One of several nodes is enough: those of other products say nothing of this one.
  const asked = operator === 'OR' ? nodes.filter((_, at) => isTarget[at] === true) : nodes;
  const held = combined(
    operator,
    asked.map((node) => holdNode(node, device)),
  );
  return isNegated ? negated(held) : held;
}

function holdNode({ operator, isNegated, matches }: ApplicabilityNode, device: readonly NamedSoftware[]): Held {
  const targets = matches.filter((match) => targetsOf(match, device).length > 0);
  const own = targets.map((match) => holdTarget(match, device));
  // Of several products that have to be there together, each has to be known.
  const others = targets.length > 0 && operator === 'OR' ? [] : matches.filter((match) => !targets.includes(match));
  const held = combined(operator, [...own, ...others.map((match) => holdCondition(match, device))]);
  return isNegated ? negated(held) : held;
}

function combined(operator: 'AND' | 'OR', held: readonly Held[]): Held {
  const order = operator === 'AND' ? (['out', 'unknown', 'in'] as const) : (['in', 'unknown', 'out'] as const);
  for (const is of order) {
    const deciding = held.filter((one) => one.is === is);
    // A condition that holds says less than the range of the target.
    const told = deciding.find(({ judgement }) => judgement.reason !== 'condition-unknown' && judgement.basis === 'range') ?? deciding[0];
    if (told !== undefined) return told;
  }
  return { is: 'unknown', judgement: conditionJudgement('unknown', '') };
}

function negated({ is, judgement }: Held): Held {
  if (is === 'unknown') return { is, judgement };
  return { is: is === 'in' ? 'out' : 'in', judgement: { ...judgement, reason: is === 'in' ? 'outside' : 'inside', basis: 'list' } };
}

/** The names of the device that a criterion has as its target: the same product, and nothing that contradicts. */
function targetsOf(match: CpeMatch, device: readonly NamedSoftware[]): readonly NamedSoftware[] {
  const read = match.isVulnerable ? readMatch(match) : null;
  if (read?.key === null || read === null) return [];
  return device.filter(({ key, name }) => key === read.key && compareEditions(name, read.name) !== 'other');
}

function holdTarget(match: CpeMatch, device: readonly NamedSoftware[]): Held {
  const read = readMatch(match);
  const held = targetsOf(match, device).map((target): Held => {
    const judgement = judgeVersion(read === null ? [] : [read.clause], target.version);
    const is = judgement.status === 'affected' ? 'in' : judgement.status === 'fixed' ? 'out' : 'unknown';
    if (is !== 'in' && read?.exact !== null && read !== null && isUpdateOf(read.exact, target.version)) {
      return { is: 'in', judgement: { ...judgement, status: 'affected', basis: 'list', reason: 'inside' } };
    }
    return { is, judgement };
  });
  return combined('OR', held);
}

/** "7.4 SP1" is one of "7.4 with any update". */
function isUpdateOf(version: string, device: DeviceVersion): boolean {
  return device.candidates.some(({ text }) => {
    const rest = text.toLowerCase().startsWith(version) ? text.toLowerCase().slice(version.length) : 'x';
    return /^[\s_-]*(?:sp|service\s?pack|u|upd|update|p|patch|hf|hotfix|r)[\s_-]?\d/.test(rest);
  });
}

/** A platform, or another product that has to be there too. */
function holdCondition(match: CpeMatch, device: readonly NamedSoftware[]): Held {
  const read = readMatch(match);
  const named = read === null ? match.criteria : `${wordsOfCpe(read.name.vendor)} ${wordsOfCpe(read.name.product)}`;
  const said = (is: Truth): Held => ({ is, judgement: conditionJudgement(is, named) });
  if (read === null) return said('unknown');
  const present = device.filter(({ key }) => key === read.key);
  if (present.length > 0) {
    // "No version" of a platform asks for none.
    if (read.name.version === '-' || read.clause.kind === 'all') return said('in');
    const statuses = present.map(({ version }) => judgeVersion([read.clause], version).status);
    return said(statuses.includes('affected') ? 'in' : statuses.includes('undetermined') ? 'unknown' : 'out');
  }
  // Firmware runs on its own hardware.
  if (read.name.part === 'h' && device.some(({ key }) => key === `o:${read.name.vendor}:${read.name.product}_firmware`)) return said('in');
  return said(read.name.part === 'o' ? systemTruth(read.name, device) : 'unknown');
}

/** Whether the device runs an operating system; one that is known to be another rules it out. */
function systemTruth({ vendor, product }: CpeName, device: readonly NamedSoftware[]): Truth {
  const written = device.filter(({ name, isWritten }) => isWritten && name.part === 'o' && !name.product.endsWith('_firmware'));
  if (written.length > 0) return 'out';
  const systems = device.flatMap(({ version }) => version.systems);
  if (systems.length === 0) return 'unknown';
  const isWindows = systems.some(({ family }) => family.startsWith('windows'));
  if (vendor !== 'microsoft' || !product.startsWith('windows')) return isWindows ? 'out' : 'unknown';
  if (!isWindows) return 'unknown';
  if (product === 'windows') return 'in';
  const release = product.replace(/^windows_/, '').replaceAll('_', ' ');
  return systems.some((system) => system.release.toLowerCase() === release) ? 'in' : 'unknown';
}

function conditionJudgement(is: Truth, named: string): VersionJudgement {
  const facts = { clauseText: named === '' ? null : `on ${named}`, candidate: null };
  if (is === 'unknown') return { ...facts, status: 'undetermined', basis: 'version-missing', reason: 'condition-unknown' };
  return { ...facts, status: is === 'in' ? 'affected' : 'fixed', basis: 'list', reason: is === 'in' ? 'inside' : 'outside' };
}

/** The CPE names of a device with their versions. @param text one name, or several with blanks, commas or bars between them. */
export function softwareOf(
  text: string,
  {
    version,
    product,
    description,
  }: { readonly version: string | null; readonly product: string | null; readonly description: string | null },
): readonly NamedSoftware[] {
  const names = namesIn(text);
  const written = readDeviceVersion({ version, product: '', description: null });
  const all = readDeviceVersion({ version, product: product ?? '', description });
  return names.flatMap((name, at) => {
    const key = productKeyOfCpe(name);
    if (key === null) return [];
    const own = ownVersion(name);
    // The register's version is that of its first name; a further name has its own.
    const isRegisters = at === 0 && written.candidates.length > 0;
    const read = isRegisters || (at === 0 && own === null) ? all : readDeviceVersion({ version: own, product: '', description: null });
    const held = { ...read, systems: all.systems };
    const one = { name, key, isWritten: true, version: held };
    const firmware = `${name.product}_firmware`;
    return name.part !== 'h'
      ? [one]
      : [one, { ...one, name: { ...name, part: 'o', product: firmware }, key: `o:${name.vendor}:${firmware}`, isWritten: false }];
  });
}

function ownVersion({ version, update }: CpeName): string | null {
  if (version === '*' || version === '-' || version === '') return null;
  return wordsOfCpe(update === '*' || update === '-' ? version : `${version} ${update}`);
}

/** The version that the first CPE name of a text gives; null where it gives none. */
export function writtenVersionOf(text: string): string | null {
  const name = namesIn(text)[0];
  return name === undefined ? null : ownVersion(name);
}

function namesIn(text: string): CpeName[] {
  return text.split(/[\s|;]+|,(?=\s*cpe:)/u).flatMap((one) => parseCpe(one) ?? []);
}
