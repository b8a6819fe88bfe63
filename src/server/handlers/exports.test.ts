/** Lists as files: the rows of the file are the rows of the list, whatever its filter, order and day. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { asset } from '#core/assets/asset.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { exportListNames, exportRowsMax } from '#core/exports/table.ts';
import { recordKinds } from '#core/records/registry.ts';
import { readCsv, readParquet, readXlsx } from '../../../test/support/read-table.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { exportTable, type FoundTable } from '../exports/export-table.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
  const register = [
    'Inventarisnummer,Naam,Klasse,Afdeling,Serienummer,Einde ondersteuning',
    'A-1,"Infuuspomp ""3"", bed 4",Medisch apparaat,Röntgen,SN-1,2026-12-31',
    'A-2,=cmd|calc,Werkplek,Chirurgie,SN-2,',
    'A-3,Balie,Werkplek,,SN-3,2024-02-29',
    "A-4,'s Nachts,Werkplek,Chirurgie,SN-4,",
  ];
  for (let row = 5; row <= 1_300; row += 1) register.push(`A-${row},Werkplek ${row},Werkplek,Afdeling ${row % 7},SN-${row},`);
  await node.importFile({ name: 'register.csv', bytes: Buffer.from(register.join('\n')) }, '&observedAt=2026-03-01');
  await node.importFile('nessus/authenticated-host.nessus');
});
afterAll(() => node.stop());

const get = (path: string, language = 'en') =>
  node.fetch(`/api/v1${path}`, { headers: { authorization: `Bearer ${node.localToken}`, 'accept-language': language } });
const bytesOf = async (path: string, language?: string) => {
  const response = await get(path, language);
  expect(response.status, path).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
};
const problemOf = async (path: string) => (await (await get(path)).json()) as { code: string; detail: string };

type Item = Readonly<Record<string, string | number | boolean | null>>;
async function listed(path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let after = ''; ;) {
    const page = (await (await get(`${path}${path.includes('?') ? '&' : '?'}limit=1000${after}`)).json()) as {
      items: Item[];
      next: string | null;
    };
    items.push(...page.items);
    if (page.next === null) return items;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}
const asTexts = (items: readonly Item[], names: readonly string[]) =>
  items.map((item) => names.map((name) => (item[name] === null || item[name] === undefined ? '' : String(item[name]))));

describe('the file of a list', () => {
  const names = Object.keys(asset.fields);

  test.each([
    '',
    'sort=-name',
    'sort=department,-name',
    `filter=${encodeURIComponent('and(eq(class,workstation),not(unknown(department)))')}&sort=-department`,
    `asOf=2026-03-02&sort=name`,
    `asOf=2025-01-01`,
  ])('holds the rows of the list, in its order: %s', async (question) => {
    const expected = await listed(`/assets?${question}`);
    const { headers, rows } = readCsv(await bytesOf(`/exports/assets?format=csv&${question}`));
    expect(headers).toEqual(Object.values(asset.fields).map((field) => field.label.en));
    expect(rows).toEqual(asTexts(expected, names));
    if (!question.includes('2025')) expect(rows.length).toBeGreaterThan(1_000);
  });

  test('of findings is in the order of their severity, which is no order of letters', async () => {
    const expected = await listed('/findings?sort=-severity,title');
    const { headers, rows } = readCsv(await bytesOf('/exports/findings?format=csv&sort=-severity,title'));
    expect(headers).toEqual(Object.values(finding.fields).map((field) => field.label.en));
    expect(rows).toEqual(asTexts(expected, Object.keys(finding.fields)));
    expect(new Set(rows.map((row) => row[headers.indexOf('severity')])).size).toBeGreaterThan(1);
  });

  test('is of the same rows in every format', async () => {
    const expected = await listed('/assets?sort=name');
    const { rows } = await readParquet(await bytesOf('/exports/assets?format=parquet&sort=name'));
    expect(
      rows.map(({ name, supportEndOn, registered, sourceCount }) => [
        name,
        supportEndOn === null ? null : (supportEndOn as Date).toISOString().slice(0, 10),
        registered,
        Number(sourceCount),
      ]),
    ).toEqual(expected.map((item) => [item['name'], item['supportEndOn'], item['registered'], item['sourceCount']]));
    const sheet = await readXlsx(await bytesOf('/exports/assets?format=xlsx&sort=name', 'nl'));
    expect(sheet.headers).toContain('einde ondersteuning');
    expect(sheet.headers).toContain(`${asset.fields.firstSeenAt.label.nl} (Europe/Amsterdam)`);
    const at = names.indexOf('name');
    expect(sheet.rows.map((row) => row[at])).toEqual(expected.map(({ name }) => name));
  });

  test('says what it is and when, and is not kept by anybody on the way', async () => {
    const response = await get('/exports/assets?format=xlsx');
    await response.arrayBuffer();
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="assets-2026-04-01.xlsx"');
    expect(response.headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('headers of CSV are in the language of the reader, whose cells are guarded', async () => {
    const text = Buffer.from(await bytesOf('/exports/assets?format=csv&sort=name', 'nl')).toString('utf8');
    expect(text.split('\r\n')[0]).toContain('einde ondersteuning');
    expect(text).toContain(`,'=cmd|calc,`);
    expect(text).toContain(`,"Infuuspomp ""3"", bed 4",`);
  });

  test.each(exportListNames)('%s can be taken out', async (list) => {
    const { headers } = readCsv(await bytesOf(`/exports/${list}?format=csv`));
    expect(headers.length).toBeGreaterThan(1);
  });

  test('there is one of every kind of record', () => {
    expect(exportListNames.toSorted()).toEqual(
      [
        ...Object.values(recordKinds)
          .filter(({ personal }) => !personal)
          .map(({ plural }) => plural),
        'findings-by-check',
      ].toSorted(),
    );
  });

  test('of findings by check has a row of every check', async () => {
    const expected = (await listed('/findings/by-check?sort=title')) as unknown as {
      title: string;
      cveIds: string[];
      assetCount: number;
    }[];
    const { headers, rows } = readCsv(await bytesOf('/exports/findings-by-check?format=csv&sort=title'));
    expect(headers.slice(-1)).toEqual(['CVEs']);
    expect(rows.map((row) => [row[0], row[4], row.at(-1)])).toEqual(
      expected.map(({ title, assetCount, cveIds }) => [title, String(assetCount), cveIds.join(' ')]),
    );
    expect(rows.length).toBeGreaterThan(1);
  });
});

describe('what is too much', () => {
  const table = (count: number, rows: FoundTable['rows']): FoundTable => ({
    head: { name: 'numbers', columns: [{ name: 'n', label: { en: 'n', nl: 'n' }, type: 'integer' }] },
    count,
    rows,
    asOf: '2026-04-01',
  });
  /** With its byte order mark, which `text()` takes off. */
  const textOf = async (response: Response) => Buffer.from(await response.arrayBuffer()).toString('utf8');
  const none = async function* () {};
  const ask = (format: 'csv' | 'xlsx', find: () => Promise<FoundTable>, organisationId = node.fresh.organisationId) => {
    const principal = { organisationId } as Parameters<typeof exportTable>[0]['principal'];
    return exportTable(
      { context: node.context, principal, request: new Request('http://node.test'), query: { format }, reply: { breakOff: () => false } },
      find,
    );
  };

  test('is refused before the first byte, by what the format holds', async () => {
    const count = exportRowsMax.xlsx + 1;
    await expect(ask('xlsx', async () => table(count, none()))).rejects.toMatchObject({
      code: 'filter-too-broad',
      data: { rowsMax: 200_000 },
    });
    expect(await textOf(await ask('csv', async () => table(count, none())))).toBe('\uFEFFn\r\n');
  });

  test('more than two files of one organisation at a time are refused, those of another go on, and the next goes when one is done', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const waiting = async function* () {
      await held;
      yield [[1]];
    };
    const [first, second] = await Promise.all([ask('csv', async () => table(1, waiting())), ask('csv', async () => table(1, waiting()))]);
    expect(await problemOf('/exports/assets?format=csv')).toMatchObject({ code: 'rate-limited' });
    const others = await ask('csv', async () => table(0, none()), node.fresh.otherOrganisationId);
    expect(await textOf(others)).toBe('\uFEFFn\r\n');
    release();
    expect(await Promise.all([first, second].map((one) => one && textOf(one)))).toEqual(['\uFEFFn\r\n1\r\n', '\uFEFFn\r\n1\r\n']);
    await bytesOf('/exports/assets?format=csv');
  });

  test('a reader that goes away leaves no connection behind', async () => {
    const endless = async function* () {
      for (;;) yield Array.from({ length: 1_000 }, (_, at) => [at]);
    };
    for (let time = 0; time < 12; time += 1) {
      // The place of the one before is free as soon as its next write meets that nobody reads.
      const response = await vi.waitFor(() => ask('csv', async () => table(1, endless())), { timeout: 60_000 });
      await response.body?.cancel();
    }
    await expect.poll(() => node.context.database.pool.idleCount).toBe(node.context.database.pool.totalCount);
  });
});
