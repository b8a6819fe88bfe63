/** Reads a file of JSON that a command is given, as a request has it. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandInput } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';

/** The body of an endpoint, as far as a command needs it. */
interface Body<T> {
  safeParse(given: unknown):
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false;
        readonly error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] };
      };
}

/**
 * @param what such as "list of policies", for the problem. @param prepare leaves out what the node added when it printed it
 * @throws Problem `file-not-readable`, `usage-invalid`
 */
export async function readJsonFile<T>(
  { workingFolder }: CommandInput,
  name: string,
  { body, what, prepare }: { readonly body: Body<T>; readonly what: string; readonly prepare: (given: unknown) => unknown },
): Promise<T> {
  let text: string;
  try {
    text = await readFile(resolve(workingFolder, name), 'utf8');
  } catch (cause) {
    throw new Problem('file-not-readable', `${name} cannot be read.`, { file: name }, cause);
  }
  const read = body.safeParse(prepare(parseJson(text, name)));
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path: place, message }) => ({ path: place.map(String).join('.'), message }));
  const [first] = wrong;
  throw new Problem('usage-invalid', `${name} is no ${what}: ${first?.path ?? ''} ${first?.message ?? ''}.`, { file: name, wrong });
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new Problem('usage-invalid', `${name} is no JSON: ${reason}.`, { file: name }, cause);
  }
}

/** What a list command printed with --json may be handed back: items that ended are left out, and what the node added to each. */
export function itemsInForce(given: unknown, added: readonly string[]): unknown {
  if (!isRecord(given) || !Array.isArray(given['items'])) return given;
  const { items, ...rest } = given;
  const inForce = (items as readonly unknown[]).filter((one) => !(isRecord(one) && typeof one['validTo'] === 'string'));
  return {
    ...rest,
    items: inForce.map((one) => (isRecord(one) ? Object.fromEntries(Object.entries(one).filter(([key]) => !added.includes(key))) : one)),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
