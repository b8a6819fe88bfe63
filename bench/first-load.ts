/**
 * Times the first load of pages as a stranger's slow laptop would see it: empty cache, a processor four times slower, over
 * the loopback. Largest contentful paint and bytes on the wire, several runs each.
 * Usage: node dist/bench/first-load.js LINK [PAGE…]; LINK is the sign-in link that a starting node prints.
 */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

const runs = 5;
const slowdown = 4;
/** Paints that come later than this after the load are not of the first load. */
const settledMs = 2_000;

interface FirstLoad {
  readonly page: string;
  readonly lcpMedianMs: number;
  readonly lcpWorstMs: number;
  readonly kilobytes: number;
}

async function timePage(browser: Browser, signedIn: BrowserContext, url: string): Promise<FirstLoad> {
  const storageState = await signedIn.storageState();
  const paints: number[] = [];
  let bytes = 0;
  for (let run = 0; run < runs; run += 1) {
    const context = await browser.newContext({ storageState });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForTimeout(settledMs);
    paints.push(
      await page.evaluate<number>(`new Promise((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
      })`),
    );
    await context.close();
  }
  const sorted = paints.toSorted((left, right) => left - right).map(Math.round);
  return {
    page: new URL(url).pathname,
    lcpMedianMs: sorted[Math.floor(runs / 2)] ?? Number.NaN,
    lcpWorstMs: sorted.at(-1) ?? Number.NaN,
    kilobytes: Math.round(bytes / 1000),
  };
}

const [link, ...pages] = process.argv.slice(2);
const executablePath = process.env['CYBERMETRICS_CHROMIUM'] ?? '/usr/bin/chromium';
if (link === undefined || !existsSync(executablePath)) {
  console.error('Usage: node dist/bench/first-load.js LINK [PAGE…], with Chromium at /usr/bin/chromium or in CYBERMETRICS_CHROMIUM');
  process.exitCode = 2;
} else {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const signedIn = await browser.newContext();
  await (await signedIn.newPage()).goto(link, { waitUntil: 'networkidle' });
  const results: FirstLoad[] = [];
  for (const page of pages.length === 0 ? ['/', '/findings', '/assets'] : pages)
    results.push(await timePage(browser, signedIn, new URL(page, link).href));
  console.table(results);
  await browser.close();
}
