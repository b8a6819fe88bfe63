/** `node dist/main.js` as a process: one command to its end, or a node until it is told to stop. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { invariant } from '#core/kernel/invariant.ts';
import { repositoryFolder } from './repository.ts';

export interface Ended {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunningProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What stood on stdout until now. */
  out(): string;
}

/** @param folder of the built program */
export function startProcess(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  folder = repositoryFolder,
): RunningProcess {
  const kept = Object.entries(process.env).filter(([name]) => !/^(CYBERMETRICS_|DATABASE_|VITEST|NODE_OPTIONS)/.test(name));
  const child = spawn(process.execPath, [join(folder, 'dist/main.js'), ...words], {
    env: { ...Object.fromEntries(kept), CYBERMETRICS_LOG_LEVEL: 'error', LANG: 'C', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
  return { child, ended, out: () => said.out };
}

export function runProcess(words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended> {
  return startProcess(words, environment).ended;
}

export interface NodeProcess {
  readonly url: string;
  readonly process: RunningProcess;
  /** As a signal of the system ends it. */
  kill(signal: NodeJS.Signals): Promise<Ended>;
}

/** `serve --json --port 0` on this home, until it has printed its address. */
export async function serveProcess(
  home: string,
  environment?: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): Promise<NodeProcess> {
  const started = startProcess(['serve', '--home', home, '--port', '0', '--json', ...words], environment);
  await new Promise<void>((resolve, reject) => {
    started.child.stdout?.on('data', () => {
      if (started.out().includes('\n')) resolve();
    });
    void started.ended.then(({ code, err }) => reject(new Error(`serve ended with ${code}: ${err}`)));
  });
  const { url } = JSON.parse(started.out()) as { url?: unknown };
  invariant(typeof url === 'string', 'serve --json prints its address');
  return {
    url,
    process: started,
    kill: (signal) => {
      started.child.kill(signal);
      return started.ended;
    },
  };
}
