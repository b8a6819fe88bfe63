/** The door: what may be about people does not pass it, and what is not does. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isProblem } from '#core/kernel/problem.ts';
import { writeWorkbook, writeZip, type WrittenSheet } from '#test/support/workbook-file.ts';
import { recognisePersonal } from './personal-detect.ts';

async function* once(bytes: Uint8Array) {
  yield bytes;
}

/** Id of the personal format, null for a file that passes, or the code of what is said. */
async function door(content: Uint8Array | string): Promise<string | null> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  try {
    return (await recognisePersonal(once(bytes), 'a file')).importer?.id ?? null;
  } catch (cause) {
    if (isProblem(cause)) return cause.code;
    throw cause;
  }
}

const lines = (...rows: readonly string[]) => rows.join('\r\n');
const people = lines('personeelsnummer;afdeling', '1;Zorg');
const unknown = lines('Naam;E-mail;Lievelingsdier', 'Anna;anna@noord.example;kat');
const rowsOf = (text: string) => text.split('\r\n').map((line) => line.split(';'));
const cover: WrittenSheet = { name: 'Voorblad', rows: [['Overzicht'], ['Opgesteld', 'maart']] };

describe('a workbook', () => {
  test('is asked of every sheet, behind a cover sheet and hidden', async () => {
    expect(await door(writeWorkbook([cover, { name: 'Blad', rows: rowsOf(people) }]))).toBe('population');
    expect(await door(writeWorkbook([cover, { name: 'Blad', rows: rowsOf(unknown) }]))).toBe('file-format-unknown');
    expect(await door(writeWorkbook([cover, { name: 'Blad', rows: rowsOf(unknown), state: 'hidden' }]))).toBe('file-format-unknown');
    const devices: WrittenSheet = {
      name: 'Middelen',
      rows: [
        ['Naam', 'Serienummer'],
        ['Pomp', 'SN-1'],
      ],
    };
    expect(await door(writeWorkbook([devices, { name: 'Blad', rows: rowsOf(unknown), state: 'veryHidden' }]))).toBe('file-format-unknown');
    expect(await door(writeWorkbook([cover, devices]))).toBeNull();
  });
});

describe('a table that looks like one about people', () => {
  test.each([
    ['a cell of the data that is a word of devices', lines('Naam,E-mail,Lengte', 'S.N.,sn@noord.example,1', 'model,b@noord.example,2')],
    ['a row of such cells below', lines(unknown, 'S.N.;sn;sn', 'model;merk;serial')],
    ['a row of such cells below headers of no format', lines('wie,wat', 'anna@noord.example,x', 'b@noord.example,y', 'sn,model')],
    ['headers of no format, and such a cell', lines('wie,wat', 'sn,anna@noord.example', 'serial,bram@noord.example')],
    ['parts of a name beside mail and a word of devices', 'Email,First Name,Clicked,Operating System\na@noord.example,Anna,1,Windows'],
    ['parts of a name and addresses below a header of no format', 'Wie,Voornaam,Model\na@noord.example,Anna,x\nb@noord.example,Bram,y'],
    ['a day of birth', lines('Naam;Geboortedatum;BSN;Afdeling', 'Anna;1-2-1980;1;Zorg')],
    ['parts of a name', lines('Voornaam;Achternaam;Kamer', 'Anna;Bakker;1')],
    ['a title in square brackets', lines('[Vertrouwelijk]', unknown)],
    ['a title that is JSON', lines('["HR", 2026]', unknown)],
    ['a title in braces', lines('{HR}', unknown)],
    ['a title in angle brackets', lines('<Vertrouwelijk>', unknown)],
    ['a title that is a remark of XML', lines('<!-- HR -->', unknown)],
    ['commas in its cells', lines('Personeelsnr;E-mail', '1 a, b, c, d;a@noord.example', '2 a, b, c, d;b@noord.example')],
    ['a quote that nobody closed', `"Overzicht\r\n${unknown}`],
    ['a first row without an end', `Naam;E-mail;${'x;'.repeat(40_000)}`],
    ['a NUL character', lines('Vertrouwelijk \u0000', unknown)],
  ])('is refused: %s', async (_case, text) => {
    expect(await door(text)).toBe('file-format-unknown');
    expect(await door(gzipSync(text))).toBe('file-format-unknown');
  });
});

describe('what cannot be looked into', () => {
  test('is refused where it could be a table', async () => {
    const spread = gzipSync(`${unknown}\r\n${' '.repeat(8_000_000)}`);
    expect(await door(spread)).toBe('file-format-unknown');
    const damaged = Buffer.from(gzipSync(Buffer.from(unknown.repeat(50))));
    damaged.fill(0xff, 10, 14);
    expect(await door(damaged)).toBe('file-malformed');
    expect(await door(writeZip({ 'mensen.csv': unknown }))).toBe('file-format-unknown');
    expect(await door(gzipSync(writeZip({ 'mensen.csv': unknown })))).toBe('file-format-unknown');
    expect(await door(gzipSync(gzipSync(unknown)))).toBe('file-format-unknown');
    expect(await door(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toBe('file-format-unknown');
    expect(await door(Buffer.from([0xff, 0xfe, 0, 0, 0x4e, 0, 0, 0]))).toBe('file-encoding-invalid');
  });

  test('goes on where it is a report, cut off or packed far', async () => {
    const report = `<?xml version="1.0"?><!DOCTYPE nmaprun><!-- ${'x'.repeat(5_000_000)} --><nmaprun><host/>`;
    expect(await door(gzipSync(report))).toBeNull();
    expect(await door(gzipSync(report).subarray(0, 60))).toBeNull();
    expect(await door('{"@odata.context": "x", "value": [{"email": "a@noord.example", "na')).toBeNull();
    expect(await door('[{"ip": "10.0.0.1", "owner": "a@noord.example"},\n{"ip": "10.0.0.2"}]')).toBeNull();
  });
});

describe('what is not about people', () => {
  test('passes: registers with an owner and an address of mail', async () => {
    expect(await door(lines('Naam;Serienummer;Eigenaar;E-mail;Afdeling', 'Pomp;SN-1;A. Bakker;a@noord.example;Zorg'))).toBeNull();
    expect(await door(lines('Register 2026', '', 'Device,Model,Owner e-mail,Email', 'Pump,M1,a@noord.example,a@noord.example'))).toBeNull();
    expect(await door(lines('Name,Host name,Mail', 'Pump,h1,"Bakker, A"', 'Pump,h2,a@noord.example'))).toBeNull();
    expect(await door('#masscan\nopen tcp 443 10.20.0.2 1773140410\n')).toBeNull();
  });

  const folder = fileURLToPath(new URL('.', import.meta.url));
  const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.includes('fixtures/') && !path.startsWith('personal/') && statSync(join(folder, path)).isFile(),
  );

  test('passes: every fixture of every other importer', async () => {
    expect(fixtures.length).toBeGreaterThan(100);
    const told = await Promise.all(fixtures.map(async (path) => [path, await door(readFileSync(join(folder, path)))] as const));
    expect(told.filter(([, answer]) => answer !== null)).toEqual([]);
  });
});
