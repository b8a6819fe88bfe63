/**
 * From the words of a command line to an exit code: finds the command, reads its flags, shows help, and turns what was
 * thrown into a problem and its exit code. In process, so that tests call it without a shell.
 */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { commonFlags, exitCodes, type Command, type CommandOutput } from '#contract/define-command.ts';
import { problemCatalogue } from '#contract/problem-catalogue.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import type { Language } from '#core/kernel/text.ts';
import { commandHelp, overviewHelp } from './help.ts';
import { makeOutput, type Streams } from './output.ts';

export interface Invocation {
  readonly words: readonly string[];
  readonly commands: readonly Command[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly streams: Streams;
  readonly signal: AbortSignal;
  readonly version: string;
}

export async function runCommand(invocation: Invocation): Promise<number> {
  const { words, environment, signal } = invocation;
  const language: Language = /^nl/i.test(environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '') ? 'nl' : 'en';
  const output = makeOutput(invocation.streams, words.includes('--json'), language);
  try {
    return await dispatch(invocation, output);
  } catch (cause) {
    if (signal.aborted) return exitCodes.interrupted;
    const problem = isProblem(cause) ? cause : new Problem('internal', cause instanceof Error ? cause.message : String(cause), {}, cause);
    output.problem(problem);
    if (problem.code === 'internal' && cause instanceof Error && !isProblem(cause) && !output.isJson)
      invocation.streams.err.write(`${cause.stack ?? ''}\n`);
    return problemCatalogue[problem.code].exitCode;
  }
}

async function dispatch(invocation: Invocation, output: CommandOutput): Promise<number> {
  const { words, commands } = invocation;
  if (words.length === 0 || words[0] === 'help' || words[0] === '--help' || words[0] === '-h') {
    if (words.length === 0) {
      output.progress(overviewHelp(commands));
      return exitCodes.usage;
    }
    output.answer(words[0] === 'help' ? helpOn(words.slice(1), commands) : overviewHelp(commands));
    return exitCodes.complete;
  }
  if (words[0] === '--version') {
    output.answer(invocation.version);
    return exitCodes.complete;
  }
  const found = findCommand(words, commands);
  if (found === null && (words[1] === '--help' || words[1] === '-h')) {
    output.answer(helpOn(words.slice(0, 1), commands));
    return exitCodes.complete;
  }
  if (found === null) throw unknownCommand(words, commands);
  const parsed = parseWords(found.command, found.rest);
  if (parsed.flags['help'] === true) {
    output.answer(commandHelp(found.command));
    return exitCodes.complete;
  }
  checkArguments(found.command, parsed.arguments);
  return found.command.run({
    ...parsed,
    environment: invocation.environment,
    workingFolder: invocation.workingFolder,
    output,
    signal: invocation.signal,
    commands,
  });
}

function findCommand(words: readonly string[], commands: readonly Command[]): { command: Command; rest: readonly string[] } | null {
  for (const count of [3, 2, 1]) {
    const command = commands.find((candidate) => candidate.name === words.slice(0, count).join(' ') && words.length >= count);
    if (command !== undefined) return { command, rest: words.slice(count) };
  }
  return null;
}

/** @param words of a command, or the noun of several; none: the overview. */
function helpOn(words: readonly string[], commands: readonly Command[]): string {
  if (words.length === 0) return overviewHelp(commands);
  const found = findCommand(words, commands);
  if (found !== null) return commandHelp(found.command);
  const ofNoun = commands.filter((command) => command.name.startsWith(`${words.join(' ')} `));
  if (ofNoun.length === 0) throw unknownCommand(words, commands);
  return ofNoun.map(commandHelp).join('\n\n');
}

function unknownCommand(words: readonly string[], commands: readonly Command[]): Problem {
  const siblings = commands.filter((command) => command.name.split(' ')[0] === words[0]).map((command) => command.name);
  const expected = siblings.length > 0 ? siblings : commands.map((command) => command.name);
  // The second and third word may be arguments.
  const found = [words.slice(0, 2).join(' '), words[0] ?? ''];
  return new Problem('usage-invalid', `There is no command \`${found[0]}\`.`, { expected, found });
}

function parseWords(command: Command, words: readonly string[]) {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const flag of [...command.flags, ...commonFlags])
    options[flag.name] = { type: flag.value === null ? 'boolean' : 'string', multiple: flag.many === true };
  try {
    const { values, positionals } = parseArgs({ args: joinValues(words, options), options, allowPositionals: true, strict: true });
    const [lists, flags] = [true, false].map((isMany) =>
      Object.fromEntries(Object.entries(values).filter(([, value]) => Array.isArray(value) === isMany)),
    );
    return {
      flags: flags as Record<string, string | true | undefined>,
      lists: lists as Record<string, readonly string[] | undefined>,
      arguments: positionals,
    };
  } catch (cause) {
    const said = cause instanceof Error ? cause.message.split('. To specify')[0] : String(cause);
    throw new Problem('usage-invalid', `${said}. \`cybermetrics ${command.name} --help\` lists the flags.`, {
      found: /'(--[^'=\s]+)/.exec(said ?? '')?.[1],
      expected: Object.keys(options).map((name) => `--${name}`),
    });
  }
}

/**
 * `--sort -severity,name` means what it says: what follows a flag with a value is its value, also with a dash before it,
 * unless it is a flag itself (then the value was forgotten).
 */
function joinValues(words: readonly string[], options: NonNullable<ParseArgsConfig['options']>): string[] {
  const joined: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') return [...joined, ...words.slice(index)];
    const next = words[index + 1];
    const takesNext = word.startsWith('--') && options[word.slice(2)]?.type === 'string' && next?.startsWith('-') === true;
    if (takesNext && options[next.slice(2).split('=')[0] ?? ''] === undefined) {
      joined.push(`${word}=${next}`);
      index += 1;
    } else joined.push(word);
  }
  return joined;
}

function checkArguments(command: Command, given: readonly string[]): void {
  const required = command.arguments.filter((argument) => argument.required);
  const missing = required[given.length];
  if (missing !== undefined)
    throw new Problem('usage-invalid', `${missing.name} is missing: ${missing.summary}.`, { missing: missing.name });
  const takesMany = command.arguments.some((argument) => argument.many === true);
  if (!takesMany && given.length > command.arguments.length) {
    throw new Problem('usage-invalid', `${given.slice(command.arguments.length).join(' ')} was not expected.`, {
      unexpected: given.slice(command.arguments.length),
    });
  }
}
