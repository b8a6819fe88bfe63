/** `cybermetrics assets split ID --source NAME --reason TEXT` */
import { defineCommand } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { decisionFlags, decisionOf, printDecided } from '../print-identity.ts';

export const assetsSplit = defineCommand({
  name: 'assets split',
  summary: 'Say that what some sources speak of is another asset; remembered, so that files to come keep them apart',
  details:
    'Such as: assets split ID --source nessus --reason "a clone that kept the host name". With --words only what a source said in those words goes; `assets words ID` lists them.',
  arguments: [{ name: 'ID', summary: 'the asset, as the list shows it', required: true }],
  flags: [
    { name: 'source', value: 'NAME', summary: 'everything this source says of it; may be given several times', many: true },
    { name: 'words', value: 'SOURCE=WORDS', summary: 'only what the source said in these words; may be given several times', many: true },
    ...decisionFlags,
    ...connectionFlags,
  ],
  run: async (input) => {
    const parts = [
      ...(input.lists['source'] ?? []).map((source) => ({ source })),
      ...(input.lists['words'] ?? []).map((text) => {
        const [, source, claim] = /^(.+)=([0-9a-f]+)$/u.exec(text) ?? [];
        if (source === undefined || claim === undefined)
          throw new Problem('usage-invalid', `--words ${text}: write SOURCE=WORDS, as \`assets words\` shows them.`);
        return { source, claim };
      }),
    ];
    if (parts.length === 0)
      throw new Problem('usage-invalid', 'Say what goes, such as --source nessus.', { expected: ['--source', '--words'] });
    const decision = decisionOf(input);
    const client = await connect(input);
    const decided = await client.assets.split({
      params: { id: input.arguments[0] ?? '' },
      body: { parts, ...decision },
      signal: input.signal,
    });
    return printDecided(input, decided, 'two assets');
  },
});
