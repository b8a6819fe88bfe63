#!/usr/bin/env node
/** The bin: joins the commands of the command line with those that run a node. The one file that imports both areas. */
import { readFileSync } from 'node:fs';
import { commands as cliCommands } from '#cli/registry.ts';
import { runCommand } from '#cli/run-command.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
const words = process.argv.slice(2);
const stop = new AbortController();
let isInterrupted = false;
process.on('SIGTERM', () => stop.abort());
process.on('SIGINT', () => {
  isInterrupted = true;
  stop.abort();
});

// Reading the server's modules takes a second of the processor, which a question to a running node need not spend.
// Completion is of all commands, theirs too.
const isQuestion =
  words[0] === '--version' || (words[0] !== 'completion' && cliCommands.some((command) => command.name.split(' ')[0] === words[0]));
const serverCommands = isQuestion ? [] : (await import('#server/commands/registry.ts')).commands;

// A reader that went away (`| head`) is no failure of ours, and ends what was only said to it. A node goes on.
const isNode = serverCommands.some((command) => command.name === words[0]);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(1);
  if (!isNode) process.exit(0);
});
process.stderr.on('error', () => undefined);

const exitCode = await runCommand({
  words,
  commands: [...serverCommands, ...cliCommands],
  environment: process.env,
  workingFolder: process.cwd(),
  streams: { out: process.stdout, err: process.stderr },
  signal: stop.signal,
  version,
});
process.exitCode = isInterrupted ? 130 : exitCode;
