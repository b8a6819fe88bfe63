/**
 * Three metrics recomputed by hand: from the rows that were handed in, by the plain arithmetic written here and nothing of the node,
 * on every day of two months. What the node measured must be the same counts (metrics.md 8.2 and 8.3).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, type Day } from '#core/kernel/time.ts';
import { metricById } from '#core/metrics/registry.ts';
import { withOrganisation } from '#store/scope.ts';
import { nessusFile, nmapFile, registerFile } from '../../../test/support/report-files.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { wholeOrganisation, wholeSeries } from './metric-view.ts';

/** A device, and the days on which files name it. */
interface Row {
  readonly name: string;
  readonly number: number;
  /** Stands in the register without a name or address on the network: nobody can scan it until it is seen. */
  readonly isUnnamed?: true;
  readonly registeredOn: readonly string[];
  readonly seenOn: readonly string[];
  /** With what was found: checks by their severity. */
  readonly scannedOn: Readonly<Record<string, readonly Check[]>>;
}
interface Check {
  readonly plugin: number;
  readonly severity: 1 | 2 | 3 | 4;
}

/** Every week until the end of March, and a last one late: on the days between, unknown assets are not handled. */
const registers = ['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23', '2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23'];
const discoveries = ['2026-02-03', '2026-03-05'];
const [critical, high, medium, other] = [
  { plugin: 10001, severity: 4 },
  { plugin: 10002, severity: 3 },
  { plugin: 10003, severity: 2 },
  { plugin: 10004, severity: 4 },
] as const;

const rows: readonly Row[] = [
  {
    name: 'known-and-scanned',
    number: 1,
    registeredOn: registers,
    seenOn: discoveries,
    scannedOn: { '2026-02-04': [other], '2026-02-18': [critical, high, medium], '2026-03-04': [critical, medium], '2026-03-18': [medium] },
  },
  {
    name: 'known-and-scanned-early',
    number: 2,
    registeredOn: registers,
    seenOn: discoveries,
    scannedOn: { '2026-02-04': [critical, high, medium], '2026-02-18': [critical, medium] },
  },
  { name: 'known-never-scanned', number: 3, registeredOn: registers, seenOn: discoveries, scannedOn: {} },
  { name: 'known-never-seen', number: 4, registeredOn: registers, seenOn: [], scannedOn: {} },
  { name: 'known-without-a-name', number: 8, isUnnamed: true, registeredOn: registers, seenOn: [], scannedOn: {} },
  { name: 'nobody-registered', number: 5, registeredOn: [], seenOn: discoveries, scannedOn: {} },
  { name: 'registered-later', number: 6, registeredOn: registers.slice(5), seenOn: discoveries, scannedOn: { '2026-03-04': [high] } },
  { name: 'gone-from-the-register', number: 7, registeredOn: registers.slice(0, 3), seenOn: ['2026-02-03'], scannedOn: {} },
];

const macOf = ({ number }: Row) => `00:1b:44:11:3a:0${number}`;
const hostOf = ({ name }: Row) => `${name}.zuiderhof.example`;
const ipOf = ({ number }: Row) => `10.20.1.${number}`;
const daysOf = (days: readonly string[]) => [...new Set(days)].toSorted();

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
  const handIn = async (name: string, content: string, query = '') =>
    expect(await node.importFile({ name, bytes: new TextEncoder().encode(content) }, query)).toMatchObject({ status: 'complete' });
  const all: { readonly on: string; readonly work: () => Promise<void> }[] = [
    ...registers.map((on) => ({
      on,
      work: () => {
        const listed = rows.filter(({ registeredOn }) => registeredOn.includes(on));
        const cells = listed.map((row) => ({
          'Asset tag': `A-${row.number}`,
          Name: row.name,
          Class: 'workstation',
          ...(row.isUnnamed === true ? {} : { 'Host name': hostOf(row), 'MAC address': macOf(row) }),
        }));
        return handIn(`register-${on}.csv`, registerFile(cells), `&observedAt=${on}&source=CMDB`);
      },
    })),
    ...discoveries.map((on) => ({
      on,
      work: () => {
        const seen = rows.filter(({ seenOn }) => seenOn.includes(on));
        const hosts = seen.map((row) => ({ ip: ipOf(row), mac: macOf(row), fqdn: hostOf(row), openPorts: [80] }));
        return handIn(`discovery-${on}.xml`, nmapFile(`${on}T09:00:00Z`, hosts));
      },
    })),
    ...daysOf(rows.flatMap(({ scannedOn }) => Object.keys(scannedOn))).map((on) => ({
      on,
      work: () => {
        const scanned = rows.filter(({ scannedOn }) => on in scannedOn);
        const hosts = scanned.map((row) => ({
          ip: ipOf(row),
          mac: macOf(row),
          fqdn: hostOf(row),
          startedAt: `${on}T11:00:00Z`,
          items: row.scannedOn[on] ?? [],
        }));
        return handIn(`scan-${on}.nessus`, nessusFile(hosts));
      },
    })),
  ];
  for (const { work } of all.toSorted((a, b) => (a.on < b.on ? -1 : 1))) await work();
  await node.context.jobs.measure(node.fresh.organisationId, null);
}, 240_000);
afterAll(() => node.stop());

/** Whole days from a day to a later one. */
const since = (day: string, now: Day) => Math.round((Date.parse(now) - Date.parse(day)) / 86_400_000);
/** A look made on a day holds for thirty days from its hour: at the end of the thirtieth day after, it has run out. */
const within30 = (days: readonly string[], now: Day) => days.some((day) => day <= now && since(day, now) < 30);
const newest = (days: readonly string[], now: Day) => days.findLast((day) => day <= now);

const looksOf = (row: Row) => daysOf([...row.seenOn, ...Object.keys(row.scannedOn)]);
const isSeen = (row: Row, now: Day) => within30(looksOf(row), now);
/** In the newest register that there is: each is a whole one. */
const isRegistered = (row: Row, now: Day) => {
  const last = newest(registers, now);
  return last !== undefined && row.registeredOn.includes(last);
};
/** What has a name or an address on the network can be scanned: by the register, or from the first look on. */
const isFound = (row: Row, now: Day) => looksOf(row).some((day) => day <= now);
const isNamed = (row: Row, now: Day) => row.isUnnamed !== true && row.registeredOn.some((day) => day <= now);
const canBeScanned = (row: Row, now: Day) => (isNamed(row, now) || isFound(row, now)) && (isRegistered(row, now) || isSeen(row, now));
const isScanned = (row: Row, now: Day) => within30(Object.keys(row.scannedOn), now);

/** The days of the first policies of an organisation. */
const daysToRepair = { 4: 14, 3: 30, 2: 90, 1: 180 } as const;

interface Finding {
  readonly dueOn: string;
  readonly closedOn: string | null;
}

/** From the scan that first names it until the next scan of the device that does not. */
const findings: readonly Finding[] = rows.flatMap((row) =>
  [critical, high, medium, other].flatMap((check) => {
    const scans = daysOf(Object.keys(row.scannedOn));
    const has = (day: string) => (row.scannedOn[day] ?? []).some(({ plugin }) => plugin === check.plugin);
    const openedOn = scans.find(has);
    if (openedOn === undefined) return [];
    const closedOn = scans.find((day) => day > openedOn && !has(day)) ?? null;
    return [{ dueOn: addDays(openedOn as Day, daysToRepair[check.severity]), closedOn }];
  }),
);

interface Counts {
  readonly numerator: number;
  readonly denominator: number;
}
const counted = (numerator: number, denominator: number): Counts => ({ numerator, denominator });

const byHand: Readonly<Record<string, (now: Day) => Counts>> = {
  'VUL-01': (now) => {
    const all = rows.filter((row) => canBeScanned(row, now));
    return counted(all.filter((row) => isScanned(row, now)).length, all.length);
  },
  'AST-03': (now) => {
    const seen = rows.filter((row) => isSeen(row, now));
    return counted(seen.filter((row) => !isRegistered(row, now)).length, seen.length);
  },
  'VUL-05': (now) => {
    const due = findings.filter(({ dueOn }) => since(dueOn, now) >= 1 && since(dueOn, now) <= 30);
    return counted(due.filter(({ dueOn, closedOn }) => closedOn !== null && closedOn <= dueOn && closedOn <= now).length, due.length);
  },
};

/** On the clock of a test node March has just ended. */
const days = Array.from({ length: 57 }, (_, index) => addDays('2026-02-04' as Day, index));

describe.each(Object.entries(byHand))('%s', (id, byRows) => {
  test('is on every day what the rows say by hand', async () => {
    const metric = metricById(id) ?? expect.fail('there is such a metric');
    const headline = metric.measures.find((measure) => measure.headline)?.name ?? '';
    const series = await withOrganisation(node.fresh.database, node.fresh.organisationId, (scope) =>
      wholeSeries(scope, metric, wholeOrganisation, '2026-04-01' as Day),
    );
    const measured = new Map(series.get(headline)?.map(({ day, measurement }) => [day, measurement]));
    const differing = days.flatMap((day) => {
      const found = measured.get(day);
      const { numerator, denominator } = byRows(day);
      if (found?.state !== 'measured') return [];
      return found.numerator === numerator && found.denominator === denominator
        ? []
        : [`${day}: measured ${found.numerator}/${found.denominator}, by hand ${numerator}/${denominator}`];
    });
    expect(differing).toEqual([]);
    const shown = days.filter((day) => measured.get(day)?.state === 'measured');
    expect(shown.length).toBeGreaterThan(20);
    // Something moves: a test of a straight line would hold for many a mistake.
    expect(new Set(shown.map((day) => JSON.stringify(byRows(day)))).size).toBeGreaterThan(3);
    // Where it was not measured there is nothing to count, or the register is a week old.
    for (const day of days.filter((one) => !shown.includes(one)))
      expect(byRows(day).denominator === 0 || since(newest(registers, day) ?? day, day) > 7, day).toBe(true);
  });
});
