/** Taking a list and figures out as files, with the keyboard and in both languages: what is saved is what the page shows. */
import { readFile } from 'node:fs/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readCsv, readParquet, readXlsx } from '../support/read-table.ts';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();

const register = [
  'Inventarisnummer;Naam;Klasse;Afdeling',
  '1;Pomp 1;medisch apparaat;Röntgen',
  '2;=Pomp 2;medisch apparaat;Chirurgie',
  '3;Werkplek 1;werkplek;Chirurgie',
  '4;Werkplek 2;werkplek;',
].join('\n');

/** The file that comes of pressing a button. */
async function saved(page: Page, press: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

describe('files out of a browser', () => {
  let node: NodeUnderTest;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    node = await startNodeUnderTest();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 }, acceptDownloads: true });
    watched = await openWatched(context);
    const { page } = watched;
    await makeFirstAccount(page, node.administratorLink);
    await importThroughPage(page, node.url, 'cmms-2026-11-01.csv', Buffer.from(register));
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('a list comes with the filter and the order of the page', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/assets?filter=eq(class,medical)&sort=-name`);
    await page.getByText('2 assets').waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    expect(await watched.violations()).toEqual([]);
    const { name, bytes } = await saved(page, () => page.getByRole('button', { name: 'CSV' }).click());
    expect(name).toMatch(/^assets-\d{4}-\d{2}-\d{2}\.csv$/);
    const { headers, rows } = readCsv(bytes);
    expect(rows.map((row) => row[headers.indexOf('name')])).toEqual(['Pomp 1', '=Pomp 2']);
    expect(bytes.toString('utf8')).toContain(`,'=Pomp 2,`);
    await page.getByText(`${name} is ready.`).waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('by keyboard alone, in Dutch', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/assets?sort=name`);
    await page.getByLabel('Nederlands').check({ force: true });
    await page.getByText('4 middelen').waitFor();
    await page.getByRole('button', { name: 'Exporteren' }).focus();
    await page.keyboard.press('Enter');
    const workbook = page.getByRole('button', { name: 'Excel-werkmap' });
    await workbook.waitFor();
    for (let step = 0; step < 5; step += 1) {
      if (await workbook.evaluate((button) => button === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    const { bytes } = await saved(page, () => page.keyboard.press('Enter'));
    const { headers, rows } = await readXlsx(bytes);
    expect(headers).toContain('naam');
    expect(rows).toHaveLength(4);
    await page.keyboard.press('Escape');
    await workbook.waitFor({ state: 'detached' });
    expect(await watched.violations()).toEqual([]);
    await page.getByLabel('English').check({ force: true });
    await page.getByText('4 assets').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('what the node refuses is said where it was asked', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/imports`);
    await page.route('**/api/v1/exports/**', (route) =>
      route.fulfill({
        status: 429,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'rate-limited', detail: '2 files are being written at this moment. Try again when one is done.' }),
      }),
    );
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: 'Parquet' }).click();
    await page.getByRole('alert').getByText('2 files are being written').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.unroute('**/api/v1/exports/**');
    // The refusal itself, which a browser writes to its console.
    expect(watched.complaints().filter((told) => !told.includes('429'))).toEqual([]);
  });

  test('measurements of one metric and of all', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/metrics/AST-11`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByLabel('From', { exact: true }).fill('2026-01-01');
    expect(await watched.violations()).toEqual([]);
    const one = await saved(page, () => page.getByRole('button', { name: 'Parquet' }).click());
    expect(one.name).toMatch(/^measurements-ast-11-.*\.parquet$/);
    const { rows } = await readParquet(one.bytes);
    expect(new Set(rows.map(({ metric }) => metric))).toEqual(new Set(['AST-11']));
    await page.goto(`${node.url}/metrics`);
    await page.getByRole('button', { name: 'Export' }).click();
    const all = await saved(page, () => page.getByRole('button', { name: 'CSV' }).click());
    expect(new Set(readCsv(all.bytes).rows.map((row) => row[0])).size).toBeGreaterThan(10);
    expect(watched.complaints()).toEqual([]);
  });
});
