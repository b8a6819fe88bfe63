/**
 * The spool of a file about people: its rows without any personal text, one JSON line each, under its own digest beside the
 * uploads. It is all that is ever written of such a file, and it goes when the import has ended.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { PersonalRow } from '#core/awareness/personal-row.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { PersonalIssue } from '#importers/define-personal-importer.ts';
import { personalImporters } from '#importers/personal-registry.ts';

export type SpoolLine =
  | {
      readonly kind: 'header';
      readonly importer: string;
      readonly importerVersion: number;
      readonly observedAt: Instant | null;
      readonly partial: boolean;
    }
  | { readonly kind: 'row'; readonly row: PersonalRow }
  | { readonly kind: 'issue'; readonly issue: PersonalIssue };

export interface Spooled {
  readonly digest: string;
  readonly sizeBytes: number;
  readonly rows: number;
}

/** A prefix by which the start of a node finds and removes what a killed process left. */
const arrivingPrefix = 'arriving-';
const writtenAtOnce = 65_536;

/** As an upload: the worker finds either by the digest of its import. */
export function spoolPath(uploadsPath: string, digest: string): string {
  return join(uploadsPath, digest);
}

/** Nothing is left of it when `lines` throws. */
export async function writeSpool(uploadsPath: string, id: string, lines: AsyncIterable<SpoolLine>): Promise<Spooled> {
  const arriving = join(uploadsPath, arrivingPrefix + id);
  const hash = createHash('sha256');
  const file = await open(arriving, 'wx', 0o600);
  let sizeBytes = 0;
  let rows = 0;
  let text = '';
  const flush = async () => {
    hash.update(text);
    sizeBytes += Buffer.byteLength(text);
    await file.writeFile(text);
    text = '';
  };
  try {
    try {
      for await (const line of lines) {
        text += `${JSON.stringify(line)}\n`;
        if (line.kind === 'row') rows += 1;
        if (text.length >= writtenAtOnce) await flush();
      }
      await flush();
      await file.sync();
    } finally {
      await file.close();
    }
    const digest = hash.digest('hex');
    await rename(arriving, spoolPath(uploadsPath, digest));
    const folder = await open(uploadsPath, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
    return { digest, sizeBytes, rows };
  } finally {
    await rm(arriving, { force: true });
  }
}

/** Whether a file of the uploads is a spool, by the first characters that `writeSpool` gives one. */
export function isSpoolStart(text: string): boolean {
  return personalImporters.some(({ id }) => text.startsWith(`{"kind":"header","importer":"${id}","importerVersion":`));
}

/** Each line with its bytes, from the start. */
export async function* readSpool(path: string): AsyncGenerator<{ readonly line: SpoolLine; readonly bytes: number }> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  // Only `writeSpool` writes such a file, so its lines are of this shape.
  for await (const text of lines) yield { line: JSON.parse(text) as SpoolLine, bytes: Buffer.byteLength(text) + 1 };
}
