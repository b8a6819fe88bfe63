/**
 * One PostgreSQL server process: started in its own process group (an interrupt at the terminal is for us, and we stop it
 * after the pool drains), waited for, stopped, and, where a killed node left one behind, found and stopped first.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { open, readdir, readFile, readlink, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { Problem } from '#core/kernel/problem.ts';
import { isAlive, writeOwned } from '../home-lock.ts';
import type { Home } from '../home.ts';
import type { Binaries } from './binaries.ts';

/** What pino offers, and no more. */
export interface EngineLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface Postmaster {
  readonly pid: number;
  /** Resolves when the server process is gone, wanted or not. */
  readonly exited: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, then a checkpoint. Safe to call twice. */
  stop(): Promise<void>;
}

export interface PostmasterOptions {
  readonly binaries: Binaries;
  readonly home: Home;
  readonly dataFolder: string;
  readonly socketFolder: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: EngineLog;
}

const stopTimeoutMs = 60_000;
const logFileBytesMax = 10_000_000;
/** Recovery after a power cut replays what the last checkpoint missed: minutes at worst. */
const startTimeoutMs = 600_000;

export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryStart(options);
    } catch (error) {
      // Server processes of a killed postmaster end by themselves within moments, and hold the memory until then.
      const held = error instanceof Problem && String(error.data['logLines']).includes('still in use');
      if (!held || attempt === 10) throw error;
      options.log.warn({ attempt }, 'PostgreSQL waits for the remains of a killed server');
      await sleep(500);
    }
  }
}

async function tryStart(options: PostmasterOptions): Promise<Postmaster> {
  const { binaries, home, dataFolder, settings } = options;
  const logFile = path.join(home.logs, 'postgres.log');
  const output = await openLog(logFile, home);
  const from = (await output.stat()).size;
  const child = spawn(
    path.join(binaries.folder, 'postgres'),
    ['-D', dataFolder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...asOwner(home), cwd: dataFolder, detached: true, stdio: ['ignore', output.fd, output.fd], env: plainEnvironment() },
  );
  // Listened to at once: an error that nobody hears ends the node.
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`));
    child.once('error', (error) => resolve(error.message));
  });
  await output.close();
  // A node that fails to start must be able to end; while it runs, its port keeps it alive.
  child.unref();
  try {
    await untilReady(options, ended);
  } catch (error) {
    if (child.pid !== undefined && child.exitCode === null) child.kill('SIGQUIT');
    await ended;
    const logLines = await linesSince(logFile, from);
    throw new Problem(
      'database-unavailable',
      `PostgreSQL did not start: ${lastComplaint(logLines) ?? (error instanceof Error ? error.message : String(error))}. Its log is ${logFile}.`,
      { logFile, logLines },
      error,
    );
  }
  const pid = child.pid ?? 0;
  const gone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return { pid, exited: ended.then(() => undefined), stop: () => stopProcess({ pid, gone, log: options.log }) };
}

export function asOwner(home: Pick<Home, 'uid' | 'gid' | 'isRoot'>): { uid?: number; gid?: number } {
  // Only root may name a user. Node calls setgroups itself when it changes the user.
  return home.isRoot ? { uid: home.uid, gid: home.gid } : {};
}

/** Nothing of ours leaks in: a PGDATA, an LD_LIBRARY_PATH or a locale of the caller would change what runs. */
export function plainEnvironment(): Record<string, string> {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' };
}

async function openLog(file: string, home: Home) {
  const found = await stat(file).catch(() => undefined);
  if (found !== undefined && found.size > logFileBytesMax) await rename(file, `${file}.1`);
  // The folder is the unprivileged user's: root must not follow a link out of it.
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
  const handle = await open(file, O_APPEND | O_CREAT | O_NOFOLLOW | O_WRONLY, 0o600);
  if (home.isRoot) await handle.chown(home.uid, home.gid);
  return handle;
}

async function untilReady(options: PostmasterOptions, ended: Promise<string>): Promise<void> {
  const startedAtMs = Date.now();
  let toldAtMs = startedAtMs;
  while (!(await answers(options.socketFolder))) {
    const why = await Promise.race([sleep(25, null), ended]);
    if (why !== null) throw new Error(why);
    if (Date.now() - startedAtMs > startTimeoutMs) throw new Error('it was not ready in time');
    if (Date.now() - toldAtMs > 10_000) {
      toldAtMs = Date.now();
      options.log.info({}, 'PostgreSQL is still starting (it replays what a crash left)');
    }
  }
}

async function answers(socketFolder: string): Promise<boolean> {
  const client = new Client({ host: socketFolder, user: superuser, database: 'postgres', connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Made by initdb, and used only to make the two roles and the database. */
export const superuser = 'postgres';

interface StopOptions {
  readonly pid: number;
  readonly gone: () => boolean;
  readonly log: EngineLog;
}

async function stopProcess({ pid, gone, log }: StopOptions): Promise<void> {
  // Fast first; immediate (recovered at the next start) only where that does not end.
  for (const [signal, waitMs] of [
    ['SIGINT', stopTimeoutMs],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (gone()) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return;
      throw error;
    }
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      if (gone()) return;
      await sleep(20);
    }
    log.warn({ pid, signal }, 'PostgreSQL does not stop');
  }
}

/**
 * A node that was killed leaves its server running. We stop it and start our own: the settings are then those of this
 * release, and there is one way to start. What a killed server left is ended too: its workers hold the shared memory,
 * and its pid file may name a process that is not a server at all.
 */
export async function stopLeftover(home: Home, dataFolder: string, log: EngineLog): Promise<void> {
  const file = path.join(dataFolder, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const pid = Number(text?.split('\n')[0]);
  if (text === undefined || !Number.isSafeInteger(pid) || pid <= 1) return;
  if (isAlive(pid) && (await isServerOf(pid, dataFolder))) {
    log.warn({ pid }, 'a PostgreSQL server left by a killed node is stopped');
    await stopProcess({ pid, gone: () => !isAlive(pid), log });
  }
  await endWorkers(dataFolder, log);
  // PostgreSQL refuses to start while that number is taken, by whomever and be it by a zombie. It does not count its own
  // parent, which is us; the rest of the file stays, because it also leads to shared memory that must not be in use.
  if ((await readFile(file, 'utf8').catch(() => undefined)) !== text) return;
  const draft = `${file}.${process.pid}`;
  await rm(draft, { force: true });
  await writeOwned(draft, text.replace(/^\d+/, String(process.pid)), home);
  await rename(draft, file);
}

/** Workers notice that their server is gone when they next wait; one in a long query would compute on for hours. */
async function endWorkers(dataFolder: string, log: EngineLog): Promise<void> {
  // Without /proc (macOS) they end by themselves, and the start waits for a while.
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name) || (await readlink(`/proc/${name}/cwd`).catch(() => undefined)) !== dataFolder) continue;
    const program = path.basename(await readlink(`/proc/${name}/exe`).catch(() => ''));
    // `postgres (deleted)`: the programs were replaced while it ran.
    if (!program.startsWith('postgres')) continue;
    log.warn({ pid: Number(name) }, 'a worker of a killed PostgreSQL server is ended');
    try {
      process.kill(Number(name), 'SIGQUIT');
    } catch {
      // It ended meanwhile.
    }
  }
}

async function isServerOf(pid: number, dataFolder: string): Promise<boolean> {
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (cwd !== undefined) return cwd === dataFolder;
  const child = spawn('ps', ['-p', String(pid), '-o', 'command='], { stdio: ['ignore', 'pipe', 'ignore'] });
  let command = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (command += chunk));
  await Promise.race([once(child, 'close'), once(child, 'error')]).catch(() => undefined);
  return command.includes(dataFolder);
}

async function linesSince(file: string, from: number): Promise<string[]> {
  const text = await readFile(file).catch(() => Buffer.alloc(0));
  return text
    .subarray(from)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .slice(-20);
}

function lastComplaint(lines: readonly string[]): string | undefined {
  return lines.findLast((line) => /FATAL|PANIC|error while loading|cannot/.test(line))?.replace(/^.*?(FATAL|PANIC): +/, '');
}
