/** Mirrored files of public sources on this machine: which source a file is of is seen from its head, never from its name. */
import { createReadStream } from 'node:fs';
import type { AdvisorySourceId } from '#core/advisories/sources.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import { openFile } from '#importers/read-head.ts';
import { localAdvisoryFiles } from './local-advisory-files.ts';

export interface MirroredFile {
  readonly sourceId: AdvisorySourceId;
  readonly path: string;
  /** As the file has it; only to choose between several. */
  readonly dated: string;
}

const heads: Readonly<Record<AdvisorySourceId, (text: string) => string | undefined>> = {
  kev: (text) => (/"catalogVersion"\s*:/.test(text) ? (/"dateReleased"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '') : undefined),
  epss: (text) => /^#model_version:[^,]*,score_date:(\S+)/.exec(text)?.[1],
};

/** @returns of a file what it is; of a folder, for each source the newest file below it. Files of no source are passed over. */
export async function findMirroredFiles(path: string): Promise<MirroredFile[]> {
  const newest = new Map<AdvisorySourceId, MirroredFile>();
  for (const file of (await localAdvisoryFiles.list(path)).toSorted(compareCodePoints)) {
    const found = await recognise(file);
    const before = found === undefined ? undefined : newest.get(found.sourceId);
    if (found !== undefined && (before === undefined || found.dated >= before.dated)) newest.set(found.sourceId, found);
  }
  return [...newest.values()];
}

async function recognise(path: string): Promise<MirroredFile | undefined> {
  // A damaged file is read as far as it goes: what it is, and that it is damaged, is told by the node.
  const opened = await openFile(createReadStream(path), path).catch(() => undefined);
  if (opened === undefined) return undefined;
  await opened.bytes[Symbol.asyncIterator]().return?.();
  for (const sourceId of ['kev', 'epss'] as const) {
    const dated = heads[sourceId](opened.head.text);
    if (dated !== undefined) return { sourceId, path, dated };
  }
  return undefined;
}
