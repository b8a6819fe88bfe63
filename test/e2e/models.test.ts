/** Device models and the facts of a device, as somebody of medical technology uses them, in both languages. */
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importThroughPage, makeFirstAccount } from './first-visit.ts';
import { chromiumPath, startNodeUnderTest, whyNoBrowser, type NodeUnderTest } from './node-under-test.ts';
import { openWatched, type WatchedPage } from './watched-page.ts';

const executablePath = chromiumPath();

const register = [
  'Inventarisnummer;Naam;Klasse;Merk;Model;Softwareversie;Risicoklasse;Patchbeperking;UDI-DI',
  '1;Pomp 1;medisch apparaat;Halden Medical B.V.;HA-20;3.2;IIb;alleen leverancier;09506000134352',
  '2;Pomp 2;medisch apparaat;HALDEN MEDICAL;HA 20;3.1;;;09506000134352',
  '3;Pomp 3;medisch apparaat;Halden;HA20;3.2;;;09506000134352',
  '4;Werkplek;werkplek;Orbitalis;Mini 3;;;;',
].join('\n');

describe('device models in a browser', () => {
  let node: NodeUnderTest;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    if (executablePath === undefined) return;
    node = await startNodeUnderTest();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    watched = await openWatched(await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } }));
    const { page } = watched;
    await makeFirstAccount(page, node.administratorLink);
    await importThroughPage(page, node.url, 'cmms-2026-11-01.csv', Buffer.from(register));
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
  });
  beforeEach(({ skip }) => skip(executablePath === undefined, whyNoBrowser));

  const openModel = async (name: string) => {
    const { page } = watched;
    await page.goto(`${node.url}/models`);
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1 }).getByText(name).waitFor();
  };

  test('spellings of one model are one, and what is stated of it reaches its assets', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/models`);
    await page.getByText('3 device models').waitFor();
    await openModel('HA 20');
    await page.getByRole('button', { name: 'State facts' }).click();
    await page.getByLabel('Family').fill('HA');
    await page.getByLabel('Modality').selectOption('infusion');
    await page.getByLabel('UDI-DI').fill('09506000134353');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The check digit of this GTIN is wrong').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByLabel('UDI-DI').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('infusion stated').waitFor();
    await page.getByRole('link', { name: 'All assets of this model' }).click();
    await page.getByText('2 assets').waitFor();
    await page.getByRole('link', { name: 'Pomp 2' }).click();
    const device = page.getByRole('region', { name: 'Device', exact: true });
    await device.getByText('infusion from the device model').waitFor();
    expect(await device.getByText('unknown').count()).toBeGreaterThan(5);
    expect(watched.complaints()).toEqual([]);
  });

  test('the facts of a device name their source', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/assets?filter=eq(patchConstraint,vendor-only)`);
    await page.getByRole('link', { name: 'Pomp 1' }).click();
    const device = page.getByRole('region', { name: 'Device', exact: true });
    await device.getByText('MDR class IIb cmms').waitFor();
    await device.getByText('by the vendor only cmms').waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });

  test('an MDS2 form is added and withdrawn', async () => {
    const { page } = watched;
    await openModel('HA 20');
    await page.getByRole('button', { name: 'Add an MDS2 form' }).click();
    await page.getByLabel('Version of the product').fill('3.2');
    await page.getByLabel('Where it came from').fill('website of the vendor');
    await page.getByLabel('Writes an audit log').selectOption('yes');
    await page.getByLabel('A software bill of materials is available').selectOption('no');
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    const form = page.getByRole('region', { name: '3.2' });
    await form.getByText('2 of 18 questions answered').waitFor();
    await page.goto(`${node.url}/assets?filter=eq(mds2,true)`);
    await page.getByText('1 asset').waitFor();
    await openModel('HA 20');
    await page.getByRole('button', { name: 'Withdraw the form for 3.2' }).click();
    await page.getByText('No MDS2 form is at hand').waitFor();
    expect(watched.complaints()).toEqual([]);
  });

  test('a model with the same UDI-DI is proposed, merged, and parted again', async () => {
    const { page } = watched;
    await openModel('HA 20');
    await page.getByRole('button', { name: 'Halden HA20 is the same model' }).click();
    await page.getByRole('button', { name: 'Make Halden HA20 a model of its own again' }).waitFor();
    await page.getByText('3 assets').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Make Halden HA20 a model of its own again' }).click();
    await page.getByText('2 assets').waitFor();
    await page.getByRole('button', { name: 'Same as another model' }).click();
    await page.getByRole('combobox', { name: 'Name of the other model' }).fill('mini');
    await page.getByRole('option', { name: /Orbitalis Mini 3/ }).waitFor();
    await page.keyboard.press('Escape');
    expect(watched.complaints()).toEqual([]);
  });

  test('everything is there in Dutch', async () => {
    const { page } = watched;
    await page.goto(`${node.url}/models`);
    await page.getByLabel('Nederlands').check({ force: true });
    await page.getByText('3 apparaatmodellen').waitFor();
    await openModel('HA 20');
    for (const heading of ['Versies in gebruik', 'MDS2-formulieren', 'Gegevens', 'Schrijfwijzen'])
      await page.getByRole('main').getByRole('heading', { name: heading, exact: true }).waitFor();
    await page.getByRole('button', { name: 'MDS2-formulier toevoegen' }).click();
    await page.getByLabel('Houdt een auditlog bij').waitFor();
    expect(await watched.violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.goto(`${node.url}/assets?filter=eq(patchConstraint,vendor-only)`);
    await page.getByRole('link', { name: 'Pomp 1' }).click();
    await page.getByRole('region', { name: 'Apparaat', exact: true }).getByText('alleen door de leverancier cmms').waitFor();
    expect(await watched.violations()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  });
});
