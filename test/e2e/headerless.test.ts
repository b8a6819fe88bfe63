import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();

describe('what may be lost with a file, said in a browser before it is handed in', () => {
  let node: NodeUnderTest;
  let browser: Browser;
  let context: BrowserContext;
  let watched: WatchedPage;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    node = await startNodeUnderTest();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 860 } });
    watched = await openWatched(context);
    await makeFirstAccount(watched.page, node.administratorLink);
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  const choose = async (name: string, text: string) => {
    const { page } = watched;
    await page.goto(`${node.url}/imports`);
    await page.getByLabel('Choose files').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    return page.getByRole('article', { name });
  };

  test('a register without headers says so, and is read whole once its columns are told', async () => {
    const rows = Array.from({ length: 30 }, (_, row) => `Pump ${row};10.20.1.${row};SN-${100 + row}`);
    const card = await choose('cmdb.csv', rows.join('\n'));
    await card.getByText('Row 1 stands where the headers should, and looks like data').waitFor();
    expect(await card.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
    expect(await watched.violations()).toEqual([]);
    await card.getByRole('button', { name: 'This table has no row of headers' }).click();
    await card.getByLabel('Read as: Column 1').selectOption('name');
    await card.getByLabel('Read as: Column 2').selectOption('ipAddresses');
    await card.getByLabel('Read as: Column 3').selectOption('serialNumber');
    await card.getByRole('region', { name: 'The first rows' }).getByText('SN-100').first().waitFor();
    expect(await watched.violations()).toEqual([]);
    await card.getByRole('button', { name: 'Import', exact: true }).click();
    await card
      .getByText(/Complete$/)
      .first()
      .waitFor({ timeout: 90_000 });
    expect(await card.textContent()).toMatch(/30/);
    expect(watched.complaints()).toEqual([]);
  });

  test('a much smaller register says what it would take off, unless it is a part', async () => {
    const card = await choose('cmdb.csv', 'Name;Serial number\nPump 0;SN-100\nPump 1;SN-101');
    const warning = card.getByText('The file has 2 rows, and 30 assets stand registered by its source (cmdb).');
    await warning.waitFor();
    expect(await watched.violations()).toEqual([]);
    await card.getByText('Source, day and completeness').click();
    await card.getByLabel('This file is only a part of its source').check();
    await warning.waitFor({ state: 'detached' });
    await card.getByLabel('This file is only a part of its source').uncheck();
    await warning.waitFor();
    await card.getByRole('button', { name: 'Import', exact: true }).click();
    await card
      .getByText(/^▲ The file was handed in as complete and has 2 rows, where 30 assets stood registered/)
      .first()
      .waitFor({ timeout: 90_000 });
    expect(watched.complaints()).toEqual([]);
  });
});
