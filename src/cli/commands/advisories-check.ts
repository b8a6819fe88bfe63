/** `cybermetrics advisories check`: reads and checks documents on this machine; no node is asked. */
import { resolve } from 'node:path';
import type { AdvisoryFromFile } from '#advisory-sources/advisory-files.ts';
import { readAdvisoryFiles } from '#advisory-sources/advisory-files.ts';
import { validateCsafDocument, type CsafFailure } from '#advisory-sources/csaf/validate-document.ts';
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { localAdvisoryFiles } from '../local-advisory-files.ts';

/** What came of one document; `failures` and `warnings` are of its standard, `remarks` of the reading. */
interface Checked {
  readonly path: string;
  readonly line: number | null;
  readonly document: string | null;
  readonly result: 'valid' | 'invalid' | 'refused';
  readonly products: number;
  readonly flaws: number;
  readonly problem: { readonly code: string; readonly detail: string } | null;
  readonly failures: readonly CsafFailure[];
  readonly warnings: readonly CsafFailure[];
  readonly remarks: readonly { readonly code: string; readonly path: string; readonly message: string }[];
}

export const advisoriesCheck = defineCommand({
  name: 'advisories check',
  summary: 'Read advisory documents (CSAF 2.0 and 2.1, CVE, NVD …) and check CSAF against the rules of their standard, without a node',
  details:
    'Lists what does not follow the standard, with the number of the rule, and what cannot be read. With --json one line for each document. Ends with 0 when every document is valid, 3 when some are not, 4 when none is.',
  arguments: [
    {
      name: 'PATH',
      summary: 'a folder (with all below it), a .json file, or .ndjson with a document per line; also gzipped',
      required: true,
      many: true,
      suggests: 'file',
    },
  ],
  flags: [
    { name: 'recommended', value: null, summary: 'the recommended rules too; what breaks one is no less valid' },
    { name: 'all', value: null, summary: 'list valid documents too' },
  ],
  run: async ({ arguments: paths, flags, output, workingFolder, signal }) => {
    const counts = { valid: 0, invalid: 0, refused: 0 };
    for await (const found of readAdvisoryFiles(
      localAdvisoryFiles,
      paths.map((path) => resolve(workingFolder, path)),
    )) {
      if (signal.aborted) return exitCodes.interrupted;
      const checked = await check(found, flags['recommended'] === true);
      counts[checked.result] += 1;
      if (output.isJson) output.answer(JSON.stringify(checked));
      else if (checked.result !== 'valid' || checked.warnings.length > 0 || flags['all'] === true) output.answer(textOf(checked));
    }
    const { valid, invalid, refused } = counts;
    const total = valid + invalid + refused;
    output.progress(`${total} documents: ${valid} valid, ${invalid} not, ${refused} that cannot be read`);
    if (total === valid) return exitCodes.complete;
    return valid === 0 ? exitCodes.rejected : exitCodes.partial;
  },
});

async function check(found: AdvisoryFromFile, withRecommended: boolean): Promise<Checked> {
  const { path, line } = found;
  if (found.kind === 'refused') {
    const problem = { code: found.problem.code, detail: found.problem.message };
    return { path, line, document: null, result: 'refused', products: 0, flaws: 0, problem, failures: [], warnings: [], remarks: [] };
  }
  const { advisory, remarks } = found;
  const { failures = [], warnings = [] } = (await validateCsafDocument(found.document, { withRecommended })) ?? {};
  const result = failures.length === 0 ? 'valid' : 'invalid';
  const { documentId: document, products, flaws } = advisory;
  return { path, line, document, result, products: products.length, flaws: flaws.length, problem: null, failures, warnings, remarks };
}

function textOf({ path, line, document, result, products, flaws, problem, failures, warnings, remarks }: Checked): string {
  const place = line === null ? path : `${path}:${line}`;
  const head =
    problem === null
      ? `${place}  ${document ?? ''}  ${result}, ${products} products, ${flaws} flaws`
      : `${place}  refused: ${problem.detail}`;
  const told = [
    ...failures.map(({ ruleId, path, message }) => `  ${ruleId}  ${path || '/'}  ${message}`),
    ...warnings.map(({ ruleId, path, message }) => `  ${ruleId} (recommended)  ${path || '/'}  ${message}`),
    ...remarks.map(({ path, message }) => `  left out  ${path}  ${message}`),
  ];
  return [head, ...told].join('\n');
}
