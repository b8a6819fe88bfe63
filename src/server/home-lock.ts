/**
 * The lock of a home: a file that names the process that runs there, made in one step (link), and known to be stale when
 * that process is gone. A number alone would lie after a restart, so boot and start time stand beside it where the
 * system tells them (Linux). It does not see a process of another machine or container that shares the folder;
 * PostgreSQL's own lock is the second net.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, open, readFile, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '#core/kernel/problem.ts';

interface LockOptions {
  readonly home: string;
  readonly uid: number;
  readonly gid: number;
  readonly isRoot: boolean;
}

/** @returns the function that gives the lock back. @throws Problem `configuration-invalid` naming the process that has it. */
export async function takeHomeLock(file: string, options: LockOptions): Promise<() => Promise<void>> {
  const mine = identityOf(process.pid);
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeOwned(draft, mine, options);
  try {
    if (!(await tryLink(draft, file)) && !(await takeOver(draft, file))) {
      const holder = (await readFile(file, 'utf8').catch(() => '')).split(' ')[0];
      throw new Problem(
        'configuration-invalid',
        `Another node (process ${holder}) already runs in ${options.home}. Stop it, or give this one its own --home.`,
        { home: options.home, process: holder },
      );
    }
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    const now = await readFile(file, 'utf8').catch(() => undefined);
    if (now === mine) await rm(file, { force: true });
  };
}

/** A new file of the owner of the home; never follows or overwrites what is there. */
export async function writeOwned(
  file: string,
  text: string,
  owner: { readonly uid: number; readonly gid: number; readonly isRoot: boolean },
): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    if (owner.isRoot) await handle.chown(owner.uid, owner.gid);
  } finally {
    await handle.close();
  }
}

async function tryLink(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** A stale lock may be taken over by one process at a time: whoever makes the gate removes it and links its own. */
async function takeOver(draft: string, file: string): Promise<boolean> {
  const gate = `${file}.takeover`;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (isHeld(await readFile(file, 'utf8').catch(() => ''))) return false;
    if (await tryLink(draft, gate)) {
      try {
        // Read again behind the gate: another process may have taken it over in between.
        const holder = await readFile(file, 'utf8').catch(() => '');
        if (isHeld(holder)) return false;
        await rm(file, { force: true });
        return await tryLink(draft, file);
      } finally {
        await rm(gate, { force: true });
      }
    }
    // A gate lives for milliseconds; an old one was left by a process that died in it.
    const age = await stat(gate).then(
      (found) => Date.now() - found.ctimeMs,
      () => 0,
    );
    if (age > 5_000) await rm(gate, { force: true });
    await sleep(100);
  }
  return false;
}

function isHeld(text: string): boolean {
  const pid = Number(text.split(' ')[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  return isAlive(pid) && identityOf(pid) === text;
}

/** A zombie (ended, but nobody has asked how: common in containers) is not alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return !['Z', 'X'].includes(statusFields(pid)[0] ?? '');
}

/** `pid boot start`; only the pid where the system has no /proc. */
function identityOf(pid: number): string {
  const startedAt = statusFields(pid)[19];
  return startedAt === undefined ? String(pid) : `${pid} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${startedAt}`;
}

/** proc(5): the state is the first after the command's closing bracket, the start time the twentieth; none without /proc. */
function statusFields(pid: number): string[] {
  try {
    // The command name may hold spaces and brackets.
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
}
