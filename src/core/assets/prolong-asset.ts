/**
 * The short way for what nearly every sighting is: a source repeats, later than everything known of the asset, what it
 * said before, while its earlier sighting still lasts. No fact, rank, conflict or start of anything can change then; only
 * ends move. A property test folds the same evidence whole (`fold-asset.ts`) and finds the same.
 */
import type { Instant } from '../kernel/time.ts';
import { addMilliseconds } from '../kernel/time.ts';
import { sightingWindowDays } from './asset.ts';
import { outlivedMs } from './effective-facts.ts';
import { recentDays, scanWindowDays, type Presence, type PresenceKind } from './presence.ts';

/** A stored version, as far as it matters here. `facts` is equal where the versions differ in sightings only. */
export interface StandingVersion {
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly facts: string;
  readonly class: string | null;
}

/** What is known of an asset before the sighting. */
export interface StandingAsset {
  /** Of every source. */
  readonly presence: readonly Presence[];
  /** Those that end after the sighting. */
  readonly versions: readonly StandingVersion[];
  /** What its source last said of it in this role; null where it said nothing, or two things at once. */
  readonly lastClaim: string | null;
  /** The newest full snapshot of any register, whether or not it has the asset. */
  readonly lastSnapshotAt: Instant | null;
}

/** All that one import says of the asset, at one instant. */
export interface RepeatedSighting {
  readonly source: string;
  readonly at: Instant;
  readonly role: 'register' | 'discovery';
  readonly claim: string;
  readonly isScanned: boolean;
  readonly isAuthenticated: boolean;
}

/** A version after the standing one: nothing but what is no longer seen differs. */
export interface FadingVersion {
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly seen: boolean;
  readonly scanned: boolean;
  readonly scannedAuthenticated: boolean;
  readonly seenWithin30Days: boolean;
}

export interface Prolongation {
  /** The stretches that last longer now, by kind, source and start. */
  readonly presence: readonly Presence[];
  /** Null for a register's: its versions stay as they are. */
  readonly versions: {
    /** Start of the version that stands at the sighting, its end before, and its end now. */
    readonly standingFrom: Instant;
    readonly endedAt: Instant | null;
    readonly endsAt: Instant;
    /** Starts of the versions that went before `fading` and are gone. */
    readonly gone: readonly Instant[];
    readonly fading: readonly FadingVersion[];
  } | null;
}

const dayMs = 86_400_000;

/** @returns null where more than ends may change: the asset is folded whole then. */
export function prolongAsset(known: StandingAsset, sighting: RepeatedSighting): Prolongation | null {
  const { at, source, claim } = sighting;
  const standing = known.versions.find((one) => one.validFrom <= at);
  if (standing === undefined || known.lastClaim !== claim || isAfter(known.lastSnapshotAt, at)) return null;
  // Facts that change after it: a register, or a source that will have been outlived.
  if (known.versions.some((one) => one.facts !== standing.facts)) return null;
  if (known.presence.some((one) => one.lastAt >= at)) return null;
  const isSeen = sighting.role === 'discovery';
  if (isSeen && (isRankMoved(known.presence, sighting) || !wasSeenLately(known.presence, at))) return null;
  const moved: Presence[] = [];
  for (const kind of kindsOf(sighting)) {
    const before = known.presence.find((one) => one.kind === kind && one.source === source && doesCover(one, at));
    if (before === undefined || (kind === 'register' && before.toAt !== null)) return null;
    moved.push({ ...before, lastAt: at, toAt: endOf(before, at, standing.class) });
  }
  return { presence: moved, versions: isSeen ? versionsAfter(known, standing, { at, moved }) : null };
}

function isAfter(instant: Instant | null, at: Instant): boolean {
  return instant !== null && instant > at;
}

function doesCover({ fromAt, toAt }: Presence, at: Instant): boolean {
  return fromAt < at && (toAt === null || toAt > at);
}

function kindsOf({ role, isScanned, isAuthenticated }: RepeatedSighting): PresenceKind[] {
  if (role === 'register') return ['register'];
  return ['discovery', ...(isScanned ? (['scan'] as const) : []), ...(isAuthenticated ? (['scan-authenticated'] as const) : [])];
}

function endOf({ kind, toAt }: Presence, at: Instant, assetClass: string | null): Instant | null {
  if (toAt === null) return null;
  const end = addMilliseconds(at, (kind === 'discovery' ? sightingWindowDays(assetClass) : scanWindowDays) * dayMs);
  return end > toAt ? end : toAt;
}

/** Whether another discovery source is outlived by this sighting, or this source was (`effective-facts.ts`: 90 days). */
function isRankMoved(presence: readonly Presence[], { at, source }: RepeatedSighting): boolean {
  const lastBySource = new Map<string, Instant>();
  for (const { kind, source: by, lastAt } of presence) {
    if (kind === 'discovery' && lastAt > (lastBySource.get(by) ?? '')) lastBySource.set(by, lastAt);
  }
  const seenAt = [...lastBySource.values()].reduce((best, one) => (one > best ? one : best), '' as Instant);
  const ownAt = lastBySource.get(source);
  if (ownAt === undefined) return true;
  const believedSince = addMilliseconds(seenAt, -outlivedMs);
  const limit = addMilliseconds(at, -outlivedMs);
  return ownAt < believedSince || [...lastBySource].some(([by, lastAt]) => by !== source && lastAt < limit && lastAt >= believedSince);
}

/** Otherwise being seen within 30 days begins here, and not only ends later. */
function wasSeenLately(presence: readonly Presence[], at: Instant): boolean {
  return presence.some(({ kind, lastAt }) => kind === 'discovery' && addMilliseconds(lastAt, recentDays * dayMs) > at);
}

/** When the sightings that cover it run out are the only bounds after it, because no fact changes there. */
function versionsAfter(
  { presence, versions }: StandingAsset,
  standing: StandingVersion,
  { at, moved }: { readonly at: Instant; readonly moved: readonly Presence[] },
): Prolongation['versions'] {
  const endOfKind = (kind: PresenceKind): Instant | null => {
    let end: Instant | null = null;
    for (const one of [...presence, ...moved]) {
      if (one.kind === kind && one.fromAt <= at && one.toAt !== null && one.toAt > at && one.toAt > (end ?? '')) end = one.toAt;
    }
    return end;
  };
  const seenEnd = endOfKind('discovery');
  const scanEnd = endOfKind('scan');
  const authenticatedEnd = endOfKind('scan-authenticated');
  const recentEnd = addMilliseconds(at, recentDays * dayMs);
  const ends = new Set([seenEnd, scanEnd, authenticatedEnd, recentEnd].filter((end) => end !== null));
  const bounds = [...ends].toSorted();
  const [endsAt] = bounds;
  if (endsAt === undefined) return null;
  const lasts = (end: Instant | null, from: Instant): boolean => end !== null && end > from;
  return {
    standingFrom: standing.validFrom,
    endedAt: standing.validTo,
    endsAt,
    gone: versions.filter((one) => one.validFrom > at).map((one) => one.validFrom),
    fading: bounds.map((validFrom, index) => ({
      validFrom,
      validTo: bounds[index + 1] ?? null,
      seen: lasts(seenEnd, validFrom),
      scanned: lasts(scanEnd, validFrom),
      scannedAuthenticated: lasts(authenticatedEnd, validFrom),
      seenWithin30Days: lasts(recentEnd, validFrom),
    })),
  };
}
