import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, timeZone } from '../../../test/support/asset-evidence.ts';
import type { AssetFacts } from '../imports/imported-record.ts';
import type { Day, Instant } from '../kernel/time.ts';
import { addDays, addMilliseconds } from '../kernel/time.ts';
import { sightingWindowDays } from './asset.ts';
import type { Claim } from './effective-facts.ts';
import type { AssetVersion, FoldAssetInput } from './fold-asset.ts';
import { foldAsset } from './fold-asset.ts';
import type { Sighting, Snapshot } from './presence.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);

const day = fc.integer({ min: 0, max: 400 }).map((count) => `${addDays('2026-01-01' as Day, count)}T12:00:00.000Z` as Instant);
const source = fc.constantFrom('cmdb', 'ultimo', 'nmap', 'nessus');
const isRegister = (name: string): boolean => name === 'cmdb' || name === 'ultimo';
const facts: fc.Arbitrary<AssetFacts> = fc.record(
  {
    name: fc.constantFrom('A', 'B'),
    class: fc.constantFrom('medical' as const, 'server' as const),
    vendor: fc.constantFrom('Dell', 'dell inc.', 'HP', 'N/A'),
    department: fc.constantFrom('IC', 'OK'),
    scannable: fc.boolean(),
    hostName: fc.constantFrom('h1', 'H1.example.org', 'h2'),
    ipAddresses: fc.subarray(['10.0.0.1', '10.0.0.2']),
    operatingSystem: fc.constantFrom('Linux', 'Linux 5'),
  },
  { requiredKeys: [] },
);
const claim = fc
  .record({ source, observedAt: day, facts })
  .map((one): Claim => ({ ...one, role: isRegister(one.source) ? 'register' : 'discovery', lastObservedAt: one.observedAt }));
const sighting = fc
  .record({
    source,
    observedAt: day,
    isScan: fc.boolean(),
    depth: fc.constantFrom('authenticated' as const, 'unknown' as const),
    complete: fc.boolean(),
  })
  .map(({ isScan, ...one }): Sighting => {
    if (isRegister(one.source)) return { kind: 'register', source: one.source, observedAt: one.observedAt, depth: null, complete: true };
    return isScan
      ? { kind: 'scan', ...one }
      : { kind: 'discovery', source: one.source, observedAt: one.observedAt, depth: null, complete: true };
  });
const snapshot = fc.record({ source: fc.constantFrom('cmdb', 'ultimo'), observedAt: day, partial: fc.boolean() });
/** A source says one thing at one instant, as the store's key has it. */
const claimsOnce = fc.uniqueArray(claim, { maxLength: 8, selector: (one) => `${one.source} ${one.observedAt}` });
const input = fc
  .record({ claims: claimsOnce, sightings: fc.array(sighting, { maxLength: 12 }), snapshots: fc.array(snapshot, { maxLength: 8 }) })
  .filter((one) => one.claims.length + one.sightings.length > 0);
const stateAt = (versions: readonly AssetVersion[], instant: Instant): AssetVersion | undefined =>
  versions.findLast((one) => one.validFrom <= instant);
const runs = { numRuns: 1000, seed };

describe('foldAsset for any input', () => {
  it('gives the same whatever the order', () => {
    const shuffles = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(input, shuffles, (given, keys) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((item) => ({ item, key: keys.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const other = { claims: shuffled(given.claims), sightings: shuffled(given.sightings), snapshots: shuffled(given.snapshots) };
        expect(fold(other)).toEqual(fold(given));
      }),
      runs,
    );
  });

  it('gives versions that touch, differ from their neighbours and end in the open', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { versions } = fold(given);
        expect(versions[0]?.validFrom).toBe([...given.claims, ...given.sightings].map((one) => one.observedAt).toSorted()[0]);
        expect(versions.at(-1)?.validTo).toBeNull();
        for (const [index, one] of versions.entries()) {
          expect(one.name).not.toBe('');
          const next = versions[index + 1];
          if (next === undefined) continue;
          expect(one.validTo).toBe(next.validFrom);
          const bounds = { validFrom: null, validTo: null, validFromOn: null, validToOn: null };
          expect({ ...one, ...bounds }).not.toEqual({ ...next, ...bounds });
        }
      }),
      runs,
    );
  });

  it('agrees with the plain words of the rules about presence, on every day', () => {
    fc.assert(
      fc.property(input, day, (given, instant) => {
        const { versions } = fold(given);
        const state = stateAt(versions, instant);
        if (state === undefined) return;
        const within = (one: Sighting, days: number): boolean =>
          one.observedAt <= instant && instant < addMilliseconds(one.observedAt, days * 86_400_000);
        const hasRegister = ['cmdb', 'ultimo'].some((name) => {
          const has = given.sightings.filter((one) => one.kind === 'register' && one.source === name).map((one) => one.observedAt);
          const lacks = given.snapshots
            .filter((one) => one.source === name && !one.partial && !has.includes(one.observedAt))
            .map((one) => one.observedAt);
          const last = [...has, ...lacks]
            .filter((at) => at <= instant)
            .toSorted()
            .at(-1);
          return last !== undefined && has.includes(last);
        });
        const windowOf = (one: Sighting): number => sightingWindowDays(stateAt(versions, one.observedAt)?.class ?? null);
        expect({
          registered: state.registered,
          seen: state.seen,
          scanned: state.scanned,
          scannedAuthenticated: state.scannedAuthenticated,
          seenWithin30Days: state.seenWithin30Days,
        }).toEqual({
          registered: hasRegister,
          seen: given.sightings.some((one) => one.kind !== 'register' && within(one, windowOf(one))),
          scanned: given.sightings.some((one) => one.kind === 'scan' && one.complete && within(one, 30)),
          scannedAuthenticated: given.sightings.some(
            (one) => one.kind === 'scan' && one.complete && one.depth === 'authenticated' && within(one, 30),
          ),
          seenWithin30Days: given.sightings.some((one) => one.kind !== 'register' && within(one, 30)),
        });
      }),
      runs,
    );
  });

  it('never changes the past for what comes later', () => {
    fc.assert(
      fc.property(input, input, day, (earlier, later, cut) => {
        const before = <T extends { observedAt: Instant }>(list: readonly T[]): T[] => list.filter((one) => one.observedAt < cut);
        const after = <T extends { observedAt: Instant }>(list: readonly T[]): T[] => list.filter((one) => one.observedAt >= cut);
        const known = { claims: before(earlier.claims), sightings: before(earlier.sightings), snapshots: before(earlier.snapshots) };
        if (known.claims.length + known.sightings.length === 0) return;
        const whole = {
          claims: [...known.claims, ...after(later.claims)],
          sightings: [...known.sightings, ...after(later.sightings)],
          snapshots: [...known.snapshots, ...after(later.snapshots)],
        };
        const past = (versions: readonly AssetVersion[]): unknown[] =>
          versions.filter((one) => one.validFrom < cut).map(({ validTo: _to, validToOn: _on, ...state }) => state);
        expect(past(fold(whole).versions)).toEqual(past(fold(known).versions));
      }),
      runs,
    );
  });

  it('gives the same versions when a source repeats itself', () => {
    fc.assert(
      fc.property(input, fc.nat(), day, (given, pick, at) => {
        const said = given.claims[pick % Math.max(given.claims.length, 1)];
        if (said === undefined || at <= said.observedAt) return;
        if (given.claims.some((one) => one.source === said.source && one.observedAt > said.observedAt && one.observedAt <= at)) return;
        // The source was also seen to speak then, with or without the claim.
        const sightingThen: Sighting = {
          kind: isRegister(said.source) ? 'register' : 'discovery',
          source: said.source,
          observedAt: at,
          depth: null,
          complete: true,
        };
        const sightings = [...given.sightings, sightingThen];
        const repeated = fold({ ...given, sightings, claims: [...given.claims, { ...said, observedAt: at, lastObservedAt: at }] });
        expect(repeated.versions).toEqual(fold({ ...given, sightings }).versions);
      }),
      runs,
    );
  });
});

describe('foldAsset in bulk', () => {
  it('folds 6,000 assets with 60 sightings each', () => {
    const dayAt = (count: number): Instant => `${addDays('2024-01-01' as Day, count)}T01:10:32.000Z` as Instant;
    const months = Array.from({ length: 20 }, (_, month) => month);
    const files = months.map((month): Snapshot => ({ source: 'cmdb', observedAt: dayAt(month * 30), partial: false }));
    const sightings = months.flatMap((month): Sighting[] => {
      const scan = { source: 'nessus', observedAt: dayAt(month * 30 + 3), complete: true };
      return [
        { kind: 'register', source: 'cmdb', observedAt: dayAt(month * 30), depth: null, complete: true },
        { kind: 'discovery', ...scan, depth: null },
        { kind: 'scan', ...scan, depth: month % 3 === 0 ? 'unauthenticated' : 'authenticated' },
      ];
    });
    expect(sightings).toHaveLength(60);
    const inputs = Array.from({ length: 6000 }, (_, index): FoldAssetInput => {
      const name = `PUMP-${String(index)}`;
      const register = {
        name,
        class: index % 3 === 0 ? 'medical' : 'server',
        vendor: 'B. Braun',
        model: 'Infusomat',
        department: 'IC',
        tier: 1,
      } as const;
      const seen = {
        hostName: `${name}.zh.example`,
        ipAddresses: ['10.1.2.3'],
        macAddresses: ['00:1b:21:00:00:0a'],
        operatingSystem: 'Linux 5',
      };
      return {
        claims: [
          { source: 'cmdb', role: 'register', observedAt: dayAt(0), lastObservedAt: dayAt(330), facts: register },
          {
            source: 'cmdb',
            role: 'register',
            observedAt: dayAt(360),
            lastObservedAt: dayAt(660),
            facts: { ...register, department: 'OK' },
          },
          { source: 'nessus', role: 'discovery', observedAt: dayAt(3), lastObservedAt: dayAt(573), facts: seen },
        ],
        sightings,
        snapshots: files,
        timeZone,
      };
    });
    const before = process.cpuUsage();
    const versions = inputs.reduce((count, one) => count + foldAsset(one).versions.length, 0);
    const usedMs = process.cpuUsage(before).user / 1000;
    // One change of department; seen from day 3 on; credentials fail every third month: some 17 versions each.
    expect(versions).toBeGreaterThan(6000 * 12);
    // The promise is 1.5 s on a machine of its own; here it guards against another order of magnitude.
    expect(usedMs).toBeLessThan(8000);
  });
});
