/**
 * Accepting a file about people: read and pseudonymised within the request that brings it, before anything of it is stored. What
 * is on disk afterwards is the spool (./spool.ts), an import row under a name of ours, and a job. A file that is cut off, cannot be read or
 * comes while the key is locked was not accepted, and nothing of it is kept: not its name either, nor a word of it in an error.
 */
import { rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { isPseudonym } from '#core/awareness/pseudonym.ts';
import type { ImportArrival } from '#core/imports/import-run.ts';
import type { OrganisationId } from '#core/kernel/id.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import { shippedPacks } from '#core/questionnaires/packs/registry.ts';
import type { PersonalImporter, PersonalParseEvent } from '#importers/define-personal-importer.ts';
import { looksLikePerson } from '#importers/personal/personal-text.ts';
import { openFile } from '#importers/read-head.ts';
import { findKey, recordKeyEvent } from '#store/awareness/keys.ts';
import { insertPersonalImport, isSpoolNeeded, newestPersonalFile } from '#store/awareness/personal-imports.ts';
import { createImport, type ImportRow } from '#store/imports.ts';
import { listPacks } from '#store/questionnaires/packs.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';
import { wipe, type UnlockedKey } from './key-ring.ts';
import { pseudonymiser } from './pseudonymiser.ts';
import { spoolPath, writeSpool, type Spooled, type SpoolLine } from './spool.ts';
import { takeKey } from './take-key.ts';

export interface PersonalUpload {
  readonly importer: PersonalImporter;
  /** As handed in. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface PersonalAsked {
  readonly observedAtAsked: Instant | null;
  readonly partial: boolean;
  readonly arrival: ImportArrival;
  readonly receivedBy: string;
}

/** @throws Problem awareness-key-locked, or one of the file that says its code and line and nothing else. */
export async function acceptPersonal(
  context: ServerContext,
  organisationId: OrganisationId,
  upload: PersonalUpload,
  asked: PersonalAsked,
): Promise<ImportRow> {
  const unlocked = await takeKey(context, organisationId);
  try {
    const known = await readingOrganisation(context.database, organisationId, async (scope) => ({
      timeZone: scope.timeZone,
      isQuestion: await questionFinder(scope),
    }));
    const options = { ...known, pseudonymise: pseudonymiser(unlocked.key) };
    const events = personalEvents(context, upload, options);
    const spooled = await writeSpool(context.uploadsPath, context.newId(), linesOf(upload.importer, events));
    return await enter(context, organisationId, { upload, asked, spooled, unlocked });
  } finally {
    wipe(unlocked);
  }
}

/** Of the packs of the release, and of those that were kept here. */
async function questionFinder(scope: Scope): Promise<(id: string) => boolean> {
  const packs = [...shippedPacks, ...(await listPacks(scope)).map(({ pack }) => pack)];
  const ids = new Set(packs.flatMap(({ items }) => items.map(({ id }) => id)));
  return (id) => ids.has(id);
}

interface Entering {
  readonly upload: PersonalUpload;
  readonly asked: PersonalAsked;
  readonly spooled: Spooled;
  readonly unlocked: UnlockedKey;
}

async function enter(
  context: ServerContext,
  organisationId: OrganisationId,
  { upload, asked, spooled, unlocked }: Entering,
): Promise<ImportRow> {
  const { importer } = upload;
  const now = context.clock.now();
  const work = async (scope: Scope) => {
    const key = await findKey(scope, 'shared');
    if (key?.generation !== unlocked.generation) {
      throw new Problem('conflict', 'The key of pseudonyms was renewed while the file was read; hand it in again.');
    }
    const newest = await newestPersonalFile(scope, importer.id);
    // The last file again repeats it. One that came before another of its kind says that things are as they were: that is news.
    const observedAtUnasked = newest === null ? null : newest.digest === spooled.digest ? newest.observedAtAsked : now;
    const row = await createImport(scope, {
      id: context.newId(),
      digest: spooled.digest,
      file: `${importer.id} ${dayOf(now, scope.timeZone)}`,
      sizeBytes: spooled.sizeBytes,
      source: importer.id,
      formatAsked: importer.id,
      mapping: null,
      profile: null,
      arrival: asked.arrival,
      observedAtAsked: asked.observedAtAsked ?? observedAtUnasked,
      partialFile: asked.partial,
      receivedAt: now,
      receivedBy: asked.receivedBy,
    });
    if (row.duplicateOf !== null) return row;
    await insertPersonalImport(scope, row.id, { importer: importer.id, importerVersion: importer.version, keyGeneration: key.generation });
    const { generation } = unlocked;
    await recordKeyEvent(scope, { at: now, act: 'file-read', saidBy: asked.receivedBy, generation, rows: spooled.rows }, context.newId);
    return row;
  };
  try {
    const row = await withOrganisation(context.database, organisationId, work);
    if (row.duplicateOf === null) await context.jobs.enqueueImport(organisationId, row.id);
    else await forgetSpool(context, organisationId, spooled.digest);
    return row;
  } catch (cause) {
    await forgetSpool(context, organisationId, spooled.digest).catch(() => undefined);
    throw cause;
  }
}

/** A spool that no import waits for goes; that of a repeated file is the first one's, as long as it is being merged. */
async function forgetSpool(context: ServerContext, organisationId: OrganisationId, digest: string): Promise<void> {
  const isNeeded = await readingOrganisation(context.database, organisationId, (scope) => isSpoolNeeded(scope, digest));
  if (!isNeeded) await rm(spoolPath(context.uploadsPath, digest), { force: true });
}

type ParseOptions = Parameters<PersonalImporter['parse']>[1];

/** What the importer says; whatever it throws is told without a word of the file. */
export async function* personalEvents(
  context: Pick<ServerContext, 'log'>,
  { importer, bytes }: PersonalUpload,
  options: ParseOptions,
): AsyncGenerator<PersonalParseEvent> {
  const arrival = { hasFailed: false };
  const refuse = personalTextRefused();
  let count = 0;
  try {
    const opened = await openFile(watched(bytes, arrival), importer.id);
    for await (const event of importer.parse(opened.bytes, options)) {
      count += 1;
      if (count % 500 === 0) await setImmediate();
      refuse(event);
      yield event;
    }
  } catch (cause) {
    throw withoutText(context, importer, cause, arrival.hasFailed);
  }
}

async function* linesOf(importer: PersonalImporter, events: AsyncIterable<PersonalParseEvent>): AsyncGenerator<SpoolLine> {
  for await (const event of events) {
    if (event.kind === 'header') yield { kind: 'header', importer: importer.id, importerVersion: importer.version, ...event.header };
    else yield event;
  }
}

async function* watched(bytes: AsyncIterable<Uint8Array>, arrival: { hasFailed: boolean }): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (cause) {
    arrival.hasFailed = true;
    throw cause;
  }
}

const personalText = 'The file holds an address of mail or a long number where no person may be named; nothing of it was kept.';

/** As `PersonalParseEvent` writes instants: no number in it is anybody's. */
const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** A file says the same few texts over and over; so many are remembered. */
const soundTextsMax = 10_000;

/** The last door: an importer that forgot is stopped here, before the first byte is written. Of one file: texts that were looked at are known. */
function personalTextRefused(): (event: PersonalParseEvent) => void {
  const sound = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) Object.entries(value).flat().forEach(look);
    if (typeof value !== 'string' || sound.has(value) || isPseudonym(value) || instantForm.test(value)) return;
    if (looksLikePerson(value)) throw new Problem('file-malformed', personalText);
    if (sound.size < soundTextsMax) sound.add(value);
  };
  return (event) => {
    if (event.kind === 'row') look(event.row);
  };
}

function withoutText(context: Pick<ServerContext, 'log'>, importer: PersonalImporter, cause: unknown, hasFailed: boolean): Problem {
  if (hasFailed && !isProblem(cause))
    return new Problem('file-truncated', 'The file did not arrive whole; nothing of it was kept. Hand it in again.');
  if (!isProblem(cause)) {
    const places = cause instanceof Error ? (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
    context.log.error({ importer: importer.id, places }, 'reading a file about people failed by an error of ours');
    return new Problem('internal', 'Reading this file failed by an error of ours; nothing of it was kept.');
  }
  const { line, column } = cause.data;
  const place = typeof column === 'number' ? { column } : {};
  const known = [personalText, ...(importer.problems ?? [])].map((text) => text.replace('{column}', String(place.column)));
  if (known.includes(cause.message)) return new Problem(cause.code, cause.message, place);
  if (typeof line === 'number')
    return new Problem(cause.code, `The file about people cannot be read at line ${line}; nothing of it was kept.`, { line });
  return new Problem(cause.code, 'The file about people cannot be read; nothing of it was kept.');
}
