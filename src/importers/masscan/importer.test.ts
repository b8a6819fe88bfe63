import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemNumbersOf, parseBytes, parseFile, recordsOf } from '#test/support/parse-file.ts';
import { masscan } from './importer.ts';

const parse = (name: string) => parseFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe('the masscan importer', () => {
  it('makes one asset of an address and a detection of each open port of it', async () => {
    const parsed = await parse('array.json');
    expect(parsed.importer.id).toBe('masscan');
    expect(parsed.problem).toBeUndefined();
    expect(parsed.headers).toEqual([{ observedAt: '2026-03-10T11:00:10.000Z', tool: 'masscan', partial: false }]);
    expect(recordsOf(parsed, 'asset')).toEqual([
      {
        kind: 'asset',
        itemNumber: null,
        assetKey: '10.20.0.2',
        role: 'discovery',
        observedAt: '2026-03-10T11:00:10.000Z',
        facts: { ipAddresses: ['10.20.0.2'] },
      },
      {
        kind: 'asset',
        itemNumber: null,
        assetKey: 'fe80::1',
        role: 'discovery',
        observedAt: '2026-03-10T11:00:13.000Z',
        facts: { ipAddresses: ['fe80::1'] },
      },
    ]);
    expect(
      recordsOf(parsed, 'detection').map(({ itemNumber, protocol, port, observedAt }) => [itemNumber, protocol, port, observedAt]),
    ).toEqual([
      [1, 'tcp', 443, '2026-03-10T11:00:10.000Z'],
      [2, 'udp', 161, '2026-03-10T11:00:11.000Z'],
    ]);
  });

  it('says why an item carries nothing: a banner, an answer to a ping, a port that is not open', async () => {
    expect(recordsOf(await parse('array.json'), 'nothing').map(({ itemNumber, reason }) => [itemNumber, reason])).toEqual([
      [3, 'banner-text'],
      [4, 'ping-answer'],
      [5, 'port-not-open'],
    ]);
  });

  it('gives no coverage, so that a port scan closes nothing', async () => {
    for (const name of ['array.json', 'list.txt', 'report.xml']) expect(recordsOf(await parse(name), 'coverage')).toEqual([]);
  });

  it.each([
    ['array-of-an-older-version.json', 2, 2, 0],
    ['one-object-per-line.ndjson', 1, 1, 1],
    ['list.txt', 2, 3, 1],
    ['report.xml', 2, 2, 1],
  ])('reads the form of %s', async (name, assets, detections, nothing) => {
    const parsed = await parse(name);
    expect(parsed).toMatchObject({ importer: { id: 'masscan' }, problem: undefined, issues: [] });
    expect(parsed.headers).toHaveLength(1);
    expect(['asset', 'detection', 'nothing'].map((kind) => parsed.records.filter((record) => record.kind === kind).length)).toEqual([
      assets,
      detections,
      nothing,
    ]);
  });

  it('refuses lines without port, protocol or address, with their line, and reads one without a time', async () => {
    const parsed = await parse('refused-lines.txt');
    expect(parsed.issues.map(({ code, itemNumber, line }) => [code, itemNumber, line])).toEqual([
      ['port-incomplete', 1, 2],
      ['host-without-identity', 2, 3],
      ['host-without-identity', 3, 4],
    ]);
    expect(recordsOf(parsed, 'detection')).toMatchObject([{ itemNumber: 4, assetKey: '10.20.0.4', observedAt: null }]);
    expect(itemNumbersOf(parsed)).toEqual([1, 2, 3, 4]);
  });

  it.each(['truncated.txt', 'truncated.json', 'truncated.xml', 'unfinished.xml'])(
    'keeps what stands before the cut in %s',
    async (name) => {
      const parsed = await parse(name);
      expect(parsed.problem?.code).toBe('file-truncated');
      expect(recordsOf(parsed, 'detection')[0]).toMatchObject({ itemNumber: 1, assetKey: '10.20.0.2', port: 443 });
    },
  );

  it.each(['array.json', 'list.txt'])('cut or overwritten anywhere, %s ends in records or in a Problem of the file', async (name) => {
    const whole = readFileSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)));
    const before = (await parse(name)).records;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 140, max: whole.length - 3 }), async (cutAt) => {
        const parsed = await parseBytes(once(whole.subarray(0, cutAt).toString('latin1')), name);
        expect(parsed.problem?.code).toBe('file-truncated');
        expect(parsed.records).toEqual(before.slice(0, parsed.records.length));
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 140, max: whole.length - 1 }), fc.nat(255), async (at, value) => {
        const bytes = Buffer.from(whole);
        bytes[at] = value;
        const { problem } = await parseBytes(once(bytes.toString('latin1')), name);
        expect(problem === undefined || problem.code.startsWith('file-')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses JSON that is not one object per line, entities, endless nesting and an endless line', async () => {
    expect((await parse('reformatted.json')).problem).toMatchObject({ code: 'file-malformed', data: { line: 1 } });
    expect((await parse('entity-bomb.xml')).problem?.code).toBe('file-entities-refused');
    expect((await parse('deeply-nested.xml')).problem?.code).toBe('file-too-deep');
    const endless = `#masscan\nopen tcp 80 ${'1'.repeat(masscan.limits.fieldCharactersMax)}`;
    expect((await parseBytes(once(endless), 'endless')).problem?.code).toBe('file-too-large');
  });

  it('reads a list without ports as complete with no items, and calls an empty file empty', async () => {
    expect(await parseBytes(once('#masscan\n# end\n'), 'list')).toMatchObject({ records: [], issues: [], problem: undefined });
    await expect(parseBytes(once(''), 'empty')).rejects.toMatchObject({ code: 'file-empty' });
  });
});
