/** Waits until the syncs of CSAF providers that were asked for are over, and tells how far they are. */
import { setTimeout as pause } from 'node:timers/promises';
import type { CommandInput } from '#contract/define-command.ts';
import type { ProviderJson } from '#contract/endpoints/providers.ts';
import type { Client } from '#sdk/client-types.ts';

const askAgainMs = 250;
/** The first of a large provider takes longer; it goes on without anybody waiting for it. */
const waitedMaxMs = 10 * 60_000;

export interface AskedProvider {
  readonly id: string;
  readonly askedAt: string;
}

/** @returns those that were asked, as they are then. */
export async function awaitProviders(
  client: Client,
  { signal, output }: CommandInput,
  asked: readonly AskedProvider[],
): Promise<ProviderJson[]> {
  if (asked.length === 0) return [];
  for (let waitedMs = 0; ; waitedMs += askAgainMs) {
    const { items } = await client.providers.list({ signal });
    const own = items.filter(({ id }) => asked.some((one) => one.id === id));
    const waiting = own.filter(({ id, triedAt }) => asked.some((one) => one.id === id && (triedAt === null || triedAt < one.askedAt)));
    if (waiting.length === 0) return own;
    if (waitedMs >= waitedMaxMs) {
      output.progress('The node is still at it; `cybermetrics sources status` tells how it ended.');
      return own;
    }
    const [first] = waiting;
    if (first !== undefined) output.status(`${first.id}: ${first.documents.waiting} of ${first.documents.listed} waiting`, false);
    await pause(askAgainMs, undefined, { signal });
  }
}
