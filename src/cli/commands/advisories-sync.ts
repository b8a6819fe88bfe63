/** `cybermetrics advisories sync PATH…`: reads and checks documents here, and hands them to the node. */
import { resolve } from 'node:path';
import { readAdvisoryFiles } from '#advisory-sources/advisory-files.ts';
import { validateCsafDocument } from '#advisory-sources/csaf/validate-document.ts';
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { localAdvisoryFiles } from '../local-advisory-files.ts';
import { connect, connectionFlags } from '../node-connection.ts';

/** Of one request; a document that is larger goes alone. */
const batchCharactersMax = 2_000_000;

export const advisoriesSync = defineCommand({
  name: 'advisories sync',
  summary: 'Hand advisories (CSAF 2.0 and 2.1, CVE, NVD …) of folders and files to the node; the newest revision of each document stands',
  details:
    'Each document is checked against the rules of its standard; one that breaks a rule is kept with the number of the rule, one that cannot be read is refused. The same documents again change nothing. Ends with 3 when some were refused, 4 when all were.',
  arguments: [
    {
      name: 'PATH',
      summary: 'a folder (with all below it), a .json file, or .ndjson; also gzipped',
      required: true,
      many: true,
      suggests: 'file',
    },
  ],
  flags: connectionFlags,
  run: async (input) => {
    const { arguments: paths, output, workingFolder, signal } = input;
    const client = await connect(input);
    const counts = { read: 0, added: 0, changed: 0, unchanged: 0, broken: 0, refused: 0 };
    let batch: string[] = [];
    let characters = 0;
    const send = async () => {
      if (batch.length === 0) return;
      const taken = await client.advisories.take({ body: new TextEncoder().encode(batch.join('\n')), signal });
      for (const key of ['added', 'changed', 'unchanged'] as const) counts[key] += taken[key];
      [batch, characters] = [[], 0];
      output.status(`${counts.read} read`, false);
    };
    for await (const found of readAdvisoryFiles(
      localAdvisoryFiles,
      paths.map((path) => resolve(workingFolder, path)),
    )) {
      if (signal.aborted) return exitCodes.interrupted;
      counts.read += 1;
      if (found.kind === 'refused') {
        counts.refused += 1;
        output.progress(`${found.path}${found.line === null ? '' : `:${found.line}`}: ${found.problem.message}`);
        continue;
      }
      const verdict = await validateCsafDocument(found.document);
      const brokenRules = [...new Set(verdict?.failures.map(({ ruleId }) => ruleId))];
      if (brokenRules.length > 0) counts.broken += 1;
      const line = JSON.stringify({ advisory: found.advisory, brokenRules });
      if (characters + line.length > batchCharactersMax) await send();
      batch.push(line);
      characters += line.length;
    }
    await send();
    if (output.isJson) output.answer(JSON.stringify(counts));
    else {
      const { read, added, changed, unchanged, refused, broken } = counts;
      output.answer(
        `${read} documents read: ${added} new, ${changed} changed, ${unchanged} unchanged, ${refused} refused; ${broken} break a rule`,
      );
    }
    if (counts.refused === 0) return exitCodes.complete;
    return counts.refused === counts.read ? exitCodes.rejected : exitCodes.partial;
  },
});
