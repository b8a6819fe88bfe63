/** What the database says of months against findings followed one by one through the files' own history. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldName } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays, dayOf, daysBetween } from '#core/kernel/time.ts';
import { lifeWindows, livesWithin, type LifeWindow } from '#core/metrics/life-windows.ts';
import { closingTimes } from '#core/vulnerabilities/time-to-close.ts';
import type { Spell } from '#core/statistics/survival.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { findingLives } from './finding-lives.ts';
import type { ScopeDimension } from './places.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);
const dimensions = ['organisation', 'department', 'class'] as const satisfies readonly ScopeDimension[];
const firstDay = '2026-01-10' as Day;
const days = 100;

interface Asset {
  /** From which day on it is where. */
  readonly moves: readonly { readonly after: number; readonly department: string | null; readonly isRetired: boolean }[];
}
interface Finding {
  readonly asset: number;
  readonly opened: number;
  /** Days open, of each time round, and days closed between; the last time round goes on when `isOpen`. */
  readonly rounds: readonly { readonly open: number; readonly closed: number }[];
  readonly isOpen: boolean;
  readonly isPrevalent: boolean;
  /** A severity that changes halfway makes two versions of one time round. */
  readonly isCut: boolean;
  readonly falseAfter: number | null;
}
interface Hospital {
  readonly assets: readonly Asset[];
  readonly findings: readonly Finding[];
}

const arbitraryHospital: fc.Arbitrary<Hospital> = fc.record({
  assets: fc.array(
    fc.record({
      moves: fc.array(
        fc.record({
          after: fc.integer({ min: 1, max: 40 }),
          department: fc.constantFrom('Ward 1', 'ward 1', 'Ward 2', null),
          isRetired: fc.constantFrom(false, false, false, true),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    { minLength: 2, maxLength: 4 },
  ),
  findings: fc.array(
    fc.record({
      asset: fc.nat({ max: 3 }),
      opened: fc.integer({ min: 0, max: 90 }),
      rounds: fc.array(fc.record({ open: fc.integer({ min: 1, max: 50 }), closed: fc.integer({ min: 1, max: 20 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
      isOpen: fc.boolean(),
      isPrevalent: fc.constantFrom(false, false, true),
      isCut: fc.boolean(),
      falseAfter: fc.option(fc.integer({ min: 0, max: 60 }), { freq: 6 }),
    }),
    { minLength: 8, maxLength: 30, size: 'max' },
  ),
});

interface Stay {
  readonly from: Day;
  readonly to: Day | null;
  readonly department: string | null;
  readonly isRetired: boolean;
}

function staysOf({ moves }: Asset): readonly Stay[] {
  let from = addDays(firstDay, -30);
  return moves.map(({ after, department, isRetired }, place): Stay => {
    const stay = { from, to: place === moves.length - 1 ? null : addDays(from, after), department, isRetired };
    from = addDays(from, after);
    return stay;
  });
}

interface Round {
  readonly openedOn: Day;
  readonly closedOn: Day | null;
  readonly occurrence: number;
  readonly isPrevalent: boolean;
  readonly falseFrom: Day | null;
}

function roundsOf({ opened, rounds, isOpen, isPrevalent, falseAfter }: Finding): readonly Round[] {
  let day = addDays(firstDay, opened);
  return rounds.map(({ open, closed }, place): Round => {
    const isLast = place === rounds.length - 1;
    const closedOn = isLast && isOpen ? null : addDays(day, open);
    const first = place === 0;
    const round = {
      openedOn: day,
      closedOn,
      occurrence: place + 1,
      isPrevalent: isPrevalent && first,
      falseFrom: falseAfter !== null && first ? addDays(day, Math.min(falseAfter, closedOn === null ? 60 : open - 1)) : null,
    };
    day = addDays(day, open + closed);
    return round;
  });
}

/** By hand: each time round of each finding, cut to the days its asset is in the scope, and to the month. */
function followedByHand(hospital: Hospital, window: LifeWindow, isIn: (stay: Stay) => boolean): readonly Spell[] {
  const spells: Spell[] = [];
  for (const finding of hospital.findings) {
    const asset = hospital.assets[finding.asset % hospital.assets.length];
    if (asset === undefined) continue;
    for (const { openedOn, closedOn, isPrevalent, falseFrom } of roundsOf(finding)) {
      if (falseFrom !== null && falseFrom <= window.endsOn) continue;
      let entered: Day | null = null;
      const leave = (on: Day, isClosed: boolean): void => {
        if (entered === null) return;
        const [enteredAge, leftAge] = [daysBetween(openedOn, entered), daysBetween(openedOn, on)];
        spells.push({ enteredAge: isPrevalent ? null : enteredAge, leftAge, isClosed, count: 1 });
        entered = null;
      };
      for (let day = window.afterOn; day <= window.endsOn; day = addDays(day, 1)) {
        if (closedOn === day && entered !== null) leave(day, true);
        const stay = staysOf(asset).find(({ from, to }) => from <= day && (to === null || day < to));
        const isHere = stay !== undefined && !stay.isRetired && isIn(stay) && openedOn <= day && (closedOn === null || day < closedOn);
        if (!isHere) leave(day, false);
        else entered ??= day;
      }
      leave(window.endsOn, false);
    }
  }
  return spells;
}

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

const id = (kind: string, index: number) => `0193${kind}00-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;

async function store({ assets, findings }: Hospital): Promise<void> {
  await withOrganisation(fresh.database, fresh.organisationId, async ({ client, organisationId }) => {
    for (const table of ['finding_version', 'asset_version', 'asset'])
      await client.query(`delete from ${table} where organisation_id = $1`, [organisationId]);
    for (const [index, asset] of assets.entries()) {
      await client.query(`insert into asset (organisation_id, id, first_seen_at) values ($1, $2, now())`, [
        organisationId,
        id('aa', index),
      ]);
      for (const { from, to, department, isRetired } of staysOf(asset)) {
        await client.query(
          `insert into asset_version (organisation_id, asset_id, valid_from, valid_to, valid_from_on, valid_to_on, name, name_folded, class, department,
             department_folded, lifecycle, scannable, registered, seen, scanned, scanned_authenticated, facts_digest)
           values ($1, $2, $3::date::timestamp at time zone 'Europe/Amsterdam', coalesce($4::date::timestamp at time zone 'Europe/Amsterdam', 'infinity'),
             $3::date, coalesce($4::date, 'infinity'), 'a', 'a', 'medical', $5, $6, $7, true, true, true, true, false, '')`,
          [
            organisationId,
            id('aa', index),
            from,
            to,
            department,
            department === null ? null : foldName(department),
            isRetired ? 'retired' : null,
          ],
        );
      }
    }
    for (const [index, finding] of findings.entries()) {
      const asset = id('aa', finding.asset % assets.length);
      const rounds = roundsOf(finding);
      const write = (values: readonly unknown[]) =>
        client.query(
          `insert into finding_version (organisation_id, finding_id, asset_id, flaw_id, check_id, valid_from, valid_to, valid_from_on, valid_to_on, state, severity,
             opened_at, closed_at, prevalent, occurrence, decision)
           values ($1, $2, $3, $2, $2, $4::date::timestamp at time zone 'Europe/Amsterdam', coalesce($5::date::timestamp at time zone 'Europe/Amsterdam', 'infinity'),
             $4::date, coalesce($5::date, 'infinity'), $6, $7, $8::date::timestamp at time zone 'Europe/Amsterdam',
             $9::date::timestamp at time zone 'Europe/Amsterdam', $10, $11, $12)`,
          [organisationId, id('ff', index), asset, ...values],
        );
      for (const [place, { openedOn, closedOn, occurrence, isPrevalent, falseFrom }] of rounds.entries()) {
        const cutOn = finding.isCut && closedOn !== null && daysBetween(openedOn, closedOn) > 1 ? addDays(openedOn, 1) : null;
        const cuts = [...new Set([openedOn, cutOn, falseFrom].filter((day) => day !== null))].toSorted();
        for (const [at, from] of cuts.entries()) {
          const decision = falseFrom !== null && from >= falseFrom ? 'false-positive' : null;
          const severity = cutOn !== null && from >= cutOn ? 3 : 2;
          await write([from, cuts[at + 1] ?? closedOn, 'open', severity, openedOn, null, isPrevalent, occurrence, decision]);
        }
        const decision = falseFrom === null ? null : 'false-positive';
        if (closedOn !== null)
          await write([closedOn, rounds[place + 1]?.openedOn ?? null, 'closed', 2, openedOn, closedOn, isPrevalent, occurrence, decision]);
      }
    }
  });
}

describe('findings followed through a month', () => {
  it('give in every scope the curve that following them one by one gives, moved, retired, reopened or called false', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryHospital, async (hospital) => {
        await store(hospital);
        const windows = lifeWindows({ from: addDays(firstDay, 40), to: addDays(firstDay, days) });
        const from = addDays(windows[0]?.afterOn ?? firstDay, 1);
        const found = await readingOrganisation(fresh.database, fresh.organisationId, (scope) =>
          findingLives(scope, { scopes: dimensions, from, to: addDays(firstDay, days) }),
        );
        const scopes: readonly [ScopeDimension, string, (stay: Stay) => boolean][] = [
          ['organisation', fresh.organisationId, () => true],
          ['class', 'medical', () => true],
          ['department', 'ward 1', ({ department }) => department !== null && foldName(department) === 'ward 1'],
          ['department', 'ward 2', ({ department }) => department === 'Ward 2'],
        ];
        for (const window of windows) {
          for (const [kind, name, isIn] of scopes) {
            const own = found.find(({ scopeKind, scopeId }) => scopeKind === kind && scopeId === name);
            const expected = closingTimes(null, followedByHand(hospital, window, isIn), 3);
            expect(livesWithin(own?.lives ?? [], window).steps, `${kind} ${name} ${window.endsOn}`).toEqual(expected.steps);
          }
        }
      }),
      { seed, numRuns: 25 },
    );
  });

  it('says of each day how many are open and closed, by the day they were opened', async () => {
    await store({
      assets: [{ moves: [{ after: 1, department: 'Ward 1', isRetired: false }] }],
      findings: [
        {
          asset: 0,
          opened: 0,
          rounds: [
            { open: 10, closed: 5 },
            { open: 3, closed: 1 },
          ],
          isOpen: false,
          isPrevalent: true,
          isCut: true,
          falseAfter: null,
        },
        { asset: 0, opened: 0, rounds: [{ open: 20, closed: 1 }], isOpen: false, isPrevalent: false, isCut: false, falseAfter: 4 },
      ],
    });
    const found = await readingOrganisation(fresh.database, fresh.organisationId, (scope) =>
      findingLives(scope, { scopes: ['organisation'], from: '2026-01-12' as Day, to: '2026-02-28' as Day }),
    );
    expect(found).toHaveLength(1);
    const day = (text: string) => dayOf(`${text}T12:00:00.000Z` as Instant, fresh.timeZone);
    const change = (on: string, open: number, closed: number) => ({ day: day(on), open, closed });
    expect(found[0]?.lives.toSorted((a, b) => (a.openedOn < b.openedOn || (a.openedOn === b.openedOn && a.isPrevalent) ? -1 : 1))).toEqual([
      {
        openedOn: '2026-01-10',
        isPrevalent: true,
        falseFrom: null,
        falseTo: null,
        changes: [change('2026-01-11', 1, 0), change('2026-01-20', -1, 1)],
      },
      {
        openedOn: '2026-01-10',
        isPrevalent: false,
        falseFrom: '2026-01-14',
        falseTo: null,
        changes: [change('2026-01-11', 1, 0), change('2026-01-30', -1, 1)],
      },
      {
        openedOn: '2026-01-25',
        isPrevalent: false,
        falseFrom: null,
        falseTo: null,
        changes: [change('2026-01-25', 1, 0), change('2026-01-28', -1, 1)],
      },
    ]);
  });
});
