/** `cybermetrics import FILE…`: hand in files and wait for what comes of them. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { defineCommand, exitCodes, type CommandInput, type CommandOutput } from '#contract/define-command.ts';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { refusedLine, repeatedReport, writeImportLine, type ImportLine } from '#contract/import-line.ts';
import { problemCatalogue } from '#contract/problem-catalogue.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { parseDay } from '#core/kernel/time.ts';
import type { Client } from '#sdk/client-types.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { progressBar } from '../progress-bar.ts';

const listenAgainAfterMs = 1_000;

export const importFiles = defineCommand({
  name: 'import',
  summary: 'Hand in files: asset lists, scanner reports; the format is recognised from the content',
  details: 'A file that was handed in before changes nothing. Refused rows are listed; nothing accepted is lost.',
  arguments: [{ name: 'FILE', summary: 'a file to hand in', required: true, many: true }],
  flags: [
    {
      name: 'format',
      value: 'ID',
      summary: 'the importer, where the content leaves doubt; docs/importers.md lists them',
      suggests: 'importer',
    },
    { name: 'observed-at', value: 'DAY', summary: 'the day of observation, where the file names none (YYYY-MM-DD)' },
    { name: 'partial', value: null, summary: 'the file is no full snapshot: absence from it means nothing' },
    { name: 'source', value: 'NAME', summary: 'what to call the source, such as "CMDB"' },
    { name: 'profile', value: 'NAME', summary: 'the mapping profile that a table is read with; `profiles list` names them' },
    { name: 'no-wait', value: null, summary: 'return once the file is accepted' },
    ...connectionFlags,
  ],
  run: async (input) => {
    checkFlags(input);
    const client = await connect(input);
    let exitCode: number = exitCodes.complete;
    for (const path of input.arguments) {
      exitCode = Math.max(exitCode, await importFile(client, input, path));
      if (input.signal.aborted) return exitCodes.interrupted;
    }
    return exitCode;
  },
});

function checkFlags({ flags }: CommandInput): void {
  const day = flags['observed-at'];
  if (typeof day === 'string' && parseDay(day) === undefined) {
    throw new Problem('usage-invalid', `--observed-at ${day} is no day; write YYYY-MM-DD.`, { observedAt: day });
  }
}

/** Problems of one file end that file only; the others go on. */
async function importFile(client: Client, input: CommandInput, path: string): Promise<number> {
  const { output } = input;
  try {
    const { size } = await openable(resolve(input.workingFolder, path));
    const accepted = await handIn(client, input, path);
    const { report, lost } =
      input.flags['no-wait'] === true ? { report: accepted, lost: null } : await followFile(client, input, accepted, size);
    // Of a file about people not even the name is kept; whoever hands it in knows it.
    printReport(output, { ...report, file: basename(path) });
    if (lost !== null) throw lost;
    if (report.problem !== null) output.problem(problemOf(report.problem));
    return report.status === 'partial' ? exitCodes.partial : report.status === 'rejected' ? exitCodes.rejected : exitCodes.complete;
  } catch (cause) {
    if (!isProblem(cause) || input.signal.aborted) throw cause;
    if (cause.code.startsWith('file-')) printReport(output, await rejectedReport(input, path, cause));
    output.problem(cause);
    return problemCatalogue[cause.code].exitCode;
  }
}

async function openable(path: string): Promise<{ size: number }> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new Problem('usage-invalid', `${path} is no file.`, { path });
    await access(path, constants.R_OK);
    return { size: found.size };
  } catch (cause) {
    if (isProblem(cause)) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new Problem('not-found', `There is no file ${path}.`, { path }, cause);
    throw new Problem('usage-invalid', `${path} cannot be read (${code ?? 'unknown'}).`, { path }, cause);
  }
}

async function handIn(client: Client, input: CommandInput, path: string): Promise<ImportReport> {
  const { flags } = input;
  const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined);
  const stream = createReadStream(resolve(input.workingFolder, path), { signal: input.signal });
  const [format, observedAt, source, profile] = [text('format'), text('observed-at'), text('source'), text('profile')];
  return client.imports.create({
    query: {
      file: basename(path),
      ...(format === undefined ? {} : { format }),
      ...(observedAt === undefined ? {} : { observedAt }),
      ...(source === undefined ? {} : { source }),
      ...(profile === undefined ? {} : { profile }),
      ...(flags['partial'] === true ? { partial: 'true' as const } : {}),
    },
    body: stream,
    signal: input.signal,
  });
}

interface Followed {
  readonly report: ImportReport;
  /** The node went away before the end. */
  readonly lost: Problem | null;
}

/** Of a file whose content is still being imported, the first import is followed to its end. */
async function followFile(client: Client, input: CommandInput, accepted: ImportReport, sizeBytes: number): Promise<Followed> {
  if (accepted.duplicateOf === null) return follow(client, input, accepted, sizeBytes);
  const first = await client.imports.get({ params: { id: accepted.duplicateOf }, signal: input.signal });
  const { report, lost } = await follow(client, input, first, sizeBytes);
  return { report: repeatedReport(accepted, report), lost };
}

async function follow(client: Client, input: CommandInput, accepted: ImportReport, sizeBytes: number): Promise<Followed> {
  const asked = { params: { id: accepted.id }, signal: input.signal };
  let report = accepted;
  try {
    while (!hasEnded(report)) {
      for await (const next of client.imports.events(asked)) {
        report = next;
        const bar = progressBar(report.bytesDone, Math.max(report.sizeBytes, sizeBytes));
        input.output.status(`${report.file}  ${bar}  ${report.read}`, false);
      }
      // Something between may have lost patience before the import was done: ask, and listen again.
      if (!hasEnded(report)) report = await client.imports.get(asked);
      if (!hasEnded(report)) await pause(listenAgainAfterMs, undefined, { signal: input.signal });
    }
    return { report, lost: null };
  } catch (cause) {
    if (!isProblem(cause) || cause.code !== 'node-unreachable') throw cause;
    const detail = `The node went away. ${accepted.file} is accepted and goes on by itself when the node runs again.`;
    return { report, lost: new Problem('import-interrupted', detail, { importId: accepted.id }, cause) };
  }
}

function hasEnded(report: ImportReport): boolean {
  return report.status !== 'accepted' && report.status !== 'running';
}

async function rejectedReport(input: CommandInput, path: string, problem: Problem): Promise<ImportLine> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(resolve(input.workingFolder, path))) hash.update(chunk as Uint8Array);
  return refusedLine(basename(path), hash.digest('hex'), problem);
}

/** Of bills of materials. */
const formatsOfBills: ReadonlySet<string> = new Set(['cyclonedx', 'spdx']);

function printReport(output: CommandOutput, report: ImportLine): void {
  if (output.isJson) {
    output.answer(writeImportLine(report));
    return;
  }
  const { file, importer, status, observedAt, read, stored, merged, unchanged, refused, duplicateOf, issues, issuesTotal } = report;
  const repeated = duplicateOf === null ? '' : ` (repeats import ${duplicateOf}: nothing changed)`;
  output.answer(`${file}: ${status}${repeated}`);
  if (duplicateOf !== null) return;
  output.answer(
    `  ${importer ?? 'no importer'}, observed ${observedAt?.slice(0, 10) ?? '–'}: read ${read}, stored ${stored}, merged ${merged}, unchanged ${unchanged}, refused ${refused}`,
  );
  if (importer !== null && formatsOfBills.has(importer))
    output.answer(
      '  what advisories say of its components: cybermetrics sboms list, then sboms show ID; or the page of the bill under Software',
    );
  for (const issue of issues.slice(0, 20)) {
    const where = [issue.line === null ? null : `line ${issue.line}`, issue.path].filter((part) => part !== null).join(', ');
    output.answer(`  ${issue.severity}${where === '' ? '' : ` at ${where}`}: ${issue.message} (${issue.code})`);
  }
  if (issuesTotal > Math.min(issues.length, 20))
    output.answer(`  … ${issuesTotal} remarks in all; the page of this import has them as a file`);
}

function problemOf(problem: { readonly code: string; readonly detail: string }): Problem {
  const isKnown = (code: string): code is Problem['code'] => code in problemCatalogue;
  return new Problem(isKnown(problem.code) ? problem.code : 'internal', problem.detail);
}
