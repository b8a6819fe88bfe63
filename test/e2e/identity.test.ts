/** Which assets are the same, as somebody of medical technology decides it: on the page of an asset, and in the list of possible doubles. */
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nmapFile, registerFile } from '../support/report-files.ts';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const register = registerFile([
  { 'Asset tag': 'PC-1', Name: 'Echo', 'Host name': 'echo12', 'MAC address': '00:1b:21:00:00:0a' },
  { 'Asset tag': 'PC-2', Name: 'Pomp' },
]);
const scan = nmapFile('2026-11-10T12:00:00Z', [
  { ip: '10.20.1.9', fqdn: 'echo12', mac: '00:1b:21:00:00:0b', openPorts: [80] },
  { ip: '10.20.1.10', fqdn: 'pomp-7', openPorts: [80] },
]);

describe('the identity of assets in a browser', () => {
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
    await importThroughPage(page, node.url, 'cmms-2026-11-01.csv', Buffer.from(register));
    await importThroughPage(page, node.url, 'nmap.xml', Buffer.from(scan));
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('two assets are seen side by side, become one, the old address leads there, and it is undone', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/assets?filter=${encodeURIComponent('eq(name,"pomp-7")')}`);
    await page.getByRole('link', { name: 'pomp-7' }).click();
    await page.getByRole('heading', { level: 1, name: 'pomp-7' }).waitFor();
    const oldAddress = page.url();
    await page.goto(`${node.url}/assets?filter=${encodeURIComponent('eq(name,Pomp)')}`);
    await page.getByRole('link', { name: 'Pomp', exact: true }).click();
    await page.getByRole('button', { name: 'Same as…' }).click();
    await page.getByRole('combobox', { name: 'Name, number or address of the other asset' }).fill('pomp-7');
    await page.getByRole('option', { name: /pomp-7/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Are these one asset?' });
    await dialog.getByText('What is called asset number pc-2 (cmms) is what is called host name pomp-7.').waitFor();
    await dialog.getByRole('row', { name: 'Sources cmms nmap' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    await dialog.getByLabel('Reason').fill('seen on the ward');
    await dialog.getByRole('button', { name: 'They are one' }).click();
    await page.getByText('pomp-7 is part of this asset now.').waitFor();
    const card = page.getByRole('region', { name: 'Decided about identity' });
    await card.getByText('seen on the ward').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.goto(oldAddress);
    await page.waitForURL((url) => url.href !== oldAddress);
    await card.getByRole('button', { name: 'Undo the decision about pomp-7' }).click();
    await card.getByText('Undone by Noor de Wit').waitFor();
    await page.goto(oldAddress);
    await page.getByRole('heading', { level: 1, name: 'pomp-7' }).waitFor();
    expect(page.url()).toBe(oldAddress);
    expect(watched.complaints()).toEqual([]);
  });

  test('a possible double is decided with one click and undone, and a part is split off again', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/doubles`);
    await page.getByText('Not joined with Echo, which shares host name echo12').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'echo12 and Echo are not the same' }).click();
    await page.getByText('Echo and echo12 stay apart.').waitFor();
    await page.getByText('No possible doubles').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('button', { name: 'echo12 and Echo are the same' }).click();
    await page.getByText('echo12 is part of Echo now.').waitFor();
    await page.getByRole('link', { name: 'Echo', exact: true }).first().click();
    await page.getByRole('button', { name: 'Not the same…' }).click();
    const dialog = page.getByRole('dialog', { name: 'What is another asset?' });
    await dialog.getByLabel(/^nmap/).check();
    await dialog.getByText('Findings: 0 stay, 0 go.').waitFor();
    expect(await watched.violations()).toEqual([]);
    await dialog.getByLabel('Reason').fill('a clone');
    await dialog.getByRole('button', { name: 'These are another' }).click();
    // What a person brought together is not split: the merge is undone.
    await dialog.getByText('A person stated that these two are one. Withdraw that decision instead.').waitFor();
    expect(watched.complaints().filter((text) => !text.includes('409'))).toEqual([]);
  });

  test('everything is there in Dutch', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/doubles`);
    await page.getByLabel('Nederlands').check({ force: true });
    await page.getByRole('heading', { level: 1, name: 'Mogelijk dubbel' }).waitFor();
    await page.getByRole('heading', { name: 'Met de hand besloten' }).waitFor();
    await page
      .getByText('Besloten in de lijst van mogelijk dubbele middelen.')
      .or(page.getByText('Decided in the list of possible doubles.'))
      .first()
      .waitFor();
    expect(await watched.violations()).toEqual([]);
  });
});
