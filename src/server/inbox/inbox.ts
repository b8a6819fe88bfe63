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
import { millisecondsOf, type Instant } from '#core/kernel/time.ts';
import { listMappingProfiles } from '#store/mapping-profiles.ts';
import { readingOrganisation } from '#store/scope.ts';
import { acceptUpload } from '../imports/accept-upload.ts';
import { hasEnded, readImportReport } from '../imports/import-report.ts';
import { requireProfile } from '../imports/mapping-profiles.ts';
import type { ServerContext } from '../server-context.ts';
import { digestOf, ensureFolder, listFolder, openRegularFile, putAside, type InboxEntry } from './inbox-files.ts';

/** A file whose size and time did not change for so long is complete. */
export const settledMs = 5_000;
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
    for (const name of ['auto', ...saved.map(({ slug }) => slug)]) await ensureFolder(this.folder, name);
    const top = await listFolder(this.folder);
    const misplaced = top.filter(({ kind }) => kind !== 'folder').map(({ name }) => name);
    if (misplaced.length > 0) this.remarks.add(`In no folder of a profile, so not read: ${misplaced.slice(0, 5).join(', ')}.`);
    const found = new Map<string, SeenFile>();
    let begun = 0;
    for (const { name: folder, kind } of top) {
      if (kind !== 'folder' || folder === 'done' || folder === 'refused') continue;
      for (const entry of await listFolder(this.folder, folder)) {
        if (entry.kind === 'folder') continue;
        const key = `${folder}/${entry.name}`;
        const before = this.files.get(key);
        const state = await this.next(folder, entry, { before, mayBegin: begun < takenPerLook });
        if (state?.kind === 'taken' && before?.state.kind === 'growing') begun += 1;
        if (state !== null) found.set(key, { signature: entry.signature, state });
      }
    }
    this.files = found;
    this.lookedAt = this.context.clock.now();
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
      if (entry.kind === 'file' && (!mayBegin || millisecondsOf(now) - millisecondsOf(state.since) < settledMs)) return state;
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
      await putAside({ root: this.folder, folder, name: entry.name, place, line: state.line });
      return null;
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
      const opened = await openRegularFile(this.folder, folder, entry);
      if (opened === null) return { kind: 'growing', since: this.context.clock.now() };
      const row = await acceptUpload(this.context, this.organisationId, opened, {
        file: entry.name,
        format: null,
        observedOn: null,
        partial: false,
        source: null,
        mapping: null,
        profile,
        arrival: 'inbox',
        receivedBy: 'inbox',
      });
      return { kind: 'taken', importId: row.duplicateOf ?? row.id, reportId: row.id };
    } catch (error) {
      if (isProblem(error) && error.code !== 'database-unavailable') {
        return { kind: 'ended', line: refusedLine(entry.name, await digestOf(this.folder, folder, entry), error) };
      }
      this.remarks.add(`${folder}/${entry.name} cannot be taken: ${messageOf(error)}.`);
      this.context.log.warn({ err: error }, 'a file of the inbox cannot be taken; it is tried again');
      return { kind: 'growing', since: this.context.clock.now() };
    }
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
