/**
 * A chunk: some thousand items of one file on their way into the store, in one transaction with the counts and the
 * place to continue from. Never more than two of them are in memory.
 */
import type { ImportedRecord, ImportIssue } from '#core/imports/imported-record.ts';
import type { Id, NewId, OrganisationId } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { IdentityBook } from '../asset-identity/identity-book.ts';
import type { NotedPairs } from '../flaw-names/note-names.ts';
import type { Catalogue } from './catalogue.ts';
import type { OpenBill } from './merge-components.ts';

export interface Chunk {
  /** In the order of the file. */
  readonly records: readonly ImportedRecord[];
  readonly issues: readonly ImportIssue[];
  /** The highest item number read so far. */
  readonly itemsDone: number;
  /** Events of the importer in this chunk, the ones that say nothing included. */
  readonly eventsCount: number;
  /** Bytes of the stored file read so far, for progress. */
  readonly bytesDone: number;
  /** Nothing of the file comes after it. */
  readonly isLast: boolean;
}

/** What the file's key of an asset became. */
export interface ResolvedAsset {
  readonly assetId: Id;
  /** True when this import is the first time its source speaks of an asset that another source knew. */
  readonly isFirstOfSource: boolean;
}

/** What an import remembers between its chunks. Thrown away when a chunk fails: a continued import starts a new one. */
export interface ImportSession {
  readonly organisationId: OrganisationId;
  readonly importId: Id;
  readonly source: string;
  readonly observedAt: Instant;
  readonly newId: NewId;
  readonly assets: Map<string, ResolvedAsset>;
  /** Assets that a statement of this import already became. */
  readonly assetIdsUsed: Set<string>;
  /** Assets that this import made. */
  readonly assetIdsMade: Set<string>;
  /** Bills of materials, by their key in the file. */
  readonly bills: Map<string, OpenBill>;
  readonly catalogue: Catalogue;
  /** What it said of the names of flaws. */
  readonly namePairs: NotedPairs;
  /** What people stated of identity; read with the first statements. */
  identityBook?: IdentityBook;
  /** Issues stored one by one; above `issuesMax` they are only counted. */
  readonly issuesMax: number;
}

/** What one item came to; the greatest wins when an item says several things. */
export const itemOutcomes = ['unchanged', 'merged', 'stored'] as const;
export type ItemOutcome = (typeof itemOutcomes)[number];
