/** Looks into the inbox every few seconds for as long as the node runs. Polling: it works on every file system, network shares included. */
import type { InboxState } from '#contract/endpoints/access.ts';
import type { OrganisationId } from '#core/kernel/id.ts';
import type { ServerContext } from '../server-context.ts';
import { Inbox } from './inbox.ts';

const lookEveryMs = 4_000;

export interface RunningInbox {
  state(): InboxState;
  /** After what it is doing now; files that were taken go on at the next start. */
  stop(): Promise<void>;
}

export function startInbox(
  context: ServerContext,
  { organisationId, folder }: { readonly organisationId: OrganisationId; readonly folder: string },
): RunningInbox {
  const inbox = new Inbox(context, { organisationId, folder });
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    try {
      if (context.isReady()) await inbox.look();
    } catch (error) {
      context.log.warn({ err: error }, 'the inbox could not be looked at; it is tried again');
    }
    if (isStopped) return;
    timer = setTimeout(() => {
      looking = look();
    }, lookEveryMs);
  };
  looking = look();
  return {
    state: () => inbox.state(),
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
