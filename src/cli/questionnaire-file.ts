/** A questionnaire pack from a file on this machine, for commands that need no node. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandInput } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { requirePack } from '#core/questionnaires/check-pack.ts';
import type { QuestionnairePack } from '#core/questionnaires/pack.ts';
import { shippedPacks } from '#core/questionnaires/packs/registry.ts';

/** No pack is larger: 300 questions in twenty languages. */
const bytesMax = 8 * 1024 ** 2;

/**
 * @param name a path, or the id of a questionnaire that comes with the release
 * @throws Problem `file-not-readable`, `file-too-large`, `questionnaire-invalid`
 */
export async function readQuestionnaire({ workingFolder }: CommandInput, name: string): Promise<QuestionnairePack> {
  const shipped = shippedPacks.find(({ id }) => id === name);
  if (shipped !== undefined) return shipped;
  const bytes = await readFile(resolve(workingFolder, name)).catch((cause: unknown) => {
    throw new Problem('file-not-readable', `${name} cannot be read; check the path and who may read it.`, { path: name }, cause);
  });
  if (bytes.length > bytesMax)
    throw new Problem('file-too-large', `${name} is larger than a questionnaire may be.`, { path: name, bytesMax });
  let given: unknown;
  try {
    given = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new Problem('questionnaire-invalid', `${name} is no JSON in UTF-8: ${reason}.`, { path: name }, cause);
  }
  return requirePack(given);
}
