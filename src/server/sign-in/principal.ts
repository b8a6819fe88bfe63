/** Who asks: a person with a session, an API token, or the owner of the node's own folder. Checked in one place. */
import type { Access, Role, TokenScope } from '#contract/define-endpoint.ts';
import type { OrganisationId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { listTenants } from '#store/organisations.ts';
import type { ServerContext } from '../server-context.ts';

export interface Principal {
  readonly kind: 'session' | 'token' | 'local';
  readonly organisationId: OrganisationId;
  readonly role: Role;
  readonly scopes: readonly TokenScope[];
  readonly accountId: string | null;
  /** Of a session: what `x-csrf-token` must carry on every change; empty otherwise. */
  readonly csrf: string;
  /** Names the asker in records, without personal data: `account:<id>`, `token:<id>`, `local`. */
  readonly name: string;
}

/** Throws `not-signed-in` or `not-allowed`; returns where the principal may. */
export function authorise(access: Access, principal: Principal | null): void {
  if (access.kind === 'public') return;
  if (principal === null) throw new Problem('not-signed-in', 'This needs a session or a bearer token.');
  if (!access.roles.includes(principal.role)) {
    throw new Problem('not-allowed', `The role ${principal.role} may not do this.`, { role: principal.role, allowed: access.roles });
  }
  if (!principal.scopes.includes(access.scope)) {
    throw new Problem('not-allowed', `This token lacks the scope ${access.scope}.`, { needed: access.scope, has: principal.scopes });
  }
}

/** What organisations share is nobody's of one of them. Throws `not-allowed`; comes after `authorise`. */
export async function authoriseForNode(
  { database }: Pick<ServerContext, 'database'>,
  access: Access,
  principal: Principal | null,
): Promise<void> {
  if (access.kind === 'public' || access.ofNode !== true || principal?.kind === 'local') return;
  if ((await listTenants(database)).length <= 1) return;
  throw new Problem(
    'not-allowed',
    'This is of all organisations of the node: the owner of the node does it, with the token in its folder.',
  );
}
