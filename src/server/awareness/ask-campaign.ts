/** Asking that a phishing test is counted and published: once, and not where most of it was published under another name. */
import { Problem } from '#core/kernel/problem.ts';
import { askPublication, findSameTest, type Campaign } from '#store/awareness/campaigns.ts';
import type { Scope } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';
import { refuseBeforeBegun } from './begin-anew.ts';

/** Said of a test that stands already, here and where one is discarded. */
export const wasPublished = 'This phishing test was published before; what was published stays as it is.';

/** Queue the publication once the transaction has ended. @throws Problem conflict */
export async function askCampaign({ clock }: Pick<ServerContext, 'clock'>, scope: Scope, campaign: Campaign, by: string): Promise<void> {
  if (campaign.askedAt === null) await refuseBeforeBegun(scope, campaign.firstAt);
  const same = campaign.askedAt === null ? await findSameTest(scope, campaign.id) : null;
  if (same !== null)
    throw new Problem(
      'conflict',
      `Most of what happened in this phishing test stands in “${same.name}” too, which was published before: the same test twice. Its difference would be about single people; discard this one.`,
    );
  if (!(await askPublication(scope, campaign.id, clock.now(), by))) throw new Problem('conflict', wasPublished);
}
