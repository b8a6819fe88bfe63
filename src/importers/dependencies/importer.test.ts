import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { graphCsv } from '#core/dependencies/graph-csv.ts';
import { nodeKeyOf } from '#core/dependencies/graph.ts';
import { parseBytes, parseFile, recordsOf } from '#test/support/parse-file.ts';
import { writeWorkbook } from '#test/support/workbook-file.ts';

const parse = (name: string) => parseFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));
const rowsOf = async (name: string) =>
  recordsOf(await parse(name), 'dependency').map(({ from, to, criticality }) => [
    from === null ? null : 'name' in from ? `${from.kind}:${from.name}` : `${from.kind} ${from.text}`,
    to === null ? null : `${to.kind}:${to.name}`,
    criticality,
  ]);

describe('the importer of dependencies', () => {
  it('reads edges, nodes with their tier and owner, single assets and filters', async () => {
    const parsed = await parse('english.csv');
    expect(parsed.importer.id).toBe('dependencies');
    expect(parsed.issues).toEqual([]);
    expect(await rowsOf('english.csv')).toEqual([
      ['system:Electronic patient record', null, null],
      ['system:Electronic patient record', 'service:Clinical documentation', 'essential'],
      ['service:Clinical documentation', 'care-process:Emergency care', 'essential'],
      [null, 'care-process:Emergency care', null],
      ['system:Pathology link', 'service:Diagnostics', 'supporting'],
      ['filter eq(model,"Vivo 3")', 'system:Patient monitoring', 'essential'],
      ['asset MT-00017', 'system:Electronic patient record', 'important'],
    ]);
    const [first] = recordsOf(parsed, 'dependency');
    expect(first).toMatchObject({ itemNumber: 1, line: 2, tier: 2, owner: 'Applications' });
  });

  it('reads Dutch headers and words, and names the columns it leaves', async () => {
    const parsed = await parse('dutch.csv');
    expect(await rowsOf('dutch.csv')).toEqual([
      ['base-service:Netwerk', 'system:Beeldarchief', 'essential'],
      ['system:Beeldarchief', 'service:Beeldvorming', 'essential'],
      ['service:Beeldvorming', 'care-process:Operatiekamers', 'important'],
      ['service:Beeldvorming', 'care-process:Spoedeisende hulp', 'supporting'],
    ]);
    expect(parsed.issues.map(({ code, message }) => [code, message.includes('"Opmerking"')])).toEqual([['column-not-read', true]]);
  });

  it('turns a table of what each thing depends on the right way round', async () => {
    expect(await rowsOf('depends-on.csv')).toEqual([
      ['base-service:Netwerk', 'service:Inloggen', null],
      ['service:Inloggen', 'base-service:Netwerk', null],
    ]);
  });

  it('finds the headers below a title', async () => {
    expect(await rowsOf('title-above.csv')).toEqual([['system:Analyser link', 'service:Laboratory', 'important']]);
  });

  it('refuses what names nothing, itself, an unknown kind or a filter nobody can read, each with its line', async () => {
    const { issues, records } = await parse('refused-rows.csv');
    expect(issues.map(({ code, line, severity }) => [code, line, severity])).toEqual([
      ['kind-unknown', 2, 'refused'],
      ['kind-unknown', 3, 'refused'],
      ['edge-to-itself', 4, 'refused'],
      ['row-names-nothing', 5, 'refused'],
      ['asset-as-dependent', 6, 'refused'],
      ['asset-belongs-nowhere', 7, 'refused'],
      ['filter-not-readable', 8, 'refused'],
      ['filter-not-readable', 9, 'refused'],
      ['row-column-count', 10, 'refused'],
      ['criticality-unknown', 11, 'warning'],
      ['tier-unknown', 12, 'warning'],
      ['facts-on-edge', 13, 'warning'],
    ]);
    expect(records).toHaveLength(3);
  });
});

describe('the table that is exported', () => {
  it('holds no cell that a spreadsheet would run, and is read back as it was', async () => {
    const names = ['=HYPERLINK("https://example.org","x")', '+Care', '-80 freezer', '@home', "'=quoted", "'s Gravenhage", 'a, "b"'];
    const nodes = names.map((name) => ({ key: nodeKeyOf('system', name), kind: 'system' as const, name, tier: 2, owner: name }));
    const [first, ...others] = nodes.map(({ key }) => key);
    const edges = others.map((from) => ({ from, to: first ?? from, criticality: 'important' as const }));
    const attachments = names.map((text) => ({
      node: first ?? 'system:x',
      form: 'asset' as const,
      text,
      criticality: 'essential' as const,
    }));
    const table = graphCsv({ nodes, edges, attachments });
    expect(table.split('\r\n').filter((row) => row.split(',').some((cell) => /^"?[=+\-@]/.test(cell)))).toEqual([]);
    const parsed = await parseBytes(
      (async function* () {
        yield new TextEncoder().encode(table);
      })(),
      'dependencies.csv',
    );
    expect(parsed.issues).toEqual([]);
    const records = recordsOf(parsed, 'dependency');
    const nameOf = (end: (typeof records)[number]['from']) => (end === null ? null : 'name' in end ? end.name : end.text);
    expect(records.map(({ from, to, owner }) => [nameOf(from), nameOf(to), owner])).toEqual([
      ...names.map((name) => [name, null, name]),
      ...names.slice(1).map((name) => [name, names[0], null]),
      ...names.map((name) => [name, names[0], null]),
    ]);
  });
});

describe('a workbook with dependencies', () => {
  it('is read sheet by sheet, beside a list of assets, with its rows numbered through', async () => {
    const bytes = writeWorkbook([
      {
        name: 'Middelen',
        rows: [
          ['Serienummer', 'Naam', 'Klasse'],
          ['S-100', 'Monitor', 'medisch apparaat'],
        ],
      },
      {
        name: 'Keten',
        rows: [
          ['Afhankelijkheden'],
          ['Van', 'Soort', 'Naar', 'Soort naar', 'Belang'],
          ['EPD', 'systeem', 'Zorg', 'zorgproces', 'hoog'],
          ['EPD', 'gizmo', 'Zorg', 'zorgproces'],
        ],
      },
    ]);
    const parsed = await parseBytes(
      (async function* () {
        yield bytes;
      })(),
      'keten.xlsx',
    );
    expect(parsed.importer.id).toBe('xlsx');
    expect(recordsOf(parsed, 'asset')).toHaveLength(1);
    expect(recordsOf(parsed, 'dependency')).toMatchObject([
      { itemNumber: 2, line: 3, to: { kind: 'care-process', name: 'Zorg' }, criticality: 'essential' },
    ]);
    expect(parsed.issues.filter(({ severity }) => severity === 'refused')).toMatchObject([
      { code: 'kind-unknown', itemNumber: 3, line: 4 },
    ]);
  });
});
