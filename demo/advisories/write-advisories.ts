/** Writes the advisories of the demonstration, one CSAF document per file, as a mirror of their publisher would hold them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Day } from '#core/kernel/time.ts';
import { csafDocumentOf, documentIdOf } from './csaf-document.ts';
import { inventedAdvisories } from './invented-advisories.ts';

export interface WriteAdvisoriesOptions {
  /** Whole number. */
  readonly seed: number;
  readonly lastDay: Day;
}

/** Makes the folder when it is not there. @returns paths of the files, the oldest advisory first */
export async function writeDemoAdvisories(folder: string, { seed, lastDay }: WriteAdvisoriesOptions): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const oldestFirst = inventedAdvisories.toSorted((left, right) => right.daysAgo - left.daysAgo);
  const files: string[] = [];
  for (const [index, advisory] of oldestFirst.entries()) {
    const place = { seed, lastDay, number: index + 1 };
    const file = join(folder, `${documentIdOf(advisory, place).toLowerCase()}.json`);
    await writeFile(file, `${JSON.stringify(csafDocumentOf(advisory, place), null, 2)}\n`);
    files.push(file);
  }
  return files;
}
