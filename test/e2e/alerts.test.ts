/** Alerts in a browser: a rule is made, its secret shown once, a test and something new arrive, on a phone and in Dutch. */
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startWebhookReceiver, signaturesBy, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const register = (names: readonly string[]) =>
  Buffer.from(['Name;Vendor;Serial number', ...names.map((name) => `${name};Halden;S-${name}`)].join('\n'));

describe('alerts in a browser', () => {
  let node: NodeUnderTest;
  let browser: Browser;
  let watched: WatchedPage;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    receiver = await startWebhookReceiver();
    node = await startNodeUnderTest();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    watched = await openWatched(await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } }));
    await makeFirstAccount(watched.page, node.administratorLink);
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
    await receiver?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('a rule is made, its secret is shown once, and its test arrives signed with it', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/alerts`);
    await page.getByText('There are no rules yet.').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'New rule' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('New equipment');
    await dialog.getByLabel('List', { exact: true }).selectOption('asset');
    await dialog.getByLabel('Address of the webhook').fill(receiver.url);
    expect(await watched.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the rule' }).click();
    const secret = await dialog.getByRole('textbox', { name: 'Secret of the webhook' }).inputValue();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Send a test: New equipment' }).click();
    await page.getByText(/^test: delivered · 204/).waitFor();
    const [first] = receiver.received;
    expect(await signaturesBy(secret, first ?? { headers: {}, body: '', path: '' })).toBe(1);
    expect(await page.content()).not.toContain(secret);
  });

  test('what a file brings is told after it was measured, and stands in the list of what was told', async () => {
    const { page } = watched;
    await importThroughPage(page, node.url, 'register.csv', register(['pump-1', 'pump-2']));
    await expect.poll(() => receiver.received.length, { timeout: 90_000 }).toBe(2);
    await page.goto(`${node.url}/alerts`);
    await page.getByText('New: 2 assets.').first().waitFor();
    expect(await watched.violations()).toEqual([]);
    const { data } = JSON.parse(receiver.received[1]?.body ?? '{}') as {
      data: { url: string; records: readonly { name: string; url: string }[] };
    };
    await page.goto(data.records[0]?.url ?? '');
    await page
      .getByRole('heading', { name: data.records[0]?.name ?? '' })
      .first()
      .waitFor();
    await page.goto(data.url);
    await page.getByText('2 assets').first().waitFor();
  });

  test('on a phone and in Dutch nothing is wider than the screen, and a rule is switched off and removed', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/alerts`);
    await page.getByLabel('Nederlands').check({ force: true });
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole('heading', { name: 'Meldingen' }).waitFor();
    await page.getByText('Nieuwe middelen: alles').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Uitzetten: New equipment' }).click();
    await page.getByRole('button', { name: 'Aanzetten: New equipment' }).waitFor();
    await page.getByRole('button', { name: 'Verwijderen: New equipment' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Verwijderen' }).click();
    await page.getByText('Er zijn nog geen regels.').waitFor();
    expect(watched.complaints()).toEqual([]);
  });
});
