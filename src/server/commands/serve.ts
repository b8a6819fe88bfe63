/** `cybermetrics serve`: an own node, until it is told to stop. */
import { defineCommand, exitCodes, type CommandFlag } from '#contract/define-command.ts';
import { configurationValues, type ConfigurationValue } from '#core/configuration/values.ts';
import { readConfiguration } from '../configuration.ts';
import { startNode } from '../start-node.ts';
import { untilStopped } from './until-stopped.ts';

const values: readonly ConfigurationValue[] = Object.values(configurationValues);

export const nodeFlags: readonly CommandFlag[] = values.flatMap((value) =>
  value.flag === null || value.environment === 'CYBERMETRICS_URL'
    ? []
    : [
        {
          name: value.flag,
          value: value.flag.toUpperCase().replaceAll('-', '_'),
          summary: `${value.summary} (${value.environment}; default ${value.defaultText})`,
          ...(value.path === undefined ? {} : { suggests: value.path }),
        },
      ],
);

export const serve = defineCommand({
  name: 'serve',
  summary: 'Run a node: database, import, measuring, web pages and API in one process',
  details: 'The first start prints a one-time link with which the first administrator makes an account.',
  arguments: [],
  flags: nodeFlags,
  run: async ({ flags, environment, output, signal }) => {
    const given = Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, value === true ? '' : value]));
    const stopped = untilStopped(signal);
    const node = await startNode({ configuration: readConfiguration(given, environment), demonstration: false, onLost: stopped.lose });
    try {
      node.setReady();
      if (output.isJson) output.answer(JSON.stringify({ url: node.url, administratorLink: node.administratorLink }));
      else {
        output.answer(`Cybermetrics listens on ${node.url}`);
        if (node.administratorLink !== null) output.answer(`Make the first account (works once, for 48 hours): ${node.administratorLink}`);
      }
      await stopped.promise;
    } finally {
      await node.stop();
    }
    return exitCodes.complete;
  },
});
