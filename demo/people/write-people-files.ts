/** Writes the files about the people of the invented hospital, as its tools would hand them in. A node takes them from memory instead. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { encodedPieces } from '../write-demo-files.ts';
import { planPeople, type PeopleFile, type PeopleOptions, type PlannedPeopleFile } from './plan-people.ts';
import { planQuestionnaires } from './questionnaire-file.ts';

/** @returns the files in the order in which they are to be imported. */
export async function writePeopleFiles(folder: string, options: PeopleOptions): Promise<readonly PeopleFile[]> {
  await mkdir(folder, { recursive: true });
  const planned = [...planPeople(options), ...planQuestionnaires(options)];
  for (const one of planned) await pipeline(Readable.from(bytesOf(one)), createWriteStream(join(folder, one.file.name)));
  return planned.map(({ file }) => file);
}

export function bytesOf({ text }: PlannedPeopleFile): Iterable<Uint8Array> {
  return encodedPieces({ text, encoding: 'utf-8' });
}
