/** Matching in a browser: from a register and two advisories to a question, answered by key, taken back, and explained as a tree. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { orvado, pumpRows, registerCsv, zentrix, type WrittenProduct } from '../support/matching-files.ts';
import { runCli } from '../support/run-cli.ts';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();

/** A document as a vendor publishes it (CSAF 2.0), with one product and one flaw. */
function csafDocument(id: string, { vendor, name, range }: WrittenProduct, cve: string): string {
  const at = '2026-02-01T00:00:00Z';
  const product = { name: `${vendor} ${name} ${range}`, product_id: 'P1' };
  return JSON.stringify({
    document: {
      ...{ category: 'csaf_security_advisory', csaf_version: '2.0', lang: 'en', title: `${name} lets anybody in` },
      distribution: { tlp: { label: 'WHITE' } },
      publisher: { category: 'vendor', name: vendor, namespace: 'https://maker.example' },
      notes: [{ category: 'summary', text: 'It answers without a password.', title: 'Summary' }],
      references: [{ category: 'self', summary: 'This document', url: `https://maker.example/csaf/white/2026/${id.toLowerCase()}.json` }],
      tracking: {
        ...{ id, status: 'final', version: '1', initial_release_date: at, current_release_date: at },
        revision_history: [{ date: at, number: '1', summary: 'First' }],
      },
    },
    product_tree: {
      branches: [
        {
          ...{ category: 'vendor', name: vendor },
          branches: [{ category: 'product_name', name, branches: [{ category: 'product_version_range', name: range, product }] }],
        },
      ],
    },
    vulnerabilities: [
      {
        cve,
        notes: [{ category: 'description', text: 'The service port asks for nothing.' }],
        product_status: { known_affected: ['P1'] },
        remediations: [{ category: 'vendor_fix', details: 'Update to 3.4.', product_ids: ['P1'] }],
        scores: [
          {
            products: ['P1'],
            cvss_v3: {
              ...{ version: '3.1', baseScore: 9.8, baseSeverity: 'CRITICAL' },
              vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
            },
          },
        ],
      },
    ],
  });
}

describe('matching in a browser', () => {
  let node: NodeUnderTest;
  let browser: Browser;
  let watched: WatchedPage;
  let folder: string;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    folder = await mkdtemp('/tmp/cm-advisories-');
    await writeFile(
      path.join(folder, 'tm-2026-01.json'),
      csafDocument('TM-2026-01', { ...orvado, range: 'vers:generic/<3.4' }, 'CVE-2026-11111'),
    );
    await writeFile(path.join(folder, 'kv-2026-01.json'), csafDocument('KV-2026-01', zentrix, 'CVE-2026-22222'));
    node = await startNodeUnderTest();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    watched = await openWatched(await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } }));
    await makeFirstAccount(watched.page, node.administratorLink);
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  test('before anything was handed in the page says what it takes', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/matching`);
    await page.getByText('It needs a register with vendors and models').waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('a register and two advisories become questions, with what was left out', async () => {
    const { page } = watched;
    const { name, bytes } = registerCsv(pumpRows);
    await importThroughPage(page, node.url, name, Buffer.from(bytes));
    const said = await runCli(['advisories', 'sync', folder, '--home', node.home]);
    expect(said.code, said.err).toBe(0);
    await page.goto(`${node.url}/matching`);
    await page.getByRole('button', { name: 'Match anew' }).click();
    await page.getByRole('link', { name: 'Orvado IP450' }).waitFor({ timeout: 90_000 });
    await page.getByRole('link', { name: 'Zentrix ZM70' }).waitFor();
    await page.getByText('1 asset names no model').waitFor();
    await page.getByText('1 of 2 questions rests on advisories that say “all versions”').waitFor();
    const pumps = page.locator('[data-question]').filter({ hasText: 'Orvado' });
    expect(await pumps.getByText('2 affected').count()).toBe(1);
    expect(await pumps.getByText('1 undetermined').count()).toBe(1);
    expect(await pumps.getByText('1 outside').count()).toBe(1);
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  }, 150_000);

  test('one key answers, the row goes and the focus moves on; another key takes it back', async () => {
    const { page } = watched;
    const link = page.getByRole('link', { name: 'Orvado IP450' });
    await link.focus();
    await page.keyboard.press('y');
    await page.getByRole('status').getByText('Tarnmed Orvado IP450 Infusion Pump is our Tarnmed Orvado IP450.').waitFor();
    await link.waitFor({ state: 'detached' });
    await page.locator('[data-question]:has-text("Zentrix") a:focus').waitFor();
    await page.keyboard.press('z');
    await link.waitFor();
    await page.getByText('The answer was taken back').waitFor();
    // After g the same letter opens a page, and answers nothing.
    await link.focus();
    await page.keyboard.press('g');
    await page.keyboard.press('y');
    await page.getByRole('heading', { level: 1, name: 'Advisories' }).waitFor();
    await page.goBack();
    await link.waitFor();
    expect(await page.locator('[data-question]').count()).toBe(2);
    expect(watched.complaints()).toEqual([]);
  });

  test('a question is explained from document to device, walked with the arrows and answered with a reason', async () => {
    const { page } = watched;
    await page.getByRole('link', { name: 'Orvado IP450' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Is this our Tarnmed Orvado IP450?' }).waitFor();
    await page.getByText('3.2 lies within “<3.4”.').waitFor();
    await page.getByRole('link', { name: 'Pump bed 1' }).waitFor();
    expect(await page.locator('mark').allTextContents()).toEqual(expect.arrayContaining(['Orvado', 'IP450']));
    await page.locator('summary:focus').filter({ hasText: 'TM-2026-01' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByText('3.2 lies within “<3.4”.').waitFor({ state: 'hidden' });
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.locator('summary:focus').filter({ hasText: 'Why it may be this device' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByText('With a reason…').click();
    await page.getByLabel('Reason (not required)').fill('Read on the type plate');
    await page.getByRole('button', { name: /^Yes: / }).click();
    await page.getByText('Yes, ours').waitFor();
    await page.getByText('Read on the type plate').waitFor();
    await page.getByRole('button', { name: 'Answer for this version…' }).last().click();
    // A click on the words of the dialog leaves the focus behind it, where `n` would answer for the model.
    await page.getByRole('dialog').getByRole('heading').click();
    await page.keyboard.press('n');
    await page.getByRole('dialog').getByLabel('Not affected').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Answer' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('people said: not affected').waitFor();
    expect(await page.getByText('No, not ours').count()).toBe(0);
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('advisory and asset say what it means, and quality counts the answer', async () => {
    const { page } = watched;
    await page.getByRole('link', { name: 'Advisory TM-2026-01' }).click();
    await page.getByRole('region', { name: 'What it means here' }).getByRole('link', { name: 'Tarnmed Orvado IP450' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.goto(`${node.url}/assets`);
    await page.getByRole('link', { name: 'Monitor', exact: true }).click();
    await page.getByRole('region', { name: 'Advisories that may speak of it' }).getByRole('link', { name: 'KV-2026-01' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.goto(`${node.url}/assets`);
    await page.getByRole('link', { name: 'Something', exact: true }).click();
    await page.getByText('Nothing can be said: no source gives this asset a model').waitFor();
    await page.goto(`${node.url}/matching/quality`);
    await page.getByText('too few answers for a verdict').waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('in Dutch and dark, and on a phone nothing is wider than the screen', async () => {
    const { page } = watched;
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${node.url}/matching?answer=confirmed`);
    await page.getByLabel('Nederlands').check({ force: true });
    await page.getByRole('heading', { level: 1, name: 'Hebben wij dit?' }).waitFor();
    await page.getByRole('link', { name: 'Orvado IP450' }).waitFor();
    expect(await watched.violations()).toEqual([]);
    const address = await page.getByRole('link', { name: 'Orvado IP450' }).getAttribute('href');
    await page.setViewportSize({ width: 390, height: 844 });
    for (const place of ['/matching', '/matching/quality', address ?? '']) {
      await page.goto(node.url + place);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => document.documentElement.scrollWidth), place).toBeLessThanOrEqual(390);
      expect(await watched.violations(), place).toEqual([]);
    }
    expect(watched.complaints()).toEqual([]);
  });
});
