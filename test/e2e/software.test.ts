import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { repositoryFolder } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const register = [
  'Asset tag,Name,Vendor,Model,Version',
  'P-1,Pump one,Voorbeeld Medisch BV,Infuuspomp IP-20,3.2.1',
  'P-2,Pump two,Voorbeeld Medisch BV,Infuuspomp IP-20,9.9',
].join('\n');
const published = {
  ...{ schema_version: '1.7.0', id: 'GHSA-aaaa-bbbb-cccc', modified: '2026-02-01T00:00:00Z', aliases: ['CVE-2021-44228'] },
  summary: 'The logger looks up what it logs',
  affected: [
    {
      package: { ecosystem: 'Maven', name: 'org.apache.logging.log4j:log4j-core' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '2.0-beta9' }, { fixed: '2.15.0' }] }],
    },
  ],
};
const bill = readFileSync(path.join(repositoryFolder, 'src/importers/cyclonedx/fixtures/nested-components.json'));

describe('software in a browser', () => {
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

  test('without a bill the list says what to do', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/sboms`);
    await page.getByText('No bill of materials yet').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('a bill is dropped, recognised by its content, and read', async () => {
    const { page } = watched;
    for (const [name, buffer] of [
      ['devices.csv', Buffer.from(register)],
      ['bom.json', bill],
    ] as const) {
      await importThroughPage(page, node.url, name, buffer);
    }
    expect(watched.complaints()).toEqual([]);
  });

  test('a device shows the software of its product and why; one of another version says that it is unknown', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/assets`);
    await page.getByRole('link', { name: 'Pump one' }).click();
    const software = page.getByRole('region', { name: 'Software', exact: true });
    await software.getByRole('link', { name: 'log4j-core' }).waitFor();
    await software.getByText('version “3.2.1” are those of the bill').waitFor();
    await page.goto(`${node.url}/assets`);
    await page.getByRole('link', { name: 'Pump two' }).click();
    await page.getByText('What is in it is unknown, not nothing.').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('a component leads to the assets that hold it', async () => {
    const { page } = watched;
    await page.goto(node.url);
    await page.getByRole('navigation').getByRole('link', { name: 'Software' }).click();
    await page.getByText('4 components').waitFor();
    await page.getByRole('link', { name: 'log4j-core' }).click();
    await page.getByRole('heading', { level: 1, name: 'log4j-core 2.14.1' }).waitFor();
    await page.getByRole('link', { name: 'Assets that hold it' }).click();
    await page.getByText('1 asset', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Pump one' }).waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('what is published of a component is told on its page, on that of its bill, and on the finding of the device', async () => {
    const { page } = watched;
    const folder = await mkdtemp('/tmp/cm-packages-');
    await writeFile(path.join(folder, 'log4shell.json'), JSON.stringify(published));
    expect((await runCli(['advisories', 'sync', folder, '--home', node.home])).code).toBe(0);
    await rm(folder, { recursive: true });
    const found = async (list: string) =>
      ((await (await context.request.get(`${node.url}/api/v1/${list}`)).json()) as { items: readonly { id: string }[] }).items;
    await expect.poll(() => found('findings').then((items) => items.length), { timeout: 60_000 }).toBe(1);
    await page.goto(`${node.url}/components`);
    await page.getByRole('link', { name: 'With known flaws' }).click();
    await page.getByText('1 component', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'log4j-core' }).click();
    const flaws = page.getByRole('region', { name: 'Flaws, by advisories and suppliers' });
    await flaws.getByText('CVE-2021-44228').waitFor();
    await flaws.getByText('Version 2.14.1 lies within').waitFor();
    await page.getByRole('link', { name: 'Infuuspomp IP-20 3.2.1' }).first().click();
    await flaws.getByText('Affecting a component: 1').waitFor();
    await page.goto(`${node.url}/findings/${(await found('findings'))[0]?.id}`);
    await page.getByRole('region', { name: 'In the software of this asset' }).getByRole('link', { name: 'log4j-core 2.14.1' }).waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  for (const [language, theme] of [
    ['en', 'light'],
    ['nl', 'dark'],
  ] as const) {
    test(`every page of software is accessible, and no wider than a phone: ${language}, ${theme}`, async () => {
      const { page } = watched;
      await page.emulateMedia({ colorScheme: theme });
      await page.goto(`${node.url}/`);
      await page.getByLabel(language === 'en' ? 'English' : 'Nederlands').check({ force: true });
      for (const address of await addresses(context, node.url)) {
        await page.goto(node.url + address);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        expect(await watched.violations(), address).toEqual([]);
        await picture(
          watched,
          `${address.split('/')[1]?.split('?')[0]}${address.split('/').length > 2 ? '-one' : ''}-${language}-${theme}`,
        );
        await page.setViewportSize({ width: 390, height: 800 });
        await page.waitForLoadState('networkidle');
        expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(390);
        await picture(
          watched,
          `${address.split('/')[1]?.split('?')[0]}${address.split('/').length > 2 ? '-one' : ''}-${language}-${theme}-phone`,
        );
        await page.setViewportSize({ width: 1280, height: 860 });
        expect(watched.complaints(), address).toEqual([]);
      }
    }, 180_000);
  }
});

/** For people who want to look: a picture of each page, where CYBERMETRICS_PICTURES names a folder. */
async function picture({ page }: WatchedPage, name: string): Promise<void> {
  const folder = process.env['CYBERMETRICS_PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

async function addresses(context: BrowserContext, url: string): Promise<readonly string[]> {
  const firstId = async (list: string) => {
    const response = await context.request.get(`${url}/api/v1/${list}`);
    const { items } = (await response.json()) as { items: readonly { id: string }[] };
    expect(items.length, list).toBeGreaterThan(0);
    return items[0]?.id;
  };
  const component = await firstId('components?filter=eq(name,log4j-core)');
  const asset = await firstId('assets?filter=eq(assetTag,P-1)');
  return [
    '/components?filter=eq(present,true)',
    `/components/${component}`,
    '/sboms',
    `/sboms/${await firstId('sboms')}`,
    `/assets/${asset}`,
  ];
}
