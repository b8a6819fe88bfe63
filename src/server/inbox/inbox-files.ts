/** The files of the inbox: what lies there, opening without following a link, and putting away without writing over anything. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { writeImportLine, type ImportLine } from '#contract/import-line.ts';
import { Problem } from '#core/kernel/problem.ts';

export interface InboxEntry {
  readonly name: string;
  /** `other`: a link, a pipe, a device. */
  readonly kind: 'file' | 'folder' | 'other';
  /** Changes with the file: its size, its time and which file it is. */
  readonly signature: string;
  readonly sizeBytes: number;
  /** When it was last written, in milliseconds since 1970, as the system that wrote it says. */
  readonly writtenAtMs: number;
}

/** It is being written while it is read: what was read of it is nothing. */
export class FileChanged extends Error {}

/** Names under which programs write what is not complete yet, and files that begin with a dot. */
const unfinished = /^\.|^~\$|\.(?:part|partial|tmp|temp|crdownload|filepart|download)$/i;

/**
 * By name, without what is still being written under a passing name. An entry that goes while one looks is left out.
 * @throws what the system says of a folder that may not or cannot be looked into.
 */
export async function listFolder(...parts: readonly string[]): Promise<readonly InboxEntry[]> {
  const folder = join(...parts);
  const entries: InboxEntry[] = [];
  for (const name of (await readdir(folder)).toSorted()) {
    if (unfinished.test(name)) continue;
    const found = await statIfThere(join(folder, name));
    if (found === null) continue;
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
    entries.push({ name, kind, signature: signatureOf(found), sizeBytes: found.size, writtenAtMs: found.mtimeMs });
  }
  return entries;
}

function signatureOf(found: { readonly size: number; readonly mtimeMs: number; readonly ino: number }): string {
  return `${found.size} ${found.mtimeMs} ${found.ino}`;
}

/** Null: nothing has that name. Links are not followed. */
async function statIfThere(path: string) {
  try {
    return await lstat(path);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw cause;
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

/** For the owner only. @throws where the name is taken by something that is no folder. */
export async function ensureFolder(...parts: readonly string[]): Promise<void> {
  const folder = join(...parts);
  const found = await statIfThere(folder);
  if (found === null) await mkdir(folder, { mode: 0o700 });
  else if (!found.isDirectory()) throw new Error(`${folder} is no folder`);
}

/** What stays as it is until a person does something; whatever else goes wrong (EMFILE, EIO, ESTALE) may pass. */
const lastingRefusals = new Set(['ELOOP', 'EACCES', 'EPERM']);

/**
 * Gives the bytes to `use`, and closes the file after that. Null: it is another file by now, and is looked at again.
 * @throws Problem `file-not-readable`: a link, or the node's user may not read it.
 * @throws FileChanged: it was written to while it was read.
 */
export async function readRegularFile<Result>(
  { root, folder, entry }: { readonly root: string; readonly folder: string; readonly entry: InboxEntry },
  use: (bytes: AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Result | null> {
  const path = join(root, folder, entry.name);
  // Not to wait for a pipe that took its place meanwhile.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((cause: unknown) => {
    const code = codeOf(cause);
    if (code === 'ENOENT') return null;
    if (!lastingRefusals.has(code)) throw cause;
    const detail = `${entry.name} cannot be read (${code}); give the user that the node runs as the right to read it.`;
    throw new Problem('file-not-readable', detail, { code }, cause);
  });
  if (file === null) return null;
  try {
    const found = await file.stat();
    return found.isFile() && signatureOf(found) === entry.signature ? await use(unchangingBytes(file, entry)) : null;
  } finally {
    await file.close();
  }
}

async function* unchangingBytes(file: FileHandle, { name, signature }: InboxEntry): AsyncGenerator<Uint8Array> {
  for await (const chunk of file.createReadStream({ autoClose: false })) yield chunk;
  if (signatureOf(await file.stat()) !== signature) throw new FileChanged(`${name} was written to while it was read`);
}

/** SHA-256 of a file that was refused before it was taken; empty where it cannot be read. */
export async function digestOf(root: string, folder: string, entry: InboxEntry): Promise<string> {
  if (entry.kind !== 'file') return '';
  try {
    const digest = await readRegularFile({ root, folder, entry }, async (bytes) => {
      const hash = createHash('sha256');
      for await (const chunk of bytes) hash.update(chunk);
      return hash.digest('hex');
    });
    return digest ?? '';
  } catch {
    return '';
  }
}

interface PutAside {
  readonly root: string;
  readonly folder: string;
  readonly entry: InboxEntry;
  readonly place: 'done' | 'refused';
  readonly line: ImportLine;
}

/**
 * The report first: a file that is moved has one. `changed`: it is no longer the file that the report speaks of, or it is
 * gone, and it lies where it lay (under another name where that was taken meanwhile).
 */
export async function putAside({ root, folder, entry, place, line }: PutAside): Promise<'moved' | 'changed'> {
  const path = join(root, folder, entry.name);
  const before = await statIfThere(path);
  if (before === null || signatureOf(before) !== entry.signature) return 'changed';
  await ensureFolder(root, folder, place);
  const target = join(root, folder, place, await freeName(join(root, folder, place), entry.name));
  const report = `${target}.report.json`;
  const beside = join(root, folder, place, `.${parse(report).base}.tmp`);
  await rm(beside, { force: true });
  await writeFile(beside, `${writeImportLine(line)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(beside, report);
  await rename(path, target);
  // Nothing keeps others from writing between the look and the move. Which file it is does not count here: some network
  // shares number a file anew when it is moved.
  const after = await lstat(target);
  if (after.size === entry.sizeBytes && after.mtimeMs === entry.writtenAtMs) return 'moved';
  await rename(target, join(root, folder, await freeName(join(root, folder), entry.name)));
  await rm(report, { force: true });
  return 'changed';
}

/** `list.csv`, `list (2).csv`: neither a file nor a report is written over. */
async function freeName(folder: string, name: string): Promise<string> {
  const taken = new Set(await readdir(folder));
  const { name: stem, ext } = parse(name);
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${stem} (${number})${ext}`;
    if (!taken.has(candidate) && !taken.has(`${candidate}.report.json`)) return candidate;
  }
}
