/**
 * The files of an invented hospital, as a hospital would hand them in. The same seed and last day give the same bytes.
 */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addDays, type Day } from '#core/kernel/time.ts';
import { wordOf } from './random.ts';

export const demoSeed: number = 20_260;

export interface DemoFile {
  readonly name: string;
  /** YYYY-MM-DD; null when the file tells itself. */
  readonly observedOn: string | null;
  /** Null when the importer knows it. */
  readonly source: string | null;
  readonly kind: 'register' | 'scan' | 'discovery';
}

export interface WriteDemoOptions {
  readonly seed: number;
  readonly lastDay: Day;
  readonly signal?: AbortSignal;
  readonly onFile?: (file: DemoFile) => void;
}

/** In order of observation: the order in which they are to be imported. */
export async function writeDemoFiles(folder: string, options: WriteDemoOptions): Promise<DemoFile[]> {
  await mkdir(folder, { recursive: true });
  const observedOn = addDays(options.lastDay, -1);
  const file: DemoFile = { name: `cmms-${observedOn}.csv`, observedOn, source: 'CMMS', kind: 'register' };
  options.onFile?.(file);
  await pipeline(Readable.from(registerRows(options.seed)), createWriteStream(join(folder, file.name)), {
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  return [file];
}

function* registerRows(seed: number): Generator<string> {
  yield 'Inventarisnummer;Naam;Klasse;Serienummer;Fabrikant\r\n';
  for (let index = 0; index < 20; index += 1) {
    yield `MT-${1000 + index};Infuuspomp ${index + 1};infuuspomp;AU${wordOf(seed, 'serial', index)};Aurelia Medical\r\n`;
  }
}
