/**
 * The fold of an asset: from what each source said and saw, in any order, to its versions (kept fields with
 * validity), its latest values, the conflicts between sources and its presence. Pure; no source overwrites another.
 */
import { addedFacts, withModelFacts, type ModelBook } from '../device-models/model-facts.ts';
import type { AssetFacts } from '../imports/imported-record.ts';
import { invariant } from '../kernel/invariant.ts';
import type { Day, Instant } from '../kernel/time.ts';
import { dayOf, parseDay } from '../kernel/time.ts';
import type { AssetClass, Exposure, Lifecycle } from './asset.ts';
import { withRules, type RuleBook } from './assignment-rules.ts';
import { sightingWindowDays } from './asset.ts';
import { areSameDeviceFacts, deviceFactsOf, writtenVersion, type DeviceFacts } from './device-facts.ts';
import { withSupportEnd, type SupportBook } from '../support/support-facts.ts';
import type { Agreement } from './agreement.ts';
import type { Claim, Conflict, FactSegment, SpokenSegment } from './effective-facts.ts';
import { conflictsBetween, factsAt, factTimeline, statementStreams } from './effective-facts.ts';
import type { Presence, Sighting, Snapshot, Stretch } from './presence.ts';
import { presentKinds, recentDays, registerPresence, seenWithin, sightingPresence } from './presence.ts';
import { withStatedFacts, type AssetStatement } from './stated-facts.ts';

/** The kept fields of `asset.ts` except the id and the model; those of a device stand together. */
export interface AssetState {
  readonly name: string;
  readonly class: AssetClass | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly version: string | null;
  readonly department: string | null;
  readonly tier: number | null;
  readonly segment: string | null;
  readonly exposure: Exposure | null;
  readonly owner: string | null;
  readonly supportEndOn: Day | null;
  readonly lifecycle: Lifecycle | null;
  readonly scannable: boolean;
  readonly registered: boolean;
  readonly seen: boolean;
  readonly scanned: boolean;
  readonly scannedAuthenticated: boolean;
  readonly seenWithin30Days: boolean;
  readonly agreement: Agreement;
  readonly device: DeviceFacts;
}

/** Valid in `[validFrom, validTo)`, null = until further notice; the days are those bounds in the organisation's time zone. */
export interface AssetVersion extends AssetState {
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly validFromOn: Day;
  readonly validToOn: Day | null;
}

export interface AssetLatest {
  readonly serialNumber: string | null;
  readonly assetTag: string | null;
  readonly hostName: string | null;
  readonly ipAddress: string | null;
  readonly macAddress: string | null;
  readonly udiDi: string | null;
  readonly operatingSystem: string | null;
  readonly location: string | null;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant | null;
  readonly lastScannedAt: Instant | null;
  readonly sourceCount: number;
  readonly conflictCount: number;
}

export interface FoldAssetInput {
  readonly claims: readonly Claim[];
  readonly sightings: readonly Sighting[];
  readonly snapshots: readonly Snapshot[];
  readonly timeZone: string;
  /** What people state of this asset; absent = nothing. */
  readonly statements?: readonly AssetStatement[];
  /** What is stated of device models; absent = nothing. */
  readonly models?: ModelBook;
  /** What is stated of the support of operating systems; absent = nothing. */
  readonly support?: SupportBook;
  /** Rules that give values; absent = none. */
  readonly rules?: RuleBook;
}

export interface FoldedAsset {
  readonly versions: readonly AssetVersion[];
  readonly latest: AssetLatest;
  readonly conflicts: readonly Conflict[];
  readonly presence: readonly Presence[];
  /** What the newest facts take from the device model. */
  readonly fromModel: AssetFacts;
  /** The newest facts, before rules gave any. */
  readonly beforeRules: AssetFacts;
  /** A source or the device model says the end of support, so that of its operating system does not count. */
  readonly hasSaidSupportEnd: boolean;
}

/**
 * Any order of input gives the same output. A bug where there is neither a claim nor a sighting: such an asset is not known.
 * - Value of a field at an instant: what a person stated of it (`stated-facts.ts`), else what a rule
 *   gives (`assignment-rules.ts`), else see `effective-facts.ts`.
 * - An asset never disappears: out of every register and out of sight it stays, registered and seen both false.
 */
export function foldAsset(input: FoldAssetInput): FoldedAsset {
  const { claims, sightings, snapshots, timeZone, statements = [], models, support, rules = [] } = input;
  const knownAt = [...claims, ...sightings].map((one) => one.observedAt).toSorted();
  const firstAt = knownAt[0];
  invariant(firstAt !== undefined, 'an asset to fold has a claim or a sighting');
  const registers = registerPresence(sightings, snapshots);
  const streams = statementStreams(claims, sightings, registers);
  const spoken = factTimeline(streams);
  const said = withStatedFacts(spoken, statements, firstAt);
  const modelled = models === undefined ? said : withModelFacts(said, models);
  const supported = support === undefined ? modelled : withSupportEnd(modelled, support);
  const ruled = withRules(supported, rules, timeZone);
  // What a person stated of the asset itself goes before a rule over many.
  const timeline = ruled === supported ? supported : withStatedFacts(ruled, statements, firstAt);
  const presence = [
    ...registers,
    ...sightingPresence(sightings, (instant) => sightingWindowDays(factsAt(timeline, instant).class ?? null)),
  ];
  const conflicts = conflictsBetween(streams);
  return {
    versions: versionsOf({
      firstAt,
      timeline,
      spoken,
      presence,
      seenLately: seenWithin(sightings, recentDays),
      addressedAt: firstAddressedAt(claims),
      timeZone,
    }),
    latest: latestOf({ input, firstAt, facts: timeline.at(-1)?.facts ?? {}, conflictCount: conflicts.length }),
    conflicts,
    presence,
    fromModel: modelled === said ? noFacts : addedFacts(said.at(-1)?.facts ?? noFacts, modelled.at(-1)?.facts ?? noFacts),
    beforeRules: supported.at(-1)?.facts ?? noFacts,
    hasSaidSupportEnd: modelled.at(-1)?.facts.supportEndOn !== undefined,
  };
}

const noFacts: AssetFacts = {};

interface VersionsInput {
  readonly firstAt: Instant;
  readonly timeline: readonly FactSegment[];
  readonly spoken: readonly SpokenSegment[];
  readonly seenLately: readonly Stretch[];
  readonly presence: readonly Presence[];
  readonly addressedAt: Instant | null;
  readonly timeZone: string;
}

function versionsOf(input: VersionsInput): AssetVersion[] {
  const { firstAt, timeline, spoken, seenLately, presence, addressedAt } = input;
  const bounds = new Set<Instant>([firstAt]);
  for (const segment of timeline) bounds.add(segment.fromAt);
  for (const segment of spoken) bounds.add(segment.fromAt);
  for (const { fromAt, toAt } of presence) {
    bounds.add(fromAt);
    if (toAt !== null) bounds.add(toAt);
  }
  for (const { fromAt, toAt } of seenLately) bounds.add(fromAt).add(toAt);
  if (addressedAt !== null) bounds.add(addressedAt);
  const versions: Open<AssetVersion>[] = [];
  for (const at of [...bounds].toSorted()) {
    const version = versionFrom(at, factsAt(timeline, at), input);
    const previous = versions.at(-1);
    if (previous !== undefined && isSameState(previous, version)) continue;
    if (previous !== undefined) {
      previous.validTo = at;
      previous.validToOn = version.validFromOn;
    }
    versions.push(version);
  }
  return versions;
}

/** A version while it is made. Filled in place: copying its fields per version took a third of the fold. */
type Open<T> = { -readonly [K in keyof T]: T[K] };

function versionFrom(at: Instant, facts: AssetFacts, input: VersionsInput): Open<AssetVersion> {
  const { presence, seenLately, spoken, addressedAt, timeZone } = input;
  const present = presentKinds(presence, at);
  return {
    validFrom: at,
    validTo: null,
    validFromOn: dayOf(at, timeZone),
    validToOn: null,
    name: nameOf(facts),
    class: facts.class ?? null,
    vendor: facts.vendor ?? null,
    model: facts.model ?? null,
    version: writtenVersion(facts) ?? null,
    department: facts.department ?? null,
    tier: facts.tier ?? null,
    segment: facts.segment ?? null,
    exposure: facts.exposure ?? null,
    owner: facts.owner ?? null,
    supportEndOn: facts.supportEndOn === undefined ? null : (parseDay(facts.supportEndOn) ?? null),
    lifecycle: facts.lifecycle ?? null,
    // What has an address can be scanned, unless somebody says otherwise.
    scannable: facts.scannable ?? (addressedAt !== null && addressedAt <= at),
    registered: present.register,
    seen: present.discovery,
    scanned: present.scan,
    scannedAuthenticated: present['scan-authenticated'],
    seenWithin30Days: seenLately.some(({ fromAt, toAt }) => fromAt <= at && at < toAt),
    agreement: spoken.findLast((segment) => segment.fromAt <= at)?.agreement ?? 'one-source',
    device: deviceFactsOf(facts),
  };
}

/** Never empty: the name, else what the reader would call it. */
function nameOf(facts: AssetFacts): string {
  const product = [facts.vendor, facts.model].filter((part) => part !== undefined).join(' ');
  const fallbacks = [
    facts.name,
    facts.hostName,
    product,
    facts.serialNumber,
    facts.ipAddresses?.[0],
    facts.macAddresses?.[0],
    facts.assetTag,
  ];
  return fallbacks.find((text) => text !== undefined && text !== '') ?? '?';
}

function isSameState(left: AssetState, right: AssetState): boolean {
  return stateFields.every((field) => left[field] === right[field]) && areSameDeviceFacts(left.device, right.device);
}

const stateFields = [
  'name',
  'class',
  'vendor',
  'model',
  'version',
  'department',
  'tier',
  'segment',
  'exposure',
  'owner',
  'supportEndOn',
  'lifecycle',
  'scannable',
  'registered',
  'seen',
  'scanned',
  'scannedAuthenticated',
  'seenWithin30Days',
  'agreement',
] as const satisfies readonly (keyof AssetState)[];

function firstAddressedAt(claims: readonly Claim[]): Instant | null {
  const hasAddress = ({ facts }: Claim): boolean =>
    facts.hostName !== undefined || (facts.ipAddresses?.length ?? 0) > 0 || (facts.macAddresses?.length ?? 0) > 0;
  return earliest(claims.filter(hasAddress).map((claim) => claim.observedAt));
}

interface LatestInput {
  readonly input: FoldAssetInput;
  readonly firstAt: Instant;
  readonly facts: AssetFacts;
  readonly conflictCount: number;
}

function latestOf({ input, firstAt, facts, conflictCount }: LatestInput): AssetLatest {
  const { claims, sightings } = input;
  const seen = sightings.filter((sighting) => sighting.kind !== 'register');
  const scans = sightings.filter((sighting) => sighting.kind === 'scan' && sighting.complete);
  return {
    serialNumber: facts.serialNumber ?? null,
    assetTag: facts.assetTag ?? null,
    hostName: facts.hostName ?? null,
    ipAddress: facts.ipAddresses?.[0] ?? null,
    macAddress: facts.macAddresses?.[0] ?? null,
    udiDi: facts.udiDi ?? null,
    operatingSystem: facts.operatingSystem ?? null,
    location: facts.location ?? null,
    firstSeenAt: firstAt,
    lastSeenAt: latest(seen.map((sighting) => sighting.observedAt)),
    lastScannedAt: latest(scans.map((sighting) => sighting.observedAt)),
    sourceCount: new Set([...claims, ...sightings].map((one) => one.source)).size,
    conflictCount,
  };
}

function earliest(instants: readonly Instant[]): Instant | null {
  return instants.reduce<Instant | null>((best, one) => (best === null || one < best ? one : best), null);
}

function latest(instants: readonly Instant[]): Instant | null {
  return instants.reduce<Instant | null>((best, one) => (best === null || one > best ? one : best), null);
}
