/**
 * Events of phishing tests, merged: campaigns by their name, events by person, each once however often a file comes. No list and no
 * filter leads here: `campaigns.ts` gives what was published.
 */
import { createHash } from 'node:crypto';
import type { PhishingRow } from '#core/awareness/phishing-row.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { resolvePersons } from './persons.ts';

interface Ports {
  readonly newId: NewId;
  readonly now: Instant;
}

/** @returns for each row whether it is the first of its item that brought something new, in their order. */
export async function mergePhishing(scope: Scope, _file: unknown, rows: readonly PhishingRow[], ports: Ports): Promise<readonly boolean[]> {
  if (rows.length === 0) return [];
  const persons = await resolvePersons(
    scope,
    rows.map(({ recipientKind, recipient }) => ({ kind: recipientKind, pseudonym: recipient })),
    ports,
  );
  const campaigns = await resolveCampaigns(scope, rows, ports);
  const events = rows.map((row) => ({
    row,
    personId: persons.get(row.recipient) ?? null,
    campaignId: campaigns.get(foldName(row.campaign)) ?? null,
    digest: digestOf(row),
  }));
  const { rows: inserted } = await scope.client.query<{ key: string }>(
    `insert into campaign_event (organisation_id, campaign_id, person_id, digest, event, at, address, known_scanner, method, link, honeypot, confirmed)
     select $1, campaign_id, person_id, digest, event, at, address, known_scanner, method, link, honeypot, confirmed
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::text[],
       $11::boolean[], $12::boolean[])
       as given (campaign_id, person_id, digest, event, at, address, known_scanner, method, link, honeypot, confirmed)
     on conflict do nothing returning campaign_id || person_id::text || digest as key`,
    [
      scope.organisationId,
      events.map(({ campaignId }) => campaignId),
      events.map(({ personId }) => personId),
      events.map(({ digest }) => digest),
      rows.map(({ event }) => event),
      rows.map(({ at }) => at),
      rows.map(({ address }) => address),
      rows.map(({ knownScanner }) => knownScanner),
      rows.map(({ method }) => method),
      rows.map(({ link }) => link),
      rows.map(({ honeypot }) => honeypot),
      rows.map(({ confirmed }) => confirmed),
    ],
  );
  const isNew = new Set(inserted.map(({ key }) => key));
  const told = new Set<number>();
  return events.map(({ row, personId, campaignId, digest }) => {
    if (told.has(row.itemNumber) || !isNew.delete(`${campaignId}${personId}${digest}`)) return false;
    told.add(row.itemNumber);
    return true;
  });
}

/** Without the pseudonyms of place and link: a new key changes them, and would make every event of a file that comes again a new one. */
function digestOf({ event, at, knownScanner, method, linkPlace, honeypot, confirmed }: PhishingRow): string {
  const facts = [event, at, knownScanner, method, linkPlace, honeypot, confirmed];
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22);
}

/** Id by the folded name; those that were not known are made. The first mail moves back where a file says so. */
async function resolveCampaigns(scope: Scope, rows: readonly PhishingRow[], { newId, now }: Ports): Promise<ReadonlyMap<string, Id>> {
  const wanted = new Map<string, { readonly name: string; firstAt: Instant | null }>();
  for (const { campaign, at } of rows) {
    const own = wanted.get(foldName(campaign)) ?? { name: campaign, firstAt: null };
    wanted.set(foldName(campaign), own);
    if (at !== null && (own.firstAt === null || at < own.firstAt)) own.firstAt = at;
  }
  const { rows: found } = await scope.client.query<{ id: Id; folded: string }>(
    `insert into campaign (organisation_id, id, name, name_folded, created_at, first_at)
     select $1, id, name, name_folded, $2, first_at
     from unnest($3::uuid[], $4::text[], $5::text[], $6::timestamptz[]) as given (id, name, name_folded, first_at)
     on conflict (organisation_id, name_folded) do update set first_at = least(campaign.first_at, excluded.first_at)
     returning id, name_folded as folded`,
    [
      scope.organisationId,
      now,
      [...wanted.values()].map(() => newId()),
      [...wanted.values()].map(({ name }) => name),
      [...wanted.keys()],
      [...wanted.values()].map(({ firstAt }) => firstAt),
    ],
  );
  return new Map(found.map(({ id, folded }) => [folded, id]));
}
