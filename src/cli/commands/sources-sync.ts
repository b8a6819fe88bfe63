/** `cybermetrics sources sync [SOURCE…] [--from PATH]`: a newer copy of the public sources, from their publishers or from a mirror. */
import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { defineCommand, type CommandInput } from '#contract/define-command.ts';
import type { SourcesJson } from '#contract/endpoints/sources.ts';
import { advisorySourceIds, isAdvisorySourceId, type AdvisorySourceId } from '#core/advisories/sources.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Client } from '#sdk/client-types.ts';
import { awaitProviders, type AskedProvider } from '../await-providers.ts';
import { findMirroredFiles } from '../mirrored-files.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printProviders } from '../print-providers.ts';
import { printSources } from '../print-sources.ts';
import { exitCodeOfSources } from '../source-exit-code.ts';

const askAgainMs = 250;
const waitedMaxMs = 10 * 60_000;

interface Asked {
  readonly id: AdvisorySourceId;
  readonly askedAt: string;
}

export const sourcesSync = defineCommand({
  name: 'sources sync',
  summary: 'Take what is new of the public sources (KEV, EPSS, CSAF providers), from their publishers or from a mirrored file or folder',
  details:
    'The node asks only for what changed, and takes a copy whole or not at all: what is held stays when something is wrong. Where it has no way out, copy the files to this machine and give --from; which source a file is of is seen from its content.',
  arguments: [
    {
      name: 'SOURCE',
      summary: 'kev, epss or a provider (csaf:example.org); none: all of them',
      required: false,
      many: true,
      suggests: advisorySourceIds,
    },
  ],
  flags: [
    {
      name: 'replace',
      value: null,
      summary: 'also in the place of what is held when that is newer or much larger: when what is held is wrong; for the owner of the node',
    },
    { name: 'from', value: 'PATH', summary: 'a mirrored file, or a folder with them; also gzipped', suggests: 'file' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const named = input.arguments.filter((name) => name.startsWith('csaf:'));
    const wanted = input.arguments.length === 0 ? advisorySourceIds : input.arguments.filter((name) => !named.includes(name)).map(known);
    const client = await connect(input);
    const { from } = input.flags;
    if (typeof from === 'string' && named.length > 0) {
      throw new Problem('usage-invalid', 'Files of a provider are handed in with `advisories sync`.', { found: named });
    }
    const asked =
      typeof from === 'string'
        ? await handIn(client, input, resolve(input.workingFolder, from), wanted)
        : await fetchAll(client, input, wanted);
    const providers = await awaitProviders(client, input, typeof from === 'string' ? [] : await syncProviders(client, input, named));
    const answer = await finished(client, input, asked);
    if (input.output.isJson || wanted.length > 0) printSources(input.output, { ...answer, providers });
    if (!input.output.isJson) printProviders(input.output, providers);
    return exitCodeOfSources([...answer.items.filter(({ id }) => asked.some((one) => one.id === id)), ...providers]);
  },
});

/** @param named none of any source: all of them. */
async function syncProviders(
  client: Client,
  { arguments: words, signal }: CommandInput,
  named: readonly string[],
): Promise<AskedProvider[]> {
  const ids = words.length === 0 ? (await client.providers.list({ signal })).items.map(({ id }) => id) : named;
  const asked: AskedProvider[] = [];
  for (const id of ids) asked.push(await client.providers.sync({ params: { id }, signal }));
  return asked;
}

function known(name: string): AdvisorySourceId {
  if (isAdvisorySourceId(name)) return name;
  throw new Problem('usage-invalid', `There is no source ${name}.`, { found: name, expected: advisorySourceIds });
}

function replaceOf(flags: CommandInput['flags']): { readonly replace?: 'true' } {
  return flags['replace'] === true ? { replace: 'true' } : {};
}

async function fetchAll(client: Client, { flags, signal }: CommandInput, wanted: readonly AdvisorySourceId[]): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const id of wanted) asked.push({ id, ...(await client.sources.sync({ params: { id }, query: replaceOf(flags), signal })) });
  return asked;
}

async function handIn(
  client: Client,
  { flags, signal }: CommandInput,
  path: string,
  wanted: readonly AdvisorySourceId[],
): Promise<Asked[]> {
  const files = (await findMirroredFiles(path)).filter(({ sourceId }) => wanted.includes(sourceId));
  if (files.length === 0) {
    throw new Problem('file-format-unknown', `${path} holds no file of ${wanted.join(' or ')}; give the JSON of KEV or the CSV of EPSS.`, {
      path,
    });
  }
  const asked: Asked[] = [];
  for (const file of files) {
    const query = { file: basename(file.path), ...replaceOf(flags) };
    const body = createReadStream(file.path, { signal });
    asked.push({ id: file.sourceId, ...(await client.sources.handIn({ params: { id: file.sourceId }, query, body, signal })) });
  }
  return asked;
}

async function finished(client: Client, { signal, output }: CommandInput, asked: readonly Asked[]): Promise<SourcesJson> {
  for (let waitedMs = 0; ; waitedMs += askAgainMs) {
    const answer = await client.sources.list({ signal });
    const waiting = asked.filter(
      ({ id, askedAt }) => !answer.items.some((one) => one.id === id && one.triedAt !== null && one.triedAt >= askedAt),
    );
    if (waiting.length === 0) return answer;
    if (waitedMs >= waitedMaxMs) {
      output.progress('The node is still at it; `cybermetrics sources status` tells how it ended.');
      return answer;
    }
    await pause(askAgainMs, undefined, { signal });
  }
}
