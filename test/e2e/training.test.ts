/** Trainings in a browser: a course is asked, a month counted, groups shown with what is hidden; in Dutch, in the dark and on a phone. */
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { handInPeople } from './people-handed-in.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const people = Array.from({ length: 60 }, (_, place) => ({ mail: `p${place}@noord.example`, place }));
const departmentOf = (place: number) => (place < 28 ? 'Kliniek' : place < 48 ? 'Lab' : 'Apotheek');
const population = [
  'e-mail;afdeling;functiegroep;in_dienst',
  ...people.map(({ mail, place }) => `${mail};${departmentOf(place)};${place % 15 === 0 ? 'arts' : 'analist'};2020-01-01`),
];
/** Nobody of the pharmacy is trained, which would be said of each of its twelve. */
const trainings = [
  'e-mail;cursus;afgerond op;status',
  ...people
    .filter(({ place }) => place % 4 !== 0 && place < 48)
    .map(({ mail }) => `${mail};Veilig mailen;${new Date(Date.now() - 70 * 86_400_000).toISOString().slice(0, 10)};Voltooid`),
];

describe('trainings in a browser', () => {
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
    await handInPeople(node, { 'mensen.csv': population, 'leren.csv': trainings });
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('a course is asked of everybody, the last month counted, and groups shown with what is hidden', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/awareness/training`);
    await page.getByText('No month was counted yet').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Ask a course' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Course').fill('Veilig mailen');
    await dialog.getByLabel('From').fill(`${new Date().getUTCFullYear() - 1}-12-01`);
    expect(await watched.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('everybody · holds 12 months').waitFor();
    await page.getByRole('button', { name: 'Count and publish' }).click();
    await page.getByText('36 of 60').first().waitFor();
    await page.getByText('nothing is asked, so nothing is counted.').waitFor();
    await page.getByText('hidden: would give others away').first().waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Count by itself' }).click();
    await page.getByText('each month is counted by itself').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('in Dutch, in the dark and on a phone, with nothing beyond the edge', async () => {
    const { page } = watched;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${node.url}/awareness/training`);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('dialog').getByLabel('Nederlands').check({ force: true });
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Wat gevraagd is' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(watched.complaints()).toEqual([]);
  });
});
