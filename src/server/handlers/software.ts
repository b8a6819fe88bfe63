/** Handlers of bills of materials, components and the bills of an asset. */
import { isId, type Id } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf } from '#core/kernel/time.ts';
import type { AskedMoment } from '#store/query/moment.ts';
import { readingOrganisation, type Scope } from '#store/scope.ts';
import { readAssetBills, readComponentDetail, readSbomDetail } from '#store/software.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { listOf } from './records.ts';

type SoftwareEndpoint = 'sboms.list' | 'sboms.get' | 'components.list' | 'components.get' | 'assets.bills';

/** The store types a record as its fields by name, the contract field by field; the endpoint tests hold them equal. */
const onTheWire = (stored: unknown) => stored as never;

export const softwareHandlers: Pick<Handlers, SoftwareEndpoint> = {
  'sboms.list': (asked) => listOf('sbom', asked),
  'components.list': (asked) => listOf('component', asked),
  'sboms.get': async (asked) => onTheWire(await found(asked, 'bill of materials', readSbomDetail)),
  'components.get': async (asked) => onTheWire(await found(asked, 'component', readComponentDetail)),
  'assets.bills': async (asked) => ({ items: await found(asked, 'asset', readAssetBills) }),
};

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
  readonly params: { readonly id: string };
}

/** @throws Problem `not-found` */
async function found<T>(
  { context, principal, params }: Asked,
  what: string,
  read: (scope: Scope, id: Id, asked: AskedMoment) => Promise<T | null>,
): Promise<T> {
  const { id } = params;
  const answer = await readingOrganisation(context.database, principal.organisationId, async (scope) => {
    const now = context.clock.now();
    return isId(id) ? read(scope, id, { now, today: dayOf(now, scope.timeZone) }) : null;
  });
  if (answer === null) throw new Problem('not-found', `There is no such ${what} in this organisation.`, { id });
  return answer;
}
