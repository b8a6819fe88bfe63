import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadStaticFiles } from '#server/http/static-files.ts';
import { repositoryFolder } from '../support/repository.ts';
import { startTestNode, testPassword, type TestNode } from '../support/test-node.ts';
import { chromiumPath, whyNoBrowser } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();

describe('what people enter and the life of a metric, in a browser', () => {
  let node: TestNode;
  let url: string;
  let browser: Browser;
  let context: BrowserContext;
  let watched: WatchedPage;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    node = await startTestNode({ files: await loadStaticFiles(`${repositoryFolder}/dist/web`) });
    url = await node.listen();
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

  test('a value is entered with its evidence, corrected with a reason and withdrawn, and all of it stays to be read', async () => {
    const { page } = watched;
    // The form offers what is over today: the pages live on the day of the node.
    await page.clock.setFixedTime('2026-04-01T08:00:00.000Z');
    await page.goto(`${url}/metrics/VUL-16`);
    await page.getByText('Nobody has entered a value yet.').waitFor();
    await page.getByRole('button', { name: 'Enter a value' }).click();
    const dialog = page.getByRole('dialog', { name: 'Enter a value' });
    await dialog.getByLabel('Month').selectOption('March 2026');
    await dialog.getByLabel('How many: checks that are compliant', { exact: true }).fill('81');
    await dialog.getByLabel('Of how many: checks made').fill('80');
    await dialog.getByRole('textbox', { name: 'Evidence' }).fill('Report of the test');
    await dialog.getByLabel('Link to it').fill('https://test.example/oost');
    expect(await watched.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Enter it' }).click();
    await dialog.getByText('The part is larger than the whole').waitFor();
    watched.complaints();
    await dialog.getByLabel('How many: checks that are compliant', { exact: true }).fill('70');
    await dialog.getByRole('button', { name: 'Enter it' }).click();
    await page.getByText('1 March 2026 to 31 March 2026: 70 of 80').waitFor();
    await page.getByText('87.5%').first().waitFor();
    expect(await page.getByRole('link', { name: 'read the evidence' }).getAttribute('href')).toBe('https://test.example/oost');
    expect(await watched.violations()).toEqual([]);

    await page.getByRole('button', { name: /^Correct: / }).click();
    const correcting = page.getByRole('dialog', { name: 'Correct' });
    await correcting.getByLabel('How many: checks that are compliant', { exact: true }).fill('72');
    await correcting.getByLabel('Why it was otherwise').fill('Two were counted as failed');
    await correcting.getByRole('button', { name: 'Correct it' }).click();
    await page.getByText('because: Two were counted as failed').waitFor();
    await page.getByText('What was said before (1)').click();
    await page.getByText('70 of 80', { exact: true }).waitFor();
    await page.getByText('90%').first().waitFor();

    await page.getByRole('button', { name: /^Withdraw: / }).click();
    await page.getByRole('dialog', { name: 'Withdraw' }).getByLabel('Why it is withdrawn').fill('Of another hospital');
    await page.getByRole('button', { name: 'Withdraw it' }).click();
    await page.getByText('because: Of another hospital').waitFor();
    await page.getByText('nobody has entered a value').first().waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('a step is refused with what is missing, taken with what people say, and stands in the catalogue', async () => {
    const { page } = watched;
    await page.goto(`${url}/metrics/VUL-17`);
    await page.getByText('This metric is specified.').waitFor();
    await page.getByRole('button', { name: 'Take a step' }).click();
    const dialog = page.getByRole('dialog', { name: 'Take a step' });
    await dialog.getByText('the cost of measurement is estimated: met').waitFor();
    await dialog.getByLabel('Audience and decision were reviewed').fill('CISO, 20 March');
    await dialog.getByLabel('It is known which tools can supply the inputs').fill('The ticket system');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('To be measured from now on');
    expect(await watched.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Take the step' }).click();
    await page.getByText('Here it is in consultation since', { exact: false }).waitFor();
    await page.getByText('audience and decision were reviewed: CISO, 20 March').waitFor();
    await page.getByRole('button', { name: 'Take a step' }).click();
    await dialog.getByText('at least one collector delivers the inputs: not met').waitFor();
    await dialog.getByLabel('At least two organisations agreed').fill('Oost and West');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Now');
    await dialog.getByRole('button', { name: 'Take the step' }).click();
    await dialog.getByText('This step is not permitted yet.', { exact: false }).waitFor();
    watched.complaints();
    await page.keyboard.press('Escape');
    await page.goto(`${url}/metrics`);
    await page.getByText('Disclosure performance · in consultation · entered by people').waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('both read in Dutch, in the dark and on a telephone', async () => {
    const { page } = watched;
    const body = { fromOn: '2026-01-01', toOn: '2026-03-31', numerator: 9, denominator: 10, evidence: 'Lijst van meldingen' };
    await node.ask(node.localToken, 'POST', '/metrics/VUL-17/entries', body);
    await page.goto(`${url}/metrics/VUL-17`);
    await page.getByText('9 of 10').first().waitFor();
    const folder = process.env['CYBERMETRICS_PICTURES'];
    if (folder !== undefined) await page.screenshot({ path: `${folder}/entries-light.png`, fullPage: true });
    await page.getByLabel('Nederlands').check({ force: true });
    await page.getByText('9 van 10').first().waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByText('ingevoerd door', { exact: false }).first().waitFor();
    await page.getByText('Hier is hij in consultatie sinds', { exact: false }).waitFor();
    expect(await watched.violations()).toEqual([]);
    const isWider = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect(isWider).toBe(false);
    if (folder !== undefined) await page.screenshot({ path: `${folder}/entries-dark-phone.png`, fullPage: true });
    expect(watched.complaints()).toEqual([]);
  });
});
