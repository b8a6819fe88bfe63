import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem, type Problem } from '#core/kernel/problem.ts';
import type { ImportIssue } from '#core/imports/imported-record.ts';
import type { ImporterLimits } from './define-importer.ts';
import type { JsonInterest, JsonOutput, JsonValue } from './json-stream.ts';
import { jsonPathsIn, readJson } from './json-stream.ts';

const limits: ImporterLimits = { bytesMax: 1_000_000, itemsMax: 3, depthMax: 8, fieldCharactersMax: 1_000, issuesMax: 10 };

interface Read {
  readonly values: (readonly [path: string, value: JsonValue])[];
  readonly places: (readonly [line: number, path: string])[];
  readonly left: string[];
  readonly issues: ImportIssue[];
  ends: number;
  problem: Problem | undefined;
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(
  content: string | Uint8Array,
  interest: (path: string) => JsonInterest,
  { size = 4_096, onValue }: { readonly size?: number; readonly onValue?: (output: JsonOutput) => void } = {},
  own: Partial<ImporterLimits> = {},
): Promise<Read> {
  const result: Read = { values: [], places: [], left: [], issues: [], ends: 0, problem: undefined };
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const events = readJson(pieces(bytes, size), { ...limits, ...own }, (output) => ({
    enter: interest,
    value: (path, value) => {
      result.values.push([path, value]);
      result.places.push([output.line(), output.path()]);
      onValue?.(output);
    },
    leave: (path) => result.left.push(path),
    end: () => (result.ends += 1),
  }));
  try {
    for await (const event of events) if (event.kind === 'issue') result.issues.push(event.issue);
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    result.problem = cause;
  }
  return result;
}

const whole = (): JsonInterest => 'value';
const rows = (path: string): JsonInterest => (path === '' || path === '/rows' ? 'children' : path === '/rows/*' ? 'value' : 'skip');

describe('readJson', () => {
  it('builds the same value as JSON.parse, wherever the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 5 }), fc.integer({ min: 1, max: 40 }), async (text, size) => {
        const { values, problem } = await read(text, whole, { size });
        expect(problem).toBeUndefined();
        expect(JSON.stringify(values[0]?.[1])).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: 300 },
    );
  });

  it('hands over the elements of a list one by one, with their line and place', async () => {
    const text = '{\n "before": {"rows": [0]},\n "rows": [\n  {"a": "1\\n2"},\n\n  {"a": 2}\n ]\n}';
    for (const size of [1, 7, 4_096]) {
      const { values, places, left, ends } = await read(text, rows, { size });
      expect(values).toEqual([
        ['/rows/*', { a: '1\n2' }],
        ['/rows/*', { a: 2 }],
      ]);
      expect(places).toEqual([
        [4, '/rows/0'],
        [6, '/rows/1'],
      ]);
      expect(left).toEqual(['/rows', '']);
      expect(ends).toBe(1);
    }
  });

  it('reads documents that follow each other, with line ends or with nothing between them', async () => {
    const lines = (path: string): JsonInterest => (path === '' ? 'children' : 'value');
    const { values, left } = await read('{"a":1}\n{"a":2}\r\n{"a":3}{"a":4}\n', lines);
    expect(values.map(([, value]) => value)).toEqual([1, 2, 3, 4]);
    expect(left).toEqual(['', '', '', '']);
  });

  it('hands over a scalar that stands where children were expected', async () => {
    expect((await read('{"rows": null}', rows)).values).toEqual([['/rows', null]]);
    expect((await read('null', rows)).values).toEqual([['', null]]);
  });

  it('writes a key with a slash so that it cannot be taken for two', async () => {
    const { values } = await read('{"a/b": {"c~d": 1}}', (path) => (path === '/a~1b/c~0d' ? 'value' : 'children'));
    expect(values).toEqual([['/a~1b/c~0d', 1]]);
  });

  it('keeps a key named __proto__ as a key', async () => {
    const [first] = (await read('{"__proto__": {"polluted": true}}', whole)).values;
    expect(JSON.stringify(first?.[1])).toBe('{"__proto__":{"polluted":true}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from('\ufeff{"rows": ["één 🏥"]}')],
    ['UTF-16 with a mark', Buffer.from('\ufeff{"rows": ["één 🏥"]}', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('{"rows": ["één 🏥"], "padding": "so that every second byte is NUL"}', 'utf16le')],
  ])('reads %s', async (_name, bytes) => {
    expect((await read(bytes, rows, { size: 5 })).values).toEqual([['/rows/*', 'één 🏥']]);
  });

  it('cuts a long text and says where', async () => {
    const { values, issues } = await read('{"rows": ["short",\n "0123456789"]}', rows, {}, { fieldCharactersMax: 5 });
    expect(values.map(([, value]) => value)).toEqual(['short', '01234']);
    expect(issues).toMatchObject([{ code: 'value-cut', path: '/rows/1', line: 2, severity: 'warning' }]);
  });

  it.each([
    ['nothing at all', '', 'file-truncated', { line: 1 }],
    ['a file cut between two elements', '{"rows": [1,\n2', 'file-truncated', { line: 2, path: '/rows/1' }],
    ['a file cut inside of a text', '{"rows": [1, "ab', 'file-truncated', { path: '/rows/1' }],
    ['a file cut inside of a word', '{"rows": [tru', 'file-truncated', { path: '/rows/0' }],
    ['a missing comma', '{"rows": [1 2]}', 'file-malformed', { line: 1, path: '/rows/0' }],
    ['a comma too many', '{"rows": [1,]}', 'file-malformed', { path: '/rows/1' }],
    ['a key without a value', '{"rows": }', 'file-malformed', { path: '/rows' }],
    ['a key that is no text', '{1: 2}', 'file-malformed', {}],
    ['the wrong bracket', '{"rows": [1}', 'file-malformed', {}],
    ['a word that is none', '{\n"rows":\n[nul]}', 'file-malformed', { line: 3 }],
    ['text behind the end', '{"rows": []}\n<html>', 'file-malformed', { line: 2 }],
    ['nesting', '[[[[[[[[[', 'file-too-deep', { depthMax: 8 }],
  ])('ends %s in a Problem with its place', async (_name, text, code, data) => {
    for (const size of [1, 4_096]) {
      const { problem, ends } = await read(text, rows, { size });
      expect(problem?.code).toBe(code);
      expect(problem?.data).toMatchObject(data);
      expect(ends).toBe(0);
    }
  });

  it('gives what stands before the place where a file goes wrong', async () => {
    expect((await read('{"rows": [1, 2, oops', rows)).values.map(([, value]) => value)).toEqual([1, 2]);
  });

  it('ends at more items than declared', async () => {
    const { values, problem } = await read('{"rows": [1,\n2,3,4,5]}', rows, { onValue: (output) => void output.nextItem() });
    expect(values).toHaveLength(4);
    expect(problem).toMatchObject({ code: 'file-too-large', data: { itemsMax: 3, line: 2 } });
  });

  it('ends at one text, or one item, that is too large to hold', async () => {
    const long = Buffer.from(`{"rows": ["${'x'.repeat(18_000_000)}"]}`);
    expect((await read(long, rows, { size: 65_536 }, { bytesMax: 1e9 })).problem?.code).toBe('file-too-large');
    const wide = `{"rows": [[${'0,'.repeat(200_001)}0]]}`;
    expect((await read(wide, rows)).problem).toMatchObject({ code: 'file-too-large', data: { builtValuesMax: 200_000 } });
    expect((await read(wide, (path) => (path === '/rows' ? 'skip' : 'children'))).problem).toBeUndefined();
  });
});

describe('jsonPathsIn', () => {
  const pathsOf = (text: string) => [...jsonPathsIn({ bytes: Buffer.from(text), text, name: 'file' })];

  it('names what a head holds, also when it is cut', () => {
    expect(pathsOf('{"a": [{"b": 1}], "c": "cut he')).toEqual(['', '/a', '/a/*', '/a/*/b']);
  });

  it('is empty for what is no JSON', () => {
    expect(pathsOf('a,b\n1,2')).toEqual([]);
    expect(pathsOf('<a>{"b": 1}</a>')).toEqual([]);
  });
});
