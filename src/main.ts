#!/usr/bin/env node
/** The bin: joins the commands of the command line with those that run a node. The one file that imports both areas. */
import { readFileSync } from 'node:fs';
import { commands as cliCommands } from '#cli/registry.ts';
import { runCommand } from '#cli/run-command.ts';
import { commands as serverCommands } from '#server/commands/registry.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
const stop = new AbortController();
let isInterrupted = false;
process.on('SIGTERM', () => stop.abort());
process.on('SIGINT', () => {
  isInterrupted = true;
  stop.abort();
});
// A reader that went away (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const exitCode = await runCommand({
  words: process.argv.slice(2),
  commands: [...serverCommands, ...cliCommands],
  environment: process.env,
  workingFolder: process.cwd(),
  streams: { out: process.stdout, err: process.stderr },
  signal: stop.signal,
  version,
});
process.exitCode = isInterrupted ? 130 : exitCode;
