/** `cybermetrics matches import FILE` */
import { resolve } from 'node:path';
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { sayIn } from '#contract/dutch/say-in.ts';
import { openLocalFile } from '../local-file.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const matchesImport = defineCommand({
  name: 'matches import',
  summary: 'Take over answers about matches from a file of `matches export`; what is in the book already is not taken twice',
  arguments: [{ name: 'FILE', summary: 'one answer per line, as JSON', required: true, suggests: 'file' }],
  flags: connectionFlags,
  run: async (input) => {
    const { output } = input;
    const bytes = await openLocalFile(resolve(input.workingFolder, input.arguments[0] ?? ''));
    const client = await connect(input);
    const done = await client.matching.importDecisions({ body: bytes, signal: input.signal });
    const isDutch = output.language === 'nl';
    if (output.isJson) output.answer(JSON.stringify(done));
    else {
      for (const { line, message } of done.refused)
        output.progress(`${isDutch ? 'regel' : 'line'} ${line}: ${sayIn(output.language, message)}`);
      const counts = isDutch
        ? `${done.added} overgenomen, ${done.known} al bekend, ${done.refused.length} geweigerd`
        : `${done.added} taken over, ${done.known} known already, ${done.refused.length} refused`;
      output.answer(counts);
    }
    return done.refused.length > 0 ? exitCodes.partial : exitCodes.complete;
  },
});
