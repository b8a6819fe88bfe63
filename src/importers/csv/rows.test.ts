import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '#core/kernel/problem.ts';
import type { TableRow } from '../table/table-row.ts';
import { readRows, rowBytesMax, sampleRows } from './rows.ts';

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  const characters = Array.from(text);
  for (let start = 0; start < characters.length; start += size) yield characters.slice(start, start + size).join('');
}

async function read(text: string, delimiter: string, size = 65_536): Promise<{ rows: TableRow[]; problem: unknown }> {
  const rows: TableRow[] = [];
  try {
    for await (const batch of readRows(pieces(text, size), { delimiter, firstLine: 1 })) rows.push(...batch);
    return { rows, problem: undefined };
  } catch (problem) {
    return { rows, problem };
  }
}

function write(table: readonly (readonly string[])[], delimiter: string, lineEnd: string): string {
  const cell = (text: string): string => (/["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text);
  return table.map((row) => row.map(cell).join(delimiter) + lineEnd).join('');
}

describe('readRows', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', '\r\n', 'a', 'é', '𝄞', ' '), maxLength: 8 }),
  );

  it.each([',', ';', '\t', '|'])('gives back the cells of any table written with %j, however the text is cut', async (delimiter) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 20 }),
        async (table, lineEnd, size) => {
          const { rows, problem } = await read(write(table, delimiter, lineEnd), delimiter, size);
          expect(problem).toBeUndefined();
          expect(rows.map((row) => row.cells)).toEqual(table);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('counts lines as an editor does, with CRLF inside quotes as one', async () => {
    const { rows } = await read('a;b\r\n"x\r\ny";2\r\n\r\n"1\n2\n3";"4"\r\nlast;row', ';', 3);
    expect(rows.map((row) => row.line)).toEqual([1, 2, 4, 5, 8]);
  });

  it('reads a file whose lines end in different ways', async () => {
    const { rows } = await read('a,b\r\n1,2\n3,4\r5,6', ',');
    expect(rows.map((row) => row.cells.join())).toEqual(['a,b', '1,2', '3,4', '5,6']);
  });

  it('takes a quote inside an unquoted cell as a character', async () => {
    const { rows, problem } = await read('Monitor 24";kamer 1\nMonitor 27";kamer 2\n', ';');
    expect(problem).toBeUndefined();
    expect(rows.map((row) => row.cells)).toEqual([
      ['Monitor 24"', 'kamer 1'],
      ['Monitor 27"', 'kamer 2'],
    ]);
  });

  it.each([1, 7, 65_536])('names the line of a quote that is never closed, after the rows before it (pieces of %d)', async (size) => {
    const { rows, problem } = await read('a;b\n1;"two\nlines"\n3;4\n5;"six ""quoted""\nmore\n7;8\n', ';', size);
    expect(rows).toHaveLength(3);
    expect(isProblem(problem) && [problem.code, problem.data['line'], problem.data['rowLine']]).toEqual(['file-truncated', 5, 5]);
  });

  it('names the opening quote when the row began on an earlier line', async () => {
    const { problem } = await read('a;b;c\n"one\ntwo";"three\n', ';');
    expect(isProblem(problem) && [problem.data['line'], problem.data['rowLine'], problem.data['column']]).toEqual([3, 2, 2]);
  });

  it('stops at a row without end instead of holding the whole file', async () => {
    let given = 0;
    const endless = async function* (): AsyncGenerator<string> {
      yield 'a;b\n1;2\n3;"open\n';
      for (; given < 100; given += 1) yield 'x'.repeat(262_144);
    };
    const rows: TableRow[] = [];
    const reading = async (): Promise<void> => {
      for await (const batch of readRows(endless(), { delimiter: ';', firstLine: 1 })) rows.push(...batch);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'file-malformed', data: { line: 3 } });
    expect(rows).toHaveLength(2);
    expect(given * 262_144).toBeLessThan(rowBytesMax + 1_048_576);
  });
});

describe('sampleRows', () => {
  it('leaves out the row that the cut went through', () => {
    expect(sampleRows('a,b\n1,2\n3', ',', 10, false)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(sampleRows('a,b\n1,"2\n3', ',', 10, false)).toEqual([['a', 'b']]);
    expect(sampleRows('a,b\n3', ',', 10, true)).toEqual([['a', 'b'], ['3']]);
  });
});
