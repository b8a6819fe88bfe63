import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { on, registers, says, scans, snapshots, timeZone } from '../../../test/support/asset-evidence.ts';
import type { AssetFacts } from '../imports/imported-record.ts';
import { addDays, type Day, type Instant } from '../kernel/time.ts';
import { modelBookOf, type ModelBook } from '../device-models/model-facts.ts';
import { modelKeyOf } from '../device-models/model-key.ts';
import type { RuleBook } from './assignment-rules.ts';
import type { Claim } from './effective-facts.ts';
import { foldAsset, type AssetVersion, type FoldAssetInput, type FoldedAsset } from './fold-asset.ts';
import type { Sighting, Snapshot } from './presence.ts';
import { prolongAsset, type Prolongation, type RepeatedSighting, type StandingAsset } from './prolong-asset.ts';
import type { AssetStatement } from './stated-facts.ts';

/** One thing that an import says of the asset, and how it looked at it. */
interface Said {
  readonly source: 'cmdb' | 'nmap' | 'nessus';
  readonly at: Instant;
  readonly facts: AssetFacts;
  readonly scan: 'none' | 'unfinished' | 'finished' | 'authenticated';
}

const instantOfDay = (day: number): Instant => `${addDays('2026-01-01' as Day, day)}T12:00:00.000Z` as Instant;
const roleOf = (source: Said['source']): 'register' | 'discovery' => (source === 'cmdb' ? 'register' : 'discovery');

/** Facts seldom change, sightings come every 7, 28 or 100 days: most of the time a source repeats itself. */
const history = fc
  .array(
    fc.record({
      source: fc.constantFrom('cmdb' as const, 'nmap' as const, 'nessus' as const),
      pause: fc.constantFrom(1, 7, 28, 28, 28, 100),
      wording: fc.constantFrom(0, 0, 0, 0, 0, 0, 1),
      isMedical: fc.constantFrom(true, true, true, true, false),
      scan: fc.constantFrom('none' as const, 'unfinished' as const, 'finished' as const, 'authenticated' as const),
    }),
    { minLength: 2, maxLength: 14 },
  )
  .map((steps) => {
    let day = 0;
    return steps.map(({ source, pause, wording, isMedical, scan }): Said => {
      day += pause;
      const register: AssetFacts = {
        name: `Pump ${wording}`,
        class: isMedical ? 'medical' : 'server',
        department: 'IC',
        vendor: 'Voorbeeld',
        model: 'PX800',
        ...(wording === 1 ? { patchConstraint: 'vendor-only', networked: true } : {}),
      };
      const network: AssetFacts = { hostName: `pump-${wording}`, ipAddresses: ['10.0.0.1'] };
      const at = instantOfDay(day);
      return { source, at, facts: source === 'cmdb' ? register : network, scan: source === 'nessus' ? scan : 'none' };
    });
  });

const lacking = fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 2 }).map((days) => days.map((day) => instantOfDay(day)));

/** Somebody stated the modality of its model on one of these days, or nobody did. */
const models = fc.option(fc.integer({ min: -10, max: 400 }), { nil: null }).map((day): ModelBook => {
  const statements = day === null ? [] : [{ modelId: 'm', statedAt: instantOfDay(day), facts: { modality: 'infusion' as const } }];
  return modelBookOf(new Map([[modelKeyOf('Voorbeeld', 'PX800') ?? '', 'm']]), statements, []);
});

/** What a person stated on some days, and took back: the class moves windows, the department is one that a source says too. */
const stated = fc
  .array(
    fc.record({
      day: fc.integer({ min: -10, max: 400 }),
      facts: fc.constantFrom<AssetStatement['facts']>(
        { class: 'server' },
        { class: null },
        { department: 'OK', tier: 1 },
        { department: null },
        { tier: 2 },
      ),
    }),
    { maxLength: 3 },
  )
  .map((made) => made.map(({ day, facts }, index): AssetStatement => ({ batchId: String(index), statedAt: instantOfDay(day), facts })));

/** A list of rules was saved on one of these days, or none was: it asks what the sources change. */
const rules = fc.option(fc.integer({ min: -10, max: 400 }), { nil: null }).map((day): RuleBook => {
  const filter = { op: 'eq', field: 'class', value: 'server' } as const;
  return day === null ? [] : [{ fromAt: instantOfDay(day), rules: [{ name: 'servers', filter, facts: { department: 'ICT', tier: 3 } }] }];
});

interface Stated {
  readonly rules?: RuleBook;
  readonly models?: ModelBook;
  readonly statements?: readonly AssetStatement[];
}

/** A register's file is a snapshot; two such instants may also lack the asset. */
function evidenceOf(said: readonly Said[], without: readonly Instant[], more: Stated = {}): FoldAssetInput {
  const claims = said.map(({ source, at, facts }): Claim => ({ source, role: roleOf(source), observedAt: at, lastObservedAt: at, facts }));
  const sightings = said.flatMap(({ source, at, scan }): Sighting[] => {
    const statement: Sighting = { kind: roleOf(source), source, observedAt: at, depth: null, complete: true };
    if (scan === 'none') return [statement];
    const depth = scan === 'authenticated' ? ('authenticated' as const) : ('unauthenticated' as const);
    return [statement, { kind: 'scan', source, observedAt: at, depth, complete: scan !== 'unfinished' }];
  });
  const has = said.filter((one) => one.source === 'cmdb').map((one) => one.at);
  const snapshotsOf = [...has, ...without].map((observedAt): Snapshot => ({ source: 'cmdb', observedAt, partial: false }));
  return { claims, sightings, snapshots: snapshotsOf, timeZone, ...more };
}

function factsText({ validFrom: _from, validTo: _to, validFromOn: _fromOn, validToOn: _toOn, ...state }: AssetVersion): string {
  return JSON.stringify({ ...state, seen: 0, scanned: 0, scannedAuthenticated: 0, seenWithin30Days: 0 });
}

function standingOf(folded: FoldedAsset, said: readonly Said[], last: Said, without: readonly Instant[]): StandingAsset {
  const own = said.filter((one) => one.source === last.source);
  const newest = own.filter((one) => one.at === own.at(-1)?.at).map((one) => JSON.stringify(one.facts));
  const snapshotAts = [...said.filter((one) => one.source === 'cmdb').map((one) => one.at), ...without].toSorted();
  return {
    presence: folded.presence,
    versions: folded.versions
      .filter((one) => one.validTo === null || one.validTo > last.at)
      .map((one) => ({ validFrom: one.validFrom, validTo: one.validTo, facts: factsText(one), class: one.class })),
    lastClaim: new Set(newest).size === 1 ? (newest[0] ?? null) : null,
    lastSnapshotAt: snapshotAts.at(-1) ?? null,
  };
}

const sightingOf = ({ source, at, facts, scan }: Said): RepeatedSighting => ({
  source,
  at,
  role: roleOf(source),
  claim: JSON.stringify(facts),
  isScanned: scan === 'finished' || scan === 'authenticated',
  isAuthenticated: scan === 'authenticated',
});

/** What is stored once the ends are moved. */
function applied(before: FoldedAsset, { presence, versions }: Prolongation): { versions: string[]; presence: string[] } {
  const keyOf = ({ kind, source, fromAt }: FoldedAsset['presence'][number]): string => `${kind} ${source} ${fromAt}`;
  const moved = new Map(presence.map((one) => [keyOf(one), one]));
  const state = (one: AssetVersion, rest: Partial<AssetVersion>): string => versionText({ ...one, ...rest });
  const standing = before.versions.find((one) => one.validFrom === versions?.standingFrom);
  const after =
    versions === null || standing === undefined
      ? before.versions.map(versionText)
      : [
          ...before.versions.filter((one) => !versions.gone.includes(one.validFrom) && one !== standing).map(versionText),
          state(standing, { validTo: versions.endsAt }),
          ...versions.fading.map((one) => state(standing, one)),
        ];
  return { versions: after.toSorted(), presence: before.presence.map((one) => presenceText(moved.get(keyOf(one)) ?? one)).toSorted() };
}

const versionText = ({ validFromOn: _from, validToOn: _to, ...rest }: AssetVersion): string =>
  JSON.stringify(Object.entries(rest).toSorted(([left], [right]) => (left < right ? -1 : 1)));
const presenceText = ({ kind, source, fromAt, lastAt, toAt }: FoldedAsset['presence'][number]): string =>
  [kind, source, fromAt, lastAt, toAt].join(' ');

describe('prolongAsset', () => {
  it('says what the whole fold says, wherever it says anything', () => {
    let prolonged = 0;
    fc.assert(
      fc.property(history, lacking, models, stated, rules, (said, without, book, statements, ruleBook) => {
        const last = said.at(-1);
        if (last === undefined) return;
        const rest = said.slice(0, -1);
        const more = { models: book, statements, rules: ruleBook };
        const before = foldAsset(evidenceOf(rest, without, more));
        const prolongation = prolongAsset(standingOf(before, rest, last, without), sightingOf(last));
        if (prolongation === null) return;
        prolonged += 1;
        const whole = foldAsset(evidenceOf(said, without, more));
        expect(applied(before, prolongation)).toEqual({
          versions: whole.versions.map(versionText).toSorted(),
          presence: whole.presence.map(presenceText).toSorted(),
        });
        // Nothing but the two instants of sightings differs in what is newest.
        const { lastSeenAt: _seen, lastScannedAt: _scanned, ...latest } = whole.latest;
        expect(before.latest).toMatchObject(latest);
        expect(whole.conflicts.map(({ field, values }) => [field, values.map((one) => one.value)])).toEqual(
          before.conflicts.map(({ field, values }) => [field, values.map((one) => one.value)]),
        );
      }),
      { numRuns: 4_000 },
    );
    expect(prolonged).toBeGreaterThan(300);
  });

  const seenTwice: Said[] = ['02-01', '03-01'].map((day) => ({
    source: 'nessus',
    at: on(day),
    facts: { hostName: 'h' },
    scan: 'finished',
  }));
  const [first, second] = seenTwice;

  it('moves the end of a sighting that still lasts', () => {
    if (first === undefined || second === undefined) throw new Error('two sightings');
    const before = foldAsset(evidenceOf([first], []));
    const moved = prolongAsset(standingOf(before, [first], second, []), sightingOf(second));
    expect(moved?.versions).toMatchObject({ standingFrom: on('02-01'), endedAt: on('03-03'), endsAt: on('03-31'), gone: [on('03-03')] });
    expect(moved?.presence.map((one) => one.kind)).toEqual(['discovery', 'scan']);
  });

  it('leaves to the whole fold a sighting that came too late, in other words, or before a later snapshot', () => {
    if (first === undefined || second === undefined) throw new Error('two sightings');
    const before = foldAsset(evidenceOf([first], []));
    const standing = standingOf(before, [first], second, []);
    expect(prolongAsset(standing, { ...sightingOf(second), at: on('03-20') })).toBeNull();
    expect(prolongAsset(standing, { ...sightingOf(second), claim: 'other words' })).toBeNull();
    expect(prolongAsset({ ...standing, lastSnapshotAt: on('03-02') }, sightingOf(second))).toBeNull();
    expect(prolongAsset(standing, { ...sightingOf(second), at: on('01-20') })).toBeNull();
  });

  it('leaves to the whole fold the first scan that signs in, and a register that dropped the asset', () => {
    if (first === undefined || second === undefined) throw new Error('two sightings');
    const before = foldAsset(evidenceOf([first], []));
    expect(prolongAsset(standingOf(before, [first], second, []), { ...sightingOf(second), isAuthenticated: true })).toBeNull();
    const dropped = foldAsset({
      claims: [says('cmdb', '01-05', { name: 'Pump 1' })],
      sightings: [...registers('cmdb', '01-05'), ...scans('nessus', 'unknown', '01-06')],
      snapshots: snapshots('cmdb', '01-05', '02-05'),
      timeZone,
    });
    const again: Said = { source: 'cmdb', at: on('03-05'), facts: { name: 'Pump 1' }, scan: 'none' };
    const earlier: Said = { ...again, at: on('01-05') };
    expect(prolongAsset(standingOf(dropped, [earlier], again, [on('02-05')]), sightingOf(again))).toBeNull();
  });
});
