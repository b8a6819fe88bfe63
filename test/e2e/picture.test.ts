/**
 * The picture of the README. With CYBERMETRICS_PICTURE_LINK (the link that `npm run demo` prints) it is made anew from
 * that node; without it, the committed one is checked to be a picture of a page.
 */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { repositoryFolder } from '../support/repository.ts';
import { chromiumPath } from './node-under-test.ts';

const picture = `${repositoryFolder}docs/images/overview.png`;
const link = process.env['CYBERMETRICS_PICTURE_LINK'];
const executablePath = chromiumPath();

test('the README shows the overview of the demonstration', async () => {
  if (link !== undefined && executablePath !== undefined) {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light', locale: 'en-GB' });
    await page.goto(link);
    await page.getByRole('heading', { name: 'Vital signs' }).waitFor();
    await page.getByText('Sources and their age').waitFor();
    await page.screenshot({ path: picture });
    await browser.close();
  }
  const bytes = readFileSync(picture);
  // The head of a PNG: signature, then width and height in the first chunk (PNG specification, 5.2 and 11.2.2).
  expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  expect(bytes.readUInt32BE(16)).toBe(1280);
  expect(bytes.length).toBeGreaterThan(30_000);
});
