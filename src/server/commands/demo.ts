/** `cybermetrics demo`: a node with an invented hospital, loaded through the same door as a real one's files. */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { readDemonstrationPassphrase } from '../awareness/demonstration-passphrase.ts';
import { readConfiguration } from '../configuration.ts';
import { loadDemonstration } from '../demonstration/load-demonstration.ts';
import { demonstrationLink } from '../demonstration/demonstration-link.ts';
import { startNode } from '../start-node.ts';
import { nodeFlags } from './serve.ts';
import { untilStopped } from './until-stopped.ts';

export const demo = defineCommand({
  name: 'demo',
  summary: 'Run a node with an invented hospital: 6,000 assets, two years of scans, 2,800 people without names',
  details: 'Listens on this machine only. /readyz answers 200 once the files are imported and measured.',
  arguments: [],
  flags: nodeFlags.filter((flag) => ['home', 'port'].includes(flag.name)),
  run: async ({ flags, environment, output, signal }) => {
    const given = Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, value === true ? '' : value]));
    // Only this machine may see it: whatever the environment says about addresses is for real nodes.
    const configuration = { ...readConfiguration({ ...given, host: '127.0.0.1' }, environment), publicUrl: null, trustedProxies: [] };
    const stopped = untilStopped(signal);
    const node = await startNode({ configuration, demonstration: true, onLost: stopped.lose });
    try {
      output.answer(
        output.isJson ? JSON.stringify({ url: node.url }) : `Cybermetrics listens on ${node.url}; loading the invented hospital`,
      );
      const load = loadDemonstration(node, { signal, onProgress: (text, isLast) => output.status(text, isLast) });
      await Promise.race([load, stopped.promise]);
      if (!signal.aborted) {
        node.setReady();
        const link = await demonstrationLink(node);
        const passphrase = await readDemonstrationPassphrase(node.context);
        output.answer(
          output.isJson
            ? JSON.stringify({ url: node.url, link, passphrase })
            : `Ready. Open ${link}\nThe passphrase of the key of pseudonyms, of invented people: ${passphrase}`,
        );
      }
      await stopped.promise;
      await load.catch(() => undefined);
    } finally {
      await node.stop();
    }
    return exitCodes.complete;
  },
});
