/**
 * Finds the node a command talks to: CYBERMETRICS_URL with CYBERMETRICS_TOKEN, else the running node of the home folder
 * (`--home`, CYBERMETRICS_HOME, ./.cybermetrics), whose token the owner of that folder may read.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CommandInput } from '#contract/define-command.ts';
import { configurationValues } from '#core/configuration/values.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Client } from '#sdk/client-types.ts';
import { createClient } from '#sdk/client.ts';

export const connectionFlags = [
  { name: 'home', value: 'DIR', summary: 'the folder of the running node (CYBERMETRICS_HOME; default ./.cybermetrics)' },
  { name: 'url', value: 'URL', summary: 'another node (CYBERMETRICS_URL), with CYBERMETRICS_TOKEN' },
] as const;

/** @param language of what the node says; what a machine reads is the same in every terminal */
export async function connect(input: CommandInput, language = input.output.isJson ? 'en' : input.output.language): Promise<Client> {
  const { url, token } = await address(input);
  return createClient({ baseUrl: url, token, fetch: globalThis.fetch, language: () => language });
}

async function address(input: CommandInput): Promise<{ url: string; token: string }> {
  const { flags, environment } = input;
  const home = typeof flags['home'] === 'string' ? flags['home'] : undefined;
  // A home named on the command line is nearer than an address in the environment.
  const url = typeof flags['url'] === 'string' ? flags['url'] : home === undefined ? environment['CYBERMETRICS_URL'] : undefined;
  if (url !== undefined && url !== '') {
    const checked = configurationValues.url.schema.safeParse(url.replace(/\/+$/, ''));
    if (!checked.success)
      throw new Problem('usage-invalid', `${url} is no address of a node: ${checked.error.issues[0]?.message ?? ''}.`, { url });
    const token = environment['CYBERMETRICS_TOKEN'];
    if (token === undefined || token === '')
      throw new Problem('not-signed-in', 'CYBERMETRICS_TOKEN is empty; make a token with `cybermetrics token create`.');
    return { url: checked.data, token };
  }
  return readNodeFile(resolve(input.workingFolder, home ?? environment['CYBERMETRICS_HOME'] ?? '.cybermetrics'));
}

async function readNodeFile(home: string): Promise<{ url: string; token: string }> {
  const file = join(home, 'run', 'node.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EACCES') {
      throw new Problem(
        'not-allowed',
        `Only the owner of ${home} may use its node without a token; set CYBERMETRICS_URL and CYBERMETRICS_TOKEN.`,
        { home },
      );
    }
    throw new Problem(
      'node-unreachable',
      `No node runs in ${home}. Start it with \`cybermetrics serve --home ${home}\`, or name another --home.`,
      { home },
    );
  }
  const node = JSON.parse(text) as { url?: unknown; token?: unknown };
  if (typeof node.url !== 'string' || typeof node.token !== 'string') {
    throw new Problem('node-unreachable', `${file} is damaged; start the node again.`, { file });
  }
  return { url: node.url, token: node.token };
}
