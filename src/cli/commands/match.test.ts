import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DecidedCandidate } from '#core/matching/decided-candidates.ts';
import { csafDocument, threeAdvisories } from '#test/support/match-cases.ts';
import { runCli, type Said } from '#test/support/run-cli.ts';
import { writeWorkbook } from '#test/support/workbook-file.ts';

const devices = [
  { id: 'inv-1', vendor: 'Tarnmed B.V.', product: 'Orvado IP-450', version: '3.2', description: null },
  { id: 'inv-2', vendor: 'Kelvoria', product: 'Zentrix ZM90', version: '2.2', description: 'IC bed 3' },
  { id: 'inv-3', vendor: 'Brontaq', product: 'Lumarchive PACS', version: null, description: null },
  { id: 'inv-4', vendor: 'Osbrand', product: 'Koelkast', version: '1', description: 'keuken' },
  { id: 'inv-5', vendor: 'Tarnmed', product: 'Orvado IP450', version: '3.4', description: null },
];
const lines = devices.map((device) => JSON.stringify(device));

interface Files {
  readonly [name: string]: string | Uint8Array;
}

function folderWith(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'match-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const documents: Files = Object.fromEntries(threeAdvisories.map((one) => [`csaf/${one.vendor}/${one.id}.json`, csafDocument(one)]));
const basic: Files = { 'devices.ndjson': lines.join('\n'), ...documents };

function run(files: Files, words: readonly string[] = ['--json'], environment: Record<string, string> = {}): Promise<Said> {
  const given = words.includes('--inventory') ? [] : ['--inventory', 'devices.ndjson'];
  return runCli(['match', ...given, '--advisories', 'csaf', ...words], { workingFolder: folderWith(files), environment });
}

type Candidate = Omit<DecidedCandidate, 'origin' | 'isDenied'>;

const candidatesOf = ({ out }: Said): Candidate[] =>
  out
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as Candidate);

describe('match --json', () => {
  test('one object per device and advisory, with the fields that were agreed, nothing else on stdout or stderr', async () => {
    const said = await run(basic);
    expect([said.code, said.err]).toEqual([0, '']);
    const found = candidatesOf(said);
    expect(found.map(({ id, document, status, statusBasis, productIds }) => [id, document, status, statusBasis, productIds])).toEqual([
      ['inv-1', 'TM-2026-001', 'affected', 'range', ['P1']],
      ['inv-2', 'KV-2026-007', 'fixed', 'range', ['P2']],
      ['inv-3', 'BR-2026-003', 'undetermined', 'version-missing', ['P1']],
      ['inv-5', 'TM-2026-001', 'fixed', 'range', ['P1']],
    ]);
    expect(Object.keys(found[0] ?? {})).toEqual(
      'id document productIds status statusBasis probability band reasons deviceKey productKey'.split(' '),
    );
    for (const { probability, band, reasons } of found) {
      expect(probability).toBeGreaterThanOrEqual(0.5);
      expect(['likely', 'check']).toContain(band);
      expect(reasons.length).toBeGreaterThan(1);
    }
  });

  test('the same input gives the same bytes, whatever the order of files, lines and paths, packed or not', async () => {
    const { out } = await run(basic);
    const texts = threeAdvisories.map(csafDocument);
    const other = folderWith({
      'devices.ndjson.gz': gzipSync(lines.toReversed().join('\r\n')),
      'a/x.ndjson.gz': gzipSync([texts[2], texts[0]].join('\n')),
      'z.json': texts[1] ?? '',
      'b.ndjson': texts.join('\n'),
    });
    const words = ['match', '--json', '--inventory', 'devices.ndjson.gz', '--advisories', 'z.json', '--advisories', 'a', 'b.ndjson'];
    const again = await runCli(words, { workingFolder: other });
    expect(again).toEqual({ code: 0, out, err: '' });
    const asTable = `id;fabrikant;product;versie;omschrijving\n${devices
      .map((one) =>
        Object.values(one)
          .map((text) => text ?? '')
          .join(';'),
      )
      .join('\n')}\n`;
    expect(await run({ 'devices.csv': asTable, ...documents }, ['--inventory', 'devices.csv', '--json'])).toEqual({
      code: 0,
      out,
      err: '',
    });
    const sheet = { name: 'Blad1', rows: [Object.keys(devices[0] ?? {}), ...devices.map((one) => Object.values(one))] };
    const workbook = await run({ 'devices.xlsx': writeWorkbook([sheet]), ...documents }, ['--inventory', 'devices.xlsx', '--json']);
    expect(workbook).toEqual({ code: 0, out, err: '' });
  });

  test('of one document the newest revision counts, wherever it lies', async () => {
    const [first] = threeAdvisories;
    const revised =
      first === undefined ? '' : csafDocument({ ...first, revision: '2', products: [['Orvado IP450 Infusion Pump', '<3.0']] });
    for (const name of ['csaf/0.json', 'csaf/zz.json']) {
      const [candidate] = candidatesOf(await run({ ...basic, [name]: revised }));
      expect(candidate).toMatchObject({ id: 'inv-1', document: 'TM-2026-001', status: 'fixed' });
    }
  });

  test('devices that say the same under many ids are each answered for, by id', async () => {
    const many = Array.from({ length: 2_500 }, (_, at) => ({ ...devices[0], id: `x-${String(at).padStart(4, '0')}` }));
    const texts = [...many.map((one) => JSON.stringify(one)).toReversed(), ...lines];
    const found = candidatesOf(await run({ ...basic, 'devices.ndjson': texts.join('\n') }));
    expect(found.map(({ id }) => id)).toEqual(['inv-1', 'inv-2', 'inv-3', 'inv-5', ...many.map(({ id }) => id)]);
    expect(found.at(-1)).toEqual({ ...found[0], id: 'x-2499' });
  });

  test('--all gives the weak ones too, in the same order', async () => {
    const vague = JSON.stringify({ id: 'inv-0', vendor: 'Kelvoria', product: 'Zentrix', version: null, description: null });
    const files = { ...basic, 'devices.ndjson': [...lines, vague].join('\n') };
    const [some, all] = [candidatesOf(await run(files)), candidatesOf(await run(files, ['--json', '--all']))];
    expect(all.filter(({ band }) => band !== 'weak')).toEqual(some);
    expect(all.length).toBeGreaterThanOrEqual(some.length);
    expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted());
  });
});

describe('what cannot be read', () => {
  test('rows and documents are refused with their place, as lines of JSON on stderr; the rest is matched and the code is 3', async () => {
    const said = await run({
      ...basic,
      'devices.ndjson': [...lines, '{"product":"Pump"}', '{"id":'].join('\n'),
      'csaf/broken.json': '{"document":',
      'csaf/lines.ndjson.gz': gzipSync('{"some":"thing"}').subarray(0, 20),
      'csaf/readme.txt': 'not looked at',
    });
    expect(said.code).toBe(3);
    expect(candidatesOf(said)).toHaveLength(4);
    const problems = said.err
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as { code: string; data: { path: string; line: number | null; reason?: string } });
    expect(problems.map(({ code, data: { path, line, reason } }) => [code, path.replace(/^.*\//, ''), line, reason])).toEqual([
      ['file-malformed', 'devices.ndjson', 6, 'id-missing'],
      ['file-malformed', 'devices.ndjson', 7, 'line-no-json'],
      ['file-truncated', 'broken.json', null, undefined],
      ['file-truncated', 'lines.ndjson.gz', null, undefined],
    ]);
  });

  test.each([
    ['an empty inventory', { ...basic, 'devices.ndjson': '' }, 4],
    ['an inventory without a line that can be used', { ...basic, 'devices.ndjson': '{"id":null}\nnonsense' }, 4],
    ['no advisory at all', { 'devices.ndjson': lines.join('\n'), 'csaf/note.txt': '' }, 4],
    ['a folder of advisories that is not there', { 'devices.ndjson': lines.join('\n') }, 2],
    ['an inventory that is not there', documents, 2],
  ])('%s: nothing is answered, and it is said', async (_, files, code) => {
    const said = await run(files);
    expect([said.code, said.out]).toEqual([code, '']);
    expect(said.err).not.toBe('');
  });

  test('an inventory that ends too early is matched as far as it goes, with code 3', async () => {
    const zipped = gzipSync(
      [...lines, ...Array.from({ length: 4_000 }, (_, at) => `{"id":"x${at}","product":"Koelkast ${at * 7919}"}`)].join('\n'),
    );
    const said = await run({ ...documents, 'devices.ndjson': zipped.subarray(0, zipped.length - 500) });
    expect(said.code).toBe(3);
    expect(candidatesOf(said)).toHaveLength(4);
    expect(said.err).toContain('"code":"file-truncated"');
  });

  test('every inventory that is given is read', async () => {
    const [a, b, ...rest] = lines;
    const files = { ...documents, 'a.ndjson': [a, b].join('\n'), 'b.ndjson': rest.join('\n') };
    const said = await run(files, ['--inventory', 'a.ndjson', '--inventory', 'b.ndjson', '--json']);
    expect(said).toEqual({ code: 0, out: (await run(basic)).out, err: '' });
  });

  test('a second inventory without its flag is a table that was read as an advisory, and it is said', async () => {
    const table = 'id;fabrikant;product\nA1;Tarnmed;Orvado IP450\n';
    const sheet = writeWorkbook([
      {
        name: 'Blad1',
        rows: [
          ['id', 'product'],
          ['A1', 'Pump'],
        ],
      },
    ]);
    const files = { ...documents, 'a.csv': table, 'b.csv': table, 'c.xlsx': sheet };
    const said = await run(files, ['--inventory', 'a.csv', 'b.csv', 'c.xlsx']);
    expect(said.code).toBe(3);
    const why = 'refused: This path was read as an advisory, and it is a table. Where it is an inventory, give it with --inventory.';
    for (const name of ['b.csv', 'c.xlsx']) expect(said.err.split('\n').filter((text) => text.endsWith(`${name}  ${why}`))).toHaveLength(1);
  });

  test('an inventory that is refused is named, and no sentence speaks of a mapping', async () => {
    for (const content of ['', 'kleur;ruimte\nrood;K1\n', '%PDF-1.7\n', 'id;product\n']) {
      const said = await run({ ...documents, 'd.csv': content }, ['--inventory', 'd.csv']);
      expect(said.code).toBe(4);
      expect(said.err).toMatch(/^d\.csv {2}refused: /);
      expect(said.err).not.toContain('mapping');
    }
    const dutch = await run({ ...documents, 'd.csv': 'kleur;ruimte\nrood;K1\n' }, ['--inventory', 'd.csv'], { LANG: 'nl_NL.UTF-8' });
    expect(dutch.err).toContain('d.csv  geweigerd: Geen rij met koppen noemt het nummer en het product van elk apparaat. Gezien: kleur,');
  });

  test('a sheet with a table whose headers are not known makes the code 3', async () => {
    const sheets = [
      {
        name: 'Pompen',
        rows: [
          ['id', 'product'],
          ['A1', 'Pump'],
        ],
      },
      {
        name: 'Rest',
        rows: [
          ['Kleur', 'Ruimte'],
          ['rood', 'K1'],
        ],
      },
    ];
    const said = await run({ ...documents, 'd.xlsx': writeWorkbook(sheets) }, ['--inventory', 'd.xlsx']);
    expect([said.code, said.err.split('\n')[0]]).toEqual([3, expect.stringMatching(/^d\.xlsx "Rest" {2}refused: .*Seen: Kleur, Ruimte\./)]);
  });

  test('where no advisory is found the paths are said, and what a path is', async () => {
    const said = await run({ 'devices.ndjson': lines.join('\n'), 'csaf/note.txt': '' }, []);
    expect([said.code, said.err]).toEqual([4, 'No advisory was found under csaf; a path is a folder, a .json or an .ndjson file.\n']);
  });

  test('a PDF among the advisories is called one, once', async () => {
    const pdf = Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n', 'latin1');
    const said = await run({ ...basic, 'csaf/a.json': pdf, 'csaf/b.ndjson': pdf }, []);
    expect(said.code).toBe(3);
    const told = said.err.trim().split('\n').slice(0, -1);
    expect(told.map((text) => text.replace(/^.*\//, ''))).toEqual([
      'a.json  refused: This is a PDF, not a JSON document.',
      'b.ndjson  refused: This is a PDF, not a JSON document.',
    ]);
  });

  test('without an inventory or advisories the command says which flag is missing', async () => {
    expect((await runCli(['match', '--advisories', 'x'])).err).toContain('--inventory FILE');
    const said = await runCli(['match', '--inventory', 'x']);
    expect([said.code, said.err.includes('--advisories PATH')]).toEqual([2, true]);
  });
});

describe('match --decisions', () => {
  const facts = { person: 'Ada', at: '2026-03-01T10:00:00Z', reason: 'another pump' };

  test('a line of the answer gives the keys; denied leaves the list for every asset of the model, and stays with --all', async () => {
    const [pump] = candidatesOf(await run(basic));
    const denial = JSON.stringify({
      kind: 'identity',
      deviceKey: pump?.deviceKey,
      productKey: pump?.productKey,
      answer: 'denied',
      ...facts,
    });
    const files = { ...basic, 'decided.ndjson': `${denial}\n\n` };
    const said = await run(files, ['--json', '--decisions', 'decided.ndjson']);
    expect([said.code, candidatesOf(said).map(({ id }) => id)]).toEqual([0, ['inv-2', 'inv-3']]);
    const all = candidatesOf(await run(files, ['--json', '--all', '--decisions', 'decided.ndjson']));
    const denied = all.filter(({ reasons }) => reasons[0]?.rule === 'decided-denied');
    expect(denied.map(({ id, probability, band }) => [id, probability, band])).toEqual([
      ['inv-1', 0, 'weak'],
      ['inv-5', 0, 'weak'],
    ]);
    const { err } = await run(files, ['--decisions', 'decided.ndjson']);
    expect(err).toMatch(/ 2 denied; 0 refused\n$/);
  });

  test('a line that is no decision is refused with what should stand there, and the code is 3', async () => {
    const said = await run({ ...basic, 'decided.ndjson': '{"kind":"identity"}\nno\n' }, ['--decisions', 'decided.ndjson']);
    expect(said.code).toBe(3);
    expect(said.err).toMatch(/decided\.ndjson:1 {2}refused: The line is no decision: deviceKey should be a text\.\n.*decided\.ndjson:2 /);
  });

  test('a line that is no JSON says so', async () => {
    const said = await run({ ...basic, 'decided.ndjson': '{"kind":"identity"}\n{"kind":\n' }, ['--decisions', 'decided.ndjson']);
    expect(said.err).toContain('decided.ndjson:2  refused: The line is no JSON. Write one decision per line');
  });

  test.each([
    ['a table', Array.from({ length: 500 }, (_, at) => `A${at};Pump`).join('\n')],
    ['the answer of match', '{"id":"inv-1","deviceKey":"a/b","productKey":"a/c"}\n{"id":"inv-2","deviceKey":"a/b","productKey":"a/c"}\n'],
  ])('a file that is no file of decisions is refused once: %s', async (_, content) => {
    const said = await run({ ...basic, 'decided.ndjson': content }, ['--decisions', 'decided.ndjson']);
    expect(said.code).toBe(3);
    expect(said.err.split('\n').filter((text) => text.includes('refused: '))).toEqual([
      expect.stringMatching(/^decided\.ndjson {2}refused: The file is no file of decisions/),
    ]);
  });

  test('a decision that meets nothing is told with its line; older answers to a question that was met are not', async () => {
    const [pump] = candidatesOf(await run(basic));
    const keys = { deviceKey: pump?.deviceKey, productKey: pump?.productKey };
    const version = { kind: 'version', ...keys, clauseText: '<3.4', ...facts };
    const decided = [
      { kind: 'identity', ...keys, answer: 'unsure', ...facts, at: '2026-02-01T10:00:00Z' },
      { kind: 'identity', ...keys, answer: 'confirmed', ...facts },
      { kind: 'identity', ...keys, productKey: 'nobody/nothing', answer: 'denied', ...facts },
      { ...version, deviceVersion: '3.2', answer: 'not-affected' },
      { ...version, deviceVersion: '9.9', answer: 'affected', at: '2026-03-02T10:00:00Z' },
    ];
    const files = { ...basic, 'decided.ndjson': decided.map((one) => JSON.stringify(one)).join('\n') };
    const said = await run(files, ['--decisions', 'decided.ndjson']);
    expect([said.code, said.err.split('\n')[0]]).toEqual([0, 'decided.ndjson  2 decisions apply to nothing: lines 3, 5']);
    const asJson = await run(files, ['--json', '--decisions', 'decided.ndjson']);
    expect(JSON.parse(asJson.err)).toMatchObject({ code: 'not-found', data: { path: 'decided.ndjson', lines: [3, 5] } });
    const one = await run({ ...basic, 'decided.ndjson': JSON.stringify(decided[2]) }, ['--decisions', 'decided.ndjson'], { LANG: 'nl' });
    expect(one.err.split('\n')[0]).toBe('decided.ndjson  1 beslissing is nergens op van toepassing: regel 1');
  });

  test('a file of decisions that is not there ends it', async () => {
    expect((await run(basic, ['--decisions', 'nowhere'])).code).toBe(2);
  });
});

describe('match for people', () => {
  const rowsOf = (out: string): string[] => out.trim().split('\n');

  test('affected first, then to find out, outside last, each under its heading, with number, version, reason and title', async () => {
    const { out, err, code } = await run(basic, []);
    const rows = rowsOf(out);
    expect(code).toBe(0);
    expect(rows.filter((row) => /^[A-Z]/.test(row)).map((row) => row.split(':')[0])).toEqual(['Affected', 'To find out', 'Outside']);
    expect(rows[0]).toBe('Affected: the advisory names this version. The most probable match first.');
    expect(rows[1]).toMatch(/^chance +match +inventory number +device +version +advisory +why +title$/);
    expect(rows[2]).toMatch(
      /^ *\d+ % +\w+ +inv-1 +Tarnmed B\.V\. Orvado IP-450 +3\.2 +TM-2026-001 +3\.2 is inside <3\.4 +Tarnmed Orvado infusion pump answers to anybody$/,
    );
    expect(rows[6]).toMatch(/ inv-3 +Brontaq Lumarchive PACS +BR-2026-003 +the register gives no version; named is <7\.2\.1 /);
    expect(rows).toHaveLength(12);
    expect(err).toMatch(/^5 lines, 3 advisories with 4 products: \d likely, \d check, \d weak, 0 denied; 0 refused\n$/);
  });

  test('devices of one model and version are one row with the first numbers and how many more', async () => {
    const many = Array.from({ length: 40 }, (_, at) => JSON.stringify({ ...devices[0], id: `x-${String(40 - at).padStart(2, '0')}` }));
    const { out } = await run({ ...basic, 'devices.ndjson': many.join('\n') }, []);
    expect(rowsOf(out)).toHaveLength(3);
    expect(out).toContain(' x-01, x-02, x-03 + 37 more ');
  });

  test('only what a person confirmed is 100 %; what was denied stands under a heading of its own', async () => {
    expect((await run(basic, [])).out).not.toContain('100 %');
    const [pump] = candidatesOf(await run(basic));
    const after = async (answer: string): Promise<string> => {
      const { deviceKey, productKey } = pump ?? {};
      const decided = { kind: 'identity', deviceKey, productKey, answer, person: 'Ada', at: '2026-03-01T10:00:00Z' };
      return (await run({ ...basic, 'decided.ndjson': JSON.stringify(decided) }, ['--all', '--decisions', 'decided.ndjson'])).out;
    };
    const confirmed = await after('confirmed');
    expect(rowsOf(confirmed)[2]).toMatch(/^ *100 % .* inv-1 /);
    expect(confirmed.match(/100 %/g)).toHaveLength(2);
    expect(await after('denied')).toMatch(/\nDenied by a person: another product\.\n.*\n.* inv-1 .* denied: .*: Ada, 2026-03-01/);
  });

  test('in Dutch where the reader is', async () => {
    const { out, err } = await run({ ...basic, 'devices.ndjson': `${lines.join('\n')}\n{"product":"x"}` }, [], { LANG: 'nl_NL.UTF-8' });
    expect(out).toMatch(
      /^Geraakt: .* eerst\.\nkans +match +inventarisnummer +apparaat +versie +advies +waarom +titel\n.* 3\.2 valt binnen <3\.4 /,
    );
    expect(err).toContain('devices.ndjson:6  geweigerd: De rij heeft geen id');
    expect(err).toMatch(/5 regels, 3 adviezen met 4 producten: .*; 1 geweigerd\n$/);
  });

  test('of two publishers with one document id each row has its own title', async () => {
    const [first] = threeAdvisories;
    const other = {
      id: 'TM-2026-001',
      title: 'Brontaq says another thing',
      vendor: 'Brontaq',
      products: [['Lumarchive PACS', '<9']],
    } as const;
    const files = { ...basic, 'csaf/x.json': csafDocument(other) };
    const { out } = await run(files, []);
    expect(out).toMatch(/ inv-3 .* TM-2026-001 .* Brontaq says another thing\n/);
    expect(out).toMatch(new RegExp(` inv-1 .* TM-2026-001 .* ${first?.title ?? '-'}\n`));
  });

  test('one of each is said as one', async () => {
    const [, , last] = threeAdvisories;
    const files = { 'devices.ndjson': lines[2] ?? '', 'csaf/a.json': last === undefined ? '' : csafDocument(last) };
    expect((await run(files, [])).err).toMatch(/^1 line, 1 advisory with 1 product: /);
    expect((await run(files, [], { LANG: 'nl_NL.UTF-8' })).err).toMatch(/^1 regel, 1 advies met 1 product: /);
  });

  test('nothing found is an empty answer and no failure', async () => {
    const said = await run({ ...documents, 'devices.ndjson': lines[3] ?? '' }, []);
    expect([said.code, said.out]).toEqual([0, '']);
  });
});
