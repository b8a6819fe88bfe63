import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withOrganisation } from '#store/scope.ts';
import { loadStaticFiles } from '#server/http/static-files.ts';
import { repositoryFolder } from '../support/repository.ts';
import { writeShiftedChart } from '../support/shifted-chart.ts';
import { startTestNode, testPassword, type TestNode } from '../support/test-node.ts';
import { chromiumPath, whyNoBrowser } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();

describe('what happened, in a browser', () => {
  let node: TestNode;
  let url: string;
  let browser: Browser;
  let context: BrowserContext;
  let watched: WatchedPage;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    node = await startTestNode({ files: await loadStaticFiles(`${repositoryFolder}/dist/web`) });
    url = await node.listen();
    await node.importFile('csv/dutch-register.csv', '&observedAt=2026-03-01');
    await withOrganisation(node.fresh.database, node.fresh.organisationId, (scope) =>
      writeShiftedChart(scope, { metricId: 'AST-01', measure: 'accuracy', scope: { kind: 'organisation', id: '' } }),
    );
    const account = await node.account();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 860 } });
    watched = await openWatched(context);
    const { page } = watched;
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('E-mail address').fill(account.email);
    await page.getByLabel('Password').fill(testPassword);
    await page.keyboard.press('Enter');
    await page.waitForURL((at) => !at.pathname.includes('sign-in'));
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('is said on the page of a metric, read in the chart by keyboard, and taken back', async () => {
    const { page } = watched;
    await page.goto(`${url}/metrics/AST-01`);
    await page.getByRole('button', { name: 'Say what happened' }).click();
    const dialog = page.getByRole('dialog', { name: 'Say what happened' });
    await dialog.getByLabel('What happened').fill('Weekly comparison begins');
    await dialog.getByLabel('Day', { exact: true }).fill('2025-08-05');
    await dialog.getByLabel('Kind').selectOption('intervention');
    expect(await watched.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Say it' }).click();
    await page.getByText('Said: Weekly comparison begins').waitFor();
    const chart = page.getByRole('slider');
    await chart.focus();
    await page.keyboard.press('End');
    for (let month = 0; month < 7; month += 1) await page.keyboard.press('ArrowLeft');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/^August 2025: .* · 1: Weekly comparison begins$/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back: Weekly comparison begins').waitFor();
    await page.getByText('Nobody said yet what happened').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('is the known cause under a signature that begins a new phase, which is withdrawn as well', async () => {
    const { page } = watched;
    await node.ask(node.localToken, 'POST', '/annotations', { kind: 'intervention', fromOn: '2025-08-05', text: 'Weekly comparison' });
    await page.goto(`${url}/metrics/AST-01`);
    await page.getByText('Improving since August 2025', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Sign a new phase' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign a new phase' });
    await dialog.getByLabel('Reason').fill('Done every week from now on.');
    await dialog.getByLabel('I expect this shift to stay.').check();
    expect(await watched.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Sign a new phase' }).click();
    await page.getByText('A new phase begins on 1 August 2025, signed by The owner').waitFor();
    await page.getByText('too early to say: 8 of 12 periods').first().waitFor();
    await page.getByText('1 signal on record that this chart does not show any more').click();
    await page.getByText('before the limits became others').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Withdraw', exact: true }).first().click();
    await page.getByRole('button', { name: 'Sign a new phase' }).waitFor();
    expect(watched.complaints()).toEqual([]);
  });
});
