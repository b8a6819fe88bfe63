import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { repositoryFolder } from '../support/repository.ts';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const register = [
  'Asset tag,Name,Class,Vendor,Model,Operating system',
  'M-1,Monitor one,medical device,Voorbeeld,Bewaker 4,Maker Monitor OS 4.2',
  'M-2,Monitor two,medical device,Voorbeeld,Bewaker 3,Maker Monitor OS 3',
  'P-1,Pump one,medical device,Voorbeeld,Pomp 1,Pump OS 9',
].join('\n');
const list = readFileSync(path.join(repositoryFolder, 'src/importers/endoflife/fixtures/api-full.json'));

describe('ends of support in a browser', () => {
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
    const { page } = watched;
    await makeFirstAccount(page, node.administratorLink);
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('without a list the page says what to do', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/support`);
    await page.getByText('Nothing is known of ends of support yet').waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('a list is dropped, and each number opens its rows', async () => {
    const { page } = watched;
    for (const [name, buffer] of [
      ['devices.csv', Buffer.from(register)],
      ['products.json', list],
    ] as const) {
      await importThroughPage(page, node.url, name, buffer);
    }
    await page.goto(`${node.url}/support`);
    const [classes, products] = [
      page.getByRole('region', { name: 'By class' }).first(),
      page.getByRole('region', { name: 'By operating system' }).first(),
    ];
    await classes.getByRole('link', { name: '2: End unknown, medical device' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    await products.getByRole('link', { name: 'Maker Monitor OS', exact: true }).waitFor();
    await page
      .getByRole('link', { name: /^1: (Runs out|Supported)/ })
      .first()
      .click();
    await page.getByText('Monitor one').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('a device says how its system is read, and that no day follows where nobody knows one', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/assets`);
    await page.getByRole('link', { name: 'Monitor two' }).click();
    const card = page.getByRole('region', { name: 'Support of the operating system' });
    await card.getByText('Maker Monitor OS 3').waitFor();
    await card.getByText('ended, on a day nobody knows').waitFor();
    expect(await watched.violations()).toEqual([]);
  });

  test('an end that is stated reaches the devices, and is withdrawn again', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/support`);
    await page.getByRole('button', { name: 'State an end' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Product').fill('Pump OS');
    await dialog.getByLabel('Version').fill('9');
    await dialog.getByLabel('Last day of support', { exact: true }).fill('2020-01-31');
    expect(await watched.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('status').getByText('Stated: Pump OS 9, 31 January 2020.').waitFor();
    expect(await watched.violations()).toEqual([]);
    await expect
      .poll(
        async () => {
          await page.goto(`${node.url}/support`);
          await page.getByRole('region', { name: 'By class' }).first().waitFor();
          return page
            .getByRole('region', { name: 'By class' })
            .first()
            .getByRole('link', { name: /^1: Past support, medical device/ })
            .count();
        },
        { timeout: 90_000, interval: 500 },
      )
      .toBe(1);
    await page.goto(`${node.url}/support-cycles`);
    await page.getByRole('link', { name: 'Pump OS' }).click();
    await page.getByText('Pump OS 9').first().waitFor();
    expect(await watched.violations()).toEqual([]);
    // Stated again by mistake, and taken back: our word before it holds.
    await page.getByRole('button', { name: 'State an end' }).click();
    await dialog.getByLabel('Last day of support', { exact: true }).fill('2031-05-31');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const notice = page.getByRole('status');
    await notice.getByText('Stated: Pump OS 9, 31 May 2031.').waitFor();
    await notice.getByRole('button', { name: 'Undo' }).click();
    await notice.getByText('The word on Pump OS 9 is taken back.').waitFor();
    const words = page.getByRole('region', { name: 'What we stated' }).getByRole('listitem');
    await expect.poll(() => words.allTextContents()).toHaveLength(3);
    expect((await words.allTextContents()).map((text) => /^\d+ \w+ \d+/.exec(text)?.[0])).toEqual([
      '31 January 2020',
      '31 May 2031',
      '31 January 2020',
    ]);
    await page.getByRole('button', { name: 'Withdraw our word' }).click();
    await page.getByRole('heading', { name: 'Support cycles' }).waitFor();
    expect(watched.complaints()).toEqual([]);
  });
});
