/** `cybermetrics awareness behaviour new` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { BehaviourPlanJson } from '#contract/endpoints/behaviour.ts';
import { printBehaviour } from '../behaviour.ts';
import { readJsonFile } from '../json-file.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessBehaviourNew = defineCommand({
  name: 'awareness behaviour new',
  summary: 'Write the plan of a behaviour campaign from a JSON file, and print what it could show',
  arguments: [{ name: 'FILE', summary: 'a plan, as `plan` stands in `awareness behaviour show --json`', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const body = await readJsonFile(input, input.arguments[0] ?? '', {
      body: BehaviourPlanJson,
      what: 'plan of a behaviour campaign',
      prepare: (given) => given,
    });
    const client = await connect(input);
    const detail = await client.behaviour.create({ body, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(detail));
    else {
      input.output.answer(detail.id);
      printBehaviour(input.output, detail);
    }
    return exitCodes.complete;
  },
});
