/** Real reports in a browser: published after a question, figures with their counts and grade, hidden groups; in Dutch, in the dark and on a phone. */
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
  ...people.map(({ mail, place }) => `${mail};${place < 40 ? 'Kliniek' : 'Lab'};${place < 4 ? 'arts' : 'analist'};2020-01-01`),
];
const reports = [
  'Report ID,Reporter,Reported at,Threat ID,Verdict,Decided at',
  ...people.slice(0, 15).map(({ mail, place }) => `R${place},${mail},2026-02-03T09:${10 + place}:00Z,T1,phish,2026-02-03T10:00:00Z`),
  ...people.slice(40, 46).map(({ mail, place }) => `R${place},${mail},2026-02-04T09:00:00Z,,clean,2026-02-04T09:30:00Z`),
  `R50,${people[50]?.mail},2026-02-04T09:00:00Z,,,`,
  `R51,${people[51]?.mail},2026-03-04T09:00:00Z,,spam,2026-03-04T09:10:00Z`,
];
const deliveries = [
  'Threat ID,Recipients,Delivered at,Found how',
  'T1,40,2026-02-03T09:00:00Z,ZAP',
  'T2,12,2026-02-08T09:00:00Z,user report',
];

describe('real reports in a browser', () => {
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
      'meldingen.csv': reports,
      'bezorgd.csv': deliveries,
    });
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('a month is published after a question, and shows its figures with counts, grade and what is hidden', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/awareness`);
    await page.getByRole('link', { name: 'All months' }).click();
    await page.getByText('not published; a verdict is missing').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('link', { name: 'February 2026' }).click();
    await page.getByRole('button', { name: 'Count and publish' }).click();
    await page.getByRole('dialog').getByText('never counted again').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Count and publish' }).click();
    await page.getByText('15 of 52').first().waitFor();
    await page.getByText('15 of 21').waitFor();
    await page.getByText('partly known').waitFor();
    await page.getByText('No mark for who reports').waitFor();
    await page.getByText('found because a user reported it').waitFor();
    await page.getByRole('heading', { name: 'Why some figures are hidden' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('link', { name: 'Real reports', exact: true }).click();
    await page.getByText('15 of 52').first().waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.goto(`${node.url}/awareness`);
    await page.getByText('15 of 52').first().waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('a secret for the mail desk is shown once and can be taken away', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/awareness/reports`);
    await page.getByRole('button', { name: 'Make a secret' }).click();
    await page.getByText('It is shown this once').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('must be signed with the secret').waitFor();
    await page.getByRole('button', { name: 'Remove the secret' }).click();
    await page.getByText('A token is enough.').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('in Dutch, in the dark and on a phone, with nothing beyond the edge', async () => {
    const { page } = watched;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${node.url}/awareness/reports`);
    await page.evaluate(() => localStorage.clear());
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('dialog').getByLabel('Nederlands').check({ force: true });
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Echte aanvallen gemeld' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.getByRole('link', { name: 'februari 2026' }).first().click();
    await page.getByRole('heading', { name: 'Meldingen naar wat de desk ervan vond' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(watched.complaints()).toEqual([]);
  });
});
