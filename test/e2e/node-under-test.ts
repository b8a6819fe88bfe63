/**
 * A node of its own for the browser tests: the built program with an empty home in /tmp, started as a person would.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { repositoryFolder } from '../support/repository.ts';

export interface NodeUnderTest {
  readonly url: string;
  /** Its folder, for the command line. */
  readonly home: string;
  readonly administratorLink: string;
  stop(): Promise<void>;
}

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Undefined: there is none, and the tests say so. */
export function chromiumPath(): string | undefined {
  const given = process.env['CYBERMETRICS_CHROMIUM'];
  return given ?? browsers.find((candidate) => existsSync(candidate));
}

export const whyNoBrowser = 'no Chromium here: install it, or name it in CYBERMETRICS_CHROMIUM';

/** Starts `serve` on a free port and waits for its address and the link of the first administrator. */
export async function startNodeUnderTest(): Promise<NodeUnderTest> {
  const program = path.join(repositoryFolder, 'dist/main.js');
  if (!existsSync(program)) throw new Error('dist/main.js is missing: run `npm run build` first (`npm test` does)');
  // The folder is /tmp, not os.tmpdir(): the path of the database's socket must stay short.
  const home = await mkdtemp(path.join(await realpath('/tmp'), 'cm-e2e-'));
  const child = spawn(process.execPath, [program, 'serve', '--json', '--port', '0', '--home', home], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  let said = '';
  const ready = new Promise<{ url: string; administratorLink: string }>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      const line = said.split('\n').find((candidate) => candidate.includes('administratorLink'));
      if (line !== undefined) resolve(JSON.parse(line) as { url: string; administratorLink: string });
    });
    child.stderr.on('data', (chunk) => {
      said += String(chunk);
    });
    child.on('close', (code) => reject(new Error(`the node ended with ${code}:\n${said}`)));
  });
  const { url, administratorLink } = await ready;
  return {
    url,
    home,
    administratorLink,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}
