import { describe, expect, it } from 'vitest';
import { writeWorkbook, type WrittenCell } from '#test/support/workbook-file.ts';
import { previewBytesMax, previewImport } from './preview-import.ts';

const rows: WrittenCell[][] = [
  ['Register van apparatuur'],
  ['Naam', 'Serienummer', 'Einde ondersteuning', 'Kleur'],
  ['Pomp 1', { number: 123456789012 }, { number: 47848, format: 'dd-mm-yyyy' }, 'rood'],
  ['Pomp 2', 'S2'],
];

describe('previewImport', () => {
  it('shows the columns of the first sheet of a workbook that would be read', async () => {
    const bytes = writeWorkbook([
      { name: 'Oud', state: 'hidden', rows },
      { name: 'Uitleg', rows: [['Kleur']] },
      { name: 'Lijst', rows },
    ]);
    const preview = await previewImport('lijst.xlsx', bytes);
    expect(preview).toMatchObject({
      importer: 'xlsx',
      problem: null,
      shape: 'register',
      columns: [
        { header: 'Naam', target: 'name', samples: ['Pomp 1', 'Pomp 2'] },
        { header: 'Serienummer', target: 'serialNumber', samples: ['123456789012', 'S2'] },
        { header: 'Einde ondersteuning', target: 'supportEndOn', samples: ['2030-12-31', ''] },
        { header: 'Kleur', target: null, samples: ['rood', ''] },
      ],
    });
    expect(preview.targets).toContainEqual({ target: 'serialNumber', label: { en: 'serial number', nl: 'serienummer' } });
  });

  it('shows the same columns for the same table as text', async () => {
    const text = 'Register van apparatuur\nNaam;Serienummer;Einde ondersteuning;Kleur\nPomp 1;123456789012;2030-12-31;rood\nPomp 2;S2;;\n';
    const [sheet, csv] = [
      await previewImport('a.xlsx', writeWorkbook([{ name: 'A', rows }])),
      await previewImport('a.csv', Buffer.from(text)),
    ];
    expect(csv).toEqual({ ...sheet, importer: 'csv', title: csv.title });
  });

  it('says why a workbook cannot be read', async () => {
    const strange = await previewImport('a.xlsx', writeWorkbook([{ name: 'A', rows: [['Kleur', 'Prijs']] }]));
    expect(strange).toMatchObject({ importer: null, problem: { code: 'file-unmapped' } });
    const macros = writeWorkbook([{ name: 'A', rows }], { extraParts: { 'xl/vbaProject.bin': 'x' } });
    expect(await previewImport('a.xlsm', macros)).toMatchObject({ problem: { code: 'file-format-mismatch' } });
  });

  it('takes a workbook that is larger than what it looks at, without its columns', async () => {
    const whole = writeWorkbook([{ name: 'A', rows }]);
    const head = Buffer.concat([whole, Buffer.alloc(previewBytesMax.workbook)]).subarray(0, previewBytesMax.workbook);
    expect(await previewImport('a.xlsx', head)).toMatchObject({ importer: 'xlsx', shape: null, columns: [], problem: null });
  });
});
