/** A behaviour campaign in a browser: planned with its power beside it, started, judged, concluded; in Dutch, in the dark and on a phone. */
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays } from '#core/kernel/time.ts';
import { loadStaticFiles } from '#server/http/static-files.ts';
import { publishHospital, type PublishedHospital } from '../support/published-hospital.ts';
import { repositoryFolder } from '../support/repository.ts';
import { startTestNode, testPassword, type TestNode } from '../support/test-node.ts';
import { chromiumPath, whyNoBrowser } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();

describe('a behaviour campaign in a browser', () => {
  let node: TestNode;
  let url: string;
  let browser: Browser;
  let context: BrowserContext;
  let watched: WatchedPage;
  let hospital: PublishedHospital;

  async function signIn(email: string): Promise<void> {
    await node.account({ email });
    await context.clearCookies();
    const { page } = watched;
    await page.goto(`${url}/sign-in`);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill(testPassword);
    await page.keyboard.press('Enter');
    await page.waitForURL((at) => !at.pathname.includes('sign-in'));
    watched.complaints();
  }

  beforeAll(async () => {
    if (executablePath === undefined) return;
    node = await startTestNode({ files: await loadStaticFiles(`${repositoryFolder}/dist/web`) });
    url = await node.listen();
    hospital = await publishHospital(node, [
      { name: 'Winter', daysFromNow: -80, hasEffect: false },
      { name: 'Lente', daysFromNow: -20, hasEffect: false },
    ]);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
    watched = await openWatched(context);
    await signIn('noor@oost.example');
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('is planned from the overview; the power follows what is typed', async () => {
    const { page } = watched;
    await page.goto(`${url}/awareness`);
    await page.getByRole('link', { name: 'Behaviour campaigns' }).click();
    await page.getByText('No behaviour campaign yet').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('link', { name: 'Plan a campaign' }).click();
    await page.getByLabel('Name', { exact: true }).fill('The button explained');
    await page.getByLabel('Problem', { exact: true }).fill('One of five reports a suspicious mail.');
    await page.getByLabel('What people should do instead').fill('Reports it with the button.');
    await page.getByLabel('Capability', { exact: true }).check();
    await page.getByLabel('How do you know?').fill('Half did not know the button.');
    await page.getByLabel('What is done', { exact: true }).fill('Five minutes in the team meeting.');
    const days = { Before: [-120, -1], Campaign: [1, 20], 'Judged on': [21, 80] } as const;
    for (const [period, [from, to]] of Object.entries(days)) {
      await page.getByLabel(`${period}, from`).fill(addDays(hospital.today, from));
      await page.getByLabel(`${period}, to`).fill(addDays(hospital.today, to));
    }
    await page.getByText('Not known yet').waitFor();
    for (const group of ['Afdeling 4', 'Afdeling 8']) await page.getByLabel(`Part of ${group}`, { exact: true }).selectOption('reached');
    const power = page.getByText(/^In \d+ of 100$/);
    const seen = async () => Number(/\d+/.exec(await power.innerText())?.[0]);
    await page.getByLabel('Expected effect, in percentage points').fill('4');
    const few = await seen();
    await page.getByLabel('Expected effect, in percentage points').fill('12');
    expect(await seen()).toBeGreaterThan(few);
    await page.getByText(/^Seen four times out of five: \d/).waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Save the plan' }).click();
    await page.getByRole('heading', { name: 'The button explained' }).waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('is changed, started, and says that nobody looks before its days are over', async () => {
    const { page } = watched;
    await page.getByRole('link', { name: 'Change the plan' }).click();
    await page.getByLabel('What is done', { exact: true }).fill('Ten minutes in the team meeting.');
    await page.getByRole('button', { name: 'Save the plan' }).click();
    await page.getByText('Ten minutes in the team meeting.').waitFor();
    await page.getByRole('button', { name: 'Start and freeze the plan' }).click();
    await page.getByText('who looks early stops early', { exact: false }).waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Stop without a result' }).click();
    await page.getByRole('dialog', { name: 'Stop this campaign' }).waitFor();
    await page.keyboard.press('Escape');
    expect(watched.complaints()).toEqual([]);
  });

  test('is judged when they are over: in words, beside where it did not come, with what is assumed', async () => {
    const { page } = watched;
    await hospital.publishTest({ name: 'Mei', daysFromNow: 40, hasEffect: true });
    await hospital.publishTest({ name: 'Juni', daysFromNow: 70, hasEffect: true });
    // Past its days, and past the session of who planned it.
    node.turnClock(82 * 86_400_000);
    await signIn('later@oost.example');
    await page.goto(`${url}/awareness/behaviour`);
    await page.getByRole('link', { name: 'The button explained' }).click();
    await page.getByRole('button', { name: 'Compute the effect' }).click();
    await page.getByText('Better than without it').waitFor();
    await page
      .getByText(/Between \d.* and \d.* points more\./i)
      .first()
      .waitFor();
    await page.getByText('Without the campaign, both sides would have changed alike', { exact: false }).waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Say what is done with it' }).click();
    const dialog = page.getByRole('dialog', { name: 'Say what is done with it' });
    await dialog.getByLabel('Why').fill('In all outpatient clinics next quarter.');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('In all outpatient clinics next quarter.').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('in Dutch, in the dark and on a phone, with nothing beyond the edge', async () => {
    const { page } = watched;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${url}/awareness/behaviour`);
    await page.evaluate(() => localStorage.clear());
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('dialog').getByLabel('Nederlands').check({ force: true });
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Gedragscampagnes' }).waitFor();
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect(await fits()).toBe(true);
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('link', { name: 'The button explained' }).click();
    await page.getByText('Beter dan zonder').waitFor();
    expect(await fits()).toBe(true);
    expect(await watched.violations()).toEqual([]);
    await page.goto(`${url}/awareness/behaviour/new`);
    await page.getByRole('heading', { name: 'Wie het krijgt' }).waitFor();
    expect(await fits()).toBe(true);
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });
});
