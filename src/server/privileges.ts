/**
 * Gives up root for good. Called once by the composition root, after the port is bound, every module is loaded and the
 * worker thread has started (a clone under /root cannot be read any more afterwards), and before any upload is read.
 */
import { loadCsafRules } from '#advisory-sources/csaf/validate-document.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { canReach, type Home } from './home.ts';
import { fonts } from './reports/pdf-fonts.ts';

/**
 * Where the program stands below a folder that others cannot enter, its files can be read no more once root is given up: then what
 * the main thread otherwise loads when it is first needed is loaded now. @returns whether it is so
 */
export async function loadWhatWillBeLost(home: Pick<Home, 'uid' | 'gid'>, demonstration: boolean): Promise<boolean> {
  if (process.getuid?.() !== 0 || (await canReach(import.meta.dirname, home))) return false;
  // Documents are checked by the worker, those of a demonstration by whoever hands them in.
  if (demonstration) await loadCsafRules(['2.0']);
  fonts();
  return true;
}

/** The same for the worker thread: every thread has modules of its own. */
export async function loadWhatWorkerNeeds(): Promise<void> {
  await Promise.all([loadCsafRules(['2.0', '2.1']), import('./sources/provider-tasks.ts')]);
  fonts();
}

/** Not root: does nothing. @returns whether the user changed. */
export function dropPrivileges(home: Pick<Home, 'uid' | 'gid'>): boolean {
  if (process.getuid?.() !== 0) return false;
  invariant(home.uid !== 0, 'the owner of a home is never root');
  process.umask(0o077);
  // Groups first: a process that is no longer root may not change them.
  process.setgroups?.([home.gid]);
  process.setgid?.(home.gid);
  process.setuid?.(home.uid);
  invariant(process.getuid() === home.uid && process.geteuid?.() === home.uid, 'the process is still privileged');
  return true;
}
