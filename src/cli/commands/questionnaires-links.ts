/** `cybermetrics questionnaires links` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { requiredText } from '../required-text.ts';

export const questionnairesLinks = defineCommand({
  name: 'questionnaires links',
  summary: 'Make links for a group of a round, each good for one sheet; they are told this once, one per line',
  details:
    'Without --group: of the group of everybody whom the population file does not place. Send each link to one person with your own mail.',
  arguments: [{ name: 'ID', summary: 'the id that `questionnaires rounds` prints', required: true }],
  flags: [
    ...connectionFlags,
    { name: 'group', value: 'NAME', summary: 'name or id of the group, as `questionnaires show` prints them' },
    { name: 'count', value: 'N', summary: 'how many links, 1 to 5000' },
  ],
  run: async (input) => {
    const { flags, output, signal } = input;
    const count = Number(requiredText(input, 'count'));
    if (!Number.isInteger(count) || count < 1) throw new Problem('usage-invalid', '--count must be a whole number from 1 to 5000.');
    const client = await connect(input);
    const id = input.arguments[0] ?? '';
    const { groups } = await client.questionnaires.round({ params: { id }, signal });
    const wanted = typeof flags['group'] === 'string' ? flags['group'] : '';
    const group = groups.find((one) => one.name === wanted || one.id === wanted);
    if (group === undefined) throw new Problem('not-found', 'There is no such group in this round.');
    const { links } = await client.questionnaires.links({ params: { id }, body: { groupId: group.id, count }, signal });
    output.answer(output.isJson ? JSON.stringify({ group: group.name, links }) : links.join('\n'));
    return exitCodes.complete;
  },
});
