/** How long findings stay open, as a vulnerability manager reads it: from the list of findings to the curves and back to the rows. */
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nessusFile, ward, type ReportItem } from '../support/report-files.ts';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const high: ReportItem = { plugin: 10002, severity: 3 };
const medium: ReportItem = { plugin: 10003, severity: 2 };
// Whole seconds, as scanners write them.
const started = Math.floor(Date.now() / 1000) * 1000;
/** A few hours more, so that no age is on the edge of a day. */
const daysAgo = (days: number) => new Date(started - days * 86_400_000 - 14_400_000).toISOString();
const scans = [
  [120, [{ plugin: 10001, severity: 4 }]],
  [100, [high, medium]],
  [59, [medium]],
] as const;

describe('how long findings stay open, in a browser', () => {
  let node: NodeUnderTest;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    node = await startNodeUnderTest();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    watched = await openWatched(await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } }));
    const { page } = watched;
    await makeFirstAccount(page, node.administratorLink);
    for (const [days, items] of scans) {
      const content = nessusFile([{ ...ward, startedAt: daysAgo(days), items }]);
      await importThroughPage(page, node.url, `scan-${days}.nessus`, Buffer.from(content));
    }
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('is told with what is still open, by severity, and every group opens its rows', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/findings`);
    await page.getByRole('link', { name: 'Time to close' }).click();
    await page.getByRole('heading', { level: 1, name: 'How long findings stay open' }).waitFor();
    // Two came after the first scan: one is gone after 41 days, one is open. One was there before anybody looked.
    await page.getByRole('row', { name: 'all together 41 days' }).waitFor();
    await page.getByText('1 finding was there at the first scan').waitFor();
    await page.getByLabel('A curve for each').selectOption('severity');
    await page.waitForURL(/by=severity/);
    await page.getByRole('row', { name: 'medium more than 100 days' }).waitFor();
    const chart = page.getByRole('slider');
    await chart.focus();
    await chart.press('Home');
    await page.getByText('After 0 days: all together 100.0%').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('link', { name: 'medium', exact: true }).click();
    await page.getByText('Invented 10003').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('speaks Dutch, and fits a phone', async () => {
    const { page } = watched;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${node.url}/findings/closing-times?by=severity`);
    await page.getByRole('slider').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByLabel('Nederlands').check({ force: true });
    await page.getByRole('heading', { level: 1, name: 'Hoe lang bevindingen openstaan' }).waitFor();
    await page.getByRole('row', { name: 'middel meer dan 100 dagen' }).waitFor();
    expect(await watched.violations()).toEqual([]);
  });
});
