/** The page of reports in a browser: made, read, downloaded, planned; in both languages and on a phone. */
import { readFile } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const register = ['Inventarisnummer;Naam;Klasse;Afdeling', '1;Pomp 1;medisch apparaat;Röntgen', '2;Werkplek 1;werkplek;'].join('\n');

describe('reports in a browser', () => {
  let node: NodeUnderTest;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    node = await startNodeUnderTest();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 }, acceptDownloads: true });
    watched = await openWatched(context);
    await makeFirstAccount(watched.page, node.administratorLink);
    await importThroughPage(watched.page, node.url, 'cmms-2026-11-01.csv', Buffer.from(register));
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('a report is made, stands in the archive with revision and digest, and its PDF is saved', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/reports`);
    await page.getByText('No report was made yet.').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Make the report' }).click();
    await page.getByText(/The report of \d{4}-\d{2} is ready: revision 1\./).waitFor();
    const table = page.getByRole('region', { name: 'Archive' });
    await table.getByText(/^[0-9a-f]{12}$/).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /as PDF/ }).click()]);
    expect(download.suggestedFilename()).toMatch(/^cyber-report-\d{4}-\d{2}-r1-en\.pdf$/);
    expect((await readFile(await download.path())).subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('its HTML opens under its own policy, with its style, and is accessible', async () => {
    const { page } = watched;
    const href = await page.getByRole('link', { name: /^Read the report/ }).getAttribute('href');
    await page.goto(node.url + href);
    await page.getByRole('heading', { name: 'Cyber resilience report' }).waitFor();
    expect(await page.locator('h1').evaluate((heading) => getComputedStyle(heading).fontSize)).toBe('22px');
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('a schedule is set and taken away, in Dutch and on a phone', async () => {
    const { page } = watched;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${node.url}/reports`);
    await page.evaluate(() => localStorage.clear());
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('dialog').getByLabel('Nederlands').check({ force: true });
    await page.keyboard.press('Escape');
    await page.getByLabel('Elke').selectOption('month');
    await page.getByLabel('Op dag').fill('7');
    await page.getByRole('button', { name: 'Planning bewaren' }).click();
    await page.getByText(/^Volgende: \d{4}-\d{2}, op 7 /).waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.getByLabel('Elke').selectOption('never');
    await page.getByRole('button', { name: 'Planning bewaren' }).click();
    await page.getByText('Er wordt geen rapport vanzelf gemaakt.').waitFor();
    expect(watched.complaints()).toEqual([]);
  });
});
