/** Deciding about findings, in the database: what it does to history, whatever else is imported before or after. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Id } from '#core/kernel/id.ts';
import { dayOf, type Day, type Instant } from '#core/kernel/time.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import type { DecisionAct } from '#core/vulnerabilities/decisions.ts';
import { openImportBench, type ImportBench } from '#test/support/import-bench.ts';
import { nessusFile, twoFlaws, ward } from '#test/support/report-files.ts';
import { foldFindings } from '../ingest/fold-findings.ts';
import { readPending } from '../measuring/pending.ts';
import { decideFindings, endDecisions, undoDecisions } from './decide-findings.ts';

const timeZone = 'Europe/Amsterdam';
let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.end());

const filterOf = (text: string) => parseFilter(text, recordKinds.finding, recordKinds);
const at = (day: string): Instant => `${day}T12:00:00.000Z` as Instant;

interface Wish {
  readonly on: string;
  readonly as: DecisionAct;
  readonly until?: string;
  readonly filter?: string;
  readonly reason?: string;
  readonly isDryRun?: boolean;
  readonly expectedCount?: number;
}

function decide({
  on,
  as,
  until,
  filter = 'eq(cveId,CVE-2021-34527)',
  reason = 'bekend en geregeld',
  isDryRun = false,
  expectedCount,
}: Wish) {
  const now = at(on);
  return bench.read((scope) =>
    decideFindings(scope, {
      filter: filterOf(filter),
      now,
      today: dayOf(now, timeZone),
      act: as,
      untilOn: (until ?? null) as Day | null,
      reason,
      by: 'local',
      newId: bench.fresh.newId,
      isDryRun,
      expectedCount,
    }),
  );
}

const end = (on: string) => bench.read((scope) => endDecisions(scope, { now: at(on), newId: bench.fresh.newId }));
const undo = (batchId: Id, on: string) => bench.read((scope) => undoDecisions(scope, batchId, { by: 'local', now: at(on) }));
const pending = async () => (await bench.read(readPending))?.fromOn ?? null;

/** @param flaws of `twoFlaws`, from this one on */
const scan = (startedAt: string, flaws: number, isCheckSetKnown = true) => {
  const text = nessusFile([{ ...ward, startedAt, items: twoFlaws.slice(flaws) }]);
  return { file: `${startedAt}.nessus`, content: isCheckSetKnown ? text : text.replace('>plugin_set<', '>other<') };
};

/** State, decision and days of the stretches of one finding. */
async function stretches(cve = 'CVE-2021-34527'): Promise<string[]> {
  return bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ text: string }>(
      `select valid_from_on || ' ' || state || ' ' || coalesce(decision, '-') || coalesce(' until ' || decision_until, '') as text
       from finding_version version join finding on finding.organisation_id = $1 and finding.id = version.finding_id
       join flaw on flaw.organisation_id = $1 and flaw.id = finding.flaw_id and flaw.cve_id = $2
       where version.organisation_id = $1 order by valid_from`,
      [scope.organisationId, cve],
    );
    return rows.map((row) => row.text);
  });
}

async function foldAgain(): Promise<Instant | null> {
  return bench.read(async (scope) => {
    const { rows } = await scope.client.query<{ id: Id }>('select id from asset where organisation_id = $1', [scope.organisationId]);
    const folded = await foldFindings(
      scope,
      rows.map((row) => ({ assetId: row.id, isWhole: true })),
      bench.fresh.newId,
    );
    return folded.changedFromAt;
  });
}

describe('deciding about findings', () => {
  beforeEach(() => bench.handIn(scan('2026-03-10T11:00:00Z', 0)));

  test('begins a version now, and folding everything again changes nothing', async () => {
    await bench.read((scope) => scope.client.query('delete from measure_pending where organisation_id = $1', [scope.organisationId]));
    const outcome = await decide({ on: '2026-03-15', as: 'accepted', until: '2026-06-30' });
    expect(outcome).toMatchObject({ decided: 1, unchanged: 0 });
    expect(await stretches()).toEqual(['2026-03-10 open - until 2026-06-30', '2026-03-15 open accepted until 2026-06-30']);
    expect(await pending()).toBe('2026-03-15');
    expect(await foldAgain()).toBeNull();
  });

  test('tells without deciding, and says what already is so', async () => {
    const all = 'ge(severity,low)';
    expect(await decide({ on: '2026-03-15', as: 'false-positive', filter: all, isDryRun: true })).toEqual({
      batchId: null,
      decided: 3,
      unchanged: 0,
    });
    expect(await stretches()).toEqual(['2026-03-10 open -']);
    await decide({ on: '2026-03-15', as: 'false-positive' });
    expect(await decide({ on: '2026-03-16', as: 'false-positive', filter: all })).toMatchObject({ decided: 2, unchanged: 1 });
    expect(await decide({ on: '2026-03-17', as: 'false-positive', filter: all })).toEqual({ batchId: null, decided: 0, unchanged: 3 });
  });

  test('holds through closing and reopening, until the day is over', async () => {
    await decide({ on: '2026-03-15', as: 'accepted', until: '2026-05-20' });
    await bench.handIn(scan('2026-04-10T11:00:00Z', 1));
    await bench.handIn(scan('2026-05-10T11:00:00Z', 0));
    expect(await end('2026-05-20')).toBe(0);
    expect(await end('2026-05-21')).toBe(1);
    expect(await end('2026-05-22')).toBe(0);
    expect(await stretches()).toEqual([
      '2026-03-10 open -',
      '2026-03-15 open accepted',
      '2026-04-10 closed accepted',
      '2026-05-10 open accepted',
      '2026-05-21 open -',
    ]);
    expect(await foldAgain()).toBeNull();
  });

  test('is undone for past days as well, and its rows stay', async () => {
    const before = await bench.history();
    const { batchId } = await decide({ on: '2026-03-15', as: 'false-positive' });
    await decide({ on: '2026-03-20', as: 'reopened', reason: '' });
    expect(await stretches()).toEqual(['2026-03-10 open -', '2026-03-15 open false-positive', '2026-03-20 open -']);
    expect(await undo(batchId as Id, '2026-04-01')).toBe(1);
    expect(await bench.history()).toEqual(before);
    await expect(undo(batchId as Id, '2026-04-02')).rejects.toMatchObject({ code: 'conflict' });
    await expect(undo(bench.fresh.newId(), '2026-04-02')).rejects.toMatchObject({ code: 'not-found' });
  });

  test.each([
    ['no reason', { on: '2026-03-15', as: 'false-positive', reason: '  ' }, 'request-invalid'],
    ['an acceptance without a day', { on: '2026-03-15', as: 'accepted' }, 'request-invalid'],
    ['a day that is over', { on: '2026-03-15', as: 'accepted', until: '2026-03-14' }, 'request-invalid'],
    ['an acceptance for more than a year', { on: '2026-03-15', as: 'accepted', until: '2027-03-17' }, 'request-invalid'],
    ['a day with what is taken up again', { on: '2026-03-15', as: 'reopened', until: '2026-04-01' }, 'request-invalid'],
    ['another number of findings than was seen', { on: '2026-03-15', as: 'false-positive', expectedCount: 2 }, 'conflict'],
  ] as const)('refuses %s', async (_what, wish, code) => {
    await expect(decide(wish)).rejects.toMatchObject({ code });
    expect(await stretches()).toEqual(['2026-03-10 open -']);
  });
});

describe('decisions and scans', () => {
  // The two absences of which neither decides alone lie around the first decision: the closing is older than it.
  const steps: readonly (() => Promise<unknown>)[] = [
    () => bench.handIn(scan('2026-04-10T11:00:00Z', 1, false)),
    () => decide({ on: '2026-04-15', as: 'accepted', until: '2026-09-01' }),
    () => bench.handIn(scan('2026-05-10T11:00:00Z', 1, false)),
    () => bench.handIn(scan('2026-06-10T11:00:00Z', 0)),
    () => decide({ on: '2026-06-20', as: 'false-positive' }),
    () => bench.handIn(scan('2026-07-10T11:00:00Z', 1)),
  ];
  const orders = [
    [0, 1, 2, 3, 4, 5],
    [5, 4, 3, 2, 1, 0],
    [1, 4, 0, 2, 3, 5],
    [3, 1, 5, 0, 4, 2],
    [2, 0, 1, 5, 3, 4],
    [4, 2, 5, 1, 0, 3],
  ];
  const outcome: string[] = [
    '2026-03-10 open -',
    '2026-04-10 closed -',
    '2026-04-15 closed accepted',
    '2026-06-10 open accepted',
    '2026-06-20 open false-positive',
    '2026-07-10 closed false-positive',
  ];

  test.each(orders)('give the same in the order %i %i %i %i %i %i', async (...order) => {
    await bench.handIn(scan('2026-03-10T11:00:00Z', 0));
    for (const index of order) await steps[index]?.();
    expect((await stretches()).map((text) => text.replace(/ until .*/, ''))).toEqual(outcome);
    expect(await foldAgain()).toBeNull();
  });
});
