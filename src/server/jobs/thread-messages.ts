/** What main thread and worker thread say to each other. Plain data only. */
import type { AdvisorySourceId, StaleLimits } from '#core/advisories/sources.ts';
import type { ProblemCode, ProblemData } from '#core/kernel/problem.ts';
import type { MailServer } from '../alerts/send-mail.ts';
import type { NetworkConfiguration } from '../configuration.ts';
import type { MeasuringOutcome } from '../server-context.ts';

export interface WorkerData {
  readonly databaseUrl: string;
  readonly uploadsPath: string;
  readonly keysPath: string;
  readonly logLevel: string;
  readonly mail: MailServer | null;
  readonly sourceUrls: Readonly<Record<AdvisorySourceId, string>>;
  readonly staleLimits: StaleLimits;
  readonly network: NetworkConfiguration;
  readonly version: string;
  /** The program's files can be read only until root is given up: everything is loaded first, and no thread starts after. */
  readonly losesFiles: boolean;
  /** It takes over from a thread that rests: what was to be measured is measured. */
  readonly isReplacement: boolean;
}

export type ToWorker =
  | { readonly kind: 'measure'; readonly requestId: number; readonly organisationId: string; readonly fromOn: string | null }
  /** Root is given up: uploads may be read. The port is open: this is where browsers reach the node. */
  | { readonly kind: 'begin'; readonly nodeUrl: string }
  | { readonly kind: 'stop' };

export type FromWorker =
  | { readonly kind: 'started' }
  /** It has imported, and for a while nothing more came: a fresh thread would take less memory. */
  | { readonly kind: 'rests' }
  | { readonly kind: 'measured'; readonly requestId: number; readonly outcome: MeasuringOutcome }
  | {
      readonly kind: 'failed';
      readonly requestId: number;
      readonly problem: { readonly code: ProblemCode; readonly detail: string; readonly data: ProblemData } | null;
      readonly message: string;
    }
  | { readonly kind: 'stopped' };
