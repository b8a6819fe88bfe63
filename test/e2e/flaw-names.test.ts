import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { qualysTable } from '../support/flaw-files.ts';
import { nessusFile, ward } from '../support/report-files.ts';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const scan = nessusFile([{ ...ward, startedAt: '2026-02-10T11:00:00Z', items: [{ plugin: 104743, severity: 2 }] }]);
const table = qualysTable({ ip: ward.ip, fqdn: ward.fqdn ?? '' }, [{ qid: 38628, severity: 3, title: 'TLS 1.0 enabled' }]);

describe('names of flaws in a browser', () => {
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
    await importThroughPage(page, node.url, 'scan.nessus', Buffer.from(scan));
    await importThroughPage(page, node.url, 'qualys.csv', Buffer.from(table));
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('two checks become one finding that says why, are split again, and each word is taken back', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/findings?group=none`);
    await page.getByRole('link', { name: 'TLS 1.0 enabled' }).click();
    const card = page.getByRole('region', { name: 'Seen by' }).first();
    await card.getByRole('button', { name: 'Same as…' }).click();
    const same = page.getByRole('dialog', { name: 'The same flaw under another name' });
    await same.getByLabel('Other name').fill('nessus:104743');
    await same.getByLabel('Reason').fill('both say TLS 1.0');
    expect(await watched.violations()).toEqual([]);
    await same.getByRole('button', { name: 'Say so' }).click();
    await page.getByText('The finding of this link is told here').waitFor();
    await card.getByText('Also called qualys:38628.').waitFor();
    await card.getByText('nessus:104743 is qualys:38628, says Noor de Wit').waitFor();
    await card.getByText('both say TLS 1.0').waitFor();

    await card.getByRole('button', { name: 'What qualys reports is another thing…' }).click();
    const apart = page.getByRole('dialog', { name: 'What qualys reports is another thing' });
    await apart.getByLabel('Reason').fill('another port');
    await apart.getByRole('button', { name: 'Say so' }).click();
    await card.getByText('What qualys reports as nessus:104743 is another thing').waitFor();
    // The link that led here is to what is a finding of its own again.
    await page.getByRole('heading', { name: 'TLS 1.0 enabled', level: 1 }).waitFor();
    await card.getByRole('link', { name: 'What nessus 104743 reports is a finding of its own' }).click();
    await page.getByRole('heading', { name: 'Invented 104743', level: 1 }).waitFor();
    await card.getByRole('link', { name: 'What qualys 38628 reports is a finding of its own' }).waitFor();

    await page.goto(`${node.url}/flaws`);
    await page.getByText('another port').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Withdraw: What qualys reports as nessus:104743 is another thing' }).click();
    await page.getByText(/Withdrawn by Noor de Wit/).waitFor();
    await page.goto(`${node.url}/findings?group=none&filter=${encodeURIComponent('contains(aliases,"QUALYS:38628")')}`);
    await page.getByRole('link', { name: 'Invented 104743' }).waitFor();
    expect(watched.complaints()).toEqual([]);
  });
});
