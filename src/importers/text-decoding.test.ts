import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '#core/kernel/problem.ts';
import type { DecodeOptions } from './text-decoding.ts';
import { decodeHead, decodeStream } from './text-decoding.ts';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function decode(bytes: Uint8Array, size: number, options: DecodeOptions = {}) {
  const decoded = decodeStream(pieces(bytes, size), options);
  let text = '';
  for await (const chunk of decoded) text += chunk;
  return { text, encoding: decoded.encoding, issues: decoded.takeIssues() };
}

function utf16(text: string, order: 'le' | 'be', mark: boolean): Uint8Array {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

const sample = 'Afdeling;Naam\r\nSpoedeisende hulp;Infuuspomp é € 𝄞\r\n';

describe('decodeStream', () => {
  it('gives back any text in UTF-8 and UTF-16, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        // A long ASCII start, as every XML or CSV file has: without it the NUL pattern has nothing to go by.
        fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => `kolom;waarde;nummer;afdeling;${text.replaceAll('\u0000', '')}`),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('utf-8', 'utf-8 with mark', 'utf-16le with mark', 'utf-16be with mark'),
        async (text, size, form) => {
          const bytes = form.startsWith('utf-8')
            ? Buffer.from((form === 'utf-8' ? '' : '\ufeff') + text)
            : utf16(text, form.startsWith('utf-16le') ? 'le' : 'be', true);
          const decoded = await decode(bytes, size);
          expect(decoded).toEqual({ text, encoding: form.split(' ')[0], issues: [] });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('knows UTF-16 without a mark by its NUL bytes and says that it guessed', async () => {
    for (const order of ['le', 'be'] as const) {
      const decoded = await decode(utf16(sample, order, false), 7);
      expect(decoded.text).toBe(sample);
      expect(decoded.encoding).toBe(`utf-16${order}`);
      expect(decoded.issues.map((issue) => issue.code)).toEqual(['encoding-guessed']);
    }
  });

  it('reads Windows-1252 when the bytes are not valid UTF-8, also far behind the head and across a cut', async () => {
    const bytes = Buffer.concat([Buffer.alloc(200_000, 'a'), Buffer.from([0x43, 0x61, 0x66, 0xe9]), Buffer.from([0x20, 0x80, 0x35])]);
    for (const size of [1_001, 200_004, 500_000]) {
      const decoded = await decode(bytes, size);
      expect(decoded.text.slice(200_000)).toBe('Café €5');
      expect(decoded.encoding).toBe('windows-1252');
      expect(decoded.issues).toMatchObject([{ code: 'encoding-guessed', severity: 'warning' }]);
    }
  });

  it('keeps UTF-8 and replaces single bad bytes when the text before is clearly UTF-8, naming the line', async () => {
    const bytes = Buffer.concat([Buffer.from('één\ntwee\nco\u00f6rdinatie '), Buffer.from([0xff]), Buffer.from(' drie\n')]);
    const decoded = await decode(bytes, 5_000);
    expect(decoded.text).toBe('één\ntwee\ncoördinatie \ufffd drie\n');
    expect(decoded.issues).toMatchObject([{ code: 'encoding-damaged', line: 3, severity: 'warning' }]);
  });

  it('follows the declared encoding unless a mark says otherwise', async () => {
    const latin = Buffer.from('Caf\u00e9', 'latin1');
    expect(await decode(latin, 3, { declared: 'ISO-8859-1' })).toEqual({ text: 'Café', encoding: 'windows-1252', issues: [] });
    const marked = Buffer.from('\ufeffCaf\u00e9');
    expect(await decode(marked, 3, { declared: 'ISO-8859-1' })).toEqual({ text: 'Café', encoding: 'utf-8', issues: [] });
    const wrong = await decode(Buffer.from('<a>Caf\u00e9</a>'), 3, { declared: 'UTF-16' });
    expect(wrong.text).toBe('<a>Café</a>');
    expect(wrong.issues.map((issue) => issue.code)).toEqual(['encoding-declared-wrong']);
  });

  it('refuses UTF-32 and an encoding that nobody knows', async () => {
    for (const attempt of [
      decode(Uint8Array.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), 8),
      decode(Buffer.from('abc'), 8, { declared: 'x-klingon' }),
    ]) {
      const problem: unknown = await attempt.catch((cause: unknown) => cause);
      expect(isProblem(problem) && problem.code).toBe('file-encoding-invalid');
    }
  });

  it('gives no text for an empty file', async () => {
    expect(await decode(new Uint8Array(0), 1)).toEqual({ text: '', encoding: 'utf-8', issues: [] });
  });
});

describe('decodeHead', () => {
  it('decodes a cut head as the whole file would be decoded', () => {
    expect(decodeHead(Buffer.from('Caf\u00e9').subarray(0, 4))).toBe('Caf');
    expect(decodeHead(Buffer.from('Caf\u00e9 x', 'latin1'))).toBe('Café x');
    expect(decodeHead(utf16(sample, 'le', true))).toBe(sample);
  });
});
