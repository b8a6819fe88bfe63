/** `cybermetrics advisories list` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

const columns = [
  { title: 'document', whole: true },
  { title: 'changed' },
  { title: 'CVSS', alignRight: true },
  { title: 'CVEs', alignRight: true },
  { title: 'CVEs found here', alignRight: true },
  { title: 'products', alignRight: true },
  { title: 'title' },
];

export const advisoriesList = defineCommand({
  name: 'advisories list',
  summary: 'Advisories that the node holds, newest first',
  arguments: [],
  flags: [
    { name: 'search', value: 'WORDS', summary: 'words in number, title, publisher or vendors' },
    { name: 'cve', value: 'CVE', summary: 'those about this CVE' },
    { name: 'here', value: null, summary: 'those with a CVE that scanners reported here' },
    { name: 'limit', value: 'N', summary: 'so many at most (1 to 1000); default 100' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { search, cve, here, limit } = input.flags;
    if (limit !== undefined && !/^([1-9]\d{0,2}|1000)$/.test(String(limit)))
      throw new Problem('usage-invalid', '--limit takes a number from 1 to 1000.', { limit });
    const client = await connect(input);
    const query = {
      ...(typeof search === 'string' ? { search } : {}),
      ...(typeof cve === 'string' ? { cve } : {}),
      ...(here === true ? { here: 'true' as const } : {}),
      ...(limit === undefined ? {} : { limit: Number(limit) }),
    };
    const answer = await client.advisories.list({ query, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(answer));
    else {
      const rows = answer.items.map((one) => [
        one.documentId,
        one.modifiedAt?.slice(0, 10) ?? '–',
        one.scoreMax?.toFixed(1) ?? '–',
        String(one.cveIds.length),
        String(one.cvesFoundHere),
        String(one.products),
        one.brokenRules.length === 0 ? one.title : `${one.title} (breaks ${one.brokenRules.join(', ')})`,
      ]);
      input.output.answer(formatTable(columns, rows, input.output.width));
      input.output.progress(`${answer.items.length} of ${answer.total}`);
    }
    return exitCodes.complete;
  },
});
