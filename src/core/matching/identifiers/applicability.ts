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

/** A criterion with what is read of it, once for all devices. */
class ReadMatch {
  readonly name: CpeName | null;
  /** Null: it names no product. */
  readonly key: string | null;
  readonly #match: CpeMatch;
  #range: { readonly clause: VersionClause; readonly exact: string | null } | null = null;

  constructor(match: CpeMatch) {
    this.#match = match;
    this.name = parseCpe(match.criteria);
    this.key = this.name === null ? null : productKeyOfCpe(this.name);
  }

  get clause(): VersionClause {
    return this.#read().clause;
  }

  /** The one version that it names with any update; null where it names another thing. */
  get exact(): string | null {
    return this.#read().exact;
  }

  #read(): { readonly clause: VersionClause; readonly exact: string | null } {
    this.#range ??= rangeOf(this.#match, this.name);
    return this.#range;
  }
}

/** Records repeat their ranges; what is more than this is forgotten and read again. */
const remembered = 20_000;
const clauses = new Map<string, VersionClause>();

function clauseOf(bounds: readonly (string | null)[]): VersionClause {
  const key = bounds.map((bound) => bound ?? '').join('\u001f');
  const known = clauses.get(key);
  if (known !== undefined) return known;
  const [
    version = null,
    versionStartIncluding = null,
    versionStartExcluding = null,
    versionEndIncluding = null,
    versionEndExcluding = null,
  ] = bounds;
  const clause = rangeOfCpeMatch({ version, versionStartIncluding, versionStartExcluding, versionEndIncluding, versionEndExcluding });
  if (clauses.size >= remembered) clauses.clear();
  clauses.set(key, clause);
  return clause;
}

interface ReadConfiguration extends Pick<ApplicabilityConfiguration, 'operator' | 'isNegated'> {
  readonly nodes: readonly (Pick<ApplicabilityNode, 'operator' | 'isNegated'> & {
    readonly matches: readonly { readonly read: ReadMatch; readonly isVulnerable: boolean }[];
  })[];
}

const memory = new WeakMap<readonly ApplicabilityConfiguration[], readonly ReadConfiguration[]>();

/** Read once for all devices that a record could be about. */
function readConfigurations(configurations: readonly ApplicabilityConfiguration[]): readonly ReadConfiguration[] {
  const known = memory.get(configurations);
  if (known !== undefined) return known;
  const read = configurations.map(({ operator, isNegated, nodes }) => ({
    operator,
    isNegated,
    nodes: nodes.map((node) => ({
      operator: node.operator,
      isNegated: node.isNegated,
      matches: node.matches.map((match) => ({ read: new ReadMatch(match), isVulnerable: match.isVulnerable })),
    })),
  }));
  memory.set(configurations, read);
  return read;
}

function rangeOf(match: CpeMatch, name: CpeName | null): { readonly clause: VersionClause; readonly exact: string | null } {
  const { version = '*', update = '*' } = name ?? {};
  const hasRange = [match.startIncluding, match.startExcluding, match.endIncluding, match.endExcluding].some((one) => one !== undefined);
  const isPlain = hasRange || version === '*' || version === '-';
  const hasUpdate = !isPlain && update !== '*' && update !== '-';
  const { startIncluding = null, startExcluding = null, endIncluding = null, endExcluding = null } = match;
  const clause = clauseOf([hasUpdate ? `${version} ${update}` : version, startIncluding, startExcluding, endIncluding, endExcluding]);
  return { clause, exact: isPlain || update !== '*' ? null : wordsOfCpe(version) };
}

/** What the configurations say of a device; null where none of them has it as its target. */
export function judgeApplicability(
  configurations: readonly ApplicabilityConfiguration[],
  device: readonly NamedSoftware[],
): VersionJudgement | null {
  const held = readConfigurations(configurations).flatMap((configuration) => holdConfiguration(configuration, device) ?? []);
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

/** A criterion beside the names of the device that it has as its target. */
interface AskedMatch {
  readonly read: ReadMatch;
  readonly isVulnerable: boolean;
  readonly targets: readonly NamedSoftware[];
}

function holdConfiguration({ operator, isNegated, nodes }: ReadConfiguration, device: readonly NamedSoftware[]): Held | null {
  const all = nodes.map((node) => {
    const matches = node.matches.map(({ read, isVulnerable }): AskedMatch => ({
      read,
      isVulnerable,
      targets: isVulnerable ? targetsOf(read, device) : nothing,
    }));
    return { node, matches, isTarget: matches.some(({ targets }) => targets.length > 0) };
  });
  if (!all.some(({ isTarget }) => isTarget)) return null;
  // One of several nodes is enough: those of other products say nothing of this one.
  const asked = operator === 'OR' ? all.filter(({ isTarget }) => isTarget) : all;
  const held = combined(
    operator,
    asked.map(({ node, matches }) => holdNode(node, matches, device)),
  );
  return isNegated ? negated(held) : held;
}

function holdNode(
  { operator, isNegated }: Pick<ApplicabilityNode, 'operator' | 'isNegated'>,
  matches: readonly AskedMatch[],
  device: readonly NamedSoftware[],
): Held {
  const own = matches.filter(({ targets }) => targets.length > 0);
  // Of several products that have to be there together, each has to be known.
  const others = own.length > 0 && operator === 'OR' ? [] : matches.filter(({ targets }) => targets.length === 0);
  const safe = operator === 'OR' && own.length > 0 ? safeVersion(matches, device) : null;
  if (safe !== null) return isNegated ? negated(safe) : safe;
  const targets: Held[] = [];
  for (const one of own) {
    const target = holdTarget(one);
    targets.push(target);
    // Of many ranges of one product one that holds is enough.
    if (operator === 'OR' && target.is === 'in') break;
  }
  const held = combined(operator, [...targets, ...others.map(({ read }) => holdCondition(read, device))]);
  return isNegated ? negated(held) : held;
}

/** A version that stands beside the vulnerable ones as not vulnerable is none of them, though their range holds it. */
function safeVersion(matches: readonly AskedMatch[], device: readonly NamedSoftware[]): Held | null {
  for (const { read, isVulnerable } of matches) {
    if (isVulnerable || read.clause.kind === 'all') continue;
    for (const { version } of targetsOf(read, device)) {
      const judgement = judgeVersion([read.clause], version);
      if (judgement.status === 'affected') return { is: 'out', judgement: { ...judgement, reason: 'outside' } };
    }
  }
  return null;
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

const nothing: readonly NamedSoftware[] = [];

/** The same product, and nothing that contradicts. */
function targetsOf({ key, name: asked }: ReadMatch, device: readonly NamedSoftware[]): readonly NamedSoftware[] {
  if (key === null || asked === null || !device.some((one) => one.key === key)) return nothing;
  return device.filter((one) => one.key === key && compareEditions(one.name, asked) !== 'other');
}

function holdTarget({ read, targets }: AskedMatch): Held {
  return combined(
    'OR',
    targets.map((target): Held => {
      const judgement = judgeVersion([read.clause], target.version);
      const is = judgement.status === 'affected' ? 'in' : judgement.status === 'fixed' ? 'out' : 'unknown';
      if (is === 'in' || read.exact === null || !isUpdateOf(read.exact, target.version)) return { is, judgement };
      return { is: 'in', judgement: { ...judgement, status: 'affected', basis: 'list', reason: 'inside' } };
    }),
  );
}

/** "7.4 SP1" is one of "7.4 with any update". */
function isUpdateOf(version: string, device: DeviceVersion): boolean {
  return device.candidates.some(({ text }) => {
    const rest = text.toLowerCase().startsWith(version) ? text.toLowerCase().slice(version.length) : 'x';
    return /^[\s_-]*(?:sp|service\s?pack|u|upd|update|p|patch|hf|hotfix|r)[\s_-]?\d/.test(rest);
  });
}

/** A platform, or another product that has to be there too. */
function holdCondition({ name, key, clause }: ReadMatch, device: readonly NamedSoftware[]): Held {
  if (name === null) return { is: 'unknown', judgement: conditionJudgement('unknown', '') };
  const said = (is: Truth): Held => ({ is, judgement: conditionJudgement(is, `${wordsOfCpe(name.vendor)} ${wordsOfCpe(name.product)}`) });
  const present = device.filter((one) => one.key === key);
  if (present.length > 0) {
    // "No version" of a platform asks for none.
    if (name.version === '-' || clause.kind === 'all') return said('in');
    const statuses = new Set(present.map(({ version }) => judgeVersion([clause], version).status));
    return said(statuses.has('affected') ? 'in' : statuses.has('undetermined') ? 'unknown' : 'out');
  }
  // Firmware runs on its own hardware.
  if (name.part === 'h' && device.some((one) => one.key === `o:${name.vendor}:${name.product}_firmware`)) return said('in');
  return said(name.part === 'o' ? systemTruth(name, device) : 'unknown');
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
