/**
 * Accepting a file: bytes to disk under their digest, then the import row, then the queue, in that order, each synced
 * before the next. Whoever is answered "accepted" loses nothing, also when the power fails right after (design.md 4).
 */
import { createHash } from 'node:crypto';
import { open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportArrival } from '#core/imports/import-run.ts';
import type { UsedProfile } from '#core/imports/mapping-profile.ts';
import type { OrganisationId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, parseDay, startOfDay, type Instant } from '#core/kernel/time.ts';
import { recognisePersonal } from '#importers/personal-detect.ts';
import { personalImporters } from '#importers/personal-registry.ts';
import { importers } from '#importers/registry.ts';
import { createImport, type ImportRow } from '#store/imports.ts';
import { withOrganisation } from '#store/scope.ts';
import { acceptPersonal } from '../awareness/accept-personal.ts';
import type { ServerContext } from '../server-context.ts';

const arrivingPrefix = 'arriving-';

export interface UploadAsked {
  readonly file: string;
  readonly format: string | null;
  /** A calendar day; the file counts as observed early on it. */
  readonly observedOn: string | null;
  /**
   * When a file of the inbox was last written, not after now; it counts as observed then where no day is asked. To the
   * millisecond, so that a file that was set right on the same day comes after the one it replaces.
   */
  readonly writtenAt?: Instant | null;
  readonly partial: boolean;
  readonly source: string | null;
  readonly mapping: Readonly<Record<string, string>> | null;
  /** Its source and its completeness count where nobody says otherwise. */
  readonly profile: UsedProfile | null;
  readonly arrival: ImportArrival;
  readonly receivedBy: string;
}

export async function acceptUpload(
  context: ServerContext,
  organisationId: OrganisationId,
  bytes: AsyncIterable<Uint8Array>,
  asked: UploadAsked,
): Promise<ImportRow> {
  refuseUnknownFormat(asked.format);
  const observedAtAsked =
    asked.observedOn === null ? (asked.writtenAt ?? null) : await startOfPastDay(context, organisationId, asked.observedOn);
  const arrivingId = context.newId();
  const recognised = await recognisePersonal(limited(context, bytes), asked.file, asked.format ?? undefined);
  if (recognised.importer !== null) {
    const { importer, bytes: whole } = recognised;
    refusePersonalChoice(asked, importer.id);
    return acceptPersonal(context, organisationId, { importer, bytes: whole }, { ...asked, observedAtAsked });
  }
  const { digest, sizeBytes } = await storeUpload(context, arrivingId, recognised.bytes);
  const row = await withOrganisation(context.database, organisationId, (scope) =>
    createImport(scope, {
      id: context.newId(),
      digest,
      file: asked.file,
      sizeBytes,
      source: asked.source ?? asked.profile?.settings.source ?? null,
      formatAsked: asked.format,
      mapping: asked.mapping,
      profile: asked.profile,
      arrival: asked.arrival,
      observedAtAsked,
      partialFile: asked.partial || asked.profile?.settings.partial === true,
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

/** Uploads that a killed process left half-way. Only while no other process uses the folder: at the start of a node. */
export async function clearInterruptedUploads(uploadsPath: string): Promise<void> {
  for (const name of await readdir(uploadsPath)) {
    if (name.startsWith(arrivingPrefix)) await rm(join(uploadsPath, name), { force: true });
  }
}

/** Said before the bytes are taken: a misspelt id is the asker's mistake, not the file's. */
function refuseUnknownFormat(format: string | null): void {
  const expected = [...importers, ...personalImporters].map((importer) => importer.id);
  if (format === null || expected.includes(format)) return;
  throw new Problem('request-invalid', `There is no format ${format}; known are ${expected.join(', ')}.`, { format, expected });
}

/**
 * The first moment of a day that the organisation's time zone and UTC both give that date: a reader of the ISO text sees
 * the day that was asked for. A day to come is refused: history would be written ahead of time.
 */
function startOfPastDay(context: ServerContext, organisationId: OrganisationId, text: string): Promise<Instant> {
  const day = parseDay(text);
  if (day === undefined) throw new Problem('request-invalid', `${text} is no day; write YYYY-MM-DD.`, { observedAt: text });
  return withOrganisation(context.database, organisationId, async ({ timeZone }) => {
    const today = dayOf(context.clock.now(), timeZone);
    if (day > today)
      throw new Problem('request-invalid', `${day} has not been yet: a file is observed on ${today} or before.`, { day, today });
    const start = [startOfDay(day, timeZone), `${day}T00:00:00.000Z` as Instant].toSorted().at(-1) ?? context.clock.now();
    return start < context.clock.now() ? start : context.clock.now();
  });
}

async function storeUpload(
  context: ServerContext,
  arrivingId: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ digest: string; sizeBytes: number }> {
  const arriving = join(context.uploadsPath, arrivingPrefix + arrivingId);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(arriving, 'wx', 0o600);
  try {
    try {
      for await (const chunk of bytes) {
        sizeBytes += chunk.byteLength;
        hash.update(chunk);
        await writeWhole(file, chunk);
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

async function* limited({ uploadBytesMax }: ServerContext, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > uploadBytesMax) {
      const detail = `The file is over ${uploadBytesMax} bytes; split it, or raise CYBERMETRICS_UPLOAD_BYTES_MAX.`;
      throw new Problem('file-too-large', detail, { bytesMax: uploadBytesMax });
    }
    yield chunk;
  }
}

/** Files about people are read by their headers alone, and not from a folder where their bytes lie. */
function refusePersonalChoice({ mapping, profile, arrival }: UploadAsked, importer: string): void {
  if (arrival === 'inbox') {
    const detail =
      'Files about people are not taken from the inbox, where their bytes would lie on disk. Hand the file in with `cybermetrics import` or on a page, and remove it here.';
    throw new Problem('file-format-mismatch', detail, { importer });
  }
  if (mapping === null && profile === null) return;
  throw new Problem(
    'file-format-mismatch',
    'A file about people is read by its headers alone. Hand it in without a mapping or a profile.',
    { importer },
  );
}

/** The system may take less than it is given. */
async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.byteLength) written += (await file.write(chunk, written)).bytesWritten;
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
