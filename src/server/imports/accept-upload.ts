/**
 * Accepting a file: bytes to disk under their digest, then the import row, then the queue, in that order, each synced
 * before the next. Whoever is answered "accepted" loses nothing, also when the power fails right after (design.md 4).
 */
import { createHash } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id, OrganisationId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { parseDay, startOfDay } from '#core/kernel/time.ts';
import { createImport, type ImportRow } from '#store/imports.ts';
import { withOrganisation } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';

export interface UploadAsked {
  readonly file: string;
  readonly format: string | null;
  /** A calendar day; the file counts as observed at its start. */
  readonly observedOn: string | null;
  readonly partial: boolean;
  readonly source: string | null;
  readonly mapping: Readonly<Record<string, string>> | null;
  readonly receivedBy: string;
}

export async function acceptUpload(
  context: ServerContext,
  organisationId: OrganisationId,
  bytes: AsyncIterable<Uint8Array>,
  asked: UploadAsked,
): Promise<ImportRow> {
  const { digest, sizeBytes } = await storeUpload(context, bytes);
  const row = await withOrganisation(context.database, organisationId, (scope) =>
    createImport(scope, {
      id: context.newId(),
      digest,
      file: asked.file,
      sizeBytes,
      source: asked.source,
      formatAsked: asked.format,
      mapping: asked.mapping,
      observedAtAsked: asked.observedOn === null ? null : observedAt(asked.observedOn, scope.timeZone),
      partialFile: asked.partial,
      receivedAt: context.clock.now(),
      receivedBy: asked.receivedBy,
    }),
  );
  if (row.duplicateOf === null) await context.jobs.enqueueImport(organisationId, row.id);
  return row;
}

export function uploadPath(uploadsPath: string, digest: string): string {
  return join(uploadsPath, digest);
}

function observedAt(day: string, timeZone: string) {
  const parsed = parseDay(day);
  if (parsed === undefined) throw new Problem('request-invalid', `${day} is no day; write YYYY-MM-DD.`, { observedAt: day });
  return startOfDay(parsed, timeZone);
}

async function storeUpload(context: ServerContext, bytes: AsyncIterable<Uint8Array>): Promise<{ digest: string; sizeBytes: number }> {
  const arriving = join(context.uploadsPath, `arriving-${context.newId() satisfies Id}`);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(arriving, 'wx', 0o600);
  try {
    try {
      for await (const chunk of bytes) {
        sizeBytes += chunk.byteLength;
        if (sizeBytes > context.uploadBytesMax) {
          throw new Problem('file-too-large', `The file is over ${context.uploadBytesMax} bytes; split it, or raise CYBERMETRICS_UPLOAD_BYTES_MAX.`, {
            bytesMax: context.uploadBytesMax,
          });
        }
        hash.update(chunk);
        await file.write(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (sizeBytes === 0) throw new Problem('file-empty', 'The file has no bytes; export it again.');
    const digest = hash.digest('hex');
    const target = uploadPath(context.uploadsPath, digest);
    const isThere = await stat(target).then(
      (found) => found.size === sizeBytes,
      () => false,
    );
    if (!isThere) await rename(arriving, target);
    await syncFolder(context.uploadsPath);
    return { digest, sizeBytes };
  } finally {
    await rm(arriving, { force: true });
  }
}

/** A rename is on disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
