/** What handlers are given: built once in `main.ts`, the only place that makes clock, chance, files and database. */
import type { Logger } from 'pino';
import type { InboxState } from '#contract/endpoints/access.ts';
import type { Day, Clock, Instant, RandomBytes } from '#core/kernel/time.ts';
import type { Id, NewId, OrganisationId } from '#core/kernel/id.ts';
import type { Database } from '#store/database.ts';
import type { MailServer } from './alerts/send-mail.ts';
import type { KeyRing } from './awareness/key-ring.ts';
import type { AdvisorySourceId, StaleLimits } from '#core/advisories/sources.ts';
import type { HttpPort } from '#advisory-sources/http/fetch-file.ts';
import type { Remembered } from './remembered.ts';
import type { Reach } from './sources/http-client.ts';
import type { AskedSource } from './sources/sync-source.ts';

export interface JobGate {
  /** Queue an accepted import; safe to call twice. */
  enqueueImport(organisationId: OrganisationId, importId: string): Promise<void>;
  /** Queue measuring of what is asked for (`measure_pending`); one pending job per organisation. */
  enqueueMeasuring(organisationId: OrganisationId): Promise<void>;
  /** Measure and wait for the end. */
  measure(organisationId: OrganisationId, fromOn: Day | null): Promise<MeasuringOutcome>;
  /** Take a newer copy of a source; safe to call twice. */
  enqueueSource(asked: AskedSource): Promise<void>;
  /** Take what a CSAF provider published; safe to call twice. */
  enqueueProvider(providerId: string): Promise<void>;
  /** Match devices and advisories where either changed; one pending job per organisation. */
  enqueueMatching(organisationId: OrganisationId): Promise<void>;
  /** Count and publish a phishing test that somebody asked for. */
  enqueuePublication(organisationId: OrganisationId, campaignId: Id): Promise<void>;
  counts(): Promise<{ waiting: number; running: number; failed: number }>;
}

export interface MeasuringOutcome {
  readonly fromOn: Day | null;
  readonly days: number;
  readonly written: number;
}

export interface ServerContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly newId: NewId;
  readonly uploadsPath: string;
  /** Key files that may not lie in the database. */
  readonly keysPath: string;
  readonly awarenessKeys: KeyRing;
  readonly uploadBytesMax: number;
  readonly jobs: JobGate;
  readonly log: Logger;
  readonly version: string;
  readonly startedAt: Instant;
  readonly demonstration: boolean;
  readonly databaseEmbedded: boolean;
  /** Where browsers reach this node, without a slash at the end. */
  readonly publicUrl: () => string;
  readonly isReady: () => boolean;
  readonly remembered: Remembered;
  /** Hash of the token in the node's folder: whoever may read that file is its owner. */
  readonly localTokenHash: string;
  readonly localOrganisationId: () => OrganisationId;
  readonly isSecure: boolean;
  readonly sourceUrls: Readonly<Record<AdvisorySourceId, string>>;
  /** The network, for what is small and is asked while somebody waits. */
  readonly http: (reach: Reach) => HttpPort;
  /** Hosts of CSAF providers that are reached without TLS. */
  readonly plainHosts: readonly string[];
  /** From which age a source is stale. */
  readonly staleLimits: StaleLimits;
  /** Null: this node sends no mail. */
  readonly mail: MailServer | null;
  /** Null: no inbox is watched. */
  readonly inbox: () => InboxState | null;
}
