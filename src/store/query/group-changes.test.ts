import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asset } from '#core/assets/asset.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays, dayOf, daysBetween, endOfDay } from '#core/kernel/time.ts';
import { evaluate } from '#core/query/evaluate.ts';
import { and, filtersOf, not } from '#core/query/filter-builder.ts';
import { everything } from '#core/query/filter.ts';
import type { PlainRecord } from '#core/query/sort.ts';
import { recordKinds } from '#core/records/registry.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import type { RandomHistory } from '#test/support/random-history.ts';
import { arbitraryHistory, assetsOn, findingsOn, historyFrom, historyTo, storeHistory } from '#test/support/random-history.ts';
import { groupChanges, type GroupSheet } from './group-changes.ts';
import { scopeDimensions, type ScopeDimension } from './places.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);
const assets = filtersOf(asset);
const findings = filtersOf(finding);
const days = { from: addDays(historyFrom, 2), to: addDays(historyTo, -1) };
const sheets: readonly GroupSheet[] = [
  {
    kind: 'finding',
    questions: [
      { filter: everything, by: 'openedAt' },
      { filter: and(findings.eq('state', 'open'), not(findings.eq('decision', 'false-positive'))), by: 'openedAt' },
    ],
    scopes: scopeDimensions,
    ...days,
  },
  {
    kind: 'asset',
    questions: [
      { filter: assets.eq('registered', true), by: 'segment' },
      { filter: everything, by: 'segment' },
      { filter: assets.eq('seen', true), by: 'supportEndOn' },
    ],
    scopes: ['organisation', 'class'],
    ...days,
  },
];

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

function scopeOf(dimension: ScopeDimension, record: PlainRecord): string | null {
  if (dimension === 'organisation') return fresh.organisationId;
  const value = record[dimension] ?? null;
  if (value === null) return null;
  return typeof value === 'string' && dimension === 'department' ? foldName(value) : `${value as string | number}`;
}

type Counts = Record<string, number>;

/** By question, scope, day and group, as a person would count them: the records as of each day. */
function countedByHand(history: RandomHistory, { kind, questions, scopes, from, to }: GroupSheet): Counts {
  const counts: Counts = {};
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const records = kind === 'asset' ? assetsOn(history, day, true) : findingsOn(history, day, true);
    const context = { kind: recordKinds[kind], kinds: recordKinds, now: endOfDay(day, fresh.timeZone), timeZone: fresh.timeZone };
    for (const [index, { filter, by }] of questions.entries()) {
      for (const record of records) {
        const value = record[by];
        if (typeof value !== 'string' || !evaluate(filter, record, context)) continue;
        const group = by === 'openedAt' ? dayOf(value as Instant, fresh.timeZone) : value;
        for (const scopeKind of scopes) {
          const scopeId = scopeOf(scopeKind, record);
          const key = JSON.stringify([index, scopeKind, scopeId, day, group]);
          if (scopeId !== null) counts[key] = (counts[key] ?? 0) + 1;
        }
      }
    }
  }
  return counts;
}

async function countedByDatabase(sheet: GroupSheet): Promise<Counts> {
  const found = await readingOrganisation(fresh.database, fresh.organisationId, (scope) => groupChanges(scope, sheet));
  const counts: Counts = {};
  for (const [index, scopes] of found.entries()) {
    for (const { scopeKind, scopeId, changes } of scopes) {
      for (const { group, day, change } of changes) {
        const first = day < sheet.from ? sheet.from : day;
        for (let on: Day = first; on <= sheet.to; on = addDays(on, 1)) {
          const key = JSON.stringify([index, scopeKind, scopeId, on, group]);
          counts[key] = (counts[key] ?? 0) + change;
        }
      }
    }
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

describe('changes of groups', () => {
  it('add up on every day, in every scope and group, to what memory counts', async () => {
    let counted = 0;
    for (const history of fc.sample(arbitraryHistory, { seed, numRuns: 15 })) {
      await withOrganisation(fresh.database, fresh.organisationId, (scope) => storeHistory(scope, history));
      for (const sheet of sheets) {
        const expected = countedByHand(history, sheet);
        expect(await countedByDatabase(sheet), sheet.kind).toEqual(expected);
        counted += Object.keys(expected).length;
      }
    }
    console.info(
      `changes of groups = memory: 15 random hospitals over ${daysBetween(days.from, days.to) + 1} days, ${counted} counts, seed ${seed}`,
    );
    expect(counted).toBeGreaterThan(1_000);
  });

  it('of nothing asked are nothing', async () => {
    const asked: GroupSheet = { kind: 'asset', questions: [], scopes: ['organisation'], ...days };
    expect(await readingOrganisation(fresh.database, fresh.organisationId, (scope) => groupChanges(scope, asked))).toEqual([]);
  });
});
