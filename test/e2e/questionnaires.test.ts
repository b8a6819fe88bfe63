/**
 * A questionnaire from end to end in a browser: a round is made, its links saved, answered by programs and on a phone, closed, published
 * and read; the page of whoever is asked keeps no cookie, asks nobody but the node, and goes on where the connection comes back.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { answerBy, type Post } from '../support/questionnaire-answers.ts';
import { makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();
const departments = ['Kliniek', 'Lab', 'Radiologie'];
const population = [
  'e-mail;afdeling;functiegroep;in_dienst',
  ...Array.from({ length: 45 }, (_, place) => `p${place}@noord.example;${departments[place % 3]};arts;2020-01-01`),
];
const noOverflow = () => document.documentElement.scrollWidth <= window.innerWidth;

describe('a questionnaire in a browser', () => {
  let node: NodeUnderTest;
  let browser: Browser;
  let office: BrowserContext;
  let watched: WatchedPage;
  /** By group, in the order they were made. */
  let links: ReadonlyMap<string, string[]>;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    node = await startNodeUnderTest();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    office = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
    watched = await openWatched(office);
    await makeFirstAccount(watched.page, node.administratorLink);
    const { token } = JSON.parse(await readFile(path.join(node.home, 'run', 'node.json'), 'utf8')) as { token: string };
    const ask = (method: string, to: string, body: string | null, type: string) =>
      fetch(`${node.url}/api/v1${to}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': type }, body });
    const key = JSON.stringify({ passphrase: 'een lange wachtzin', minutes: 60 });
    expect((await ask('POST', '/awareness/key', key, 'application/json')).status).toBe(201);
    const taken = await ask('POST', '/imports?file=mensen.csv', population.join('\n'), 'application/octet-stream');
    expect(taken.status).toBeLessThan(300);
    await vi.waitFor(
      async () => {
        const { items } = (await (await ask('GET', '/imports', null, 'application/json')).json()) as { items: { status: string }[] };
        expect(items.map(({ status }) => status)).toEqual(['complete']);
      },
      { timeout: 90_000, interval: 250 },
    );
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  const post: Post = (to, body) =>
    fetch(`${node.url}/api/v1${to}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  test('a round is made for the groups of the year, its links are saved once as a file, and it is opened', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/questionnaires`);
    await page.getByText('No round was made yet').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'New round' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Spring');
    await page.getByRole('button', { name: 'Make the round' }).click();
    await page.getByRole('heading', { name: 'Spring' }).waitFor();
    await page.getByLabel('Not in the population file').fill('2');
    expect(await page.getByLabel('Kliniek', { exact: true }).inputValue()).toBe('15');
    await page.getByRole('button', { name: 'Make the links' }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save 47 links as a file' }).click();
    const lines = (await readFile(await (await saved).path(), 'utf8')).trim().split('\r\n');
    expect(lines[0]).toBe('group,link');
    const found = new Map<string, string[]>();
    for (const line of lines.slice(1)) {
      const [group = '', link = ''] = line.split(',').map((cell) => cell.replaceAll('"', ''));
      found.set(group, [...(found.get(group) ?? []), link]);
    }
    links = found;
    expect(Object.fromEntries([...found].map(([group, own]) => [group, own.length]))).toEqual({
      'Not in the population file': 2,
      ...{ Kliniek: 15, Lab: 15, Radiologie: 15 },
    });
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Open the round' }).click();
    await page.getByRole('button', { name: 'Close the round' }).waitFor();
    await page.getByText('fewer than ten: not told').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('many answer, and of an open round nothing shows but how many', async () => {
    let place = 0;
    for (const own of links.values()) {
      for (const link of own.slice(own.length === 15 ? 2 : 0)) {
        const seed = place;
        // People differ, and answer alike within themselves.
        expect((await answerBy(post, link, (item) => 1 + ((seed + (item % 3 === 0 ? item : 0)) % 5))).status).toBe(204);
        place += 1;
      }
    }
    const { page } = watched;
    await page.reload();
    await page.locator('dd', { hasText: /^41$/ }).waitFor();
    expect(await page.getByText('Scores').count()).toBe(0);
    expect(watched.complaints()).toEqual([]);
  });

  test('on a phone it is filled in by tap and by key, back and forth, and handed in when the connection is back', async () => {
    const phone = await browser.newContext({ locale: 'nl-NL', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const asked = await openWatched(phone);
    const { page } = asked;
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(node.url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
    });
    const scripts: string[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.url());
    });
    await page.goto(links.get('Kliniek')?.[0] ?? '');
    await page.getByRole('heading', { name: 'Veilig werken in de zorg' }).waitFor();
    await page.getByText('Uw antwoorden tellen mee voor: Kliniek').waitFor();
    expect(await asked.violations()).toEqual([]);
    expect(await page.evaluate(noOverflow)).toBe(true);
    expect(scripts).toHaveLength(1);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Safe work in care' }).waitFor();
    await page.getByRole('button', { name: 'Nederlands' }).click();
    await page.getByRole('button', { name: 'Beginnen' }).click();
    await page.getByText(/^Vraag 1 van/).waitFor();
    expect(await asked.violations()).toEqual([]);
    // By keyboard: the first radio button, then on with Enter.
    await page.getByRole('radio').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByText(/^Vraag 2 van/).waitFor();
    await page.getByRole('radio').nth(0).check();
    await page.getByRole('button', { name: 'Volgende' }).tap();
    await page.getByText(/^Vraag 3 van/).waitFor();
    await page.goBack();
    await page.getByText(/^Vraag 2 van/).waitFor();
    expect(await page.getByRole('radio').nth(0).isChecked()).toBe(true);
    for (;;) {
      const hand = page.getByRole('button', { name: 'Inleveren' });
      const next = page.getByRole('button', { name: /^(Volgende|Openlaten)$/ });
      await hand.or(next).waitFor();
      if (await hand.isVisible()) break;
      const text = await page.locator('legend').textContent();
      // One is left open, which is fine.
      if ((await page.getByText(/^Vraag 6 van/).count()) === 0) await page.getByRole('radio').nth(1).check();
      await next.tap();
      await page.waitForFunction((before) => document.querySelector('legend')?.textContent !== before, text);
    }
    expect(await page.evaluate(noOverflow)).toBe(true);
    await page.getByText('U hebt één vraag opengelaten').waitFor();
    expect(await asked.violations()).toEqual([]);
    await phone.setOffline(true);
    await page.getByRole('button', { name: 'Inleveren' }).tap();
    await page.getByText('Uw antwoorden staan er nog').waitFor();
    expect(asked.complaints().every((line) => line.includes('ERR_INTERNET_DISCONNECTED'))).toBe(true);
    await phone.setOffline(false);
    await page.getByRole('heading', { name: 'Dank u wel' }).waitFor();
    expect(await asked.violations()).toEqual([]);
    expect(new URL(page.url()).hash).toBe('');
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    expect(await phone.cookies()).toEqual([]);
    expect(elsewhere).toEqual([]);
    expect(asked.complaints()).toEqual([]);

    await page.goto(links.get('Kliniek')?.[0] ?? '');
    await page.getByRole('button', { name: 'Beginnen' }).click();
    await page.getByRole('heading', { name: 'Deze link is al gebruikt' }).waitFor();
    expect(await asked.violations()).toEqual([]);
    await page.goto((links.get('Kliniek')?.[0] ?? '').slice(0, -3));
    await page.getByRole('heading', { name: 'Deze link is niet volledig' }).waitFor();
    await phone.close();
  });

  test('an interruption costs nobody their place: the ticket stays on the device, the answers do not', async () => {
    const phone = await browser.newContext({ locale: 'en-GB', viewport: { width: 390, height: 844 } });
    const { page } = await openWatched(phone);
    const link = links.get('Lab')?.[0] ?? '';
    await page.goto(link);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByText(/^Question 1 of/).waitFor();
    await page.close();
    const { page: again } = await openWatched(phone);
    await again.goto(link);
    await again.getByRole('button', { name: 'Begin' }).click();
    await again.getByText(/^Question 1 of/).waitFor();
    expect(await again.locator('input:checked').count()).toBe(0);
    await phone.close();
  });

  test('it is closed, published once and read: scores with intervals, hidden groups and why, on every screen', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: 'Close the round' }).click();
    await page.getByRole('button', { name: 'Count and publish' }).click();
    await page.getByRole('heading', { name: 'Score of all questions' }).waitFor();
    await page.getByText('42 of 47').waitFor();
    await page
      .getByText(/^hidden: fewer than ten people$/)
      .first()
      .waitFor();
    expect(await watched.violations()).toEqual([]);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Take the published figures (CSV)' }).click();
    const csv = await readFile(await (await saved).path(), 'utf8');
    expect(csv).toMatch(/^group,scale,respondents,mean,index,lower,upper,hidden\r\n,\*\/\*,42,\d\.\d\d,/);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await watched.violations()).toEqual([]);
    expect(await page.evaluate(noOverflow)).toBe(true);
    expect(watched.complaints()).toEqual([]);
  });

  test('a pack is changed, seen as whoever is asked sees it, and kept as a version of its own', async () => {
    const { page } = watched;
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(`${node.url}/questionnaires`);
    await page.getByRole('link', { name: 'Open Safe work in care 1.0.0' }).click();
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('region', { name: 'Preview' }).getByText('Question 1 of').waitFor();
    await page.getByRole('button', { name: 'Back to writing' }).click();
    await page.getByLabel('Id', { exact: true }).fill('our-own');
    await page.getByRole('button', { name: 'Add a question on a scale' }).click();
    await page.getByRole('button', { name: /^Keep as version/ }).click();
    await page.getByRole('alert').waitFor();
    watched.complaints();
    await page.getByRole('button', { name: 'no text yet' }).click();
    await page.getByLabel('Question', { exact: true }).fill('I lock my screen when I walk away.');
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Dutch' }).click();
    await page.getByLabel('Question', { exact: true }).fill('Ik vergrendel mijn scherm als ik wegloop.');
    await page.getByRole('button', { name: /^Keep as version/ }).click();
    await page.waitForURL(/questionnaires\/packs\/our-own/);
    await page.getByRole('link', { name: 'Questionnaires' }).first().click();
    await page
      .getByRole('link', { name: /^Open Safe work in care/ })
      .nth(1)
      .waitFor();
    expect(watched.complaints()).toEqual([]);
  });
});
