/** One-time links: how the first administrator, invited people and the demonstration get in. No default password anywhere. */
import type { OrganisationId } from '#core/kernel/id.ts';
import { addMilliseconds, type Instant } from '#core/kernel/time.ts';
import type { Clock, RandomBytes } from '#core/kernel/time.ts';
import type { Database } from '#store/database.ts';
import { deleteLinks, insertLink, type LinkPurpose } from '#store/sign-in.ts';
import { hashSecret, newSecret } from './secrets.ts';

const hoursValid: Readonly<Record<LinkPurpose, number>> = { 'first-administrator': 48, invitation: 72, demonstration: 24 * 30 };

export interface NewLink {
  readonly organisationId: OrganisationId;
  readonly purpose: LinkPurpose;
  readonly role: string;
  readonly accountId: string | null;
}

/** Makes a link and gives its path (`/link/…`); only the hash is stored. An earlier link of the same purpose ends, except invitations. */
export async function makeLink(
  ports: { database: Database; clock: Clock; random: RandomBytes },
  link: NewLink,
): Promise<{ path: string; expiresAt: Instant }> {
  const token = newSecret(ports.random);
  const at = ports.clock.now();
  const expiresAt = addMilliseconds(at, hoursValid[link.purpose] * 3_600_000);
  if (link.purpose !== 'invitation') await deleteLinks(ports.database, link.organisationId, link.purpose);
  await insertLink(ports.database, { ...link, tokenHash: hashSecret(token), at, expiresAt });
  return { path: `/link/${token}`, expiresAt };
}
