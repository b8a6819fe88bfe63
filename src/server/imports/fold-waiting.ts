/**
 * Folds the assets that wait because of what people stated of them (`store/support/waiting-assets.ts`) or of flaws
 * (`store/flaw-names/tell-again.ts`), and works out ends of support of components that are due, batch by batch, and asks for the days that may now differ. An import folds those of
 * its own list itself.
 */
import type { NewId, OrganisationId } from '#core/kernel/id.ts';
import { dayOf, type Clock } from '#core/kernel/time.ts';
import type { Database } from '#store/database.ts';
import { refreshModels } from '#store/device-models/refresh-models.ts';
import { isAnyTellingDue, tellWaiting } from '#store/flaw-names/tell-again.ts';
import { askMeasuring } from '#store/measuring/pending.ts';
import { withOrganisation } from '#store/scope.ts';
import { areComponentEndsDue, refreshDueComponentEnds } from '#store/support/component-ends.ts';
import { countWaitingAssets, foldWaitingAssets } from '#store/support/waiting-assets.ts';

export interface FoldWaitingOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Stops between two batches; the rest waits. */
  readonly signal: AbortSignal;
}

export async function foldWaiting({ database, clock, newId, signal }: FoldWaitingOptions, organisationId: OrganisationId): Promise<void> {
  const isAnyWaiting = (await withOrganisation(database, organisationId, countWaitingAssets)) > 0;
  for (let hasMore = isAnyWaiting; hasMore && !signal.aborted;) {
    hasMore = await withOrganisation(database, organisationId, async (scope) => {
      const now = clock.now();
      const folded = await foldWaitingAssets(scope, { at: now, newId });
      if (folded.changedFromAt !== null) await askMeasuring(scope, dayOf(folded.changedFromAt, scope.timeZone), now);
      if (!folded.hasMore) await refreshModels(scope, newId);
      return folded.hasMore;
    });
  }
  for (let hasMore = await withOrganisation(database, organisationId, areComponentEndsDue); hasMore && !signal.aborted;) {
    hasMore = await withOrganisation(database, organisationId, refreshDueComponentEnds);
  }
  for (let hasMore = await withOrganisation(database, organisationId, isAnyTellingDue); hasMore && !signal.aborted;) {
    hasMore = await withOrganisation(database, organisationId, (scope) => tellWaiting(scope, { now: clock.now(), newId }));
  }
}
