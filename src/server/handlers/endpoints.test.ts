/** Every endpoint of the contract: works, refuses bad input, refuses the wrong person (design.md 8, 19). */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles, tokenScopes, type Endpoint } from '#contract/define-endpoint.ts';
import { listedProblems } from '#contract/openapi.ts';
import { problemCatalogue } from '#contract/problem-catalogue.ts';
import { apiPrefix, endpoints, type EndpointId } from '#contract/registry.ts';
import { endpointCases, makeWorld, type Asked, type EndpointCase, type World } from '../../../test/support/endpoint-cases.ts';
import { matched } from '../../../test/support/matching-cases.ts';

let world: World;
let owner: Client;
beforeAll(async () => {
  world = await makeWorld();
  // All that waits is worked at once, so before the stranger hands in a register too: of that nothing is read here.
  await matched(world);
  owner = new Client({ connectionString: world.node.fresh.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.node.stop();
});

/** Every request from another address: the rate limits have tests of their own. */
let addresses = 0;

interface Credentials {
  readonly token?: string;
  readonly cookie?: string;
  readonly csrf?: string;
}

async function send(endpoint: Endpoint, asked: Asked, { token, cookie, csrf }: Credentials = {}): Promise<Response> {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(asked.params?.[name] ?? 'missing'));
  const query = new URLSearchParams(asked.query).toString();
  const headers: Record<string, string> = { ...asked.headers };
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  if (cookie !== undefined) headers['cookie'] = cookie;
  if (csrf !== undefined) headers['x-csrf-token'] = csrf;
  const init: RequestInit = { method: endpoint.method, headers };
  if (asked.body instanceof Uint8Array) init.body = new Uint8Array(asked.body);
  else if (asked.body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(asked.body);
  }
  addresses += 1;
  return world.node.fetch(`${apiPrefix}${path}${query === '' ? '' : `?${query}`}`, { ...init, address: `10.9.${addresses}` });
}

async function signIn({ email, password }: { email: string; password: string }): Promise<Credentials> {
  const endpoint = endpoints.find(({ id }) => id === 'session.create') as Endpoint;
  const response = await send(endpoint, { body: { email, password } });
  const { csrf } = (await response.json()) as { csrf: string };
  return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '', csrf };
}

async function credentials(endpoint: Endpoint, asked: Asked): Promise<Credentials> {
  if (endpoint.access.kind === 'public') return {};
  if (asked.as === 'local') return { token: world.node.localToken };
  return asked.as === 'session' ? signIn(await world.node.account()) : { token: await world.node.token() };
}

/** @returns its code */
async function expectProblem(response: Response, status: number | 'refused'): Promise<keyof typeof problemCatalogue> {
  const text = await response.text();
  expect(response.headers.get('content-type'), text).toBe('application/problem+json');
  const document = JSON.parse(text) as { code: keyof typeof problemCatalogue; status: number; detail: string };
  if (status === 'refused') expect(response.status >= 400 && response.status < 500, text).toBe(true);
  else expect(response.status, text).toBe(status);
  expect(document.status).toBe(response.status);
  expect(problemCatalogue[document.code].status).toBe(response.status);
  expect(document.detail).not.toBe('');
  return document.code;
}

/** Everything that is the first organisation's, as the database holds it; when a token was last used is no change. */
async function stateOfFirst(): Promise<unknown> {
  const { rows } = await owner.query(
    `select (select md5(string_agg(m::text, '' order by account_id)) from membership m where organisation_id = $1) as people,
        (select md5(string_agg(a::text, '' order by id)) from account a where id in (select account_id from membership where organisation_id = $1)) as accounts,
        (select md5(string_agg(id::text || coalesce(revoked_at::text, ''), '' order by id)) from api_token where organisation_id = $1) as tokens,
        (select md5(string_agg(i::text, '' order by id)) from import_run i where organisation_id = $1) as imports,
        (select md5(string_agg(a::text, '' order by id)) from asset a where organisation_id = $1) as assets,
        (select count(*) from measurement where organisation_id = $1) as measurements`,
    [world.node.fresh.organisationId],
  );
  return rows[0];
}

test('every endpoint of the registry has a case, and every case an endpoint', () => {
  expect(Object.keys(endpointCases).toSorted()).toEqual(endpoints.map(({ id }) => id).toSorted());
});

describe.each(endpoints.map((endpoint) => [endpoint.id, endpoint as Endpoint<EndpointId>] as const))('%s', (id, endpoint) => {
  const { works, bad = {}, stranger, isNamed }: EndpointCase = endpointCases[id];
  // What only tests ask that are refused, and so is used up by none of them.
  let unused: Promise<Asked> | undefined;
  const refused = () => (unused ??= Promise.resolve(works(world)));

  test('works, and answers as the contract says', async () => {
    const asked = await works(world);
    const response = await send(endpoint, asked, await credentials(endpoint, asked));
    const text = await response.text();
    expect(response.status, text).toBe(endpoint.status ?? 200);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    if (endpoint.response === null) return;
    const json: unknown = JSON.parse(endpoint.responseKind === 'events' ? (/^data: (.*)$/m.exec(text)?.[1] ?? '') : text);
    // Equal: nothing is answered that the contract does not name.
    expect(endpoint.response.parse(json)).toEqual(json);
  });

  test('refuses what it does not know, and whatever is wrong, with a problem', async () => {
    const asked = await refused();
    const who = await credentials(endpoint, asked);
    await expectProblem(await send(endpoint, { ...asked, query: { ...asked.query, nosuch: '1' } }, who), 400);
    await expectProblem(await send(endpoint, { ...asked, query: { ...asked.query, toString: '1' } }, who), 400);
    for (const name of Object.keys(asked.params ?? {})) {
      for (const value of [...(isNamed ? [] : ['no-uuid']), '../../etc/passwd', 'a\0b', 'x'.repeat(101), "'; drop table asset"]) {
        await expectProblem(await send(endpoint, { ...asked, params: { ...asked.params, [name]: value } }, who), 'refused');
      }
    }
    if (endpoint.body !== null) {
      for (const body of [[], 'text', 7, null, { ...(asked.body as object), nosuch: 1 }]) {
        await expectProblem(await send(endpoint, { ...asked, body }, who), 400);
      }
      const { body: _body, ...without } = asked;
      await expectProblem(await send(endpoint, without, who), 400);
    }
    for (const [what, wrong] of Object.entries(bad)) {
      const code = await expectProblem(await send(endpoint, wrong, who), wrong.refusedWith ?? 'refused').catch((cause: unknown) => {
        throw new Error(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      });
      expect(listedProblems(endpoint), `${what}: the contract lists it`).toContain(code);
    }
  });

  const { access } = endpoint;
  if (access.kind === 'public') return;

  test('nobody gets in without signing in', async () => {
    const asked = await refused();
    const before = await stateOfFirst();
    const response = await send(endpoint, asked);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    await expectProblem(response, 401);
    await expectProblem(await send(endpoint, asked, { token: 'cm_a-token-that-nobody-ever-made' }), 401);
    await expectProblem(await send(endpoint, asked, { cookie: 'cybermetrics=a-session-that-nobody-ever-had' }), 401);
    expect(await stateOfFirst()).toEqual(before);
  });

  test('a role that may not, and a token without the scope, are refused', async () => {
    const asked = await refused();
    const before = await stateOfFirst();
    for (const role of roles.filter((candidate) => !access.roles.includes(candidate))) {
      const { node } = world;
      const organisationId = node.fresh.otherOrganisationId;
      await expectProblem(await send(endpoint, asked, { token: await node.token({ role, organisationId }) }), 403);
    }
    const scopes = tokenScopes.filter((scope) => scope !== access.scope);
    const token = await world.node.token({ scopes, organisationId: world.node.fresh.otherOrganisationId });
    await expectProblem(await send(endpoint, asked, { token }), 403);
    expect(await stateOfFirst()).toEqual(before);
  });

  test('another organisation sees and changes nothing', async () => {
    const asked = await refused();
    const { node, stranger: account } = world;
    const who =
      asked.as === 'session' ? await signIn(account) : { token: await node.token({ organisationId: node.fresh.otherOrganisationId }) };
    const before = await stateOfFirst();
    const response = await send(endpoint, asked, who);
    const text = await response.clone().text();
    expect(await stateOfFirst()).toEqual(before);
    const ofFirst = [
      node.fresh.organisationId,
      world.assetId,
      world.findingId,
      world.import.id,
      world.person.id,
      'Ziekenhuis Oost',
      'oost.example',
    ];
    // What was asked is echoed by a problem.
    const echoed = Object.values(asked.params ?? {});
    expect(ofFirst.filter((secret) => text.includes(secret) && !echoed.includes(secret))).toEqual([]);
    if (stranger === 'not-allowed') {
      await expectProblem(response, 403);
      return;
    }
    if (stranger === 'conflict') {
      await expectProblem(response, 409);
      return;
    }
    if (stranger === 'not-found') {
      expect(listedProblems(endpoint)).toContain(await expectProblem(response, 404));
      return;
    }
    expect(response.ok, text).toBe(true);
    const isText = endpoint.responseKind === 'text' || endpoint.responseKind === 'bytes';
    if (stranger !== 'public') stranger.own(isText ? text : text === '' ? null : JSON.parse(text));
  });
});
