/**
 * The inbox: `inbox/<profile>/` in the home of the node. A file put there is imported once it is complete, with the mapping
 * profile of its folder (`auto`: recognised by its content), and moved to `done/` or `refused/` beside a report. Nothing is
 * remembered between two starts: a file lies where it was put until its import has ended, and taken again the same content
 * is a repetition that changes nothing. Links and other things that are no files are never opened.
 */
import type { InboxState } from '#contract/endpoints/access.ts';
import { refusedLine, repeatedReport, type ImportLine } from '#contract/import-line.ts';
import { reservedSlugs, type UsedProfile } from '#core/imports/mapping-profile.ts';
import type { OrganisationId } from '#core/kernel/id.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { dayOf, instantFromMilliseconds, millisecondsOf, type Instant } from '#core/kernel/time.ts';
import { listMappingProfiles } from '#store/mapping-profiles.ts';
import { readingOrganisation } from '#store/scope.ts';
import { acceptUpload } from '../imports/accept-upload.ts';
import { hasEnded, readImportReport } from '../imports/import-report.ts';
import { requireProfile } from '../imports/mapping-profiles.ts';
import type { ServerContext } from '../server-context.ts';
import { digestOf, ensureFolder, FileChanged, listFolder, putAside, readRegularFile, type InboxEntry } from './inbox-files.ts';

/** A file whose size and time did not change for so long is complete. */
export const settledMs = 5_000;
/** An empty file is one that somebody is about to write; after so long nobody is. */
export const emptyMs = 600_000;
/** A file time before this (the year 2000) is what a program writes that knows none: 1970, 1980. */
const believableFromMs = Date.UTC(2000, 0, 1);
const dayMs = 86_400_000;
/** Files begun at one look: the others wait their turn. */
const takenPerLook = 50;

type Seen =
  | { readonly kind: 'growing'; readonly since: Instant }
  /** `importId` is followed; `reportId` is the import of this very file, which may repeat that one. */
  | { readonly kind: 'taken'; readonly importId: string; readonly reportId: string }
  | { readonly kind: 'ended'; readonly line: ImportLine };

interface SeenFile {
  readonly signature: string;
  readonly state: Seen;
}

export class Inbox {
  private readonly context: ServerContext;
  private readonly organisationId: OrganisationId;
  private readonly folder: string;
  private files = new Map<string, SeenFile>();
  private remarks = new Set<string>();
  private lookedAt: Instant | null = null;

  constructor(context: ServerContext, { organisationId, folder }: { readonly organisationId: OrganisationId; readonly folder: string }) {
    this.context = context;
    this.organisationId = organisationId;
    this.folder = folder;
  }

  state(): InboxState {
    const states = [...this.files.values()].map(({ state }) => state.kind);
    return {
      folder: this.folder,
      lookedAt: this.lookedAt,
      waiting: states.filter((kind) => kind === 'growing').length,
      reading: states.filter((kind) => kind === 'taken').length,
      remarks: [...this.remarks].slice(0, 20),
    };
  }

  /** Once through all folders. One at a time. */
  async look(): Promise<void> {
    this.remarks = new Set();
    const saved = await readingOrganisation(this.context.database, this.organisationId, listMappingProfiles);
    for (const name of ['auto', ...saved.map(({ slug }) => slug)]) {
      await ensureFolder(this.folder, name).catch((error: unknown) => this.remarkOnFolder(name, error));
    }
    const top = await listFolder(this.folder).catch((error: unknown) => {
      this.remarkOnFolder(this.folder, error);
      return null;
    });
    if (top === null) return;
    const misplaced = top.filter(({ kind }) => kind !== 'folder').map(({ name }) => name);
    if (misplaced.length > 0) this.remarks.add(`In no folder of a profile, so not read: ${misplaced.slice(0, 5).join(', ')}.`);
    const found = new Map<string, SeenFile>();
    const turn = { begun: 0 };
    for (const { name: folder, kind } of top) {
      if (kind !== 'folder' || folder === 'done' || folder === 'refused') continue;
      try {
        await this.lookInto(folder, found, turn);
      } catch (error) {
        this.remarkOnFolder(folder, error);
        // What is known of its files holds until they can be seen again.
        for (const [key, seen] of this.files) if (key.startsWith(`${folder}/`) && !found.has(key)) found.set(key, seen);
      }
    }
    this.files = found;
    this.lookedAt = this.context.clock.now();
  }

  private async lookInto(folder: string, found: Map<string, SeenFile>, turn: { begun: number }): Promise<void> {
    for (const entry of await listFolder(this.folder, folder)) {
      if (entry.kind === 'folder') continue;
      const key = `${folder}/${entry.name}`;
      const before = this.files.get(key);
      const state = await this.next(folder, entry, { before, mayBegin: turn.begun < takenPerLook });
      if (state?.kind === 'taken' && before?.state.kind === 'growing') turn.begun += 1;
      if (state !== null) found.set(key, { signature: entry.signature, state });
    }
  }

  /** One folder holds up no other. */
  private remarkOnFolder(folder: string, error: unknown): void {
    this.remarks.add(`The folder ${folder} cannot be looked into: ${messageOf(error)}.`);
    this.context.log.warn({ err: error }, 'a folder of the inbox cannot be looked into; it is tried again');
  }

  /** What becomes of one file at this look; null: it was moved away. */
  private async next(
    folder: string,
    entry: InboxEntry,
    { before, mayBegin }: { readonly before: SeenFile | undefined; readonly mayBegin: boolean },
  ): Promise<Seen | null> {
    const now = this.context.clock.now();
    // Also a file that was written over while it was imported: the new content is another file.
    if (before === undefined || before.signature !== entry.signature) return { kind: 'growing', since: now };
    let { state } = before;
    if (state.kind === 'growing') {
      const waitMs = entry.sizeBytes === 0 ? emptyMs : settledMs;
      if (entry.kind === 'file' && (!mayBegin || millisecondsOf(now) - millisecondsOf(state.since) < waitMs)) return state;
      state = await this.begin(folder, entry);
    }
    if (state.kind === 'taken') {
      const line = await this.outcome(state);
      if (line === null) return state;
      state = { kind: 'ended', line };
    }
    if (state.kind !== 'ended') return state;
    try {
      const place = state.line.status === 'complete' ? 'done' : 'refused';
      const outcome = await putAside({ root: this.folder, folder, entry, place, line: state.line });
      return outcome === 'moved' ? null : { kind: 'growing', since: now };
    } catch (error) {
      // It is not taken again: only the moving is tried again.
      this.remarks.add(`${folder}/${entry.name} cannot be moved away: ${messageOf(error)}.`);
      return state;
    }
  }

  private async begin(folder: string, entry: InboxEntry): Promise<Seen> {
    try {
      if (entry.kind !== 'file') {
        throw new Problem('file-not-readable', `${entry.name} is a link or no plain file; put the file itself into the inbox.`);
      }
      const profile = await this.profileOf(folder);
      const writtenAt = await this.writtenAt(entry);
      const asked = {
        file: entry.name,
        format: null,
        observedOn: null,
        writtenAt,
        partial: false,
        source: null,
        mapping: null,
        profile,
      } as const;
      const row = await readRegularFile({ root: this.folder, folder, entry }, (bytes) =>
        acceptUpload(this.context, this.organisationId, bytes, { ...asked, arrival: 'inbox', receivedBy: 'inbox' }),
      );
      if (row === null) return { kind: 'growing', since: this.context.clock.now() };
      return { kind: 'taken', importId: row.duplicateOf ?? row.id, reportId: row.id };
    } catch (error) {
      if (error instanceof FileChanged) return { kind: 'growing', since: this.context.clock.now() };
      if (isProblem(error) && error.code !== 'database-unavailable') {
        return { kind: 'ended', line: refusedLine(entry.name, await digestOf(this.folder, folder, entry), error) };
      }
      this.remarks.add(`${folder}/${entry.name} cannot be taken: ${messageOf(error)}.`);
      this.context.log.warn({ err: error }, 'a file of the inbox cannot be taken; it is tried again');
      return { kind: 'growing', since: this.context.clock.now() };
    }
  }

  /** When the file was last written, which is when it was observed unless it says so itself; null: nobody can tell. */
  private async writtenAt({ writtenAtMs }: InboxEntry): Promise<Instant | null> {
    const now = this.context.clock.now();
    if (writtenAtMs < believableFromMs || writtenAtMs > millisecondsOf(now) + dayMs) return null;
    const at = instantFromMilliseconds(writtenAtMs);
    if (at <= now) return at;
    // The clock of a share may be some minutes ahead.
    return readingOrganisation(this.context.database, this.organisationId, async ({ timeZone }) =>
      dayOf(at, timeZone) === dayOf(now, timeZone) ? now : null,
    );
  }

  private async profileOf(folder: string): Promise<UsedProfile | null> {
    if (folder === 'auto') return null;
    return readingOrganisation(this.context.database, this.organisationId, async (scope) => {
      const profile = reservedSlugs.has(folder) ? null : await requireProfile(scope, folder);
      if (profile?.slug === folder) return profile;
      throw new Problem('not-found', `There is no mapping profile ${folder}, after which this folder is called.`, { profile: folder });
    });
  }

  /** Null: not ended yet. */
  private outcome({ importId, reportId }: Extract<Seen, { kind: 'taken' }>): Promise<ImportLine | null> {
    return readingOrganisation(this.context.database, this.organisationId, async (scope) => {
      const followed = await readImportReport(scope, importId);
      if (!hasEnded(followed)) return null;
      return importId === reportId ? followed : repeatedReport(await readImportReport(scope, reportId), followed);
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
