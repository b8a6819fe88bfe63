/**
 * A command is data: help, completion and `docs/cli.md` come from the same definition. Noun first, then verb.
 * Commands that need the database live in `server/commands/`, the others in `cli/commands/`; `main.ts` joins both.
 * stdout carries the answer only; progress and problems go to stderr (issue: fixed for every tester).
 */
import type { Problem } from '#core/kernel/problem.ts';
import type { Language } from '#core/kernel/text.ts';
import type { RecordKind } from '#core/query/record-kind.ts';

/** What a shell can offer for a value: paths, ids of what is registered, some words, or what a filter or an order of records is made of. */
export type Suggestion =
  | 'file'
  | 'folder'
  | 'importer'
  | 'metric'
  | readonly string[]
  | { readonly filterOf: RecordKind }
  | { readonly sortOf: RecordKind };

export interface CommandArgument {
  /** `FILE` and `DIR` are paths, to a shell too. */
  readonly name: string;
  readonly summary: string;
  readonly required: boolean;
  readonly many?: true;
  readonly suggests?: Suggestion;
}

export interface CommandFlag {
  /** Without the dashes. */
  readonly name: string;
  /** What the value is called in the help (`DAY`, `RQL`); null: the flag takes no value. */
  readonly value: string | null;
  readonly summary: string;
  /** May be given several times: its values are in `lists`. */
  readonly many?: true;
  readonly suggests?: Suggestion;
}

/** Exit codes of every command; of several files the highest counts. */
export const exitCodes = {
  complete: 0,
  bug: 1,
  usage: 2,
  partial: 3,
  rejected: 4,
  'not-found': 5,
  'not-allowed': 6,
  unreachable: 7,
  interrupted: 130,
} as const;

export interface CommandOutput {
  /** One line (or text) of the answer, to stdout. */
  answer(text: string): void;
  /** A passing remark, to stderr. */
  progress(text: string): void;
  /** Overwrites itself on a terminal (a bar); elsewhere printed only when `isLast`. */
  status(text: string, isLast: boolean): void;
  /** A problem, to stderr: in words, or with --json as one line of RFC 9457 JSON. */
  problem(problem: Problem): void;
  /** Columns of stdout; null when it is no terminal. */
  readonly width: number | null;
  readonly isJson: boolean;
  readonly language: Language;
}

export interface CommandInput {
  readonly arguments: readonly string[];
  /** Value of a flag; `true` for flags without value; absent when not given. */
  readonly flags: Readonly<Record<string, string | true | undefined>>;
  /** Values of flags that may be given several times, in their order; absent when not given. */
  readonly lists: Readonly<Record<string, readonly string[] | undefined>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly output: CommandOutput;
  /** Aborted on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Every command there is, this one among them. */
  readonly commands: readonly Command[];
}

export interface Command {
  /** `assets list` */
  readonly name: string;
  readonly summary: string;
  /** Longer help; examples as the reader would type them. */
  readonly details?: string;
  readonly arguments: readonly CommandArgument[];
  readonly flags: readonly CommandFlag[];
  /** Gives the exit code; throws `Problem` for what ends it. */
  run(input: CommandInput): Promise<number>;
}

export function defineCommand(command: Command): Command {
  return command;
}

/** Flags that every command has. */
export const commonFlags: readonly CommandFlag[] = [
  { name: 'json', value: null, summary: 'machine-readable answer; problems as one line of JSON on stderr' },
  { name: 'help', value: null, summary: 'show this help' },
];
