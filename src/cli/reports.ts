/** What the commands of reports share: reports as a table, a report into a file whose ending says the format. */
import { extname, resolve } from 'node:path';
import { stat } from 'node:fs/promises';
import { exitCodes, type CommandInput, type CommandOutput } from '#contract/define-command.ts';
import type { ReportEntry, ReportScheduleJson } from '#contract/endpoints/reports.ts';
import { Problem } from '#core/kernel/problem.ts';
import { makerText } from '#core/reports/edition-line.ts';
import type { Client } from '#sdk/client-types.ts';
import { writeWhole } from './save-table.ts';
import { formatTable } from './table.ts';

export const languages = ['en', 'nl'] as const;

export const outFlag = {
  name: 'out',
  value: 'FILE',
  summary: 'write the report into this file: .pdf, .html or .json',
  suggests: 'file',
} as const;

const formats = ['pdf', 'html', 'json'] as const;

/** Before anything is asked of the node. @throws Problem `usage-invalid`; undefined: no file is wanted */
export function fileOf({ flags, workingFolder }: CommandInput): ReportFile | undefined {
  const named = flags['out'];
  if (typeof named !== 'string') return undefined;
  const file = resolve(workingFolder, named);
  const format = formats.find((known) => extname(file).toLowerCase() === `.${known}`);
  if (format !== undefined) return { file, named, format };
  const expected = formats.map((known) => `.${known}`);
  throw new Problem('usage-invalid', `--out ${named}: the name must end in one of ${expected.join(', ')}.`, { expected });
}

export interface ReportFile {
  readonly file: string;
  readonly named: string;
  readonly format: (typeof formats)[number];
}

export async function saveReport(client: Client, id: string, { file, named, format }: ReportFile, signal: AbortSignal): Promise<number> {
  const call = { params: { id }, signal };
  if (format === 'json') await writeWhole(file, named, jsonPieces(client, id, signal));
  else await writeWhole(file, named, format === 'pdf' ? client.reports.pdf(call) : client.reports.html(call));
  return (await stat(file)).size;
}

async function* jsonPieces(client: Client, id: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  yield new TextEncoder().encode(`${JSON.stringify(await client.reports.get({ params: { id }, signal }), null, 2)}\n`);
}

export function printReports(output: CommandOutput, items: readonly ReportEntry[]): number {
  if (output.isJson) output.answer(JSON.stringify({ items }));
  else if (items.length === 0) output.progress('No report was made yet; `report make` makes one.');
  else {
    const rows = items.map(({ id, period, language, revision, day, madeAt, madeBy, changeCount, digest }) => {
      const made = `${madeAt.slice(0, 16).replace('T', ' ')} ${makerText(madeBy, 'en')}`;
      return [id, period, language, String(revision), day, made, revision === 1 ? '' : String(changeCount), digest.slice(0, 16)];
    });
    const titles = ['id', 'period', 'language', 'revision', 'as of', 'made (UTC)', 'changes', 'digest'];
    output.answer(
      formatTable(
        titles.map((title) => ({ title })),
        rows,
        output.width,
      ),
    );
  }
  return exitCodes.complete;
}

export function printSchedule(output: CommandOutput, answer: ReportScheduleJson): number {
  const { schedule, next } = answer;
  if (output.isJson) output.answer(JSON.stringify(answer));
  else if (schedule === null || next === null) output.answer('No report is made by itself.');
  else {
    const { every, onDay, languages: wanted } = schedule;
    output.answer(`Every ${every}, on day ${onDay} of the month after it, in ${wanted.join(' and ')}; next ${next.period} on ${next.on}.`);
  }
  return exitCodes.complete;
}
