/** `cybermetrics graph show ID` */
import { defineCommand } from '#contract/define-command.ts';
import { nodeKeyOf, readNodeRef } from '#core/dependencies/graph.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const graphShow = defineCommand({
  name: 'graph show',
  summary: 'One part of the care chain: what it rests on, what rests on it, its assets and what was said of it',
  arguments: [{ name: 'ID', summary: 'the id, as the list shows it, or KIND:NAME such as system:Beeldarchief', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const asked = input.arguments[0] ?? '';
    const ref = readNodeRef(asked);
    const id = ref === null ? asked : nodeKeyOf(ref.kind, ref.name);
    return printDetail(input, await client.graph.get({ params: { id }, signal: input.signal }));
  },
});
