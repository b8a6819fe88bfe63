/**
 * Which of several sources is believed, field by field, and where they disagree.
 * Order of belief at an instant:
 * 1. a register that still has the asset, 2. a register that dropped it, 3. a discovery source that still sees it,
 * 4. one that others have outlived by 90 days. IP addresses: 3 and 4 before 1 and 2, the network knows the address of the day;
 * among equals the statement made last (the instant its source began to say this value), then the source's name.
 * Repeating a value is no new statement: two registers that disagree and are both read every night would otherwise
 * change the asset twice a day. A field is taken from the best source that says it at all; `N/A` says nothing.
 */
import type { AssetFacts } from '../imports/imported-record.ts';
import { compareCodePoints } from '../kernel/text.ts';
import type { Instant } from '../kernel/time.ts';
import { addMilliseconds } from '../kernel/time.ts';
import { agreementOf, type Agreement } from './agreement.ts';
import { deviceFactNames } from './device-facts.ts';
import { saysNothing } from './placeholder.ts';
import type { Presence, Sighting } from './presence.ts';
import { comparable, doAgree, textOf } from './same-fact.ts';

/** From `observedAt` the source says these facts, until its next claim; last repeated at `lastObservedAt`. */
export interface Claim {
  readonly source: string;
  readonly role: 'register' | 'discovery';
  readonly observedAt: Instant;
  readonly lastObservedAt: Instant;
  readonly facts: AssetFacts;
}

export interface Statement {
  readonly source: string;
  readonly role: 'register' | 'discovery';
  readonly observedAt: Instant;
  readonly lastObservedAt: Instant;
}

/** Sources whose newest claims disagree on a field; the value in force comes first. */
export interface Conflict {
  readonly field: keyof AssetFacts;
  readonly values: readonly { readonly value: string; readonly statements: readonly Statement[] }[];
}

/** The facts in force from an instant until the next segment. */
export interface FactSegment {
  readonly fromAt: Instant;
  readonly facts: AssetFacts;
}

/** The same as sources say them, and whether those that still speak of the asset agree. */
export interface SpokenSegment extends FactSegment {
  readonly agreement: Agreement;
}

/** What one source says in one role, over time. */
export interface StatementStream {
  readonly source: string;
  readonly role: 'register' | 'discovery';
  /** In order of time, fillers taken out. */
  readonly claims: readonly Claim[];
  /** Distinct, in order. */
  readonly observedAts: readonly Instant[];
  /** Of a register: when it has the asset. */
  readonly presence: readonly Presence[];
}

type FactField = keyof AssetFacts;

const factFields = [
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
  'serialNumber',
  'assetTag',
  'hostName',
  'domain',
  'ipAddresses',
  'macAddresses',
  'udiDi',
  'operatingSystem',
  'location',
  ...deviceFactNames,
] as const satisfies readonly FactField[];

/**
 * Not compared: names (each register has its own way), asset numbers (each register has its own), IP addresses (they
 * move), domains (half of the host name).
 */
const notCompared: ReadonlySet<FactField> = new Set(['name', 'assetTag', 'ipAddresses', 'domain']);

/** A discovery source that others have seen an asset without for this long is no longer believed. */
export const outlivedMs: number = 90 * 86_400_000;

export function statementStreams(
  claims: readonly Claim[],
  sightings: readonly Sighting[],
  registers: readonly Presence[],
): StatementStream[] {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    const key = `${claim.role}\u001f${claim.source}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [claim]);
    else group.push(claim);
  }
  const streams: StatementStream[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { source, role } = first;
    const mine = sightings.filter((sighting) => sighting.source === source && (sighting.kind === 'register') === (role === 'register'));
    const observedAts = new Set([...mine.map((one) => one.observedAt), ...group.flatMap((one) => [one.observedAt, one.lastObservedAt])]);
    const presence = role === 'register' ? registers.filter((one) => one.source === source) : [];
    streams.push({
      source,
      role,
      claims: inOrder(group).map((claim) => ({ ...claim, facts: withoutFillers(claim.facts) })),
      observedAts: [...observedAts].toSorted(),
      presence,
    });
  }
  return streams.toSorted((left, right) => compareCodePoints(left.source, right.source) || compareCodePoints(left.role, right.role));
}

/** By time; should a source contradict itself at one instant, the text of the facts decides, so that order never does. */
function inOrder(claims: readonly Claim[]): Claim[] {
  if (claims.length === 1) return [...claims];
  return claims.toSorted(
    (left, right) =>
      compareCodePoints(left.observedAt, right.observedAt) ||
      compareCodePoints(left.lastObservedAt, right.lastObservedAt) ||
      compareCodePoints(JSON.stringify(left.facts), JSON.stringify(right.facts)),
  );
}

/** Read from a closed list: there "none" and "missing" are answers, not words for an empty cell. */
const chosen: ReadonlySet<string> = new Set([
  'vendorAccess',
  'patchConstraint',
  'endpointProtection',
  'logging',
  'compensatingControl',
] satisfies FactField[]);

function withoutFillers(facts: AssetFacts): AssetFacts {
  const isFiller = ([name, value]: readonly [string, unknown]): boolean =>
    value === undefined ||
    (typeof value === 'string' && saysNothing(value) && !chosen.has(name)) ||
    (Array.isArray(value) && value.length === 0);
  const entries = Object.entries(facts);
  return entries.some(isFiller) ? Object.fromEntries(entries.filter((entry) => !isFiller(entry))) : facts;
}

/** The facts in force over time; the first segment starts at the first claim. */
export function factTimeline(streams: readonly StatementStream[]): SpokenSegment[] {
  const bounds = new Set<Instant>();
  for (const stream of streams) {
    for (const claim of stream.claims) bounds.add(claim.observedAt);
    for (const { fromAt, toAt } of stream.presence) {
      bounds.add(fromAt);
      if (toAt !== null) bounds.add(toAt);
    }
    for (const instant of outlivedBounds(stream, streams)) bounds.add(instant);
  }
  const timeline: SpokenSegment[] = [];
  let before: Speaker[] = [];
  for (const fromAt of [...bounds].toSorted()) {
    const speakers = speakersAt(streams, fromAt);
    if (speakers.length === 0 || isSameChoir(before, speakers)) continue;
    timeline.push({ fromAt, facts: factsOf(speakers), agreement: agreementOf(stillSpeaking(speakers)) });
    before = speakers;
  }
  return timeline;
}

/** The same sources with the same claims in the same order of belief say the same. */
function isSameChoir(left: readonly Speaker[], right: readonly Speaker[]): boolean {
  const isSame = (one: Speaker, other: Speaker | undefined): boolean =>
    one.stream === other?.stream && one.claimIndex === other.claimIndex && one.rank === other.rank;
  return left.length === right.length && left.every((one, index) => isSame(one, right[index]));
}

/** Facts at an instant; none before the first claim. */
export function factsAt(timeline: readonly FactSegment[], instant: Instant): AssetFacts {
  return timeline.findLast((segment) => segment.fromAt <= instant)?.facts ?? {};
}

/** Where belief in a discovery source ends because others went on without it, and where it comes back. */
function outlivedBounds(stream: StatementStream, streams: readonly StatementStream[]): Instant[] {
  if (stream.role === 'register') return [];
  const others = streams.filter((other) => other !== stream && other.role === 'discovery');
  if (others.length === 0) return [];
  const bounds: Instant[] = [];
  for (const [index, observedAt] of stream.observedAts.entries()) {
    const limit = addMilliseconds(observedAt, outlivedMs);
    const back = stream.observedAts[index + 1];
    if (back !== undefined && back <= limit) continue;
    for (const other of others) {
      const outlivedAt = other.observedAts.find((instant) => instant > limit);
      if (outlivedAt !== undefined) bounds.push(outlivedAt);
    }
    if (back !== undefined) bounds.push(back);
  }
  return bounds;
}

interface Speaker {
  readonly stream: StatementStream;
  readonly claimIndex: number;
  readonly facts: AssetFacts;
  readonly rank: 1 | 2 | 3 | 4;
}

/** Sources that have spoken by then, the most believed first. */
function speakersAt(streams: readonly StatementStream[], instant: Instant): Speaker[] {
  const newest = streams.filter((stream) => stream.role === 'discovery').map((stream) => lastAtOrBefore(stream.observedAts, instant) ?? '');
  const newestAt = newest.toSorted().at(-1) ?? '';
  const speakers: Speaker[] = [];
  for (const stream of streams) {
    const claimIndex = stream.claims.findLastIndex((claim) => claim.observedAt <= instant);
    const claim = stream.claims[claimIndex];
    if (claim !== undefined) speakers.push({ stream, claimIndex, facts: claim.facts, rank: rankAt(stream, instant, newestAt) });
  }
  // Streams come ordered by source, and the sort is stable.
  return speakers.length < 2 ? speakers : speakers.toSorted((left, right) => left.rank - right.rank);
}

function rankAt(stream: StatementStream, instant: Instant, newestAt: string): 1 | 2 | 3 | 4 {
  if (stream.role === 'register') {
    const begun = stream.presence.filter((one) => one.fromAt <= instant);
    // A claim without a snapshot (not yet, or a single record) is taken at its word.
    return begun.length === 0 || begun.some((one) => one.toAt === null || instant < one.toAt) ? 1 : 2;
  }
  const last = lastAtOrBefore(stream.observedAts, instant);
  return last !== undefined && (last === newestAt || newestAt <= addMilliseconds(last, outlivedMs)) ? 3 : 4;
}

function lastAtOrBefore(instants: readonly Instant[], instant: Instant): Instant | undefined {
  return instants.findLast((one) => one <= instant);
}

function factsOf(speakers: readonly Speaker[]): AssetFacts {
  const [only] = speakers;
  if (speakers.length === 1 && only !== undefined) return only.facts;
  const network = speakers.toSorted((left, right) => networkRank(left) - networkRank(right));
  const facts: Record<string, unknown> = {};
  for (const field of factFields) {
    const speaker = bestSpeaker(field === 'ipAddresses' ? network : speakers, field);
    if (speaker !== null) facts[field] = speaker.facts[field];
  }
  return facts;
}

const networkRank = ({ rank }: Speaker): number => (rank + 1) % 4;

/** @param speakers the most believed first. */
function bestSpeaker(speakers: readonly Speaker[], field: FactField): Speaker | null {
  let best: Speaker | null = null;
  for (const speaker of speakers) {
    if (speaker.facts[field] === undefined) continue;
    if (best === null) best = speaker;
    else if (speaker.rank !== best.rank) break;
    else if (saidSince(speaker, field) > saidSince(best, field)) best = speaker;
  }
  return best;
}

/** Since when the source has been saying this value without a break. */
function saidSince({ stream, claimIndex, facts }: Speaker, field: FactField): Instant {
  const value = comparable(field, facts);
  let index = claimIndex;
  while (index > 0 && comparable(field, stream.claims[index - 1]?.facts ?? {}) === value) index -= 1;
  return stream.claims[index]?.observedAt ?? ('' as Instant);
}

/** A register that has the asset, a discovery source that is still believed. */
function stillSpeaking(speakers: readonly Speaker[]): readonly Speaker[] {
  return speakers.filter(({ rank }) => rank === 1 || rank === 3);
}

/** Fields on which sources that still speak of the asset (ranks 1 and 3) disagree in their newest claims. */
export function conflictsBetween(streams: readonly StatementStream[]): Conflict[] {
  const lastAt = streams
    .flatMap((stream) => stream.observedAts.at(-1) ?? [])
    .toSorted()
    .at(-1);
  if (streams.length < 2 || lastAt === undefined) return [];
  const ended = streams
    .flatMap((stream) => stream.presence.flatMap((one) => one.toAt ?? []))
    .toSorted()
    .at(-1);
  const speakers = stillSpeaking(speakersAt(streams, ended !== undefined && ended > lastAt ? ended : lastAt));
  return factFields.flatMap((field) => conflictOn(field, speakers) ?? []);
}

function conflictOn(field: FactField, speakers: readonly Speaker[]): Conflict | null {
  if (notCompared.has(field)) return null;
  const best = bestSpeaker(speakers, field);
  if (best === null) return null;
  const groups: { speakers: Speaker[] }[] = [];
  // The value in force opens the first group.
  for (const speaker of [best, ...speakers.filter((one) => one !== best)]) {
    if (speaker.facts[field] === undefined) continue;
    const group = groups.find(({ speakers: [first] }) => first !== undefined && doAgree(field, first.facts, speaker.facts));
    if (group === undefined) groups.push({ speakers: [speaker] });
    else group.speakers.push(speaker);
  }
  if (groups.length < 2) return null;
  return {
    field,
    values: groups.map(({ speakers: group }) => ({
      value: textOf(group[0]?.facts[field]),
      statements: group.map(({ stream, claimIndex }) => statementOf(stream, claimIndex)),
    })),
  };
}

function statementOf({ source, role, claims, observedAts }: StatementStream, claimIndex: number): Statement {
  const claim = claims[claimIndex];
  const lastObservedAt = claims[claimIndex + 1] === undefined ? observedAts.at(-1) : claim?.lastObservedAt;
  const observedAt = claim?.observedAt ?? ('' as Instant);
  return { source, role, observedAt, lastObservedAt: lastObservedAt ?? observedAt };
}
