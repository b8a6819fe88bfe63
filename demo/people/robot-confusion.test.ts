/**
 * Machines told from people, held against what truly happened in the nine tests of the invented hospital: the files are read by their
 * importers, judged by the rules, and each judgement is laid beside who did it. Three kinds of file, three tables: a tool that says less
 * is worse, and by how much is printed.
 */
import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { holdsOf } from '#core/awareness/campaign-figures.ts';
import { judgeEvents, robotRules, type EventVerdict, type RobotRule } from '#core/awareness/classify-events.ts';
import type { PhishingRow } from '#core/awareness/phishing-row.ts';
import { recipientOutcomes } from '#core/awareness/recipient-outcomes.ts';
import { hashedText, type Pseudonym, type Pseudonymise } from '#core/awareness/pseudonym.ts';
import type { Day } from '#core/kernel/time.ts';
import { personalImporters } from '#importers/personal-registry.ts';
import { demoSeed } from '../write-demo-files.ts';
import { machines, type Doer } from './mail-event.ts';
import { mailEvents } from './mail-events.ts';
import { phishingFile, textOf } from './phishing-files.ts';
import { phishingTests, type PhishingTest } from './phishing-tests.ts';
import { generateStaff } from './staff.ts';

const lastDay = '2026-11-22' as Day;
const staff = generateStaff(demoSeed);
const pseudonymise: Pseudonymise = (kind, identifier) =>
  createHmac('sha256', 'a key of tests').update(hashedText(kind, identifier)).digest('base64url') as Pseudonym;

interface Judged {
  readonly doer: Doer;
  readonly verdict: EventVerdict;
  readonly rule: RobotRule | null;
}

interface JudgedTest {
  readonly name: string;
  /** Clicks and entries as the file told them, each with who did it. */
  readonly judged: readonly Judged[];
  /** Recipients: who truly clicked, and how many the figure counts, in its three forms. */
  readonly clickers: { readonly truly: number; readonly counted: number; readonly withUnsure: number; readonly withRobots: number };
}

const formats = { 'gophish-events': 'gophish', 'gophish-campaign': 'gophish', knowbe4: 'knowbe4', platform: 'phishing-events' } as const;

async function judgeTest(one: PhishingTest): Promise<JudgedTest> {
  const happened = mailEvents({ seed: demoSeed, lastDay, staff }, one);
  const file = phishingFile(one, happened, 'day');
  const items = [...file.items];
  const rows = await readRows(formats[one.tool], [...textOf({ ...file, items })].join(''));
  const results = judgeEvents(rows);
  const judged = results.flatMap(({ row, verdict, rule }, place): Judged[] => {
    if (row.event !== 'clicked' && row.event !== 'submitted') return [];
    const truth = items[(rows[place]?.itemNumber ?? 0) - 1]?.events.find(({ event }) => event === row.event);
    return [{ doer: truth?.doer ?? expect.fail('every row was made of something that happened'), verdict, rule }];
  });
  const { delivered } = recipientOutcomes(results);
  const count = (measure: Parameters<typeof holdsOf>[1]) => delivered.filter((outcome) => holdsOf(outcome, measure)).length;
  const truly = new Set(happened.flatMap(({ event, doer, employee }) => (event === 'clicked' && doer === 'person' ? [employee] : []))).size;
  const counted = { counted: count('clicked'), withUnsure: count('clicked-or-unsure'), withRobots: count('clicked-or-robot') };
  return { name: `${one.day} ${one.tool}`, judged, clickers: { truly, ...counted } };
}

async function readRows(format: string, text: string): Promise<readonly PhishingRow[]> {
  const importer = personalImporters.find(({ id }) => id === format) ?? expect.fail('the format is known');
  const bytes = (async function* () {
    yield Buffer.from(text);
  })();
  const rows: PhishingRow[] = [];
  for await (const event of importer.parse(bytes, { pseudonymise })) {
    expect(event.kind, 'nothing is refused or remarked').not.toBe('issue');
    if (event.kind === 'row' && event.row.kind === 'phishing') rows.push(event.row);
  }
  return rows;
}

const kinds = {
  gophish: { title: 'raw events of Gophish', tools: ['gophish-events', 'gophish-campaign'] },
  knowbe4: { title: 'recipients of KnowBe4, one row each', tools: ['knowbe4'] },
  platform: { title: 'events with delivery, method, links, lure and script', tools: ['platform'] },
} as const;
type Kind = keyof typeof kinds;

const found = new Map<Kind, readonly JudgedTest[]>();
beforeAll(async () => {
  for (const kind of Object.keys(kinds) as Kind[]) {
    const tools: readonly string[] = kinds[kind].tools;
    found.set(kind, await Promise.all(phishingTests.filter(({ tool }) => tools.includes(tool)).map(judgeTest)));
  }
}, 120_000);

const testsOf = (kind: Kind) => found.get(kind) ?? [];
const judgedOf = (kind: Kind) => testsOf(kind).flatMap(({ judged }) => judged);

function count(kind: Kind, of: Partial<Judged>): number {
  const keys = Object.keys(of) as (keyof Judged)[];
  return judgedOf(kind).filter((one) => keys.every((key) => one[key] === of[key])).length;
}
const shareOf = (kind: Kind, doer: Doer, verdict: EventVerdict) => count(kind, { doer, verdict }) / count(kind, { doer });

const verdicts = ['human', 'unsure', 'robot'] as const;

function tableOf(kind: Kind): string {
  const doers = [...new Set(judgedOf(kind).map(({ doer }) => doer))].toSorted();
  const lines = doers.map(
    (doer) => `${doer.padEnd(15)}${verdicts.map((verdict) => String(count(kind, { doer, verdict })).padStart(8)).join('')}`,
  );
  const byRule = [...(Object.keys(robotRules) as RobotRule[]), null].flatMap((rule) => {
    const own = doers.flatMap((doer) => (count(kind, { doer, rule }) === 0 ? [] : [`${doer} ${count(kind, { doer, rule })}`]));
    return own.length === 0 ? [] : [`  ${(rule ?? 'no rule').padEnd(20)}${own.join(', ')}`];
  });
  const clickers = testsOf(kind).map(
    ({ name, clickers: { truly, counted, withUnsure, withRobots } }) =>
      `  ${name.padEnd(22)}truly ${truly}, counted ${counted}, with unsure ${withUnsure}, as the tool counts ${withRobots}`,
  );
  const header = `${'truly by'.padEnd(15)}${verdicts.map((verdict) => verdict.padStart(8)).join('')}`;
  return [kinds[kind].title, header, ...lines, 'by rule', ...byRule, 'who clicked', ...clickers].join('\n');
}

test.each(Object.keys(kinds) as Kind[])('%s: the table of who did it and what the rules say is printed', (kind) => {
  console.log(tableOf(kind));
  expect(judgedOf(kind).length).toBeGreaterThan(1_500);
});

/** Of all that each rule caught, the share that a machine (or the desk) truly did: at least. */
const rightAtLeast: Readonly<Record<RobotRule, number>> = {
  honeypot: 1,
  'known-scanner': 0.99,
  'head-request': 1,
  'before-delivery': 0.99,
  'all-links-at-once': 0.99,
  'one-address-many': 0.98,
  'security-desk': 0.99,
  // What is unsure is so in both directions: half of it may be a person's.
  'after-report': 0.5,
  unconfirmed: 0.3,
};

describe('a tool that tells all that the rules ask', () => {
  test.each(Object.keys(rightAtLeast) as RobotRule[])('%s finds something, and what it finds is rarely a person’s', (rule) => {
    const all = count('platform', { rule });
    expect(all).toBeGreaterThan(5);
    expect(1 - count('platform', { rule, doer: 'person' }) / all).toBeGreaterThanOrEqual(rightAtLeast[rule]);
  });

  test('no person is lost: at most 1 in 200 is taken for a machine, 1 in 30 is unsure', () => {
    expect(count('platform', { doer: 'person' })).toBeGreaterThan(1_500);
    expect(shareOf('platform', 'person', 'robot')).toBeLessThanOrEqual(0.005);
    expect(shareOf('platform', 'person', 'unsure')).toBeLessThan(1 / 30);
  });

  test('every kind of machine but the one that is a whole browser elsewhere is known, 49 times in 50', () => {
    for (const machine of machines.filter((one) => one !== 'cloud-browser')) {
      expect(count('platform', { doer: machine }), machine).toBeGreaterThan(80);
      expect(shareOf('platform', machine, 'robot'), machine).toBeGreaterThan(0.98);
    }
    expect(shareOf('platform', 'desk', 'robot')).toBeGreaterThan(0.95);
    // Nothing gives it away but, half of the time, a script that did not run: it is never said to be sure.
    expect(shareOf('platform', 'cloud-browser', 'robot')).toBeLessThan(0.1);
    expect(shareOf('platform', 'cloud-browser', 'unsure')).toBeGreaterThan(0.3);
  });

  test('the figure counts who truly clicked within 1 in 20, where the tool itself counts half as many again and more', () => {
    for (const { clickers } of testsOf('platform')) {
      expect(Math.abs(clickers.counted - clickers.truly) / clickers.truly).toBeLessThan(0.05);
      expect(clickers.withUnsure).toBeGreaterThanOrEqual(clickers.truly);
      expect(clickers.withRobots / clickers.truly).toBeGreaterThan(1.5);
    }
  });
});

describe('a tool that tells less is worse, and no rule can help it', () => {
  test('raw events of Gophish know no delivery: half of what a gateway fetches before it arrives counts as a person’s', () => {
    expect(shareOf('gophish', 'gateway', 'human')).toBeGreaterThan(0.5);
    // Nor which link was followed: a fetch of all links looks like somebody who clicks three times.
    expect(shareOf('gophish', 'link-checker', 'human')).toBeGreaterThan(0.95);
    for (const known of ['sandbox', 'rewriter', 'desk'] as const) expect(shareOf('gophish', known, 'robot'), known).toBeGreaterThan(0.95);
    expect(shareOf('gophish', 'person', 'robot')).toBeLessThan(0.005);
    for (const { clickers } of testsOf('gophish')) {
      expect(clickers.counted).toBeGreaterThan(clickers.truly * 1.2);
      expect(clickers.counted).toBeLessThan(clickers.withRobots);
    }
  });

  test('one row per recipient keeps the first click alone: a machine’s hides the person’s who came later', () => {
    const hidden = testsOf('knowbe4').map(({ clickers }) => clickers);
    expect(shareOf('knowbe4', 'gateway', 'robot')).toBeGreaterThan(0.98);
    expect(shareOf('knowbe4', 'preview', 'human')).toBeGreaterThan(0.8);
    const people = (kind: Kind) => count(kind, { doer: 'person' }) / testsOf(kind).reduce((sum, { clickers }) => sum + clickers.truly, 0);
    // Clicks and entries of people that the file tells, for each that truly clicked.
    expect(people('knowbe4')).toBeLessThan(people('platform') * 0.9);
    for (const { counted, truly, withRobots } of hidden) {
      expect(counted).toBeGreaterThan(truly * 1.1);
      expect(counted).toBeLessThan(withRobots * 0.6);
    }
  });

  test('what is told is better in each step: the share of machines that count as people', () => {
    const escaped = (kind: Kind) => {
      const done = judgedOf(kind).filter(({ doer }) => doer !== 'person');
      return done.filter(({ verdict }) => verdict === 'human').length / done.length;
    };
    expect(escaped('platform')).toBeLessThan(0.01);
    expect(escaped('knowbe4')).toBeGreaterThan(escaped('platform') * 5);
    expect(escaped('gophish')).toBeGreaterThan(escaped('knowbe4'));
  });
});
