/**
 * The labelled set of device lines and advisories that is kept outside the repository (see the README beside it): read in place,
 * never copied. Only for training and for measuring quality.
 */
import { createReadStream, existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AdvisoryFilePort } from '#advisory-sources/advisory-files.ts';
import { readAdvisoryFiles } from '#advisory-sources/advisory-files.ts';
import type { Advisory } from '#core/advisories/advisory.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';

export interface LabelledLine extends InventoryLine {
  readonly vendor: string;
  readonly product: string;
  readonly truth: readonly {
    readonly document: string;
    readonly product_ids: readonly string[];
    readonly status: 'affected' | 'fixed' | 'undetermined';
  }[];
  /** What makes the line interesting; for reading results, never for matching. */
  readonly kind: string;
  readonly why: string;
}

export interface LabelledSet {
  readonly lines: readonly LabelledLine[];
  readonly advisories: readonly Advisory[];
}

const files: AdvisoryFilePort = {
  async list(path) {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  },
  open: (path) => createReadStream(path),
};

/** Null where the folder is not there. @param shared the folder that holds `matching/` and `data/`. */
export async function readLabelledSet(shared: string): Promise<LabelledSet | null> {
  const labels = join(shared, 'matching', 'dev.ndjson');
  const folder = join(shared, 'data', 'csaf', 'icsma');
  if (!existsSync(labels) || !existsSync(folder)) return null;
  const lines = (await readFile(labels, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LabelledLine);
  return { lines, advisories: await readAdvisories(folder) };
}

export async function readAdvisories(path: string): Promise<Advisory[]> {
  const advisories: Advisory[] = [];
  for await (const found of readAdvisoryFiles(files, [path])) if (found.kind === 'read') advisories.push(found.advisory);
  return advisories;
}
