/** `cybermetrics sla set FILE` */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defineCommand } from '#contract/define-command.ts';
import { replaceSlaPolicies, type SlaPolicyBody } from '#contract/endpoints/sla.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printPolicies } from '../sla-policies.ts';

export const slaSet = defineCommand({
  name: 'sla set',
  summary: 'From now on the policies of this file hold; deadlines that were set stay set',
  arguments: [
    {
      name: 'FILE',
      summary: 'JSON: {"items": [{"name", "filter", "days"}]}, the first holds first, as `sla list --json` gives',
      required: true,
    },
  ],
  flags: connectionFlags,
  run: async (input) => {
    const [name = ''] = input.arguments;
    const items = await readPolicies(resolve(input.workingFolder, name), name);
    const client = await connect(input);
    return printPolicies(input.output, await client.sla.replace({ body: { items }, signal: input.signal }));
  },
});

async function readPolicies(path: string, name: string): Promise<SlaPolicyBody[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new Problem('file-not-readable', `${name} cannot be read.`, { file: name }, cause);
  }
  const read = replaceSlaPolicies.body.safeParse(inForce(parseJson(text, name)));
  if (read.success) return read.data.items;
  const wrong = read.error.issues.map(({ path: place, message }) => ({ path: place.join('.'), message }));
  const [first] = wrong;
  throw new Problem('usage-invalid', `${name} is no list of policies: ${first?.path ?? ''} ${first?.message ?? ''}.`, {
    file: name,
    wrong,
  });
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new Problem('usage-invalid', `${name} is no JSON: ${reason}.`, { file: name }, cause);
  }
}

/** What `sla list --json` printed may be handed back: policies that ended are left out, and what the node added. */
function inForce(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || !('items' in given) || !Array.isArray(given.items)) return given;
  const items = (given.items as readonly unknown[]).filter((one) => !(isRecord(one) && typeof one['validTo'] === 'string'));
  return {
    ...given,
    items: items.map((one) => {
      if (!isRecord(one)) return one;
      const { id: _id, validFrom: _from, validTo: _to, ...policy } = one;
      return policy;
    }),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
