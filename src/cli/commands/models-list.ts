/** `cybermetrics models list` */
import { defineCommand } from '#contract/define-command.ts';
import { deviceModel } from '#core/device-models/device-model.ts';
import { listFlagsOf, printList } from '../list-records.ts';
import { connect } from '../node-connection.ts';

export const modelsList = defineCommand({
  name: 'models list',
  summary: 'Device models that a filter selects',
  arguments: [],
  flags: listFlagsOf(deviceModel),
  run: async (input) => {
    const client = await connect(input);
    return printList(deviceModel, input, (query) => client.models.list({ query, signal: input.signal }));
  },
});
