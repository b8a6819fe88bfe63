/**
 * The behaviour campaign of the demonstration has a true effect of known size. Here the tests are read from their files, counted,
 * published with small groups hidden, and judged by the same functions as in a node: the effect is found again within its interval.
 */
import { createHmac } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { testOf, type PublishedTest } from '#core/awareness/behaviour/behaviour-cells.ts';
import { behaviourEffect } from '#core/awareness/behaviour/behaviour-effect.ts';
import { foreseePower } from '#core/awareness/behaviour/behaviour-power.ts';
import { campaignTable } from '#core/awareness/campaign-table.ts';
import type { Placement } from '#core/awareness/placed-table.ts';
import { judgeEvents } from '#core/awareness/classify-events.ts';
import type { PhishingRow } from '#core/awareness/phishing-row.ts';
import { hashedText, type Pseudonym } from '#core/awareness/pseudonym.ts';
import { recipientOutcomes } from '#core/awareness/recipient-outcomes.ts';
import { mergeAlongTree, mergeRoles, type GroupPlan, type TreeNode } from '#core/disclosure/named-groups.ts';
import { publish } from '#core/disclosure/publish.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { personalImporters } from '#importers/personal-registry.ts';
import { dayOfNumber } from '../story.ts';
import { demoSeed } from '../write-demo-files.ts';
import { behaviourPlan } from './behaviour-plan.ts';
import { notTalkedTo, talkedTo } from './behaviour-story.ts';
import { mailEvents, reportsByTalk } from './mail-events.ts';
import { phishingFile, textOf } from './phishing-files.ts';
import { phishingTests, type PhishingTest } from './phishing-tests.ts';
import { generateStaff, unitOn, worksOn, type Employee } from './staff.ts';
import { units } from './units.ts';

const lastDay = '2026-11-22' as Day;
const staff = generateStaff(demoSeed);
const year = 2026;
const pseudonymOf = (mail: string) =>
  createHmac('sha256', 'a key of tests').update(hashedText('email', mail)).digest('base64url') as Pseudonym;
const employeeOf = new Map(staff.map((one) => [pseudonymOf(one.mail) as string, one]));
/** As groups are called in a plan: by the unit itself. */
const nameOf = (employee: Employee, day: number) => {
  const { team, department } = unitOn(employee, day);
  return team ?? department;
};

function planOf(day: number): GroupPlan {
  const here = staff.filter((one) => worksOn(one, day));
  const people = (name: string) => here.filter((one) => nameOf(one, day) === name).length;
  const names = [...new Set(units.flatMap(({ division, department }) => [division, department]))];
  const parent = new Map<string, string | null>(
    units.flatMap(({ division, department }) => [
      [division, null],
      [department, division],
    ]),
  );
  for (const { department, team } of units) if (team !== null) parent.set(team, department);
  const tree = [...new Set([...names, ...parent.keys()])].map((id): TreeNode => ({
    id,
    name: id,
    parentId: parent.get(id) ?? null,
    people: people(id),
  }));
  const roles = new Map<string, number>();
  for (const { roleGroup } of here) roles.set(roleGroup, (roles.get(roleGroup) ?? 0) + 1);
  return { year, groups: mergeAlongTree(tree), roleGroups: mergeRoles(roles) };
}

const judgedTests = phishingTests.filter(({ index }) => index >= 5);
const firstDay = judgedTests[0]?.day ?? 0;
const groups = planOf(firstDay);
const groupOf = (name: string) =>
  groups.groups.find(({ departmentIds }) => departmentIds.includes(name))?.id ?? expect.fail(`${name} has a group`);
const plan = behaviourPlan(lastDay, { year, reached: talkedTo.map(groupOf), others: notTalkedTo.map(groupOf) });

async function publishedTest(one: PhishingTest): Promise<PublishedTest> {
  const file = phishingFile(one, mailEvents({ seed: demoSeed, lastDay, staff }, one), 'day');
  const importer = personalImporters.find(({ id }) => id === 'phishing-events') ?? expect.fail('the format is known');
  const bytes = (async function* () {
    yield Buffer.from([...textOf(file)].join(''));
  })();
  const rows: PhishingRow[] = [];
  for await (const event of importer.parse(bytes, {
    pseudonymise: (kind, text) => (kind === 'email' ? pseudonymOf(text) : (text as Pseudonym)),
  }))
    if (event.kind === 'row' && event.row.kind === 'phishing') rows.push(event.row);
  const { delivered } = recipientOutcomes(judgeEvents(rows));
  const placementOf = (recipient: string): Placement | undefined => {
    const employee = employeeOf.get(recipient);
    return employee === undefined ? undefined : { unitId: nameOf(employee, one.day), roleGroup: employee.roleGroup };
  };
  const table = campaignTable(delivered, placementOf, groups);
  const period = { subject: 'phishing', key: String(one.index) } as const;
  const publication = publish({ period, groupYear: year, publishedAt: '2026-11-22T08:00:00.000Z' as Instant, table });
  return testOf(publication, 'report-rate', { name: one.name ?? '', on: dayOfNumber(one.day, lastDay) });
}

let tests: readonly PublishedTest[];
beforeAll(async () => {
  tests = await Promise.all(judgedTests.map(publishedTest));
}, 120_000);

/** Of all deliveries to those reached after the talk, the share that was reported because of it. */
function trueEffect(): number {
  const after = judgedTests.filter(({ day }) => dayOfNumber(day, lastDay) >= plan.after.fromOn);
  let delivered = 0;
  let byTalk = 0;
  for (const one of after) {
    for (const { event, employee } of mailEvents({ seed: demoSeed, lastDay, staff }, one)) {
      if (event !== 'delivered' || !talkedTo.includes(nameOf(employee, one.day))) continue;
      delivered += 1;
      if (reportsByTalk(demoSeed, one, employee)) byTalk += 1;
    }
  }
  return byTalk / delivered;
}

test('the plan was worth starting: it would see the expected effect most of the time', () => {
  const before = tests.filter(({ on }) => on <= plan.before.toOn);
  const foreseen = foreseePower(plan, before, () => true);
  expect(foreseen).toMatchObject({ kind: 'foreseen', testsBefore: 2 });
  if (foreseen.kind === 'foreseen') expect(foreseen.power).toBeGreaterThan(0.6);
});

test('the true effect is found again within its interval, and told apart from nothing', () => {
  const truth = trueEffect();
  const effect = behaviourEffect({ plan, tests, isSameGroups: () => true, difficultyOf: () => null });
  if (effect.kind === 'unknown') expect.fail(`unknown: ${effect.reason} ${effect.hiddenGroupIds.join(', ')}`);
  const { estimate, interval } = effect.comparison;
  console.log(
    `true effect ${(truth * 100).toFixed(1)} points; found ${(estimate * 100).toFixed(1)} (${(interval.lower * 100).toFixed(1)} … ${(interval.upper * 100).toFixed(1)})`,
  );
  expect(truth).toBeGreaterThan(0.07);
  expect(interval.lower).toBeLessThan(truth);
  expect(interval.upper).toBeGreaterThan(truth);
  expect(interval.lower).toBeGreaterThan(0);
  expect(effect.verdict).toBe('better');
});

test('without the talk nothing would be found: the same campaign a period earlier is not told apart from nothing', async () => {
  const [first, second] = tests;
  const [before, after] = [first?.on, second?.on];
  if (before === undefined || after === undefined) expect.fail('there are tests before the talk');
  const earlier = { ...plan, before: { fromOn: before, toOn: before }, after: { fromOn: after, toOn: after } };
  const effect = behaviourEffect({ plan: earlier, tests, isSameGroups: () => true, difficultyOf: () => null });
  expect(effect).toMatchObject({ kind: 'known', verdict: 'not-told-apart' });
});
