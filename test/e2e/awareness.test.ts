/** Phishing tests in a browser: read, scored, published, hidden groups with their reason; in Dutch, in the dark and on a phone. */
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { handInPeople } from './people-handed-in.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const people = Array.from({ length: 60 }, (_, place) => ({ mail: `p${place}@noord.example`, place }));
const population = [
  'e-mail;afdeling;functiegroep;in_dienst',
  ...people.map(({ mail, place }) => `${mail};${place < 40 ? 'Kliniek' : 'Lab'};${place % 20 === 0 ? 'arts' : 'analist'};2020-01-01`),
];
const events = [
  'campaign,recipient,event,at,ip,user_agent',
  ...people.map(({ mail }) => `Lente,${mail},delivered,2026-11-03T09:00:00Z,,`),
  // Four whom the population does not name are a group of their own, too small to show.
  ...[0, 1, 2, 3].map((guest) => `Lente,gast${guest}@noord.example,delivered,2026-11-03T09:00:00Z,,`),
  ...people.slice(0, 15).map(({ mail, place }) => `Lente,${mail},reported,2026-11-03T09:${10 + place}:00Z,,`),
  ...people.slice(30, 42).map(({ mail }) => `Lente,${mail},clicked,2026-11-03T09:05:00Z,,`),
  ...people.slice(42, 50).map(({ mail }) => `Lente,${mail},clicked,2026-11-03T09:00:01Z,,`),
];

describe('phishing tests in a browser', () => {
  let node: NodeUnderTest;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    node = await startNodeUnderTest();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
    watched = await openWatched(context);
    await makeFirstAccount(watched.page, node.administratorLink);
    await handInPeople(node, {
      'mensen.csv': population,
      'lente.csv': events,
      'proef.csv': [events[0] ?? '', 'Proef,p1@noord.example,delivered,2026-11-02T09:00:00Z,,'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('a test is scored, published and shown: who reports, machines by rule, hidden groups and why', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/awareness`);
    await page.getByRole('heading', { name: 'Why no training completion stands here' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('link', { name: 'Lente' }).first().click();
    await page.getByRole('button', { name: 'Score the mail' }).click();
    await page.getByLabel('Spelling or grammar').fill('3');
    await page.getByLabel('Looks like something that is done here').selectOption('8');
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Save the score' }).click();
    await page.getByText('Your score: 3 signs, fit 8: moderately difficult').waitFor();
    await page.getByRole('button', { name: 'Count and publish' }).click();
    const question = page.getByRole('dialog');
    await question.getByText('This can not be taken back').waitFor();
    expect(await question.getByText('Nobody has scored').count()).toBe(0);
    expect(await watched.violations()).toEqual([]);
    await question.getByRole('button', { name: 'Count and publish' }).click();
    await page.getByText('before the mail was delivered, or at most 2 s after').waitFor();
    await page.getByText('15 of 64').first().waitFor();
    await page.getByText('hidden: fewer than ten people').first().waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('a test is discarded after a question, which says that publishing it unscored is possible and what it costs', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/awareness`);
    await page.getByRole('link', { name: 'Proef' }).first().click();
    await page.getByRole('button', { name: 'Count and publish' }).click();
    await page.getByRole('dialog').getByText('Nobody has scored how hard this mail is').waitFor();
    await page.getByRole('button', { name: 'Not yet' }).click();
    await page.getByRole('button', { name: 'Discard the test' }).click();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Discard the test' }).click();
    await page.waitForURL(`${node.url}/awareness`);
    await page.getByRole('link', { name: 'Lente' }).first().waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'Proef' }).count()).toBe(0);
    expect(watched.complaints()).toEqual([]);
  });

  test('in Dutch, in the dark and on a phone, with nothing beyond the edge', async () => {
    const { page } = watched;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${node.url}/awareness`);
    await page.evaluate(() => localStorage.clear());
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('dialog').getByLabel('Nederlands').check({ force: true });
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Hoeveel minuten verstreken' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.getByRole('link', { name: 'Lente' }).first().click();
    await page.getByRole('heading', { name: 'Machines onder de klikken' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.getByRole('button', { name: 'De mail scoren' }).click();
    await expect.poll(() => page.getByLabel('Spelling of grammatica').evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await watched.violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(watched.complaints()).toEqual([]);
  });
});
