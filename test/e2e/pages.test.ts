import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { repositoryFolder } from '../support/repository.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const account = { name: 'Noor de Wit', email: 'noor@example.org', password: 'a good long sentence' };

/** A register as a hospital might export it: one row in ten without an owner, one in twenty without a department. */
function registerCsv(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, index) =>
      `Pump ${String(index).padStart(3, '0')};Halden Medical;HA-20;${departmentOf(index)};SN${1000 + index};${index % 10 === 0 ? '' : 'Clinical physics'}`,
  );
  return ['Name;Vendor;Model;Department;Serial number;Owner', ...lines].join('\n');
}

function departmentOf(index: number): string {
  if (index % 20 === 7) return '';
  return index % 2 === 0 ? 'Intensive care' : 'Laboratory';
}

describe('the pages in a browser', () => {
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
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('a page that nobody is signed in to asks for nothing that is refused, and complains of nothing', async () => {
    const { page } = watched;
    const refused: string[] = [];
    page.on('response', (response) => {
      if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`);
    });
    for (const address of ['/', '/assets', '/metrics/AST-11', '/sign-in']) {
      await page.goto(node.url + address);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(watched.complaints(), address).toEqual([]);
    }
    await page.goto(node.administratorLink);
    await page.getByLabel('Your name').waitFor();
    expect(watched.complaints()).toEqual([]);
    expect(refused).toEqual([]);
    page.removeAllListeners('response');
  });

  test('a session that ended without a word leads to the entrance, where nothing is asked again', async () => {
    const mark = { name: 'cybermetrics-signed-in', value: '1', url: node.url };
    await context.addCookies([mark]);
    const { page } = watched;
    await page.goto(node.url);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect((await context.cookies()).map(({ name }) => name)).not.toContain(mark.name);
    watched.complaints();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(watched.complaints()).toEqual([]);
  });

  test('the one-time link makes the first account, and the empty overview says what to do', async () => {
    const { page } = watched;
    await page.goto(node.administratorLink);
    await page.getByLabel('Your name').fill(account.name);
    await page.getByLabel('E-mail address').fill(account.email);
    await page.getByLabel('Password').fill(account.password);
    await page.getByRole('button', { name: 'Make account and sign in' }).click();
    await page.getByText('Drop your first files anywhere').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await page.getByRole('navigation').getByRole('link', { name: 'Findings' }).waitFor({ timeout: 90_000 });
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('a register is previewed, its mapping corrected, imported, and its counts add up', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/imports`);
    const csv = Buffer.from(registerCsv(120));
    await page.getByLabel('Choose files').setInputFiles({ name: 'cmdb-2026-11-01.csv', mimeType: 'text/csv', buffer: csv });
    await page.getByLabel('Read as: Owner').waitFor();
    expect(await page.getByLabel('Read as: Serial number').inputValue()).toBe('serialNumber');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const card = page.getByRole('article', { name: 'cmdb-2026-11-01.csv' });
    await card
      .getByText(/Complete$/)
      .first()
      .waitFor({ timeout: 90_000 });
    expect(await card.locator('dd').allTextContents()).toEqual(['120', '120', '0', '0', '0']);
    expect(watched.complaints()).toEqual([]);
  });

  test('a policy is changed, moved up and saved, and the one before it is kept as history', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/deadlines`);
    await page.getByRole('button', { name: 'New policy' }).click();
    await page.getByLabel('Policy', { exact: true }).fill('Medical, critical');
    await page.getByLabel('Days').fill('7.5');
    await page.getByRole('button', { name: 'Keep in the list' }).click();
    await page.getByText('Write a whole number from 1 to 3650.').waitFor();
    await page.getByText('Say which findings it is about').waitFor();
    await page.getByLabel('Days').fill('7');
    await page.getByRole('button', { name: 'As text' }).click();
    await page.getByRole('textbox', { name: 'As text' }).fill('and(eq(severity,critical),eq(class,medical))');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Keep in the list' }).click();
    for (let place = 4; place > 0; place -= 1) await page.getByRole('button', { name: 'Move Medical, critical up' }).click();
    await page.getByText('1. Medical, critical').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Save the policies' }).click();
    await page.getByText('Four earlier policies').waitFor();
    await page.reload();
    await page.getByText('1. Medical, critical').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('a list is driven from the keyboard, and its address holds the filter', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/assets`);
    await page.getByText('120 assets').waitFor();
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: 'Add filter' }).waitFor();
    await page.keyboard.type('owner');
    await page.keyboard.press('Enter');
    await page.getByLabel('Operator').selectOption('unknown');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('12 assets').waitFor();
    expect(new URL(page.url()).search).toBe('?filter=unknown(owner)');
    await page.getByRole('link', { name: 'Pump 000' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.locator('[data-row="1"] a:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Pump 010' }).waitFor();
    await page.goBack();
    await page.getByRole('group', { name: 'Filters' }).getByText('owner is unknown').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('a filter that cannot be read is shown where it goes wrong, and nothing is asked of the node', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/assets`);
    await page.getByRole('button', { name: 'As text' }).click();
    await page.getByRole('textbox', { name: 'As text' }).fill('eq(class,medcal)');
    await page.keyboard.press('Enter');
    await page.getByText('at character 10').waitFor();
    expect(await page.locator('mark').textContent()).toBe('m');
    expect(watched.complaints()).toEqual([]);
  });

  test('the palette and the keys open a page', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type('metri');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Metrics' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
  });

  test('a breakdown ends with what is of no department, and opens those very rows', async () => {
    const { page } = watched;
    const cell = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'unknown', exact: true }) });
    // Measuring begins when the import has ended.
    for (let time = 0; time < 60; time += 1) {
      await page.goto(`${node.url}/metrics/AST-11`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      if ((await cell.count()) > 0) break;
    }
    const counts = (await cell.locator('td').allTextContents()).slice(1, 3);
    expect(counts).toEqual(['6', '6']);
    await page.getByRole('link', { name: 'unknown', exact: true }).click();
    await page.getByText('6 assets').waitFor();
    expect(new URL(page.url()).search).toContain('unknown(department)');
    expect(watched.complaints()).toEqual([]);
  });

  test('a scan is imported, so that there are findings to look at', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/imports`);
    const scan = path.join(repositoryFolder, 'src/importers/nessus/fixtures/authenticated-host.nessus');
    await page.getByLabel('Choose files').setInputFiles(scan);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const card = page.getByRole('article', { name: 'authenticated-host.nessus' });
    await card
      .getByText(/Complete$/)
      .first()
      .waitFor({ timeout: 90_000 });
    expect(watched.complaints()).toEqual([]);
  });

  test('a strange table is set right in the look before, saved as a profile, read with it, and the profile is renamed and deleted', async () => {
    const { page } = watched;
    const text = 'Kenmerk;Wat;Fase;Klasse\nMT-1;Pump;Bij de MT;Medical\nMT-2;Monitor;In use;Medical\n;Cable;In use;Medical\n';
    await page.goto(`${node.url}/imports`);
    await page.getByLabel('Choose files').setInputFiles({ name: 'uitdraai.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    const card = page.getByRole('article', { name: 'uitdraai.csv' });
    // Nothing tells these assets apart yet: there is nothing to import.
    await card.getByText(/make neither an asset list/).waitFor();
    expect(await card.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
    await card.getByLabel('Read as: Kenmerk').selectOption('assetTag');
    await card.getByLabel('Read as: Wat').selectOption('name');
    await card.getByLabel('Read as: Fase').selectOption('lifecycle');
    await card.getByText('word not known').waitFor();
    await card.getByLabel('“Bij de MT” as lifecycle').selectOption('in-store');
    await card.getByText('word not known').waitFor({ state: 'detached' });
    await card.getByText('The same for every row').click();
    await card.getByLabel('Field', { exact: true }).selectOption('department');
    await card.getByLabel('Value', { exact: true }).fill('Clinical physics');
    await card.getByRole('button', { name: 'Add', exact: true }).click();
    await card.getByText('Department: Clinical physics').waitFor();
    expect(await watched.violations()).toEqual([]);
    await card.getByRole('button', { name: 'Save as profile' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('MT uitdraai');
    await page.getByRole('dialog').getByRole('button', { name: 'Save as profile' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await card.getByLabel('Profile', { exact: true }).inputValue()).toBe('mt-uitdraai');
    await card.getByRole('button', { name: 'Import', exact: true }).click();
    await card
      .getByText(/Complete$/)
      .first()
      .waitFor({ timeout: 90_000 });
    await card.getByRole('link', { name: 'Details' }).click();
    await page.getByText('MT uitdraai, version 1').waitFor();
    await page.goto(`${node.url}/profiles`);
    await page.getByRole('button', { name: 'Rename MT uitdraai' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('MT list');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Delete MT list' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Delete MT list' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('None yet.').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('an export of a known product is offered its ready profile', async () => {
    const { page } = watched;
    const text = 'Asset Tag,Asset Name,Serial,Model,Category,Status,Checked Out To\nA-1,pc-1,S-1,M,Laptop,Deployed,Jan\n';
    await page.goto(`${node.url}/imports`);
    await page.getByLabel('Choose files').setInputFiles({ name: 'snipe.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    const card = page.getByRole('article', { name: 'snipe.csv' });
    await card.getByText('This looks like Snipe-IT: 7 of 7 columns known.').waitFor();
    await card.getByRole('button', { name: 'Read with Snipe-IT' }).click();
    await card.getByRole('cell', { name: 'in use', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Leave out snipe.csv' }).click();
    expect(watched.complaints()).toEqual([]);
  });

  // Contrast hangs on the scheme, names and languages on the words: neither needs every pair.
  test.each([
    ['en', 'light'],
    ['nl', 'dark'],
  ] as const)(
    'every page opens without complaint, is accessible, and no wider than a phone: %s, %s',
    async (language, theme) => {
      const { page } = watched;
      await page.emulateMedia({ colorScheme: theme });
      await page.goto(`${node.url}/`);
      await page.getByLabel(language === 'en' ? 'English' : 'Nederlands').check({ force: true });
      const spoken = new Set<string>();
      page.on('request', (request) => {
        const texts = /\/assets\/(en|nl)-[^/]*\.js$/.exec(request.url())?.[1];
        if (texts !== undefined) spoken.add(texts);
      });
      for (const address of await addresses(context, node.url)) {
        await page.goto(node.url + address);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        expect(await page.locator('html').getAttribute('lang'), address).toBe(language);
        expect(await watched.violations(), address).toEqual([]);
        expect(watched.complaints(), address).toEqual([]);
        expect([...spoken], address).toEqual([language]);
        // In the same visit: opening each page once more for its width took a minute.
        await page.setViewportSize({ width: 390, height: 800 });
        expect(await settledWidth(page), address).toBeLessThanOrEqual(390);
        await page.setViewportSize({ width: 1280, height: 860 });
      }
      page.removeAllListeners('request');
    },
    900_000,
  );

  test('signing out leads to the entrance; a wrong password is told, the right one goes where one was going', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/metrics`);
    await page.getByLabel('English').check({ force: true });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto(`${node.url}/assets?filter=and(eq(registered,true),unknown(owner))`);
    await page.getByLabel('E-mail address').fill(account.email);
    await page.getByLabel('Password').fill('not this sentence');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('Sign-in failed').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByLabel('Password').fill(account.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    // How many depends on what the tests before this one have imported.
    await page.getByText(/^\d+ assets$/).waitFor();
    expect(decodeURIComponent(page.url())).toContain('and(eq(registered,true),unknown(owner))');
  });
});

/** Of the whole page, once what follows the size of the window has been drawn. */
function settledWidth(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const afterTwoFrames = () => requestAnimationFrame(() => resolve(document.documentElement.scrollWidth));
        requestAnimationFrame(afterTwoFrames);
      }),
  );
}

/** Every page of the registry that a signed-in owner may open; details by the first record there is. */
async function addresses(context: BrowserContext, url: string): Promise<readonly string[]> {
  const firstId = async (list: string) => {
    const response = await context.request.get(`${url}/api/v1/${list}`);
    const { items } = (await response.json()) as { items: readonly { id: string }[] };
    return items[0]?.id;
  };
  const asset = await firstId('assets?limit=1');
  const finding = await firstId('findings?limit=1');
  const metric = await firstId('metrics');
  const model = await firstId('models?limit=1');
  const run = await firstId('imports?limit=1');
  const ids = [asset, finding, model, metric, run];
  expect(ids.filter((id) => id === undefined)).toEqual([]);
  const details = [`/assets/${asset}`, `/findings/${finding}`, `/models/${model}`, `/metrics/${metric}`, `/imports/${run}`];
  return [...(await navigation(context, url)), '/findings?group=none', '/profiles', ...details];
}

/** What stands in the navigation, so that a new page is looked at without being named here. */
async function navigation(context: BrowserContext, url: string): Promise<readonly string[]> {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('navigation').getByRole('link').first().waitFor();
  const links = await page.getByRole('navigation').getByRole('link').all();
  const paths = new Set<string>();
  for (const link of links) paths.add(new URL((await link.getAttribute('href')) ?? '/', url).pathname);
  await page.close();
  expect(paths.size).toBeGreaterThan(5);
  return [...paths];
}

describe('what the browser is sent', () => {
  test('the first load of the pages is under 170 kB gzipped with the texts of a language, and asks nothing of anybody else', async () => {
    const folder = path.join(repositoryFolder, 'dist/web');
    const html = readFileSync(path.join(folder, 'index.html'), 'utf8');
    const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
    const { gzipSync } = await import('node:zlib');
    const bytes = scripts.reduce((sum, script) => sum + gzipSync(readFileSync(path.join(folder, script))).byteLength, 0);
    const texts = readdirSync(path.join(folder, 'assets'))
      .filter((name) => /^(?:en|nl)-.*\.js$/.test(name))
      .map((name) => gzipSync(readFileSync(path.join(folder, 'assets', name))).byteLength);
    expect(texts.length).toBeGreaterThan(1);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => /\/(?:en|nl)-/.test(script))).toEqual([]);
    expect(bytes + Math.max(...texts)).toBeLessThan(170_000);
    expect(html).not.toMatch(/https?:\/\//);
    expect(html).not.toMatch(/<script(?![^>]*src=)[^>]*>[^<]/);
  });
});
