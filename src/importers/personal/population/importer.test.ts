import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hashedText, type Pseudonym, type Pseudonymise } from '#core/awareness/pseudonym.ts';
import { writeWorkbook } from '../../../../test/support/workbook-file.ts';
import type { PersonalParseEvent } from '../../define-personal-importer.ts';
import { recognisePersonal } from '../../personal-detect.ts';
import { sampleRows } from '../../csv/rows.ts';

const pseudonymise: Pseudonymise = (kind, identifier) =>
  createHmac('sha256', 'a key of this test').update(hashedText(kind, identifier)).digest('base64url') as Pseudonym;
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

async function* once(bytes: Uint8Array) {
  yield bytes;
}

async function read(bytes: Uint8Array): Promise<readonly PersonalParseEvent[]> {
  const { importer, bytes: whole } = await recognisePersonal(once(bytes), 'a file');
  expect(importer?.id).toBe('population');
  const events: PersonalParseEvent[] = [];
  for await (const event of importer?.parse(whole, { pseudonymise, timeZone: 'Europe/Amsterdam' }) ?? []) events.push(event);
  return events;
}
const rowsOf = (events: readonly PersonalParseEvent[]) => events.flatMap((event) => (event.kind === 'row' ? [event.row] : []));
const issuesOf = (events: readonly PersonalParseEvent[]) => events.flatMap((event) => (event.kind === 'issue' ? [event.issue] : []));
const csv = (...lines: string[]) => Buffer.from(lines.join('\n'));

describe('a population file', () => {
  test('in Dutch gives departments as a path, kinds of contract and days, day first', async () => {
    const rows = rowsOf(await read(fixture('dutch.csv')));
    expect(rows).toHaveLength(4);
    expect(rows[0]).toEqual({
      kind: 'population',
      itemNumber: 1,
      employee: pseudonymise('employee', '200001'),
      email: pseudonymise('email', 'A.Jansen@NOORD.example '),
      departments: ['Zorg', 'Intensive care'],
      roleGroup: 'verpleegkundige',
      contract: 'permanent',
      startOn: '2019-02-01',
      endOn: null,
    });
    expect(rows.slice(1)).toMatchObject([
      { contract: 'self-employed', startOn: '2021-03-15' },
      { contract: 'volunteer', email: null },
      { contract: 'agency', endOn: '2026-03-31' },
    ]);
  });

  test('in English is read below its title, with the tree in three columns', async () => {
    const rows = rowsOf(await read(fixture('english-workbook-shape.csv')));
    expect(rows).toMatchObject([
      { departments: ['Care', 'Surgery', 'Ward 3'] },
      { departments: ['Care', 'Surgery', 'Ward 4'] },
      { departments: ['Support', 'Kitchen'], contract: 'volunteer' },
    ]);
  });

  test('is the same as a workbook, also when that is packed', async () => {
    const cells = sampleRows(fixture('dutch.csv').toString(), ';', 100, true);
    const workbook = writeWorkbook([{ name: 'Blad1', rows: cells.map((row) => row.map((cell) => (cell === '' ? null : cell))) }]);
    expect(rowsOf(await read(workbook))).toEqual(rowsOf(await read(fixture('dutch.csv'))));
  });

  test('says of each refused row where and why, and never what stood there', async () => {
    const events = await read(fixture('refused-rows.csv'));
    expect(issuesOf(events).map(({ code, line, column }) => [code, line, column])).toEqual([
      ['person-missing', 3, null],
      ['person-repeated', 4, null],
      ['day-invalid', 5, 6],
      ['days-reversed', 6, 7],
      ['text-personal', 7, 3],
      ['contract-unknown', 8, 5],
      ['email-invalid', 9, 2],
      ['row-ragged', 10, null],
      ['text-personal', 11, 3],
    ]);
    expect(rowsOf(events).map(({ itemNumber }) => itemNumber)).toEqual([1, 7, 8]);
    expect(JSON.stringify(events)).not.toMatch(/@|jansen|bakker|2000|yesterday|lifelong|no mail|12345678/i);
  });

  test('is refused whole when a column of departments holds names', async () => {
    const people = Array.from({ length: 40 }, (_, index) => `${1000 + index},Somebody Number${index},nurse`);
    await expect(read(csv('employee_id,department,role_group', ...people))).rejects.toMatchObject({
      code: 'file-malformed',
      message: expect.stringContaining('column of names') as string,
    });
  });
});

describe('whether a file is about people', () => {
  const importerOf = async (bytes: Uint8Array, asked?: string) =>
    (await recognisePersonal(once(bytes), 'a file', asked)).importer?.id ?? null;

  test('is told by its headers, whatever separates them, and not of lists of devices', async () => {
    expect(await importerOf(csv('Personeelsnr\tAfdeling', '1\tICT'))).toBe('population');
    expect(await importerOf(csv('Name,Serial number,E-mail,Department', 'Pump,SN-1,owner@noord.example,Surgery'))).toBeNull();
    expect(await importerOf(csv('Name;Serienummer', 'Pomp;SN-1'))).toBeNull();
    expect(await importerOf(Buffer.from('<?xml version="1.0"?><nmaprun/>'))).toBeNull();
    expect(await importerOf(Buffer.alloc(0))).toBeNull();
  });

  test('leads nowhere else: neither by a format that was asked for, nor by headers that nobody knows', async () => {
    await expect(importerOf(fixture('dutch.csv'), 'csv')).rejects.toMatchObject({ code: 'file-format-mismatch' });
    await expect(importerOf(csv('Naam,E-mail,Verjaardag', 'Anna,anna@noord.example,1 mei'))).rejects.toMatchObject({
      code: 'file-format-unknown',
    });
    await expect(importerOf(csv('wie,wat', 'anna@noord.example,taart', 'bram@noord.example,koek'))).rejects.toMatchObject({
      code: 'file-format-unknown',
    });
    await expect(importerOf(csv('Name,Serial number', 'Pump,SN-1'), 'population')).rejects.toMatchObject({ code: 'file-format-mismatch' });
  });
});
