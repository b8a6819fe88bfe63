import { describe, expect, it } from 'vitest';
import { writeWorkbook, type WrittenCell } from '#test/support/workbook-file.ts';
import { MappingSettings } from '#core/imports/mapping-profile.ts';
import type { Instant } from '#core/kernel/time.ts';
import { previewBytesMax, previewImport as previewWith, type PreviewAsked } from './preview-import.ts';

const rows: WrittenCell[][] = [
  ['Register van apparatuur'],
  ['Naam', 'Serienummer', 'Einde ondersteuning', 'Kleur'],
  ['Pomp 1', { number: 123456789012 }, { number: 47848, format: 'dd-mm-yyyy' }, 'rood'],
  ['Pomp 2', 'S2'],
];

const previewImport = (file: string, head: Uint8Array, asked: Partial<PreviewAsked> = {}) =>
  previewWith(file, head, { profile: null, timeZone: 'Europe/Amsterdam', saved: [], registered: null, ...asked });

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
        { header: 'Naam', field: 'name', reason: 'header' },
        { header: 'Serienummer', field: 'serialNumber', reason: 'header' },
        { header: 'Einde ondersteuning', field: 'supportEndOn', reason: 'header' },
        { header: 'Kleur', field: null, reason: 'unknown' },
      ],
      sheet: 'Lijst',
      sheets: ['Uitleg', 'Lijst'],
      headerRow: 2,
      rows: [
        { line: 3, cells: [{ value: 'Pomp 1' }, { value: '123456789012' }, { value: '2030-12-31' }, { written: 'rood', value: null }] },
        { line: 4, cells: [{ value: 'Pomp 2' }, { value: 'S2' }, { value: null }, { value: null }] },
      ],
    });
    expect(preview.fields).toContainEqual(expect.objectContaining({ field: 'serialNumber', kind: 'text', isIdentity: true }));
  });

  it('shows the same columns for the same table as text', async () => {
    const text = 'Register van apparatuur\nNaam;Serienummer;Einde ondersteuning;Kleur\nPomp 1;123456789012;2030-12-31;rood\nPomp 2;S2;;\n';
    const [sheet, csv] = [
      await previewImport('a.xlsx', writeWorkbook([{ name: 'A', rows }])),
      await previewImport('a.csv', Buffer.from(text)),
    ];
    expect(csv).toEqual({ ...sheet, importer: 'csv', title: csv.title, sheet: null, sheets: [] });
  });

  it('says why a workbook cannot be read', async () => {
    const strange = await previewImport('a.xlsx', writeWorkbook([{ name: 'A', rows: [['Kleur', 'Prijs']] }]));
    // Its columns are shown all the same: a person can say what they are.
    expect(strange).toMatchObject({ shape: null, columns: [{ field: null }, { field: null }], problem: { code: 'file-unmapped' } });
    const macros = writeWorkbook([{ name: 'A', rows }], { extraParts: { 'xl/vbaProject.bin': 'x' } });
    expect(await previewImport('a.xlsm', macros)).toMatchObject({ problem: { code: 'file-format-mismatch' } });
  });

  it('takes a workbook that is larger than what it looks at, without its columns', async () => {
    const whole = writeWorkbook([{ name: 'A', rows }]);
    const head = Buffer.concat([whole, Buffer.alloc(previewBytesMax.workbook)]).subarray(0, previewBytesMax.workbook);
    expect(await previewImport('a.xlsx', head)).toMatchObject({ importer: 'xlsx', shape: null, columns: [], problem: null });
  });

  const own = { columns: [{ header: 'Kleur', field: 'assetTag' }], fixed: { class: 'medical' } };
  const used = (settings: object) => ({ slug: 'mt', name: 'MT', revision: 3, settings: MappingSettings.parse(settings) });

  it('reads with the settings of a profile, and gives them back to be changed', async () => {
    const preview = await previewImport('a.xlsx', writeWorkbook([{ name: 'A', rows }]), { profile: used(own) });
    expect(preview).toMatchObject({
      problem: null,
      profile: { slug: 'mt', name: 'MT' },
      settings: { ...own, columns: [{ header: 'Kleur', field: 'assetTag', required: false }] },
      columns: [{ field: null }, { field: null }, { field: null }, { header: 'Kleur', field: 'assetTag', reason: 'profile' }],
      suggestions: [],
    });
  });

  it('shows what fits beside the problem of what does not', async () => {
    const profile = used({
      columns: [
        { header: 'Naam', field: 'name' },
        { header: 'Klasse', field: 'class', required: true },
      ],
    });
    const preview = await previewImport('a.csv', Buffer.from('Naam;Soort\nPomp;x\n'), { profile });
    expect(preview.problem?.detail).toContain('lacks columns that the profile requires: Klasse');
    expect(preview.columns.map(({ field }) => field)).toEqual(['name', null]);
    expect(preview.rows[0]?.cells[0]?.value).toBe('Pomp');
  });

  it('says of a column that fits a field which another gives', async () => {
    const preview = await previewImport('a.csv', Buffer.from('Serienummer;SN;Naam\n1;2;a\n'));
    expect(preview.columns[1]).toEqual({ header: 'SN', field: null, reason: 'taken', couldBe: 'serialNumber' });
  });

  it('offers profiles that fit: own ones first, then a ready one with its share of headers', async () => {
    const changedAt = '2026-01-01T00:00:00.000Z' as Instant;
    const saved = [
      {
        slug: 'wp',
        name: 'Werkplekken',
        revision: 1,
        changedAt,
        settings: MappingSettings.parse({
          columns: [
            { header: 'Serial', field: 'serialNumber' },
            { header: 'Model', field: 'model' },
          ],
        }),
      },
      {
        slug: 'anders',
        name: 'Anders',
        revision: 1,
        changedAt,
        settings: MappingSettings.parse({
          columns: [
            { header: 'Kenmerk', field: 'assetTag' },
            { header: 'Model', field: 'model' },
          ],
        }),
      },
    ];
    const text = 'Asset Tag,Asset Name,Serial,Model,Checked Out To\nA-1,pc,S1,M,jan\n';
    const { suggestions } = await previewImport('a.csv', Buffer.from(text), { saved });
    expect(suggestions).toMatchObject([
      { slug: 'wp', kind: 'saved', matched: 2, headers: 5 },
      { slug: 'snipe-it', kind: 'ready', matched: 5, headers: 5, verified: true },
    ]);
  });
});
