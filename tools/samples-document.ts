/**
 * `docs/samples.md`: what becomes of every sample report and bill of materials that is kept outside the repository. Only
 * counts, codes and our own words: no text of a sample. Without a database: what importers say, not what a store makes of it.
 */
import { createReadStream, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isProblem } from '#core/kernel/problem.ts';
import { chooseImporter } from '#importers/detect.ts';
import { openFile } from '#importers/read-head.ts';

const folders = ['scans', 'cyclonedx-examples', 'cyclonedx-spec/resources', 'spdx-examples', 'sbom-guac'];

interface Sample {
  readonly file: string;
  importer: string;
  readonly items: Set<number>;
  readonly records: Map<string, number>;
  readonly issues: Map<string, number>;
  refused: number;
  problem: string;
}

/** Null where the samples are not there. */
export async function samplesDocument(data: string): Promise<string | null> {
  if (!folders.every((folder) => existsSync(join(data, folder)))) return null;
  const lines: string[] = [];
  const sums: string[] = [];
  for (const folder of folders) {
    const samples: Sample[] = [];
    for (const path of await filesIn(join(data, folder))) samples.push(await readSample(path, relative(join(data, folder), path)));
    sums.push(sumOf(folder, samples));
    lines.push(`## ${folder}`, '', row(['file', 'importer', 'items', 'said', 'refused items', 'remarks', 'why not']), ruler(7));
    lines.push(...samples.map(lineOf), '');
  }
  return [
    '# Samples',
    '',
    'What the importers make of every sample that the project is tried with. The files are of others and are not part of it.',
    'Items are counted as the format counts them; a file without a word in the last column was read to its end.',
    '',
    row(['folder', 'files', 'read', 'read in part', 'refused', 'items', 'refused items']),
    ruler(7),
    ...sums,
    '',
    ...lines,
  ].join('\n');
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  // By code point, so that every machine gives the same.
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted((left, right) => (left < right ? -1 : 1));
}

async function readSample(path: string, file: string): Promise<Sample> {
  const sample: Sample = {
    file: file.split(sep).join('/'),
    importer: '',
    items: new Set(),
    records: new Map(),
    issues: new Map(),
    refused: 0,
    problem: '',
  };
  try {
    const opened = await openFile(createReadStream(path), file);
    const chosen = chooseImporter(opened.head);
    if (isProblem(chosen)) throw chosen;
    sample.importer = chosen.importer.id;
    for await (const event of chosen.importer.parse(opened.bytes, {})) {
      if (event.kind === 'header') continue;
      const about = event.kind === 'record' ? event.record : event.issue;
      if ('itemNumber' in about && about.itemNumber !== null) sample.items.add(about.itemNumber);
      if (event.kind === 'record') add(sample.records, event.record.kind);
      else {
        add(sample.issues, event.issue.code);
        if (event.issue.severity === 'refused') sample.refused += 1;
      }
    }
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    // Of an unknown format what it looks like; the list of known ones stands elsewhere.
    const seen = cause.data['seen'];
    sample.problem = typeof seen === 'string' ? `${cause.code}: ${seen}` : cause.code;
  }
  return sample;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function lineOf({ file, importer, items, records, refused, issues, problem }: Sample): string {
  const counted = (counts: ReadonlyMap<string, number>) =>
    [...counts]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, count]) => `${count} ${name}`)
      .join(', ');
  return row([`\`${file}\``, importer, String(items.size), counted(records), String(refused), counted(issues), problem]);
}

function sumOf(folder: string, samples: readonly Sample[]): string {
  const whole = samples.filter((sample) => sample.problem === '').length;
  const partly = samples.filter((sample) => sample.problem !== '' && sample.records.size > 0).length;
  const total = (count: (sample: Sample) => number) => String(samples.reduce((sum, sample) => sum + count(sample), 0));
  const counts = [samples.length, whole, partly, samples.length - whole - partly].map(String);
  return row([folder, ...counts, total((sample) => sample.items.size), total((sample) => sample.refused)]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

function ruler(columns: number): string {
  return row(Array.from({ length: columns }, () => '---'));
}
