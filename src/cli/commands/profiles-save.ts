/** `cybermetrics profiles save FILE` */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { MappingProfile, slugOfName } from '#core/imports/mapping-profile.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const profilesSave = defineCommand({
  name: 'profiles save',
  summary: 'Save a mapping profile from a JSON file; one of the same name is changed',
  arguments: [{ name: 'FILE', summary: 'a profile, as `profiles show` prints it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const { output, signal } = input;
    const body = await readProfile(resolve(input.workingFolder, input.arguments[0] ?? ''));
    const client = await connect(input);
    const { items } = await client.profiles.list({ signal });
    const known = items.find(({ kind, name }) => kind === 'saved' && foldName(name) === foldName(body.name));
    const saved = await client.profiles.save({ params: { slug: known?.slug ?? (slugOfName(body.name) || '-') }, body, signal });
    if (output.isJson) output.answer(JSON.stringify(saved));
    else output.answer(`${saved.slug}: ${saved.name}, version ${saved.revision ?? 1}`);
    return exitCodes.complete;
  },
});

async function readProfile(path: string): Promise<MappingProfile> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? `is no valid JSON: ${cause.message}` : 'cannot be read';
    throw new Problem('usage-invalid', `${path} ${reason}.`, { path }, cause);
  }
  const parsed = MappingProfile.safeParse(value);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path: place, message }) => ({ path: place.join('.') || 'file', message }));
  const shown = wrong.slice(0, 5).map((fault) => `${fault.path}: ${fault.message}`);
  throw new Problem('usage-invalid', `${path} is no mapping profile. ${shown.join('; ')}.`, { path, wrong });
}
