/**
 * The ranges of an OSV record → ranges as VERS writes them. Events say where a range opens and closes, in any order; they are laid in the
 * order of their versions where the ecosystem has one, otherwise as they are written.
 * Followed: OSV schema 1.x `affected[].ranges[]`: introduced ("0" is before everything), fixed, last_affected, limit.
 */
import type { PackageRange } from '#core/advisories/advisory.ts';
import { parseVers, printVers, type VersionBound } from '#core/packages/vers.ts';
import { compareVersionsOf } from '#core/packages/versions/scheme.ts';
import { objectOf, textOf } from '#importers/json-facts.ts';
import type { JsonObject } from '#importers/json-stream.ts';
import type { DocumentReading } from '../advisory-reading.ts';

const eventKinds = ['introduced', 'fixed', 'last_affected', 'limit'] as const;

interface RangeEvent {
  readonly kind: (typeof eventKinds)[number];
  readonly version: string;
}

/** @param scheme by the name that VERS has for it; a range of type SEMVER is compared so where the ecosystem has no order. */
export function readRanges(affected: JsonObject, at: string, scheme: string, reading: DocumentReading): PackageRange[] {
  return reading.objects(affected, 'ranges', at).flatMap(([range, place]) => {
    const events = eventsOf(range, place, reading);
    const type = reading.text(range, 'type', place)?.toUpperCase();
    if (type === 'GIT') return [commitsOf(range, place, events, reading)];
    if (type !== 'SEMVER' && type !== 'ECOSYSTEM') {
      reading.remark({ code: 'range-unknown', path: `${place}/type`, message: `"${type ?? ''}" is no type of range; it was left out.` });
      return [];
    }
    const ordered = type === 'SEMVER' && compareVersionsOf(scheme) === undefined ? 'semver' : scheme;
    const vers = versOf(ordered, events);
    if (vers !== undefined) return [{ kind: 'vers', vers }];
    reading.remark({
      code: 'range-unreadable',
      path: `${place}/events`,
      message: 'The events of a range open and close nothing that could be asked for a version; it was left out.',
    });
    return [];
  });
}

function eventsOf(range: JsonObject, at: string, reading: DocumentReading): RangeEvent[] {
  return reading.objects(range, 'events', at).flatMap(([event, place]) =>
    eventKinds.flatMap((kind) => {
      const version = reading.text(event, kind, place)?.trim();
      return version === undefined ? [] : [{ kind, version }];
    }),
  );
}

function commitsOf(range: JsonObject, at: string, events: readonly RangeEvent[], reading: DocumentReading): PackageRange {
  const named = (kind: RangeEvent['kind']) => events.filter((event) => event.kind === kind).map(({ version }) => version);
  const repository = reading.text(range, 'repo', at) ?? textOf(objectOf(range['database_specific'])?.['repo']) ?? null;
  return { kind: 'commits', repository, introduced: named('introduced'), fixed: named('fixed') };
}

function versOf(scheme: string, events: readonly RangeEvent[]): string | undefined {
  const limits = inOrder(
    events.filter(({ kind, version }) => kind === 'limit' && version !== '*'),
    scheme,
  );
  const steps = inOrder(
    events.filter(({ kind }) => kind !== 'limit'),
    scheme,
  );
  const intervals: Interval[] = [];
  let open: string | undefined;
  for (const { kind, version } of steps) {
    if (kind === 'introduced') open ??= version;
    else if (open !== undefined) {
      intervals.push({ from: open, to: version, isClosed: kind === 'last_affected' });
      open = undefined;
    }
  }
  // Nothing beyond the last limit was looked at.
  if (open !== undefined) intervals.push({ from: open, to: limits.at(-1)?.version ?? null, isClosed: false });
  if (intervals.length === 0) return undefined;
  const bounds = joined(intervals);
  const text = printVers({ scheme, bounds: bounds.length === 0 ? null : bounds });
  return parseVers(text).kind === 'read' ? text : undefined;
}

interface Interval {
  /** "0": from the first version on. */
  readonly from: string;
  /** Null: without an end. */
  readonly to: string | null;
  readonly isClosed: boolean;
}

/** Where one interval ends and the next begins at one version, that version is no bound of anything. */
function joined(intervals: readonly Interval[]): VersionBound[] {
  const bounds: VersionBound[] = [];
  for (const { from, to, isClosed } of intervals) {
    const before = bounds.at(-1);
    if (from === to) {
      if (isClosed) bounds.push({ comparator: '=', version: from });
      continue;
    }
    if (before?.version === from) bounds.pop();
    else if (from !== '0') bounds.push({ comparator: '>=', version: from });
    if (to !== null) bounds.push({ comparator: isClosed ? '<=' : '<', version: to });
  }
  return bounds;
}

/** A range opens before it closes at one and the same version. */
function inOrder(events: readonly RangeEvent[], scheme: string): readonly RangeEvent[] {
  const compare = compareVersionsOf(scheme);
  const order = (left: RangeEvent, right: RangeEvent): number | undefined => {
    if (left.version === right.version) return 0;
    if (left.version === '0') return -1;
    return right.version === '0' ? 1 : compare?.(left.version, right.version);
  };
  const isOrdered = events.every((event) => events[0] === undefined || order(event, events[0]) !== undefined);
  return isOrdered ? events.toSorted((left, right) => order(left, right) ?? 0) : events;
}
