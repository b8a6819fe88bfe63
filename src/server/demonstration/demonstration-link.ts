/** The account of the demonstration and the link that signs in to it. Nobody knows its password; it exists on loopback only. */
import { Problem } from '#core/kernel/problem.ts';
import * as signIn from '#store/sign-in.ts';
import type { RunningNode } from '../start-node.ts';
import { makeLink } from '../sign-in/links.ts';
import { hashPassword, newSecret } from '../sign-in/secrets.ts';

const email = 'demonstration@example.org';

export async function demonstrationLink(node: RunningNode): Promise<string> {
  const { context, organisationId } = node;
  await signIn.insertAccount(context.database, {
    id: context.newId(),
    email,
    name: 'Demonstration',
    passwordHash: await hashPassword(newSecret(context.random)),
    language: 'en',
    organisationId,
    role: 'owner',
    at: context.clock.now(),
  });
  const account = await signIn.findAccountByEmail(context.database, email);
  if (account === null) throw new Problem('internal', 'The demonstration account could not be made.');
  const { path } = await makeLink(context, { organisationId, purpose: 'demonstration', role: 'owner', accountId: account.id });
  return context.publicUrl() + path;
}
