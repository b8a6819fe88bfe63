/** `cybermetrics advisories show` */
import { defineCommand } from '#contract/define-command.ts';
import type { AdvisoryScore } from '#core/advisories/advisory.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const advisoriesShow = defineCommand({
  name: 'advisories show',
  summary: 'One advisory: its products with every path, and its flaws with states, scores and remediations',
  arguments: [
    {
      name: 'ID',
      summary: 'the number of the document, or its id on this node, or as much of that as no other begins with',
      required: true,
    },
  ],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const [id = ''] = input.arguments;
    const { advisory, ...entry } = await client.advisories.get({ params: { id }, signal: input.signal });
    if (input.output.isJson) return printDetail(input, { ...entry, advisory });
    return printDetail(input, {
      ...entry,
      products: advisory.products.map(({ name, paths, identifiers }) => ({
        name,
        path: paths.map((path) => path.map((branch) => branch.name).join(' › ')).join(' | ') || null,
        identifiers: identifiers.map(({ kind, value }) => `${kind} ${value}`).join(', ') || null,
      })),
      flaws: advisory.flaws.map(({ cveId, title, statuses, scores }) => ({
        flaw: [cveId, title].filter((text) => text !== null).join(' ') || 'without a name',
        states: [...new Set(statuses.map(({ status }) => status))]
          .map((status) => `${status} ${statuses.filter((one) => one.status === status).length}`)
          .join(', '),
        scores: [...new Set(scores.map(scoreText))].join(', ') || null,
      })),
      remediations: advisory.flaws.flatMap(({ cveId, remediations }) =>
        remediations.map(({ category, details }) => ({ flaw: cveId, category, details })),
      ),
    });
  },
});

/** As the document writes it; else as its vector gives it, which is said. */
function scoreText({ version, baseScore, computed, vectorScore }: AdvisoryScore): string {
  const score = `CVSS ${version}: ${baseScore ?? '–'}`;
  if (computed === true) return `${score} (computed)`;
  return vectorScore === undefined ? score : `${score} (its vector gives ${vectorScore})`;
}
