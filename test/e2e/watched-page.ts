/** A browser page that keeps what it complained of, and looks at itself with axe. */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';

export interface WatchedPage {
  readonly page: Page;
  /** Errors of the console and of scripts since the last call. */
  complaints(): readonly string[];
  /** WCAG 2.1 A and AA as far as a program can tell: one line per violation. */
  violations(): Promise<readonly string[]>;
}

export async function openWatched(context: BrowserContext): Promise<WatchedPage> {
  const page = await context.newPage();
  // Machines differ by a factor of three; what is never seen fails the test all the same.
  page.setDefaultTimeout(60_000);
  let heard: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // With the address: "400 (Bad Request)" alone does not tell what was asked.
    heard.push(`${message.type()}: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => heard.push(`uncaught: ${error.message}`));
  return {
    page,
    complaints: () => {
      const told = heard;
      heard = [];
      return told;
    },
    violations: async () => {
      // Pages have no frames: in its legacy mode it needs no second page to put their results together.
      const { violations } = await new AxeBuilder({ page })
        .options({ resultTypes: ['violations'] })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
        .setLegacyMode()
        .analyze();
      return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} (${help}): ${node.html.slice(0, 200)}`));
    },
  };
}
