/**
 * Presence: who was registered, seen and scanned, and from when to when (design.md 1, "What history is").
 * A register file is a full snapshot of its source unless it is partial; a sighting lasts a window by class.
 * Not here: which value of a field holds (`fold-asset.ts`).
 */
import type { CredentialDepth } from '../imports/imported-record.ts';
import { compareCodePoints } from '../kernel/text.ts';
import type { Instant } from '../kernel/time.ts';
import { instantFromMilliseconds, millisecondsOf } from '../kernel/time.ts';

/** One import saw the asset in one way. */
export interface Sighting {
  readonly kind: 'register' | 'discovery' | 'scan';
  readonly source: string;
  /** Of a register: the instant of its snapshot, not of the row. */
  readonly observedAt: Instant;
  /** Of a scan; null for the others. */
  readonly depth: CredentialDepth | null;
  /** False where the scan of this host did not finish. */
  readonly complete: boolean;
}

/** A register file of the organisation, whether or not it has the asset. */
export interface Snapshot {
  readonly source: string;
  readonly observedAt: Instant;
  readonly partial: boolean;
}

export type PresenceKind = 'register' | 'discovery' | 'scan' | 'scan-authenticated';

/** `[fromAt, toAt)`; `lastAt` is the last sighting inside; `toAt` null = still so (registers only; a sighting always runs out). */
export interface Presence {
  readonly kind: PresenceKind;
  readonly source: string;
  readonly fromAt: Instant;
  readonly lastAt: Instant;
  readonly toAt: Instant | null;
}

/** A scan says something about an asset for this long, whatever its class (metrics.md 4.9: two scans at most 30 days apart). */
export const scanWindowDays = 30;

/** Seen within so many days, whatever the class (AST-10). */
export const recentDays = 30;

const dayMs = 86_400_000;

/** Below so many assets a register may well halve from one file to the next. */
const registeredMin = 20;

/**
 * Whether a file handed in as a whole register is likely a part of one: it has fewer than half as many rows as assets stand
 * registered by its source, of which there are twenty at least. It is said, and nothing is refused: a register may shrink.
 */
export function isMuchSmaller(rows: number, registered: number): boolean {
  return registered >= registeredMin && rows * 2 < registered;
}

/**
 * Registered from the snapshot that has the asset until the first later full snapshot of the same source that has not.
 * A partial file adds and never ends. Sorted by source, then time.
 */
export function registerPresence(sightings: readonly Sighting[], snapshots: readonly Snapshot[]): Presence[] {
  const presence: Presence[] = [];
  for (const [source, instants] of instantsBySource(sightings, (sighting) => sighting.kind === 'register')) {
    const has = new Set(instants);
    const lacking = snapshots
      .filter((snapshot) => snapshot.source === source && !snapshot.partial && !has.has(snapshot.observedAt))
      .map((snapshot) => snapshot.observedAt)
      .toSorted();
    let next = 0;
    for (const instant of instants) {
      const last = presence.at(-1);
      if (last?.source === source && (last.toAt === null || instant < last.toAt)) {
        presence[presence.length - 1] = { ...last, lastAt: instant };
        continue;
      }
      while (next < lacking.length && (lacking[next] ?? instant) <= instant) next += 1;
      presence.push({ kind: 'register', source, fromAt: instant, lastAt: instant, toAt: lacking[next] ?? null });
    }
  }
  return presence;
}

/**
 * Seen by a source from a discovery or scan sighting until its window has run out; windows that touch are one stretch.
 * @param windowDaysAt the window of a sighting at that instant (`sightingWindowDays` of the class then).
 */
export function sightingPresence(sightings: readonly Sighting[], windowDaysAt: (instant: Instant) => number): Presence[] {
  const isComplete = (sighting: Sighting): boolean => sighting.kind === 'scan' && sighting.complete;
  return [
    ...stretches(
      'discovery',
      instantsBySource(sightings, (sighting) => sighting.kind !== 'register'),
      windowDaysAt,
    ),
    ...stretches('scan', instantsBySource(sightings, isComplete), () => scanWindowDays),
    ...stretches(
      'scan-authenticated',
      instantsBySource(sightings, (sighting) => isComplete(sighting) && sighting.depth === 'authenticated'),
      () => scanWindowDays,
    ),
  ];
}

/** `[fromAt, toAt)` */
export interface Stretch {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** When any source had seen the asset no longer than so many days before. */
export function seenWithin(sightings: readonly Sighting[], days: number): readonly Stretch[] {
  const instants = new Set<Instant>();
  for (const { kind, observedAt } of sightings) if (kind !== 'register') instants.add(observedAt);
  const stretches: Stretch[] = [];
  let open: { readonly fromAt: Instant; toMs: number } | null = null;
  const close = (): void => {
    if (open !== null) stretches.push({ fromAt: open.fromAt, toAt: instantFromMilliseconds(open.toMs) });
  };
  for (const instant of [...instants].toSorted()) {
    const atMs = millisecondsOf(instant);
    const toMs = atMs + days * dayMs;
    if (open !== null && atMs <= open.toMs) open.toMs = toMs;
    else {
      close();
      open = { fromAt: instant, toMs };
    }
  }
  close();
  return stretches;
}

/** Which kinds of presence cover the instant. */
export function presentKinds(presence: readonly Presence[], instant: Instant): Readonly<Record<PresenceKind, boolean>> {
  const kinds = { register: false, discovery: false, scan: false, 'scan-authenticated': false };
  for (const one of presence) if (one.fromAt <= instant && (one.toAt === null || instant < one.toAt)) kinds[one.kind] = true;
  return kinds;
}

function stretches(
  kind: PresenceKind,
  bySource: ReadonlyMap<string, readonly Instant[]>,
  windowDaysAt: (instant: Instant) => number,
): Presence[] {
  const presence: Presence[] = [];
  for (const [source, instants] of bySource) {
    let open: { fromAt: Instant; lastAt: Instant; toMs: number } | null = null;
    const close = (): void => {
      if (open !== null)
        presence.push({ kind, source, fromAt: open.fromAt, lastAt: open.lastAt, toAt: instantFromMilliseconds(open.toMs) });
    };
    for (const instant of instants) {
      const atMs = millisecondsOf(instant);
      const toMs = atMs + windowDaysAt(instant) * dayMs;
      if (open !== null && atMs <= open.toMs) {
        open.lastAt = instant;
        open.toMs = Math.max(open.toMs, toMs);
      } else {
        close();
        open = { fromAt: instant, lastAt: instant, toMs };
      }
    }
    close();
  }
  return presence;
}

/** Distinct instants in order, by source in order. */
function instantsBySource(sightings: readonly Sighting[], isMeant: (sighting: Sighting) => boolean): Map<string, Instant[]> {
  const sets = new Map<string, Set<Instant>>();
  for (const sighting of sightings) {
    if (!isMeant(sighting)) continue;
    const instants = sets.get(sighting.source);
    if (instants === undefined) sets.set(sighting.source, new Set([sighting.observedAt]));
    else instants.add(sighting.observedAt);
  }
  const sources = [...sets.keys()].toSorted(compareCodePoints);
  return new Map(sources.map((source) => [source, [...(sets.get(source) ?? [])].toSorted()]));
}
