import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const register = [
  'Asset tag,Name,Class,Host name,IP address,Network segment',
  'S-1,Server one,server,srv-1,10.0.0.1,SRV',
  'S-2,Server two,server,srv-2,10.0.0.2,SRV',
  'P-1,Pump one,medical device,pump-1,10.0.1.1,MED-BED',
].join('\n');

/** A discovery of just now that saw the first server. */
function discovery(): string {
  const start = Math.floor(Date.now() / 1000) - 60;
  return `<?xml version="1.0"?><nmaprun scanner="nmap" args="nmap -sn" start="${start}" version="7.94" xmloutputversion="1.05">
<host starttime="${start}" endtime="${start + 5}"><status state="up" reason="syn-ack"/><address addr="10.0.0.1" addrtype="ipv4"/>
<hostnames><hostname name="srv-1" type="PTR"/></hostnames></host>
<runstats><finished time="${start + 10}" exit="success"/><hosts up="1" down="0" total="1"/></runstats></nmaprun>`;
}

describe('figures that are more than two counts, in a browser', () => {
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
    await importThroughPage(page, node.url, 'register.csv', Buffer.from(register));
    await importThroughPage(page, node.url, 'discovery.xml', Buffer.from(discovery()));
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('segments are counted each once, and their number opens the assets in them', async () => {
    const { page } = watched;
    // The figures follow the import by some seconds.
    await expect
      .poll(
        async () => {
          await page.goto(`${node.url}/metrics/AST-08`);
          await page.getByRole('heading', { level: 1 }).waitFor();
          return page.getByText('each network segment once').count();
        },
        { timeout: 90_000, interval: 1_000 },
      )
      .toBe(1);
    await page.getByText('50.0%').first().waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('link', { name: '2', exact: true }).first().click();
    await page.getByText('Pump one').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('the age of the register is told in days', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/metrics/AST-10`);
    await page.getByRole('link', { name: 'Since the register was reconciled' }).click();
    await page.getByText('0 days', { exact: true }).first().waitFor({ timeout: 90_000 });
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });
});
