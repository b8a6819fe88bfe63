/** What can happen between two calls to the system, made to happen: the calls are real, and something is done before one of them. */
import { appendFile, mkdir, mkdtemp, open, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { refusedLine } from '#contract/import-line.ts';
import { Problem } from '#core/kernel/problem.ts';
import { listFolder, putAside, readRegularFile, type InboxEntry } from './inbox-files.ts';

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs/promises')>();
  return { ...real, open: vi.fn(real.open), rename: vi.fn(real.rename) };
});

let root: string;
let path: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cybermetrics-inbox-files-'));
  await mkdir(join(root, 'auto'));
  path = join(root, 'auto/list.csv');
  await writeFile(path, 'Naam\nPomp 1\n');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const line = refusedLine('list.csv', '', new Problem('file-empty', 'The file has no bytes.'));
const onlyEntry = async (): Promise<InboxEntry> => {
  const entry = (await listFolder(root, 'auto')).find(({ kind }) => kind !== 'folder');
  if (entry === undefined) throw new Error('nothing lies in the inbox');
  return entry;
};
const put = async (entry: InboxEntry) => putAside({ root, folder: 'auto', entry, place: 'done', line });
/** Just before the file itself is moved; the move of its report goes before. */
const beforeMoving = async (act: () => Promise<void>) => {
  const real = vi.mocked(rename).getMockImplementation();
  if (real === undefined) throw new Error('the real rename is needed');
  vi.mocked(rename)
    .mockImplementationOnce(real)
    .mockImplementationOnce(async (from, to) => {
      await act();
      await real(from, to);
    });
};

describe('putting a file away', () => {
  test('that is the one that was read moves it beside its report', async () => {
    expect(await put(await onlyEntry())).toBe('moved');
    expect(await readdir(join(root, 'auto/done'))).toEqual(['list.csv', 'list.csv.report.json']);
  });

  test('that was written to since it was listed leaves it, and writes no report', async () => {
    const entry = await onlyEntry();
    await appendFile(path, 'Pomp 2\n');
    expect(await put(entry)).toBe('changed');
    expect(await readdir(join(root, 'auto'))).toEqual(['list.csv']);
  });

  test('that is gone is no failure', async () => {
    const entry = await onlyEntry();
    await rm(path);
    expect(await put(entry)).toBe('changed');
  });

  test('that is written to at the moment of moving puts it back, and takes its report away', async () => {
    await beforeMoving(() => appendFile(path, 'Pomp 2\n'));
    expect(await put(await onlyEntry())).toBe('changed');
    expect(await readdir(join(root, 'auto/done'))).toEqual([]);
    expect(await readFile(path, 'utf8')).toBe('Naam\nPomp 1\nPomp 2\n');
  });
});

describe('opening a file', () => {
  const read = (entry: InboxEntry) =>
    readRegularFile({ root, folder: 'auto', entry }, async (bytes) => {
      let text = '';
      for await (const chunk of bytes) text += Buffer.from(chunk).toString();
      return text;
    });

  test('gives its bytes', async () => {
    expect(await read(await onlyEntry())).toBe('Naam\nPomp 1\n');
  });

  test.each(['EMFILE', 'EIO', 'ESTALE'])('that fails with %s, which may pass, is no refusal', async (code) => {
    const entry = await onlyEntry();
    vi.mocked(open).mockRejectedValueOnce(Object.assign(new Error(code), { code }));
    await expect(read(entry)).rejects.not.toBeInstanceOf(Problem);
    expect(await read(entry)).toBe('Naam\nPomp 1\n');
  });

  test.each(['EACCES', 'EPERM'])('that fails with %s is refused', async (code) => {
    const entry = await onlyEntry();
    vi.mocked(open).mockRejectedValueOnce(Object.assign(new Error(code), { code }));
    await expect(read(entry)).rejects.toMatchObject({ code: 'file-not-readable', data: { code } });
  });

  test('whose place was taken by a link meanwhile is refused', async () => {
    const entry = await onlyEntry();
    await rename(path, join(root, 'elsewhere.csv'));
    await symlink(join(root, 'elsewhere.csv'), path);
    await expect(read(entry)).rejects.toMatchObject({ code: 'file-not-readable', data: { code: 'ELOOP' } });
  });
});
