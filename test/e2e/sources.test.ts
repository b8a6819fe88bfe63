/** The pages of sources and advisories in a browser: a mirrored file is handed in, an advisory is found and read; on a phone. */
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startProvider } from '../support/csaf-provider.ts';
import { runCli } from '../support/run-cli.ts';
import { repositoryFolder } from '../support/repository.ts';
import { makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const listed = {
  ...{ cveID: 'CVE-2019-0001', vendorProject: 'Maker', product: 'Monitor', vulnerabilityName: 'Monitor lets anybody in' },
  ...{ dateAdded: '2020-01-01', dueDate: '2020-01-04', requiredAction: 'Update.', knownRansomwareCampaignUse: 'Unknown' },
};
const catalogue = JSON.stringify({
  catalogVersion: '2020.01.02',
  dateReleased: '2020-01-02T12:00:00Z',
  count: 1,
  vulnerabilities: [listed],
});

describe('sources and advisories in a browser', () => {
  let node: NodeUnderTest;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    node = await startNodeUnderTest();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    watched = await openWatched(await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } }));
    await makeFirstAccount(watched.page, node.administratorLink);
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('a mirrored file is taken, told with its age, and half a file is told without losing it', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/sources`);
    await page.getByText('Nothing was taken yet.').first().waitFor();
    const kev = page.getByRole('region', { name: 'Known exploited vulnerabilities (KEV)' });
    const input = kev.locator('input[type=file]');
    await input.setInputFiles({ name: 'kev.json', mimeType: 'application/json', buffer: Buffer.from(catalogue) });
    await kev.getByText('2020.01.02').waitFor();
    await kev.getByText('too old: more than 7 days.').waitFor();
    await input.setInputFiles({ name: 'kev.json', mimeType: 'application/json', buffer: Buffer.from(catalogue.slice(0, 40)) });
    await kev.getByText('The KEV catalogue is cut off or damaged').waitFor();
    await kev.getByText('2020.01.02').waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('a provider is added and asked; what failed is told with its reason, and it is removed again', async () => {
    const { page } = watched;
    const provider = await startProvider();
    try {
      const documents = [1, 2].map((number) => ({ path: `2026/mm-2026-1${number}.json`, updated: `2026-01-0${number}T00:00:00Z` }));
      await provider.offer(documents.map((one, index) => (index === 1 ? { ...one, hash: '0'.repeat(128) } : one)));
      await page.goto(`${node.url}/sources`);
      await page.getByText('No provider was added yet.').waitFor();
      await page.getByRole('textbox', { name: 'Domain or address' }).fill('the maker');
      await page.getByRole('button', { name: 'Add' }).click();
      await page.getByText('A provider is named by its domain').waitFor();
      await page.getByRole('textbox', { name: 'Domain or address' }).fill(provider.metadataUrl);
      await page.getByRole('button', { name: 'Add' }).click();
      const card = page.getByRole('region', { name: 'Maker of monitors' });
      await card.getByText('trusted provider: signs everything').waitFor({ timeout: 90_000 });
      await card.getByText('Which failed (1) and which break a rule (0)').click({ timeout: 90_000 });
      await card.getByText('The document has another hash than').waitFor();
      expect(await watched.violations()).toEqual([]);
      await card.getByRole('button', { name: 'Remove: Maker of monitors' }).click();
      await card.getByText('It is asked no more; its advisories stay.').waitFor();
      await card.getByRole('button', { name: 'Remove: Maker of monitors' }).click();
      await page.getByText('No provider was added yet.').waitFor();
      // The one refusal that was asked for.
      expect(watched.complaints().filter((one) => !one.includes('400'))).toEqual([]);
    } finally {
      await provider.stop();
    }
  }, 180_000);

  test('an advisory is found by its words and read in full; on a phone nothing is wider than the screen', async () => {
    const { page } = watched;
    const said = await runCli(['advisories', 'sync', 'src/advisory-sources/csaf/fixtures', '--home', node.home], {
      workingFolder: repositoryFolder,
    });
    expect(said.code).toBe(0);
    await page.goto(`${node.url}/advisories`);
    await page.getByRole('textbox', { name: 'Search' }).fill('ward mm-2026-01');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('1 of 1').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('link', { name: 'MM-2026-01' }).click();
    await page.getByText('Maker of monitors › Ward monitor › vers:generic/<4.2').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ['/sources', '/advisories']) {
      await page.goto(node.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    }
    expect(watched.complaints()).toEqual([]);
  });
});
