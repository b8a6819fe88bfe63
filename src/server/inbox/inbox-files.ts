/** The files of the inbox: what lies there, opening without following a link, and putting away without writing over anything. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { writeImportLine, type ImportLine } from '#contract/import-line.ts';
import { Problem } from '#core/kernel/problem.ts';

export interface InboxEntry {
  readonly name: string;
  /** `other`: a link, a pipe, a device. */
  readonly kind: 'file' | 'folder' | 'other';
  /** Changes with the file: its size, its time and which file it is. */
  readonly signature: string;
}

/** Names under which programs write what is not complete yet, and files that begin with a dot. */
const unfinished = /^\.|^~\$|\.(?:part|partial|tmp|temp|crdownload|filepart|download)$/i;

/** By name, without what is still being written under a passing name. An entry that goes while one looks is left out. */
export async function listFolder(...parts: readonly string[]): Promise<readonly InboxEntry[]> {
  const folder = join(...parts);
  const entries: InboxEntry[] = [];
  for (const name of (await readdir(folder)).toSorted()) {
    if (unfinished.test(name)) continue;
    const found = await lstat(join(folder, name)).catch(() => null);
    if (found === null) continue;
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
    entries.push({ name, kind, signature: signatureOf(found) });
  }
  return entries;
}

function signatureOf(found: { readonly size: number; readonly mtimeMs: number; readonly ino: number }): string {
  return `${found.size} ${found.mtimeMs} ${found.ino}`;
}

/** For the owner only. @throws where the name is taken by something that is no folder. */
export async function ensureFolder(...parts: readonly string[]): Promise<void> {
  const folder = join(...parts);
  const found = await lstat(folder).catch(() => null);
  if (found === null) await mkdir(folder, { mode: 0o700 });
  else if (!found.isDirectory()) throw new Error(`${folder} is no folder`);
}

/**
 * Null: it is another file by now, and is looked at again.
 * @throws Problem `file-not-readable`: a link, or the node's user may not read it.
 */
export async function openRegularFile(root: string, folder: string, entry: InboxEntry): Promise<AsyncIterable<Uint8Array> | null> {
  const path = join(root, folder, entry.name);
  // Not to wait for a pipe that took its place meanwhile.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ENOENT') return null;
    const detail = `${entry.name} cannot be read (${code}); give the user that the node runs as the right to read it.`;
    throw new Problem('file-not-readable', detail, { code }, cause);
  });
  if (file === null) return null;
  const found = await file.stat();
  if (!found.isFile() || signatureOf(found) !== entry.signature) {
    await file.close();
    return null;
  }
  return file.createReadStream();
}

/** SHA-256 of a file that was refused before it was taken; empty where it cannot be read. */
export async function digestOf(root: string, folder: string, entry: InboxEntry): Promise<string> {
  try {
    const bytes = entry.kind === 'file' ? await openRegularFile(root, folder, entry) : null;
    if (bytes === null) return '';
    const hash = createHash('sha256');
    for await (const chunk of bytes) hash.update(chunk);
    return hash.digest('hex');
  } catch {
    return '';
  }
}

interface PutAside {
  readonly root: string;
  readonly folder: string;
  readonly name: string;
  readonly place: 'done' | 'refused';
  readonly line: ImportLine;
}

/** The report first: a file that is moved has one. A name that is taken there gets a number. */
export async function putAside({ root, folder, name, place, line }: PutAside): Promise<void> {
  await ensureFolder(root, folder, place);
  const target = join(root, folder, place, await freeName(join(root, folder, place), name));
  const report = `${target}.report.json`;
  const beside = join(root, folder, place, `.${parse(report).base}.tmp`);
  await rm(beside, { force: true });
  await writeFile(beside, `${writeImportLine(line)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(beside, report);
  await rename(join(root, folder, name), target);
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
