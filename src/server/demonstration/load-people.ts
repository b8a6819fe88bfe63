/**
 * The people of the demonstration: a key of pseudonyms under a passphrase of this home, files about people through the door of every
 * such file, and each test scored and published. The files are made in memory and never written: nobody finds an identifier in the home,
 * invented or not.
 */
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Day } from '#core/kernel/time.ts';
import { phishingTests } from '#demo/people/phishing-tests.ts';
import { planPeople } from '#demo/people/plan-people.ts';
import type { StaffOptions } from '#demo/people/staff.ts';
import { bytesOf } from '#demo/people/write-people-files.ts';
import { demoSeed } from '#demo/write-demo-files.ts';
import { listAskedCampaigns, listCampaigns, saveScore } from '#store/awareness/campaigns.ts';
import { findKey, recordKeyEvent } from '#store/awareness/keys.ts';
import { listReportMonths } from '#store/awareness/mail-reports.ts';
import { listPublications } from '#store/awareness/publications.ts';
import { withOrganisation } from '#store/scope.ts';
import { askCampaign } from '../awareness/ask-campaign.ts';
import { keepDemonstrationPassphrase } from '../awareness/demonstration-passphrase.ts';
import { createKey, lockKey, unlockKey } from '../awareness/key-work.ts';
import { publishMonth, spanOfMonth } from '../awareness/publish-reports.ts';
import { acceptUpload } from '../imports/accept-upload.ts';
import type { Principal } from '../sign-in/principal.ts';
import type { RunningNode } from '../start-node.ts';

/** Far more than the files take. */
const minutes = 60;
const scorers = ['demonstration: awareness officer', 'demonstration: security officer'] as const;

type Node = Pick<RunningNode, 'context' | 'organisationId'>;

/** Whoever starts the demonstration. */
export function visitor({ organisationId }: Node): Principal {
  return { kind: 'local', organisationId, role: 'owner', scopes: [], accountId: null, csrf: '', name: 'demonstration' };
}

export interface PeopleLoad extends StaffOptions {
  readonly lastDay: Day;
  readonly signal: AbortSignal;
  readonly onFile: (name: string) => void;
}

/** @returns how many files were handed in; the key is locked again, as a visitor would find it in a hospital. */
export async function handInPeople(node: Node, { lastDay, signal, onFile, ...size }: PeopleLoad): Promise<number> {
  const { context, organisationId } = node;
  const who = visitor(node);
  const passphrase = await keepDemonstrationPassphrase(context);
  const key = await withOrganisation(context.database, organisationId, (scope) => findKey(scope));
  await (key === null ? createKey(context, who, { passphrase, minutes }) : unlockKey(context, who, { passphrase, minutes }));
  const planned = planPeople({ seed: demoSeed, lastDay, ...size });
  for (const one of planned) {
    signal.throwIfAborted();
    const { name, observedOn } = one.file;
    onFile(name);
    const asked = { file: name, format: null, observedOn, partial: false, source: null, mapping: null, profile: null } as const;
    await acceptUpload(context, organisationId, inTurns(bytesOf(one)), { ...asked, arrival: 'upload', receivedBy: 'demonstration' });
  }
  await lockKey(context, who);
  return planned.length;
}

/** The server goes on answering between two pieces. */
async function* inTurns(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    yield piece;
    await setImmediate();
  }
}

/** Scores and publishes what was imported, and waits until all of it stands. Done twice it changes nothing. */
export async function publishTests(node: Node, signal: AbortSignal): Promise<void> {
  const { context, organisationId } = node;
  const inScope = <T>(work: Parameters<typeof withOrganisation<T>>[2]) => withOrganisation(context.database, organisationId, work);
  // The earliest first, as their files came.
  const campaigns = (await inScope((scope) => listCampaigns(scope))).toReversed();
  for (const [place, campaign] of campaigns.entries()) {
    if (campaign.publishedAt !== null) continue;
    await inScope(async (scope) => {
      for (const [scorer, score] of (phishingTests[place]?.scores ?? []).entries())
        await saveScore(scope, campaign.id, { saidBy: scorers[scorer] ?? scorers[0], saidAt: context.clock.now(), ...score });
      await askCampaign(context, scope, campaign, 'demonstration');
    });
    await context.jobs.enqueuePublication(organisationId, campaign.id);
  }
  while (!signal.aborted && (await inScope(listAskedCampaigns)).length > 0) await sleep(200, undefined, { signal }).catch(() => undefined);
}

/** Every month of the mail desk that is over and was not published. */
export async function publishDeskMonths({ context, organisationId }: Node): Promise<void> {
  await withOrganisation(context.database, organisationId, async (scope) => {
    const now = context.clock.now();
    const published = await listPublications(scope, { subject: 'reports' });
    const months = (await listReportMonths(scope)).map(({ month }) => month).filter((month) => !published.has(month));
    for (const month of months.filter((one) => spanOfMonth(one, scope.timeZone).toAt <= now).toSorted()) {
      await publishMonth(scope, month, now);
      await recordKeyEvent(scope, { at: now, act: 'reports-published', saidBy: 'demonstration' }, context.newId);
    }
  });
}
