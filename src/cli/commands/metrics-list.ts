/** `cybermetrics metrics list` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { lifecycleTexts } from '#core/metrics/lifecycle.ts';
import { formatFigure } from '../format-figure.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

export const metricsList = defineCommand({
  name: 'metrics list',
  summary: 'The catalogue with the newest value of each metric',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const { output } = input;
    const client = await connect(input);
    const { items } = await client.metrics.list({ signal: input.signal });
    if (output.isJson) {
      output.answer(JSON.stringify({ items }));
      return exitCodes.complete;
    }
    const rows = items.map((metric) => {
      const headline = metric.measures.find((measure) => measure.headline);
      return [
        metric.id,
        metric.title[output.language],
        lifecycleTexts[metric.lifecycle][output.language],
        formatFigure(metric.newest, headline?.unit ?? '', output.language),
        metric.newest?.day ?? '–',
        metric.verdict.text[output.language],
      ];
    });
    const titles =
      output.language === 'nl'
        ? ['id', 'metriek', 'staat', 'waarde', 'dag', 'oordeel']
        : ['id', 'metric', 'state', 'value', 'day', 'verdict'];
    output.answer(
      formatTable(
        titles.map((title) => ({ title })),
        rows,
        output.width,
      ),
    );
    return exitCodes.complete;
  },
});
