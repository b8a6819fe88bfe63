/** What a browser test does before its own subject: the first account, and files handed in through the page. */
import type { Page } from 'playwright-core';

/** Follows the one-time link and ends on the empty overview, signed in as owner. */
export async function makeFirstAccount(page: Page, administratorLink: string): Promise<void> {
  await page.goto(administratorLink);
  await page.getByLabel('Your name').fill('Noor de Wit');
  await page.getByLabel('E-mail address').fill('noor@example.org');
  await page.getByLabel('Password').fill('a good long sentence');
  await page.getByRole('button', { name: 'Make account and sign in' }).click();
  await page.getByText('Drop your first files anywhere').waitFor();
}

/** Chooses the file on the imports page and waits until it was read completely. */
export async function importThroughPage(page: Page, url: string, name: string, buffer: Buffer): Promise<void> {
  await page.goto(`${url}/imports`);
  await page.getByLabel('Choose files').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const card = page.getByRole('article', { name });
  try {
    await card
      .getByText(/Complete$/)
      .first()
      .waitFor({ timeout: 90_000 });
  } catch (cause) {
    const shown = (await card.allInnerTexts()).join(' / ') || (await page.innerText('main'));
    throw new Error(`${name} was not read completely; the page shows: ${shown.slice(0, 1_000)}`, { cause });
  }
}
