import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const register = [
  'Asset tag,Name,Class,Vendor,Model,Department,Tier',
  'M-1,Monitor one,medical device,Voorbeeld,Bewaker 4,IC,3',
  'M-2,Monitor two,medical device,Voorbeeld,Bewaker 3,IC,3',
  'P-1,Pump one,medical device,Voorbeeld,Pomp 1,SEH,3',
].join('\n');

describe('work on assets in a browser', () => {
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
    await importThroughPage(page, node.url, 'devices.csv', Buffer.from(register));
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('values are stated of all that a filter finds, counted beforehand, and undone', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/assets?filter=${encodeURIComponent('eq(department,IC)')}`);
    await page.getByRole('link', { name: 'Monitor two' }).waitFor();
    await page.getByRole('button', { name: 'Edit…' }).click();
    const dialog = page.getByRole('dialog', { name: 'State values' });
    await dialog.getByLabel('Value').selectOption('1');
    await dialog.getByText('2 assets.').waitFor();
    expect(await watched.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'State', exact: true }).click();
    await page.getByText('Stated of 2 assets.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone for 2 assets.').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('a selected asset gets an owner, its page tells who stated it, and it is taken back there', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/assets`);
    await page.getByLabel('Select Pump one').check();
    await page.getByText('1 selected').waitFor();
    await page.getByRole('button', { name: 'Edit…' }).click();
    const dialog = page.getByRole('dialog', { name: 'State values' });
    await dialog.getByLabel('Field').selectOption('owner');
    await dialog.getByLabel('Value').fill('Medical technology');
    await dialog.getByLabel('Reason').fill('agreed in the round');
    await dialog.getByText('1 asset.').waitFor();
    await dialog.getByRole('button', { name: 'State', exact: true }).click();
    await page.getByText('Stated of 1 asset.').waitFor();
    await page.getByRole('link', { name: 'Pump one' }).click();
    const card = page.getByRole('region', { name: 'Stated by people' });
    await card.getByText('Owner: Medical technology').waitFor();
    await card.getByText('by Noor de Wit').first().waitFor();
    await card.getByText('agreed in the round').waitFor();
    await page.getByText('stated by a person').waitFor();
    expect(await watched.violations()).toEqual([]);
    await card.getByRole('button', { name: 'Take back owner' }).click();
    await card.getByText('Owner: taken back').waitFor();
    expect(await page.getByText('stated by a person').count()).toBe(0);
    expect(watched.complaints()).toEqual([]);
  });

  test('a rule is made, counted, saved, and the assets it finds have what it gives', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/rules`);
    await page.getByText('There is no rule').waitFor();
    await page.getByRole('button', { name: 'New rule' }).click();
    const dialog = page.getByRole('dialog', { name: 'New rule' });
    await dialog.getByRole('button', { name: 'Keep in the list' }).click();
    await dialog.getByText('Give the rule a name.').waitFor();
    await dialog.getByText('Say at least one value').waitFor();
    await dialog.getByRole('button', { name: 'As text' }).click();
    await dialog.getByRole('textbox', { name: 'As text' }).fill('eq(department,IC)');
    await dialog.getByRole('textbox', { name: 'As text' }).press('Enter');
    await dialog.getByLabel('Rule', { exact: true }).fill('Beside the bed');
    await dialog.getByLabel('Clinical tier').selectOption('1');
    expect(await watched.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep in the list' }).click();
    const row = page.getByRole('row', { name: /Beside the bed/ });
    await row.getByRole('cell', { name: '2', exact: true }).waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Save the rules' }).click();
    await page.getByText('Not saved yet').waitFor({ state: 'detached' });
    await page.goto(`${node.url}/assets?filter=${encodeURIComponent('eq(tier,1)')}`);
    await page.getByRole('link', { name: 'Monitor two' }).waitFor();
    expect(await page.getByRole('link', { name: 'Pump one' }).count()).toBe(0);
    expect(watched.complaints()).toEqual([]);
  });
});
