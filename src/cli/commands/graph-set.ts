/** `cybermetrics graph set KIND:NAME …` */
import { defineCommand, exitCodes, type CommandInput } from '#contract/define-command.ts';
import type { GraphChangeJson, WholeGraph } from '#contract/endpoints/graph.ts';
import { criticalities, nodeKeyOf, nodeKinds, readNodeRef, type Criticality, type NodeKind } from '#core/dependencies/graph.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';

const ends = `KIND:NAME[=${criticalities
  .map(({ value }) => value)
  .toReversed()
  .join('|')}]`;

export const graphSet = defineCommand({
  name: 'graph set',
  summary: 'Add or change one part of the care chain, what it carries, what it rests on and its assets',
  details:
    'cybermetrics graph set system:Beeldarchief --tier 2 --carries service:Beeldvorming=essential\ncybermetrics graph set system:Beeldarchief --assets \'eq(model,"Vivo 3")\'\nA part that is not there is added.',
  arguments: [{ name: 'KIND:NAME', summary: `KIND is ${nodeKinds.map(({ value }) => value).join(', ')}`, required: true }],
  flags: [
    { name: 'rename', value: 'NAME', summary: 'another name; files may go on under either' },
    { name: 'tier', value: 'N', summary: '1 (closest to the patient) to 4, or - for unknown' },
    { name: 'owner', value: 'NAME', summary: 'or - for unknown' },
    { name: 'carries', value: ends, summary: 'what depends on it', many: true },
    { name: 'rests-on', value: ends, summary: 'what it depends on', many: true },
    { name: 'cut', value: 'KIND:NAME', summary: 'end the dependency between the two, whichever way it runs', many: true },
    { name: 'asset', value: 'TEXT', summary: 'an asset of it, by its number, serial number, host name or name', many: true },
    { name: 'assets', value: 'RQL', summary: 'every asset that a filter finds is of it', many: true },
    { name: 'detach', value: 'TEXT', summary: 'take back an asset or a filter, as it is written', many: true },
    { name: 'remove', value: null, summary: 'remove it, and with it every dependency' },
    { name: 'reason', value: 'TEXT', summary: 'kept with the change' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const client = await connect(input);
    const graph = await client.graph.whole({ signal: input.signal });
    const changes = changesOf(input, graph);
    const reason = typeof input.flags['reason'] === 'string' ? input.flags['reason'] : '';
    const done = await client.graph.edit({ body: { changes, reason }, signal: input.signal });
    const { output } = input;
    if (output.isJson) output.answer(JSON.stringify(done));
    else
      output.answer(
        done.batchId === null
          ? 'everything was so already'
          : `changed: ${done.changed}\nundo with: cybermetrics graph undo ${done.batchId}`,
      );
    return exitCodes.complete;
  },
});

interface End {
  readonly kind: NodeKind;
  readonly name: string;
  readonly key: string;
  readonly isKnown: boolean;
}

/** What a command names, by the name it has now or the key it keeps. */
function endOf(text: string, graph: WholeGraph): End {
  const ref = readNodeRef(text);
  if (ref === null) {
    const kinds = nodeKinds.map(({ value }) => value);
    throw new Problem('usage-invalid', `${text}: write KIND:NAME, where KIND is one of ${kinds.join(', ')}.`, { expected: kinds });
  }
  const key = nodeKeyOf(ref.kind, ref.name);
  const known = graph.nodes.find((node) => nodeKeyOf(node.kind, node.name) === key) ?? graph.nodes.find((node) => node.key === key);
  return { ...ref, key: known?.key ?? key, isKnown: known !== undefined };
}

function changesOf(input: CommandInput, graph: WholeGraph): GraphChangeJson[] {
  const node = endOf(input.arguments[0] ?? '', graph);
  if (input.flags['remove'] === true) return [{ do: 'remove-node', node: node.key }];
  const changes: GraphChangeJson[] = [];
  const added = new Set<string>();
  const need = (end: End): string => {
    if (!end.isKnown && !added.has(end.key)) changes.push({ do: 'add-node', kind: end.kind, name: end.name });
    added.add(end.key);
    return end.key;
  };
  need(node);
  const facts = { ...renameOf(input), ...tierOf(input), ...ownerOf(input) };
  if (Object.keys(facts).length > 0) changes.push({ do: 'change-node', node: node.key, ...facts });
  for (const [flag, isProvider] of [
    ['carries', true],
    ['rests-on', false],
  ] as const) {
    for (const text of input.lists[flag] ?? []) {
      const { name, criticality } = weighted(text);
      const other = need(endOf(name, graph));
      changes.push({ do: 'set-edge', from: isProvider ? node.key : other, to: isProvider ? other : node.key, criticality });
    }
  }
  for (const text of input.lists['cut'] ?? []) changes.push(...cutsBetween(node, endOf(text, graph), graph));
  for (const text of input.lists['asset'] ?? []) changes.push({ do: 'attach', node: node.key, form: 'asset', text });
  for (const text of input.lists['assets'] ?? []) changes.push({ do: 'attach', node: node.key, form: 'filter', text });
  for (const text of input.lists['detach'] ?? []) changes.push(detachOf(node, text, graph));
  if (changes.length === 0) throw new Problem('usage-invalid', 'Say what to change: --help lists the flags.', {});
  return changes;
}

function cutsBetween(node: End, other: End, graph: WholeGraph): GraphChangeJson[] {
  const edges = graph.edges.filter(({ from, to }) => (from === node.key && to === other.key) || (from === other.key && to === node.key));
  if (edges.length === 0)
    throw new Problem('not-found', `Neither of ${node.key} and ${other.key} depends on the other.`, { id: other.key });
  return edges.map(({ from, to }) => ({ do: 'remove-edge', from, to }));
}

function detachOf(node: End, text: string, graph: WholeGraph): GraphChangeJson {
  const known = graph.attachments.find((one) => one.node === node.key && one.text === text);
  return { do: 'detach', node: node.key, form: known?.form ?? 'asset', text };
}

function weighted(text: string): { readonly name: string; readonly criticality: Criticality } {
  const known = criticalities.find(({ value }) => text.endsWith(`=${value}`));
  if (known !== undefined) return { name: text.slice(0, -known.value.length - 1), criticality: known.value };
  return { name: text, criticality: 'essential' };
}

function renameOf({ flags }: CommandInput): { name?: string } {
  return typeof flags['rename'] === 'string' ? { name: flags['rename'] } : {};
}

function tierOf({ flags }: CommandInput): { tier?: number | null } {
  const text = flags['tier'];
  if (typeof text !== 'string') return {};
  if (text === '-') return { tier: null };
  if (!/^[1-4]$/.test(text)) throw new Problem('usage-invalid', `--tier ${text}: give 1 to 4, or - for unknown.`, { tier: text });
  return { tier: Number(text) };
}

function ownerOf({ flags }: CommandInput): { owner?: string | null } {
  const text = flags['owner'];
  return typeof text === 'string' ? { owner: text === '-' ? null : text } : {};
}
