/** `cybermetrics aliases export` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const aliasesExport = defineCommand({
  name: 'aliases export',
  summary: 'The names that people here confirmed or denied, as a JSON list for other hospitals',
  details:
    'Firm and model as the register calls them, and the product of an advisory; no asset, person, number, day or organisation. Answers about devices whose name holds a word of a department, owner, network or of the hospital, or a long number, are left out and counted. Look at the list before it leaves the house.',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const { output, signal } = input;
    const list = await client.aliases.export({ signal });
    const { shareable } = await client.aliases.list({ signal });
    output.answer(JSON.stringify(list, null, output.isJson ? 0 : 2));
    if (shareable.leftOut > 0)
      output.progress(
        output.language === 'nl'
          ? `${shareable.leftOut} antwoorden weggelaten: de naam van het apparaat bevat iets van dit huis`
          : `${shareable.leftOut} answers left out: the name of the device holds something of this house`,
      );
    return exitCodes.complete;
  },
});
