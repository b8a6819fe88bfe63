/** Four scans of one host: what was open before anybody looked, what came and went, and what came back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day, Instant } from '#core/kernel/time.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { everything } from '#core/query/filter.ts';
import { recordKinds } from '#core/records/registry.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { openImportBench, type ImportBench } from '#test/support/import-bench.ts';
import { nessusFile, ward, type ReportItem } from '#test/support/report-files.ts';
import { readSpells, type SpellQuestion } from './finding-spells.ts';

const item = (plugin: number, severity: ReportItem['severity']): ReportItem => ({ plugin, severity });
const old = item(10001, 4);
const passing = item(10002, 3);
const lasting = item(10003, 3);
const scans = [
  ['2026-01-01T12:00:00Z', [old]],
  ['2026-01-31T12:00:00Z', [old, passing, lasting]],
  ['2026-02-20T12:00:00Z', [old, lasting]],
  ['2026-03-02T12:00:00Z', [passing, lasting]],
] as const;

let bench: ImportBench;
beforeAll(async () => {
  bench = await openImportBench();
  for (const [startedAt, items] of scans) {
    const file = `scan-${startedAt.slice(0, 10)}.nessus`;
    await bench.handIn({ file, content: nessusFile([{ ...ward, startedAt, items }]) });
  }
});
afterAll(() => bench.end());

const now = '2026-03-12T12:10:00.000Z' as Instant;
const ask = async (asked: Partial<SpellQuestion> = {}) => {
  const rows = await bench.read((scope) =>
    readSpells(scope, { filter: everything, by: null, since: null, now, today: '2026-03-12' as Day, ...asked }),
  );
  const order = ({ enteredAge, leftAge, isClosed }: (typeof rows)[number]) => `${enteredAge ?? '-'} ${leftAge} ${isClosed}`;
  return rows.toSorted((left, right) => (order(left) < order(right) ? -1 : 1));
};

describe('how long findings were open', () => {
  test('is told of each time round: closed where it was first found gone, else open until now', async () => {
    expect(await ask()).toEqual([
      // There at the first scan: of unknown beginning, open for at least 60 days.
      { group: null, enteredAge: null, leftAge: 60, isClosed: true, count: 1 },
      // Came back on 2 March.
      { group: null, enteredAge: 0, leftAge: 10, isClosed: false, count: 1 },
      { group: null, enteredAge: 0, leftAge: 20, isClosed: true, count: 1 },
      { group: null, enteredAge: 0, leftAge: 40, isClosed: false, count: 1 },
    ]);
  });

  test('what had begun before the first day enters at its age then, and what had ended is not looked at', async () => {
    const since = '2026-02-25T12:10:00.000Z' as Instant;
    expect(await ask({ since, filter: parseFilter('eq(severity,high)', finding, recordKinds) })).toEqual([
      { group: null, enteredAge: 0, leftAge: 10, isClosed: false, count: 1 },
      { group: null, enteredAge: 25, leftAge: 40, isClosed: false, count: 1 },
    ]);
  });

  test('is grouped by what the findings are now', async () => {
    const groups = (await ask({ by: 'severity' })).map(({ group, count }) => [group, count]);
    expect(groups).toEqual([
      [4, 1],
      [3, 1],
      [3, 1],
      [3, 1],
    ]);
    expect(new Set((await ask({ by: 'class' })).map(({ group }) => group)).size).toBe(1);
  });

  test('at the end of a past day what came and went after it has not happened yet', async () => {
    expect(await ask({ asOf: '2026-02-10' as Day })).toEqual([
      { group: null, enteredAge: null, leftAge: 40, isClosed: false, count: 1 },
      { group: null, enteredAge: 0, leftAge: 10, isClosed: false, count: 2 },
    ]);
  });

  test('a false positive never was one', async () => {
    await bench.read(({ client, organisationId }) =>
      client.query(
        `update finding_version set decision = 'false-positive' where organisation_id = $1 and prevalent and valid_to_on = 'infinity'`,
        [organisationId],
      ),
    );
    expect(await ask()).toHaveLength(3);
  });
});
