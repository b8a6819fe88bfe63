/** `cybermetrics alerts add --name NAME … --url URL` */
import { defineCommand, exitCodes, type CommandInput } from '#contract/define-command.ts';
import { AlertRuleBody } from '#contract/endpoints/alerts.ts';
import { alertKinds, alertVerdicts } from '#core/alerts/alert.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { requiredText } from '../required-text.ts';

export const alertsAdd = defineCommand({
  name: 'alerts add',
  summary: 'Make a rule that tells a webhook or mail addresses what is new',
  details:
    'Watches either the records that come into a filter (--kind with --filter or --view), or the verdict of a metric (--metric). ' +
    'What is there now is remembered and not told. The secret that signs a webhook is printed once.',
  arguments: [],
  flags: [
    { name: 'name', value: 'NAME', summary: 'what the rule is called' },
    { name: 'kind', value: 'KIND', summary: `records to watch: ${alertKinds.join(', ')}`, suggests: alertKinds },
    { name: 'filter', value: 'RQL', summary: 'which of them; without it all' },
    { name: 'view', value: 'NAME', summary: 'the kind and filter of this saved view, as it is now' },
    { name: 'metric', value: 'ID', summary: 'watch the verdict of this metric instead', suggests: 'metric' },
    { name: 'verdict', value: 'VERDICT', summary: `${alertVerdicts.join(', ')} (default: worsening)`, suggests: alertVerdicts },
    { name: 'webhook', value: 'URL', summary: 'where to: https://…, or http:// within the house; owners only' },
    { name: 'mail', value: 'ADDRESSES', summary: 'where to: addresses, with commas' },
    { name: 'language', value: 'LANGUAGE', summary: 'of what is told: en, nl (default: en)', suggests: ['en', 'nl'] },
    ...connectionFlags,
  ],
  run: async (input) => {
    const name = requiredText(input, 'name');
    const client = await connect(input);
    const view = input.flags['view'];
    const views = typeof view === 'string' ? (await client.views.list({ signal: input.signal })).items : [];
    const chosen = typeof view === 'string' ? views.find((one) => one.name === view) : undefined;
    if (typeof view === 'string' && chosen === undefined)
      throw new Problem('usage-invalid', `There is no saved view "${view}".`, { expected: views.map((one) => one.name) });
    const body = AlertRuleBody.safeParse({ name, language: input.flags['language'] ?? 'en', what: whatOf(input, chosen), to: toOf(input) });
    if (!body.success) {
      const [first] = body.error.issues;
      const detail = 'Give --kind with --filter, --view or --metric, and either --webhook or --mail.';
      throw new Problem('usage-invalid', detail, { at: first?.path.join('.') ?? '', reason: first?.message ?? '' });
    }
    const { rule, secret } = await client.alerts.add({ body: body.data, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify({ rule, secret }));
    else {
      input.output.answer(rule.id);
      if (secret !== null) input.output.answer(`secret, shown once: ${secret}`);
    }
    return exitCodes.complete;
  },
});

function whatOf({ flags }: CommandInput, view: { readonly kind: string; readonly filter: string } | undefined): unknown {
  if (view !== undefined) return { on: 'filter', kind: view.kind, filter: view.filter };
  if (typeof flags['metric'] === 'string') return { on: 'signal', metricId: flags['metric'], verdict: flags['verdict'] ?? 'worsening' };
  return { on: 'filter', kind: flags['kind'], filter: flags['filter'] ?? '' };
}

function toOf({ flags }: CommandInput): unknown {
  if (typeof flags['mail'] !== 'string') return { by: 'webhook', url: flags['webhook'] };
  const addresses = flags['mail'].split(',').map((address) => address.trim());
  return typeof flags['webhook'] === 'string' ? null : { by: 'mail', addresses };
}
