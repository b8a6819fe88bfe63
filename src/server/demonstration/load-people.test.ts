/** The people of the demonstration, in a node of tests: read, counted, published, and the same when it is started again. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AwarenessStateJson } from '#contract/endpoints/awareness.ts';
import type { BehaviourDetail, BehaviourEntry } from '#contract/endpoints/behaviour.ts';
import type { CampaignDetail } from '#contract/endpoints/campaigns.ts';
import type { MetricView } from '#contract/endpoints/metrics.ts';
import type { RoundDetail, RoundJson } from '#contract/endpoints/questionnaires.ts';
import type { TrainingJson } from '#contract/endpoints/training.ts';
import type { ReportMonthJson } from '#contract/endpoints/mail-reports.ts';
import { dayOf, daysBetween, type Day } from '#core/kernel/time.ts';
import { phishingTests } from '#demo/people/phishing-tests.ts';
import { changedArea, questionnaireRounds } from '#demo/people/questionnaire-story.ts';
import { realMails } from '#demo/people/real-mails.ts';
import { generateStaff, worksOn } from '#demo/people/staff.ts';
import { courses, trainingsDone } from '#demo/people/trainings.ts';
import { dayOfNumber, lastDayNumber } from '#demo/story.ts';
import { demoSeed } from '#demo/write-demo-files.ts';
import { withOrganisation } from '#store/scope.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { readState } from '../awareness/key-work.ts';
import { playBehaviourCampaign } from './load-behaviour.ts';
import { handInPeople, publishDeskMonths, publishTests, visitor } from './load-people.ts';
import { holdQuestionnaires } from './load-questionnaires.ts';
import { publishTrainings } from './load-trainings.ts';

let node: TestNode;
let keysPath: string;
let loaded: Parameters<typeof handInPeople>[0];
const places = 400;
const signal = new AbortController().signal;

/** A seventh of the hospital: groups of a role in a department are small, as they are in any hospital. */
async function load(): Promise<number> {
  const lastDay = dayOf(node.context.clock.now(), node.fresh.timeZone);
  const files = await handInPeople(loaded, { lastDay, places, signal, onFile: () => undefined });
  await node.work();
  await publishTests(loaded, signal);
  await node.work();
  await publishDeskMonths(loaded);
  await playBehaviourCampaign(loaded, lastDay);
  await holdQuestionnaires(loaded, { lastDay, places });
  await publishTrainings(loaded, lastDay);
  return files;
}

interface Listed {
  readonly items: readonly CampaignDetail[];
  readonly adjusted: { readonly value: number | null; readonly counted: number; readonly leftOut: number };
}
const ask = async <Answer>(path: string) => (await (await node.ask(node.localToken, 'GET', path)).json()) as Answer;
const listed = () => ask<Listed>('/awareness/campaigns');

beforeAll(async () => {
  node = await startTestNode();
  keysPath = await mkdtemp(join(tmpdir(), 'cybermetrics-demo-keys-'));
  const context = { ...node.context, demonstration: true, keysPath };
  loaded = { context, organisationId: node.fresh.organisationId };
  expect(await load()).toBe(20);
}, 240_000);
afterAll(async () => {
  await node.stop();
  await rm(keysPath, { recursive: true, force: true });
});

describe('the people of the demonstration', () => {
  test('are read whole by their importers: nothing refused, nothing unreadable', async () => {
    const { items } = await ask<{ items: { importer: string; status: string; refused: number; read: number }[] }>('/imports?limit=50');
    expect(items).toHaveLength(20);
    for (const { status, refused, read, importer } of items) {
      expect([importer, status, refused]).toEqual([importer, 'complete', 0]);
      expect(read).toBeGreaterThan(importer === 'ambassadors' ? 8 : 100);
    }
    expect(new Set(items.map(({ importer }) => importer))).toEqual(
      new Set(['population', 'gophish', 'knowbe4', 'phishing-events', 'malicious-deliveries', 'mail-reports', 'training', 'ambassadors']),
    );
  });

  test('have nine tests published, scored by two: one disputed, one by one scorer, the rest agreed', async () => {
    const { items, adjusted } = await listed();
    expect(items.map(({ state }) => state)).toEqual(Array.from({ length: 9 }, () => 'published'));
    // Newest first.
    expect(items.map(({ difficulty }) => difficulty.kind).toReversed()).toEqual(
      phishingTests.map(({ index }) => (index === 1 ? 'disputed' : index === 7 ? 'one-scorer' : 'agreed')),
    );
    for (const [place, { difficulty }] of items.toReversed().entries())
      // Who may still give the second score is not told the first.
      expect(difficulty.difficulty).toBe(place === 1 || place === 7 ? null : phishingTests[place]?.difficulty);
    expect(adjusted.value).toBeGreaterThan(0.05);
    expect(adjusted.value).toBeLessThan(0.25);
    expect(adjusted).toMatchObject({ counted: 6, leftOut: 0 });
  });

  test('report more and sooner since the button, and click less with practice', async () => {
    const items = (await listed()).items.toReversed();
    const mean = (values: readonly (number | null | undefined)[]) =>
      values.reduce((sum: number, one) => sum + (one ?? 0), 0) / values.length;
    const [before, after] = [items.slice(0, 5), items.slice(5)];
    const reports = (own: typeof items) => mean(own.map(({ figures }) => figures?.report?.value));
    expect(reports(after) / reports(before)).toBeGreaterThan(1.7);
    const minutes = (own: typeof items) => mean(own.map(({ figures }) => figures?.medianMinutes));
    expect(minutes(after)).toBeLessThan(minutes(before));
    // Two of the same difficulty, early and late.
    expect(items[8]?.figures?.click?.value ?? 1).toBeLessThan((items[3]?.figures?.click?.value ?? 0) * 0.8);
  });

  test('stand in groups of ten and more, small teams merged with their neighbours, and small cells hidden', async () => {
    const newest = (await listed()).items[0];
    const { cells, groups } = await ask<CampaignDetail>(`/awareness/campaigns/${newest?.id}`);
    expect(groups.some(({ name }) => name.includes(', '))).toBe(true);
    expect(cells.some(({ hidden }) => hidden === 'too-few-people')).toBe(true);
    expect(cells.filter(({ hidden, people }) => hidden === null && (people ?? 0) > 0 && (people ?? 0) < 10)).toEqual([]);
  });

  test('report real attacks as often as truly happened, month by month, and the month that is not over waits', async () => {
    const lastDay = dayOf(node.context.clock.now(), node.fresh.timeZone);
    const truth = realMails({ seed: demoSeed, lastDay, staff: generateStaff(demoSeed, { places }) });
    const { items } = await ask<{ items: ReportMonthJson[] }>('/awareness/reports');
    expect(items.filter(({ state }) => state === 'published').map(({ month }) => month)).toEqual(truth.months.slice(0, -1).toReversed());
    for (const { month, figures } of items.filter(({ state }) => state === 'published')) {
      const mails = truth.mails.filter(({ attack }) => attack.startsWith(`TH-${month}`));
      const reported = new Set(
        truth.reports.flatMap(({ attack, decidedMs, message }) => (attack === null || decidedMs === null ? [] : [message])),
      );
      expect(figures?.threats).toMatchObject({
        denominator: mails.length,
        numerator: mails.filter(({ message }) => reported.has(message)).length,
      });
    }
  });

  test('are trained as often as truly happened, and departments have ambassadors; completion is counted in few months', async () => {
    const lastDay = dayOf(node.context.clock.now(), node.fresh.timeZone);
    const { counts, ambassadors, requirements } = await ask<TrainingJson>('/awareness/training');
    expect(requirements).toHaveLength(2);
    const everybody = counts.filter(({ part }) => part === 'everybody');
    expect(everybody.length).toBeGreaterThan(0);
    const staff = generateStaff(demoSeed, { places });
    const done = trainingsDone(demoSeed, staff).filter(({ course }) => course === courses.everybody);
    for (const { on, trained } of everybody) {
      const day = lastDayNumber - daysBetween(on as Day, lastDay);
      const here = staff.filter((one) => worksOn(one, day));
      const holds = new Set(done.flatMap((one) => (one.day <= day && one.day > day - 365 ? [one.employee] : [])));
      const truth = here.filter((one) => holds.has(one)).length / here.length;
      // Population files come by the quarter: of who came or went since, the node does not know yet.
      expect(Math.abs((trained?.value ?? 0) - truth), on).toBeLessThan(0.04);
    }
    expect(ambassadors[0]?.units?.value).toBeGreaterThan(0.3);
  });

  test('have a behaviour campaign; of a hospital this small its groups are hidden in a test, so that it could not start', async () => {
    const { items } = await ask<{ items: BehaviourEntry[] }>('/awareness/behaviour');
    expect(items).toHaveLength(1);
    const detail = await ask<BehaviourDetail>(`/awareness/behaviour/${items[0]?.id}`);
    expect(detail).toMatchObject({ state: 'draft', foreseen: { kind: 'unknown', reason: 'hidden-cell' } });
    expect(detail.plan.reachedGroupIds.length).toBeGreaterThan(4);
  });

  test('answered two rounds of a questionnaire a year apart: what changed and who knows how to report is told, small groups are hidden', async () => {
    const lastDay = dayOf(node.context.clock.now(), node.fresh.timeZone);
    const { items, acts } = await ask<{ items: RoundJson[]; acts: { act: string }[] }>('/questionnaires/rounds');
    expect(items.map(({ state, name, closesOn }) => [state, name, closesOn])).toEqual(
      questionnaireRounds.toReversed().map(({ name, closesDay }) => ['published', name, dayOfNumber(closesDay, lastDay)]),
    );
    expect(acts.map(({ act }) => act).slice(0, 5)).toEqual(['published', 'closed', 'opened', 'links-made', 'made']);
    const { results } = await ask<RoundDetail>(`/questionnaires/rounds/${items[0]?.id}`);
    expect(results?.comparison).toMatchObject({ kind: 'compared', round: { id: items[1]?.id } });
    const changed = results?.scales.find(({ id }) => id === `${changedArea}/*`)?.change;
    expect(changed?.interval.lower).toBeGreaterThan(0);
    expect(results?.groups.filter(({ hidden }) => hidden === 'too-few-people').length).toBeGreaterThan(1);
    expect(results?.groups.filter(({ hidden }) => hidden === null).length).toBeGreaterThan(3);
    for (const [metric, measure] of [
      ['AWR-11', 'whole'],
      ['AWR-16', 'knows'],
    ]) {
      const { measures } = await ask<MetricView>(`/metrics/${metric}`);
      const { series = [] } = measures.find((one) => one.measure === measure) ?? {};
      expect(series.filter(({ day }) => items.some(({ closesOn }) => closesOn === day)).map(({ state }) => state)).toEqual([
        'measured',
        'measured',
      ]);
      expect(series.at(-1)).toMatchObject({ day: lastDay, state: 'measured' });
    }
    // Neither links, nor answers, nor the keys that sealed them are left.
    const left = await withOrganisation(loaded.context.database, loaded.organisationId, async ({ client }) => {
      const count = async (table: string) => (await client.query(`select from ${table}`)).rowCount;
      return [await count('questionnaire_link'), await count('questionnaire_sheet'), await count('questionnaire_spent')];
    });
    expect(left).toEqual([0, 0, 0]);
  });

  test('are behind a key that is locked again, whose passphrase this home alone knows', async () => {
    const state = await readState(loaded.context, visitor(loaded));
    expect(state.key?.unlockedUntil).toBeNull();
    expect(state.demonstrationPassphrase?.length).toBeGreaterThan(20);
    const files = await readdir(keysPath);
    expect(files).toEqual(['passphrase-of-the-demonstration.txt']);
    expect((await stat(join(keysPath, files[0] ?? ''))).mode & 0o077).toBe(0);
    const passphrase = state.demonstrationPassphrase ?? '';
    expect((await node.ask(node.localToken, 'POST', '/awareness/key/unlock', { passphrase, minutes: 5 })).status).toBe(200);
    const found = await node.ask(node.localToken, 'POST', '/awareness/person', { kind: 'employee', identifier: 'ZN-20001' });
    expect(found.status).toBe(200);
    await node.ask(node.localToken, 'POST', '/awareness/key/lock');
  });

  test('are told their passphrase by a demonstration alone, and only to whoever may unlock', async () => {
    const board = { ...visitor(loaded), role: 'board' } as const;
    expect((await readState(loaded.context, board)).demonstrationPassphrase).toBeNull();
    expect((await readState({ ...loaded.context, demonstration: false }, visitor(loaded))).demonstrationPassphrase).toBeNull();
    expect((await ask<AwarenessStateJson>('/awareness')).demonstrationPassphrase).toBeNull();
  });

  test('are the same when a start that was broken off goes on', async () => {
    const before = await listed();
    await load();
    expect(await listed()).toEqual(before);
    const { items } = await ask<{ items: { stored: number }[] }>('/imports?limit=50');
    expect([items.length, items.filter(({ stored }) => stored > 0).length]).toEqual([40, 20]);
  });
});
