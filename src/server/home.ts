/**
 * The home of a node: the folder that holds everything a node keeps (database, uploads, logs, what it runs with).
 * Opening it decides whose files they are, makes the folders, and takes the lock that keeps a second node out.
 * Started as root, PostgreSQL and later this process run as an unprivileged user (owner of the home, else `nobody`);
 * where that user cannot reach the folder asked for (a clone under /root), the home is placed in
 * /var/lib/cybermetrics/homes and the path asked for becomes a link to it (docs/decisions/0001-embedded-postgresql.md).
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  chmod,
  lstat,
  mkdir,
  open as openFile,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '#core/kernel/problem.ts';
import { takeHomeLock } from './home-lock.ts';

export interface Home {
  /** The real folder, free of links. */
  readonly path: string;
  /** What was asked for, made absolute; a link to `path` where the home was relocated. */
  readonly askedPath: string;
  /** Who owns the folders below, and whom PostgreSQL and (after `dropPrivileges`) this process run as. */
  readonly uid: number;
  readonly gid: number;
  readonly isRoot: boolean;
  readonly uploads: string;
  /** Files put into its folders are imported by themselves. */
  readonly inbox: string;
  /** Keys that may not lie in the database. */
  readonly keys: string;
  readonly postgres: string;
  readonly logs: string;
  /** Lock, sockets and what a running node tells its command line: nothing here survives a restart. */
  readonly run: string;
  /** Lets another node have this home. Call it last. */
  release(): Promise<void>;
}

const nobody = { uid: 65_534, gid: 65_534 };
const stateFolder = '/var/lib/cybermetrics';

/** @throws Problem `configuration-invalid` (not ours to write, or another node runs there). */
export async function openHome(asked: string): Promise<Home> {
  const askedPath = path.resolve(asked);
  try {
    return await open(askedPath);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      'configuration-invalid',
      `The home ${askedPath} cannot be used: ${error instanceof Error ? error.message : String(error)}. Give a folder this user may write with --home or CYBERMETRICS_HOME.`,
      { home: askedPath },
      error,
    );
  }
}

async function open(askedPath: string): Promise<Home> {
  const isRoot = process.getuid?.() === 0;
  const real = isRoot ? await placeHomeAsRoot(askedPath) : await placeHome(askedPath);
  const owner = await ownerOf(real, isRoot);
  const folders = {
    uploads: path.join(real, 'uploads'),
    inbox: path.join(real, 'inbox'),
    keys: path.join(real, 'keys'),
    postgres: path.join(real, 'postgres'),
    logs: path.join(real, 'logs'),
    run: path.join(real, 'run'),
  };
  for (const folder of Object.values(folders)) await makeOwnFolder(folder, owner, isRoot);
  const release = await takeHomeLock(path.join(folders.run, 'node.lock'), { home: askedPath, ...owner, isRoot });
  return { path: real, askedPath, ...owner, isRoot, ...folders, release };
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

async function ownerOf(real: string, isRoot: boolean): Promise<Owner> {
  const { uid, gid } = await stat(real);
  if (uid !== 0) {
    const own = process.getuid?.() ?? uid;
    if (isRoot || own === uid) return { uid, gid };
    throw new Problem(
      'configuration-invalid',
      `The home ${real} belongs to user ${uid}, and this process runs as user ${own}. Start the node as that user, or give another --home.`,
      { home: real },
    );
  }
  if (isRoot) return nobody;
  throw new Problem(
    'configuration-invalid',
    `The home ${real} belongs to root: it was made by a node started as root. Start the node as root again, or give another --home.`,
    { home: real },
  );
}

async function placeHome(askedPath: string): Promise<string> {
  const made = await mkdir(askedPath, { recursive: true, mode: 0o700 });
  if (made !== undefined) await chmod(askedPath, 0o711);
  const real = await realpath(askedPath);
  await ownerOf(real, false);
  await markAsHome(real);
  return real;
}

/** As root: the folder asked for where the unprivileged user can walk to it, else one in /var/lib behind a link. */
async function placeHomeAsRoot(askedPath: string): Promise<string> {
  const existing = await realpathOrUndefined(askedPath);
  if (existing !== undefined) {
    const { uid, gid } = await stat(existing);
    const user = uid === 0 ? nobody : { uid, gid };
    // The last step is ours to open; every folder above it is not.
    if (await canReach(path.dirname(existing), user)) {
      await markAsHome(existing);
      if (uid === 0) await chmod(existing, 0o711);
      return existing;
    }
    if ((await readdir(existing)).length > 0) {
      throw new Problem(
        'configuration-invalid',
        `User ${user.uid}, under whom the database runs, cannot enter a folder above ${existing}. Open those folders (chmod o+x), or give another --home.`,
        { home: existing, uid: user.uid },
      );
    }
    return relocate(askedPath);
  }
  const dangling = await readlink(askedPath).catch(() => undefined);
  if (dangling !== undefined) {
    throw new Problem(
      'configuration-invalid',
      `The home ${askedPath} is a link to ${dangling}, which is gone. Remove the link to start with an empty home, or put the folder back.`,
      { home: askedPath },
    );
  }
  const parent = path.dirname(askedPath);
  await mkdir(parent, { recursive: true });
  if (!(await canReach(await realpath(parent), nobody))) return relocate(askedPath);
  await mkdir(askedPath);
  await chmod(askedPath, 0o711);
  await markAsHome(askedPath);
  return realpath(askedPath);
}

async function relocate(askedPath: string): Promise<string> {
  const target = path.join(stateFolder, 'homes', randomBytes(9).toString('base64url').replaceAll(/[-_]/g, '0'));
  for (const folder of [stateFolder, path.join(stateFolder, 'homes')]) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o711);
  }
  await mkdir(target);
  await chmod(target, 0o711);
  await markAsHome(target);
  try {
    const link = await lstat(askedPath).catch(() => undefined);
    if (link?.isDirectory() === true) await rmdir(askedPath);
    // A link is made beside and moved into place, so that the path asked for is never half made.
    const beside = `${askedPath}.${randomBytes(4).toString('hex')}`;
    await symlink(target, beside);
    await rename(beside, askedPath);
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    throw error;
  }
  return target;
}

async function realpathOrUndefined(file: string): Promise<string | undefined> {
  try {
    return await realpath(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether a user with no other groups may walk from the root to this folder; judged by mode bits, as POSIX does without ACLs. */
export async function canReach(folder: string, user: Owner): Promise<boolean> {
  for (let current = folder; ; current = path.dirname(current)) {
    const { uid, gid, mode } = await stat(current);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}

/**
 * The unprivileged user may own the home and could put a link where a folder belongs: root works on the folder it opened,
 * never on a path that may have been exchanged since.
 */
async function makeOwnFolder(folder: string, owner: Owner, isRoot: boolean): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await openFile(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    const found = await handle.stat();
    if (found.uid !== owner.uid && !(isRoot && found.uid === 0)) {
      throw new Problem(
        'configuration-invalid',
        `${folder} belongs to user ${found.uid}, but its home to user ${owner.uid}. Give both one owner (chown -R), or use another --home.`,
        { folder },
      );
    }
    if (isRoot) await handle.chown(owner.uid, owner.gid);
    await handle.chmod(0o700);
  } finally {
    await handle.close();
  }
}

const marker = 'cybermetrics-home.txt';
const markerText =
  'This folder is the home of a Cybermetrics node: its database, its uploads and its logs. Keep it whole, and back it up with the node stopped.\n';

/** `--home /etc` must change nothing there: only an empty folder becomes a home. */
async function markAsHome(folder: string): Promise<void> {
  const found = await access(path.join(folder, marker)).then(
    () => true,
    () => false,
  );
  if (found) return;
  const others = (await readdir(folder)).filter((name) => name !== 'lost+found');
  if (others.length > 0) {
    throw new Problem(
      'configuration-invalid',
      `${folder} holds other files and is not the home of a node. Give an empty or a new folder with --home or CYBERMETRICS_HOME.`,
      { folder },
    );
  }
  await writeFile(path.join(folder, marker), markerText, { flag: 'wx', mode: 0o644 });
}
