/** The command line in this process: what it says on both streams, and its exit code. */
import type { Command } from '#contract/define-command.ts';
import { commands as cliCommands } from '#cli/registry.ts';
import { runCommand } from '#cli/run-command.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly commands?: readonly Command[];
  readonly workingFolder?: string;
  readonly signal?: AbortSignal;
  /** A terminal of so many columns. */
  readonly columns?: number;
}

export async function runCli(words: readonly string[], options: RunOptions = {}): Promise<Said> {
  const said = { out: '', err: '' };
  const isTTY = options.columns !== undefined;
  const terminal = options.columns === undefined ? { isTTY } : { isTTY, columns: options.columns };
  const code = await runCommand({
    words,
    commands: options.commands ?? cliCommands,
    environment: options.environment ?? {},
    workingFolder: options.workingFolder ?? '/nonexistent',
    streams: {
      out: { write: (text) => void (said.out += text), ...terminal },
      err: { write: (text) => void (said.err += text), isTTY },
    },
    signal: options.signal ?? new AbortController().signal,
    version: '1.2.3',
  });
  return { code, ...said };
}
