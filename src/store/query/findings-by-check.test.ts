import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isProblem } from '#core/kernel/problem.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays, endOfDay } from '#core/kernel/time.ts';
import { evaluate } from '#core/query/evaluate.ts';
import type { Filter } from '#core/query/filter.ts';
import { everything } from '#core/query/filter.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { compareRecords } from '#core/query/sort.ts';
import { recordKinds } from '#core/records/registry.ts';
import { findingGroup } from '#core/vulnerabilities/finding-group.ts';
import { finding, severities } from '#core/vulnerabilities/finding.ts';
import type { Scope } from '#store/scope.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { arbitraryFilter, arbitrarySort } from '#test/support/arbitrary-filters.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import type { RandomHistory } from '#test/support/random-history.ts';
import { arbitraryHistory, findingsOn, historyFrom, historyTo, storeHistory } from '#test/support/random-history.ts';
import type { FindingGroupItem } from './findings-by-check.ts';
import { groupCveIdsMax, listFindingsByCheck, parseGroupSort } from './findings-by-check.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);
const today = historyTo;
const now = `${today}T15:00:00.000Z` as Instant;

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

function reading<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
  return readingOrganisation(fresh.database, fresh.organisationId, work);
}

function known<T>(values: readonly unknown[]): T[] {
  return values.filter((value) => value !== null) as T[];
}
function least<T>(values: readonly T[]): T | null {
  return values.length === 0 ? null : values.reduce((least, value) => (value < least ? value : least));
}

/** Groups as counted in memory, with the names the sort uses. */
function groupsOf(history: RandomHistory, filter: Filter, asOf?: Day): Map<string, FindingGroupItem> {
  const at = asOf === undefined ? now : endOfDay(asOf, fresh.timeZone);
  const context = { kind: finding, kinds: recordKinds, now: at, timeZone: fresh.timeZone };
  const matching = findingsOn(history, asOf ?? today, asOf === undefined).filter((record) => evaluate(filter, record, context));
  const latest = new Map(findingsOn(history, asOf ?? today, true).map((record) => [record['id'], record]));
  const groups = new Map<string, FindingGroupItem>();
  for (const checkId of new Set(matching.map((record) => String(latest.get(record['id'])?.['checkId'])))) {
    const members = matching.filter((record) => latest.get(record['id'])?.['checkId'] === checkId);
    const one = latest.get(members[0]?.['id']);
    const places = members.map((record) => severities.findIndex((severity) => severity.value === record['severity']));
    const cveIds = known<string>(members.map((record) => latest.get(record['id'])?.['cveId'] ?? null));
    const epss = known<number>(members.map((record) => record['epss']));
    const kev = known<boolean>(members.map((record) => record['kev']));
    groups.set(checkId, {
      checkId,
      scanner: String(one?.['scanner']),
      title: `Check ${checkId.slice(2)}`,
      severity: severities[Math.max(...places)]?.value ?? 'low',
      assetCount: new Set(members.map((record) => record['assetId'])).size,
      findingCount: members.length,
      cveIds: [...new Set(cveIds)]
        .toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
        .slice(0, groupCveIdsMax),
      epssMax: epss.length === 0 ? null : Math.max(...epss),
      kev: kev.length === 0 ? null : kev.includes(true),
      dueOnMin: least(known<Day>(members.filter((record) => record['decision'] === null).map((record) => record['dueOn']))),
      openedAtMin: least(known<Instant>(members.map((record) => record['openedAt']))) ?? ('' as Instant),
    });
  }
  return groups;
}

it('groups hold what memory counts, page by page in the order asked', async () => {
  const [sets, questions] = [6, 10];
  let groups = 0;
  for (const [index, history] of fc.sample(arbitraryHistory, { seed, numRuns: sets }).entries()) {
    await withOrganisation(fresh.database, fresh.organisationId, (scope) => storeHistory(scope, history));
    const asked = fc.sample(fc.tuple(arbitraryFilter(finding, recordKinds, { depth: 1 }), arbitrarySort(findingGroup)), {
      seed: seed + index,
      numRuns: questions,
    });
    // Level with each other by what comes before the number of assets, or by nothing.
    const orders = ['', '-assetCount', 'assetCount,-severity', 'scanner,-assetCount,title', '-findingCount'];
    const whole = orders.map((order) => [everything, parseGroupSort(order)] as const);
    // Random filters find little; every other one is turned round.
    const drawn = asked.map(([of, sort], place): readonly [Filter, typeof sort] => [place % 2 === 0 ? { op: 'not', of } : of, sort]);
    await reading(async (scope) => {
      for (const [filter, sort] of [...drawn, ...whole]) {
        const memory = groupsOf(history, filter);
        const seen: FindingGroupItem[] = [];
        let after: string | undefined;
        do {
          const page = await listFindingsByCheck(scope, { filter, sort, limit: 1, after, now, today });
          expect(page.total, printFilter(filter)).toEqual({ count: memory.size, exact: true });
          seen.push(...page.items);
          after = page.next ?? undefined;
        } while (after !== undefined);
        expect(new Map(seen.map((group) => [group.checkId, group])), printFilter(filter)).toEqual(memory);
        expect(seen).toHaveLength(memory.size);
        const asSorted = seen.map((group) => ({
          ...group,
          id: '',
          epss: group.epssMax,
          dueOn: group.dueOnMin,
          openedAt: group.openedAtMin,
        }));
        expect(asSorted.toSorted(compareRecords(sort, findingGroup))).toEqual(asSorted);
        groups += memory.size;
      }
    });
  }
  console.info(`findings by check = memory: ${sets * (questions + 5)} runs, ${groups} groups, seed ${seed}`);
});

it('as of a past day groups by check without what only the newest value is known of', async () => {
  const [history] = fc.sample(arbitraryHistory, { seed: seed + 3, numRuns: 1 });
  if (history === undefined) throw new Error('no history');
  await withOrganisation(fresh.database, fresh.organisationId, (scope) => storeHistory(scope, history));
  const asOf = addDays(historyFrom, 5);
  const page = await reading((scope) =>
    listFindingsByCheck(scope, { filter: everything, sort: parseGroupSort(''), limit: 100, now, today, asOf }),
  );
  expect(page.items.length).toBeGreaterThan(0);
  expect(new Map(page.items.map((group) => [group.checkId, group]))).toEqual(groupsOf(history, everything, asOf));
  const refused = await reading((scope) =>
    listFindingsByCheck(scope, { filter: everything, sort: parseGroupSort('-epss'), limit: 1, now, today, asOf }),
  ).catch((error: unknown) => error);
  expect(isProblem(refused) && refused.code).toBe('sort-invalid');
});

it('sorts by its own fields and refuses others', () => {
  expect(parseGroupSort('-assetCount,title')).toHaveLength(2);
  expect(() => parseGroupSort('department')).toThrow('cannot be sorted');
});
