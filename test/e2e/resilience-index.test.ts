/** "Explain this figure": from the index among the vital signs down to one row, counted in clicks. */
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const day = 86_400;
const now = Math.floor(Date.now() / 1000) - 60;
const numbers = [1, 2, 3, 4];
const register = [
  'Asset tag,Serial number,Name,Class,Host name,IP address,Network segment,Owner,Department',
  ...numbers.map((n) => `S-${n},SN-${n},Server ${n},server,srv-${n},10.0.0.${n},SRV,${n === 1 ? '' : 'Noor'},ICT`),
].join('\n');
const discovery = `<?xml version="1.0"?><nmaprun scanner="nmap" args="nmap -sn" start="${now}" version="7.94" xmloutputversion="1.05">
${numbers
  .map(
    (n) => `<host starttime="${now}" endtime="${now + 5}"><status state="up" reason="syn-ack"/><address addr="10.0.0.${n}" addrtype="ipv4"/>
<hostnames><hostname name="srv-${n}" type="PTR"/></hostnames></host>`,
  )
  .join('\n')}
<runstats><finished time="${now + 10}" exit="success"/><hosts up="4" down="0" total="4"/></runstats></nmaprun>`;

/** A scan of all servers; the flaw of the second is gone in the newer one. */
function scan(at: number, withFlaw: readonly number[]): string {
  const host = (n: number) => `<ReportHost name="10.0.0.${n}"><HostProperties>
<tag name="HOST_START_TIMESTAMP">${at}</tag><tag name="HOST_END_TIMESTAMP">${at + 300}</tag>
<tag name="host-ip">10.0.0.${n}</tag><tag name="host-fqdn">srv-${n}</tag><tag name="Credentialed_Scan">true</tag></HostProperties>
${
  withFlaw.includes(n)
    ? `<ReportItem port="445" svc_name="cifs" protocol="tcp" severity="4" pluginID="10001" pluginName="Invented update missing" pluginFamily="General"><cve>CVE-2024-1${n}</cve><cvss3_base_score>9.8</cvss3_base_score></ReportItem>`
    : ''
}
<ReportItem port="0" svc_name="general" protocol="tcp" severity="0" pluginID="19506" pluginName="Nessus Scan Information" pluginFamily="Settings"><plugin_output>Credentialed checks : yes</plugin_output></ReportItem></ReportHost>`;
  return `<?xml version="1.0" ?><NessusClientData_v2><Policy><policyName>All</policyName><Preferences><ServerPreferences><preference><name>plugin_set</name><value>10001;19506</value></preference></ServerPreferences></Preferences></Policy><Report name="Scan">${numbers.map(host).join('\n')}</Report></NessusClientData_v2>`;
}

describe('the resilience index, in a browser', () => {
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
    await importThroughPage(page, node.url, 'discovery.xml', Buffer.from(discovery));
    await importThroughPage(page, node.url, 'first.nessus', Buffer.from(scan(now - 10 * day, [1, 2, 3])));
    await importThroughPage(page, node.url, 'second.nessus', Buffer.from(scan(now - 600, [1, 3])));
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  /** The figures follow the imports by some seconds. */
  async function openOverview(page: Page): Promise<void> {
    await expect
      .poll(
        async () => {
          await page.goto(`${node.url}/`);
          const line = page.getByRole('region', { name: 'Resilience index' });
          await line.waitFor();
          return line.getByText(/0\.\d\d–[01]\.\d\d/).count();
        },
        { timeout: 90_000, interval: 1_000 },
      )
      .toBe(1);
  }

  test('opens from the number of the board down to one row in at most four clicks', async () => {
    const { page } = watched;
    await openOverview(page);
    const line = page.getByRole('region', { name: 'Resilience index' });
    // Never without its band and what it rests on.
    expect(await line.textContent()).toMatch(/Resilience index 0\.\d\d.*0\.\d\d–[01]\.\d\d.*\d+ of \d+ metrics, 2 of 3 domains/);
    expect(await watched.violations()).toEqual([]);
    let clicks = 0;
    const click = async (name: string | RegExp, within: { getByRole: Page['getByRole'] } = page) => {
      await within
        .getByRole('link', { name, exact: typeof name === 'string' })
        .first()
        .click();
      clicks += 1;
    };
    await click(/^Resilience index 0\.\d\d$/, line);
    await page.getByRole('heading', { level: 1, name: 'Resilience index' }).waitFor();
    const assets = page.getByRole('region', { name: 'Assets', exact: true }).first();
    await assets.getByRole('link', { name: 'Ownership' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    await click('Ownership', assets);
    await page.getByText('75.0%').first().waitFor();
    // Three of four: the three that have an owner.
    await click('3');
    await page.getByRole('link', { name: 'Server 2' }).first().waitFor();
    await click('Server 2');
    await page.getByRole('heading', { level: 1, name: 'Server 2' }).waitFor();
    expect(clicks).toBeLessThanOrEqual(4);
    expect(watched.complaints()).toEqual([]);
  }, 180_000);

  test('says how it came about: goalposts, weights, what is left out, what it cannot say', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/resilience`);
    await page.getByRole('heading', { name: 'What would raise it most' }).waitFor();
    await page.getByText('it grows with the hospital', { exact: false }).waitFor();
    await page.getByText('whether one hospital is better than another', { exact: false }).waitFor();
    await page.getByText('Why these goalposts').first().click();
    await page.getByText('best is 95%, the target of the definition', { exact: false }).first().waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });
});
