/** `cybermetrics report show ID` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { registerGroups } from '#core/reports/edition-line.ts';
import type { ReportEdition, RichText } from '#core/reports/report-document.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { fileOf, outFlag, saveReport } from '../reports.ts';

export const reportShow = defineCommand({
  name: 'report show',
  summary: 'One board report: its page and what changed since the revision before, or the whole of it into a file',
  arguments: [{ name: 'ID', summary: 'as `report list` says', required: true }],
  flags: [outFlag, ...connectionFlags],
  run: async (input) => {
    const { output, signal } = input;
    const id = input.arguments[0] ?? '';
    const file = fileOf(input);
    const client = await connect(input);
    if (file !== undefined) {
      const bytes = await saveReport(client, id, file, signal);
      output.answer(output.isJson ? JSON.stringify({ file: file.file, bytes }) : file.file);
      return exitCodes.complete;
    }
    const edition = await client.reports.get({ params: { id }, signal });
    output.answer(output.isJson ? JSON.stringify(edition) : pageText(edition));
    return exitCodes.complete;
  },
});

function pageText(edition: ReportEdition): string {
  const { document, changes } = edition;
  const { page } = document;
  const rows = registerGroups(edition).reduce((sum, group) => sum + group.rows.length, 0);
  return [
    `${document.organisation}, ${document.periodText}, ${document.dayText}`,
    '',
    plain(page.lead),
    '',
    ...page.signs.map(({ metricId, title, value, counts, verdict }) => {
      const beneath = counts.length === 0 ? '' : ` (${plain(counts)})`;
      return `${metricId}  ${title}: ${plain(value)}${beneath}; ${verdict.text}`;
    }),
    ...(page.others === null ? [] : [plain(page.others)]),
    '',
    ...page.next.map(({ title, detail }) => `- ${plain(title)} (${plain(detail)})`),
    ...page.unknown.map(({ why, metrics }) => `? ${metrics.join(', ')}: ${why}`),
    '',
    ...changes.map(({ what, before, after }) => `~ ${what}: ${before ?? '–'} → ${after ?? '–'}`),
    `revision ${edition.revision}, ${rows} figures in the register, digest ${edition.digest}`,
  ].join('\n');
}

function plain(text: RichText): string {
  return text.map((run) => (typeof run === 'string' ? run : 'label' in run ? run.label : run.figure)).join('');
}
