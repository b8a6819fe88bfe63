/** Sentences that the node says (remarks on a file, why a filter cannot be read), to a Dutch reader and back in English. */
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const register = ['Naam;Klasse;Einde ondersteuning', 'Pomp 1;medisch apparaat;ooit', ';medisch apparaat;'].join('\n');

describe('sentences of the node in a browser', () => {
  let node: NodeUnderTest;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    node = await startNodeUnderTest();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    watched = await openWatched(await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } }));
    await makeFirstAccount(watched.page, node.administratorLink);
    await importThroughPage(watched.page, node.url, 'register.csv', Buffer.from(register));
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('remarks on a file follow the language of the page', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/imports`);
    await page.getByRole('link', { name: 'register.csv' }).first().click();
    await page.getByText('The row has no name, serial number').waitFor();
    await page.getByLabel('Nederlands').check({ force: true });
    await page.getByText('De rij heeft geen naam, serienummer').waitFor();
    await page.getByText('‘ooit’ is geen datum').waitFor();
    expect(await page.getByText('The row has').count()).toBe(0);
    await page.reload();
    await page.getByText('De rij heeft geen naam, serienummer').waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('a filter that cannot be read is told in Dutch, with what may stand there', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/assets`);
    await page.getByRole('button', { name: 'Als tekst' }).click();
    await page.getByRole('textbox', { name: 'Als tekst' }).fill('eq(clas,medical)');
    await page.keyboard.press('Enter');
    await page.getByText('‘asset’ heeft dit veld niet, bij teken 4').waitFor();
    expect(watched.complaints()).toEqual([]);
  });
});
