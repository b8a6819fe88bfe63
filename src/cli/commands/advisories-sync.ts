/** `cybermetrics advisories sync PATH…`: reads and checks documents here, and hands them to the node. */
import { resolve } from 'node:path';
import { readAdvisoryFiles, type AdvisoryFromFile } from '#advisory-sources/advisory-files.ts';
import { validateCsafDocument } from '#advisory-sources/csaf/validate-document.ts';
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { localAdvisoryFiles } from '../local-advisory-files.ts';
import { connect, connectionFlags } from '../node-connection.ts';

/** Of each kind, in JSON; the rest is counted. */
const namedMax = 1_000;

/** Of one request; a document that is larger goes alone. */
const batchCharactersMax = 2_000_000;

export const advisoriesSync = defineCommand({
  name: 'advisories sync',
  summary: 'Hand advisories (CSAF 2.0 and 2.1, CVE, NVD …) of folders and files to the node; the newest revision of each document stands',
  details:
    'Each document is checked against the rules of its standard; one that breaks a rule is kept with the number of the rule, one that cannot be read is refused. The same documents again change nothing. Each of both is named. Ends with 3 when some were refused, 4 when all were.',
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
    const broken: object[] = [];
    const refused: object[] = [];
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
        const { code, message } = found.problem;
        output.progress(`${placeOf(found)}: ${message}`);
        if (refused.length < namedMax) refused.push({ ...placeIn(found), problem: { code, detail: message } });
        continue;
      }
      const verdict = await validateCsafDocument(found.document);
      const brokenRules = [...new Set(verdict?.failures.map(({ ruleId }) => ruleId))];
      if (brokenRules.length > 0) {
        counts.broken += 1;
        output.progress(`${placeOf(found)}: ${found.advisory.documentId} is kept aside, since it breaks ${brokenRules.join(', ')}`);
        if (broken.length < namedMax) broken.push({ ...placeIn(found), document: found.advisory.documentId, rules: brokenRules });
      }
      const line = JSON.stringify({ advisory: found.advisory, brokenRules });
      if (characters + line.length > batchCharactersMax) await send();
      batch.push(line);
      characters += line.length;
    }
    await send();
    if (output.isJson) output.answer(JSON.stringify({ ...counts, documents: { broken, refused } }));
    else {
      const { read, added, changed, unchanged } = counts;
      output.answer(
        `${read} documents read: ${added} new, ${changed} changed, ${unchanged} unchanged, ${counts.refused} refused; ${counts.broken} break a rule`,
      );
    }
    if (counts.refused === 0) return exitCodes.complete;
    return counts.refused === counts.read ? exitCodes.rejected : exitCodes.partial;
  },
});

type Place = Pick<AdvisoryFromFile, 'path' | 'line'>;

const placeIn = ({ path, line }: Place): Place => ({ path, line });
const placeOf = ({ path, line }: Place): string => `${path}${line === null ? '' : `:${line}`}`;
