/** What the commands of the key of pseudonyms share: a passphrase out of a file, minutes, and the state in words. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandFlag, CommandInput } from '#contract/define-command.ts';
import type { AwarenessStateJson } from '#contract/endpoints/awareness.ts';
import { Problem } from '#core/kernel/problem.ts';
import { requiredText } from './required-text.ts';

export const passphraseFlag: CommandFlag = {
  name: 'passphrase-file',
  value: 'FILE',
  summary: 'the file that holds the passphrase, at least 12 characters; a line break at its end does not count',
  suggests: 'file',
};

export const identifierFlags: readonly CommandFlag[] = [
  { name: 'kind', value: 'KIND', summary: 'employee (personnel number) or email', suggests: ['employee', 'email'] },
  {
    name: 'identifier-file',
    value: 'FILE',
    summary: 'the file that holds the identifier: on a command line it would stay in the history of the shell',
    suggests: 'file',
  },
];

/** @throws Problem file-not-readable, usage-invalid */
export async function readSecret(input: CommandInput, flag: string): Promise<string> {
  const name = requiredText(input, flag);
  const text = await readFile(resolve(input.workingFolder, name), 'utf8').catch((cause: unknown) => {
    throw new Problem('file-not-readable', `${name} cannot be read.`, { file: name }, cause);
  });
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw new Problem('usage-invalid', `${name} is empty.`, { file: name });
  return secret;
}

/** Undefined: not given. */
export function minutesOf({ flags }: CommandInput): number | undefined {
  if (flags['minutes'] === undefined) return undefined;
  const minutes = Number(flags['minutes']);
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= 1_440) return minutes;
  throw new Problem('usage-invalid', '--minutes must be a whole number from 1 to 1440.', { minutes: flags['minutes'] });
}

export async function askedPerson(input: CommandInput): Promise<{ kind: 'employee' | 'email'; identifier: string }> {
  const kind = requiredText(input, 'kind');
  if (kind !== 'employee' && kind !== 'email')
    throw new Problem('usage-invalid', `--kind ${kind} is none of employee, email.`, { expected: ['employee', 'email'] });
  return { kind, identifier: await readSecret(input, 'identifier-file') };
}

export function printState({ output }: CommandInput, state: AwarenessStateJson): void {
  if (output.isJson) {
    output.answer(JSON.stringify(state));
    return;
  }
  const { key, events, actDays } = state;
  if (key === null) {
    output.answer('There is no key of pseudonyms yet; `cybermetrics awareness key create` makes one.');
    return;
  }
  output.answer(key.unlockedUntil === null ? 'The key is locked.' : `The key is unlocked until ${key.unlockedUntil}.`);
  const renewed = key.rotatedAt === null ? '' : `, renewed ${key.rotatedAt}`;
  output.answer(`  made ${key.createdAt}${renewed} (generation ${key.generation})`);
  if (key.service === null) output.answer('  No service unlock: only a person can unlock it.');
  else {
    const file = key.service.usable ? '' : ', but its key file is not there or opens something else';
    output.answer(`  Service unlock since ${key.service.since}: the node can unlock it by itself, for files alone${file}.`);
  }
  for (const { at, act, saidBy, minutes, rows } of events.slice(0, 10))
    output.answer(`  ${at}  ${act}  ${saidBy}${minutes === null ? '' : `  ${minutes} min`}${rows === null ? '' : `  ${rows} rows`}`);
  if (actDays.length > 0) output.answer('How often, per day:');
  for (const { on, act, saidBy, count } of actDays.slice(0, 30)) output.answer(`  ${on}  ${act}  ${saidBy}  ${count}`);
}
