/**
 * Writes the files of the invented hospital, as a hospital would hand them in. The same seed and last day give the same
 * bytes. Text is made while it is written, in pieces, so that a server in the same process goes on answering.
 */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { Day } from '#core/kernel/time.ts';
import { planFiles, type DemoFile, type PlannedFile } from './files/plan-files.ts';
import { generateHospital, type HospitalOptions } from './hospital/generate-hospital.ts';

export type { DemoFile } from './files/plan-files.ts';

export const demoSeed: number = 20_260;

export interface WriteDemoOptions extends HospitalOptions {
  /** Whole number. */
  readonly seed: number;
  /** The two years end on this day; files are from before it. */
  readonly lastDay: Day;
  /** Stops between two pieces, with what the signal was aborted with. */
  readonly signal?: AbortSignal;
  /** Told before each file. */
  readonly onFile?: (file: DemoFile) => void;
  /** Told after each file, and waited for. */
  readonly onWritten?: (file: DemoFile) => Promise<void>;
}

/** Makes the folder when it is not there. @returns the files in order of observation: the order in which they are to be imported. */
export async function writeDemoFiles(folder: string, options: WriteDemoOptions): Promise<DemoFile[]> {
  await mkdir(folder, { recursive: true });
  const hospital = generateHospital(options.seed, options);
  const planned = planFiles(hospital, options.lastDay);
  for (const { file, ...content } of planned) {
    options.signal?.throwIfAborted();
    options.onFile?.(file);
    const signal = options.signal === undefined ? {} : { signal: options.signal };
    await pipeline(Readable.from(encodedPieces(content)), createWriteStream(join(folder, file.name)), signal);
    await options.onWritten?.(file);
    await setImmediate();
  }
  return planned.map(({ file }) => file);
}

const pieceCharacters = 65_536;

/** Text in the bytes of its encoding, in pieces of some size. */
export function* encodedPieces({ text, encoding }: Pick<PlannedFile, 'text' | 'encoding'>): Generator<Uint8Array> {
  const encode = encoding === 'utf-8' ? (piece: string) => Buffer.from(piece, 'utf8') : windows1252;
  let waiting = '';
  for (const part of text()) {
    waiting += part;
    if (waiting.length < pieceCharacters) continue;
    yield encode(waiting);
    waiting = '';
  }
  yield encode(waiting);
}

/** Latin-1 with the dash that its makers put at 0x96; other characters above U+00FF do not occur. */
function windows1252(piece: string): Uint8Array {
  return Buffer.from(piece.replaceAll('–', '\u0096'), 'latin1');
}
