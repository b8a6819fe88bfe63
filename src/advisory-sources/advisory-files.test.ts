import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Problem } from '#core/kernel/problem.ts';
import type { AdvisoryFilePort } from './advisory-files.ts';
import { readAdvisoryFiles } from './advisory-files.ts';

const csaf = (id: string) => ({ document: { csaf_version: '2.0', title: id, tracking: { id } } });
const line = (id: string) => JSON.stringify(csaf(id));

/** Files in memory; a path that is no file is a folder. Every chunk has at most `chunkBytes`. */
function filesOf(files: Readonly<Record<string, string | Uint8Array>>, chunkBytes = 7): AdvisoryFilePort {
  return {
    list: async (path) => (path in files ? [path] : Object.keys(files).filter((name) => name.startsWith(`${path}/`))),
    async *open(path) {
      const bytes = Buffer.from(files[path] ?? '');
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
  };
}

async function readAll(port: AdvisoryFilePort, ...paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const one of readAdvisoryFiles(port, paths)) {
    found.push(`${one.path}:${one.line ?? '-'} ${one.kind === 'read' ? one.advisory.documentId : one.problem.code}`);
  }
  return found;
}

describe('readAdvisoryFiles', () => {
  test('reads a folder in the order of code points, documents and lines, gzipped or not', async () => {
    const port = filesOf({
      'f/b.json': JSON.stringify(csaf('B'), null, 2),
      'f/a/z.ndjson.gz': gzipSync(`${line('Z1')}\n\n  \r\n${line('Z2')}\r\n`),
      'f/B.jsonl': line('CAPITAL'),
      'f/c.json.gz': gzipSync(line('C')),
      'f/c.json.sha512': 'ab  c.json',
      'f/c.json.asc': 'signature',
    });
    const found = ['f/B.jsonl:1 CAPITAL', 'f/a/z.ndjson.gz:1 Z1', 'f/a/z.ndjson.gz:4 Z2', 'f/b.json:- B', 'f/c.json.gz:- C'];
    expect(await readAll(port, 'f')).toEqual(found);
    expect(await readAll(port, 'f/b.json', 'f')).toEqual(['f/b.json:- B', ...found]);
  });

  test('what is damaged is refused with its place, and what follows is read', async () => {
    const latin = Buffer.from('{"document":"caf\u00e9"}', 'latin1');
    const port = filesOf({
      'f/1.ndjson': `${line('A')}\n{"document": {\n"no json"x\n[1]\n${line('B')}`,
      'f/2.json': '{"document": {"csaf_version": "2.0"',
      'f/3.json': '',
      'f/4.json': latin,
      'f/5.json.gz': gzipSync(line('Z')).subarray(0, 40),
      'f/6.json': line('C'),
    });
    expect(await readAll(port, 'f')).toEqual([
      'f/1.ndjson:1 A',
      'f/1.ndjson:2 file-truncated',
      'f/1.ndjson:3 file-malformed',
      'f/1.ndjson:4 file-format-unknown',
      'f/1.ndjson:5 B',
      'f/2.json:- file-truncated',
      'f/3.json:- file-empty',
      'f/4.json:- file-encoding-invalid',
      'f/5.json.gz:- file-truncated',
      'f/6.json:- C',
    ]);
  });

  test('the feed and the metadata of a provider are passed over in a folder, and refused where they are named', async () => {
    const port = filesOf({
      'f/feed.json': '{"feed":{"entry":[]}}',
      'f/provider-metadata.json': '{"metadata_version":"2.0"}',
      'f/x.json': '{"x":1}',
    });
    expect(await readAll(port, 'f')).toEqual(['f/x.json:- file-format-unknown']);
    expect(await readAll(port, 'f/feed.json')).toEqual(['f/feed.json:- file-format-unknown']);
  });

  test('a path that is not there is told by the port, before anything of it is read', async () => {
    const port: AdvisoryFilePort = {
      list: async (path) => {
        throw new Problem('file-not-readable', `${path} is not there.`);
      },
      open: () => {
        throw new Error('nothing to open');
      },
    };
    await expect(readAll(port, 'nowhere')).rejects.toMatchObject({ code: 'file-not-readable' });
  });
});
