/** Sessions, links, people and tokens through HTTP, as a browser and a program meet them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from 'pg';
import type { SessionJson } from '#contract/endpoints/access.ts';
import { startTestNode, testPassword, type TestAccount, type TestNode } from '../../../test/support/test-node.ts';
import { makeLink } from './links.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node.stop());

const hour = 3_600_000;
/** Every sign-in from another address, unless a test is about that. */
let addresses = 0;
const newAddress = () => `10.7.${(addresses += 1)}`;

function post(path: string, body: unknown, headers: Record<string, string> = {}, address = newAddress()): Promise<Response> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body), address };
  return node.fetch(`/api/v1${path}`, init);
}

const signInResponse = ({ email, password }: Pick<TestAccount, 'email' | 'password'>, address?: string) =>
  post('/session', { email, password }, {}, address);

interface Browser {
  readonly cookie: string;
  readonly session: SessionJson;
}

async function browserOf(response: Response): Promise<Browser> {
  expect(response.ok, await response.clone().text()).toBe(true);
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { cookie, session: (await response.json()) as SessionJson };
}

const signIn = async (who: TestAccount) => browserOf(await signInResponse(who));
const changing = ({ cookie, session }: Browser) => ({ cookie, 'x-csrf-token': session.csrf });
const statusOf = async ({ cookie }: Browser) => (await node.fetch('/api/v1/session', { headers: { cookie } })).status;
const patchPerson = (by: Browser, id: string, body: unknown) =>
  node.fetch(`/api/v1/people/${id}`, {
    method: 'PATCH',
    headers: { ...changing(by), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('sessions', () => {
  test('the cookie cannot be read by scripts nor sent along by other sites', async () => {
    const response = await signInResponse(await node.account());
    const attributes = (response.headers.getSetCookie()[0] ?? '').split('; ');
    expect(attributes[0]).toMatch(/^cybermetrics=[\w-]{43}$/);
    expect(attributes.slice(1)).toEqual(['Path=/', 'HttpOnly', 'SameSite=Lax', 'Max-Age=43200']);
  });

  test('a mark that pages can read comes and goes with the session, and says nothing but that', async () => {
    const response = await signInResponse(await node.account());
    expect(response.headers.getSetCookie().slice(1)).toEqual(['cybermetrics-signed-in=1; Path=/; SameSite=Lax; Max-Age=43200']);
    const gone = await node.fetch('/api/v1/session', { method: 'DELETE', headers: changing(await browserOf(response)) });
    expect(gone.headers.getSetCookie()).toEqual([
      'cybermetrics=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
      'cybermetrics-signed-in=; Path=/; SameSite=Lax; Max-Age=0',
    ]);
    expect((await node.fetch('/api/v1/session', { headers: { cookie: 'cybermetrics-signed-in=1' } })).status).toBe(401);
  });

  test('over TLS the cookie is tied to the host, and browsers are told to stay with TLS', async () => {
    const secure = await startTestNode({ isSecure: true });
    const { email, password } = await secure.account();
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) };
    const response = await secure.fetch('/api/v1/session', init);
    const [session, mark] = response.headers.getSetCookie();
    expect(session).toMatch(/^__Host-cybermetrics=[\w-]{43}; Path=\/; HttpOnly; .*; Secure$/);
    expect(mark).toMatch(/; Secure$/);
    expect(response.headers.get('strict-transport-security')).toContain('max-age=');
    await secure.stop();
  });

  test('the database holds the hash of the cookie, never the cookie', async () => {
    const { cookie } = await signIn(await node.account());
    const client = new Client({ connectionString: node.fresh.ownerUrl });
    await client.connect();
    const { rows } = await client.query<{ row: string }>('select s::text as row from session s');
    await client.end();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => row.includes(cookie.split('=')[1] ?? ''))).toEqual([]);
  });

  test('a session ends after twelve hours', async () => {
    const browser = await signIn(await node.account());
    node.turnClock(11.9 * hour);
    expect(await statusOf(browser)).toBe(200);
    node.turnClock(0.2 * hour);
    expect(await statusOf(browser)).toBe(401);
  });

  test('signing out ends the session at once', async () => {
    const browser = await signIn(await node.account());
    const response = await node.fetch('/api/v1/session', { method: 'DELETE', headers: changing(browser) });
    expect([response.status, response.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect(await statusOf(browser)).toBe(401);
  });

  test('an unknown address, a wrong password and a disabled account are told alike', async () => {
    const account = await node.account();
    const owner = await signIn(await node.account());
    await patchPerson(owner, account.id, { disabled: true });
    const active = await node.account();
    const answers = [];
    for (const who of [account, { ...active, password: 'wrong password' }, { email: 'nobody@example.org', password: testPassword }]) {
      const response = await signInResponse(who);
      const { requestId: _id, ...document } = (await response.json()) as Record<string, unknown>;
      answers.push(document);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
    expect(answers[0]).toMatchObject({ status: 401, code: 'sign-in-failed' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });
});

describe('changes made with a cookie', () => {
  const change = async (browser: Browser, headers: Record<string, string>) =>
    (await post('/tokens', { name: 'a' }, { cookie: browser.cookie, ...headers })).status;

  test('need the token of the session', async () => {
    const browser = await signIn(await node.account());
    const other = await signIn(await node.account());
    expect(await change(browser, {})).toBe(403);
    expect(await change(browser, { 'x-csrf-token': 'wrong' })).toBe(403);
    expect(await change(browser, { 'x-csrf-token': other.session.csrf })).toBe(403);
    expect(await change(browser, { 'x-csrf-token': browser.session.csrf })).toBe(201);
  });

  test('need our own origin', async () => {
    const browser = await signIn(await node.account());
    const csrf = { 'x-csrf-token': browser.session.csrf };
    expect(await change(browser, { ...csrf, origin: 'http://node.test' })).toBe(201);
    expect(await change(browser, { ...csrf, origin: 'http://evil.test' })).toBe(403);
    expect(await change(browser, { ...csrf, origin: 'http://node.test.evil.test' })).toBe(403);
    expect(await change(browser, { ...csrf, origin: 'null' })).toBe(403);
    expect(await change(browser, { ...csrf, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await change(browser, { ...csrf, 'sec-fetch-site': 'same-origin' })).toBe(201);
  });

  test('another site cannot sign somebody in, nor use a link in their name', async () => {
    const { email, password } = await node.account();
    expect((await post('/session', { email, password }, { origin: 'http://evil.test' })).status).toBe(403);
    expect((await post('/links/abc', {}, { origin: 'http://evil.test' })).status).toBe(403);
  });
});

describe('people', () => {
  test('a disabled account loses its sessions and its tokens at once; enabled again it signs in anew', async () => {
    const owner = await signIn(await node.account());
    const account = await node.account({ role: 'security-officer' });
    const browser = await signIn(account);
    const made = await post('/tokens', { name: 'a', scopes: ['read'] }, changing(browser));
    const { token } = (await made.json()) as { token: string };
    expect((await node.ask(token, 'GET', '/assets')).status).toBe(200);
    expect((await patchPerson(owner, account.id, { disabled: true })).status).toBe(200);
    expect(await statusOf(browser)).toBe(401);
    expect((await node.ask(token, 'GET', '/assets')).status).toBe(401);
    expect((await patchPerson(owner, account.id, { disabled: false })).status).toBe(200);
    expect(await statusOf(browser)).toBe(401);
  });

  test('a new role counts from the next request on, also for tokens made before', async () => {
    const owner = await signIn(await node.account());
    const account = await node.account({ role: 'security-officer' });
    const browser = await signIn(account);
    const made = await post('/tokens', { name: 'a', scopes: ['read', 'manage'] }, changing(browser));
    const { token } = (await made.json()) as { token: string };
    expect((await node.ask(token, 'GET', '/people')).status).toBe(200);
    await patchPerson(owner, account.id, { role: 'board' });
    expect((await node.fetch('/api/v1/people', { headers: { cookie: browser.cookie } })).status).toBe(403);
    expect((await node.ask(token, 'GET', '/people')).status).toBe(403);
  });

  test('the last owner can neither leave nor be disabled, not even two at the same moment', async () => {
    const own = await startTestNode();
    const first = await own.account();
    const second = await own.account();
    const demote = async (id: string, body: unknown) => (await own.ask(own.localToken, 'PATCH', `/people/${id}`, body)).status;
    const both = await Promise.all([demote(first.id, { role: 'board' }), demote(second.id, { disabled: true })]);
    expect(both.toSorted((a, b) => a - b)).toEqual([200, 409]);
    const last = both[0] === 409 ? first : second;
    expect(await demote(last.id, { role: 'analyst' })).toBe(409);
    expect(await demote(last.id, { disabled: true })).toBe(409);
    await own.stop();
  });

  test('two owners who disable each other at the same moment leave one of them, however often', async () => {
    const own = await startTestNode();
    const demote = async (id: string, body: unknown) => (await own.ask(own.localToken, 'PATCH', `/people/${id}`, body)).status;
    const pair = [(await own.account()).id, (await own.account()).id];
    for (let round = 0; round < 10; round += 1) {
      const both = await Promise.all(pair.map((id) => demote(id, { disabled: true })));
      expect(both.toSorted((a, b) => a - b)).toEqual([200, 409]);
      for (const id of pair) expect(await demote(id, { disabled: false })).toBe(200);
    }
    await own.stop();
  });
});

describe('one-time links', () => {
  const link = async (purpose: 'first-administrator' | 'invitation' = 'invitation', role = 'analyst') =>
    (await makeLink(node.context, { organisationId: node.fresh.organisationId, purpose, role, accountId: null })).path.replace(
      '/link/',
      '',
    );
  const person = (name: string) => ({ name, email: `${name}-${node.context.newId()}@example.org`, password: testPassword });
  const use = (token: string, body: unknown) => post(`/links/${token}`, body);

  test('an owner invites, the invited makes an account with that role and is signed in', async () => {
    const made = await node.ask(node.localToken, 'POST', '/people/invitations', { role: 'medical-technology' });
    const { url } = (await made.json()) as { url: string };
    expect(url).toMatch(/^http:\/\/node\.test\/link\/[\w-]{43}$/);
    const token = url.split('/').at(-1) ?? '';
    const told = await (await node.fetch(`/api/v1/links/${token}`)).json();
    expect(told).toMatchObject({ purpose: 'invitation', organisation: 'Ziekenhuis Oost' });
    const browser = await browserOf(await use(token, { ...person('nieuw'), language: 'nl' }));
    expect(browser.session).toMatchObject({ role: 'medical-technology', account: { name: 'nieuw', language: 'nl' } });
    expect(await statusOf(browser)).toBe(200);
  });

  test('a link works once', async () => {
    const token = await link();
    expect((await use(token, person('eerste'))).status).toBe(200);
    expect((await use(token, person('tweede'))).status).toBe(404);
    expect((await node.fetch(`/api/v1/links/${token}`)).status).toBe(404);
  });

  test('of five people with one link at the same moment one gets in', async () => {
    const token = await link();
    const statuses = await Promise.all([1, 2, 3, 4, 5].map(async (number) => (await use(token, person(`samen${number}`))).status));
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 404, 404, 404, 404]);
  });

  test('what is missing or taken does not use the link up', async () => {
    const token = await link();
    const taken = await node.account();
    expect((await use(token, { name: 'a' })).status).toBe(400);
    expect((await use(token, { ...person('a'), password: 'too short' })).status).toBe(400);
    expect((await use(token, { ...person('a'), email: taken.email })).status).toBe(409);
    expect((await use(token, person('a'))).status).toBe(200);
  });

  test('an invitation expires after three days, the first administrator’s link after two', async () => {
    const invitation = await link();
    const first = await link('first-administrator', 'owner');
    node.turnClock(47 * hour);
    expect((await node.fetch(`/api/v1/links/${first}`)).status).toBe(200);
    node.turnClock(2 * hour);
    expect((await use(first, person('laat'))).status).toBe(404);
    expect((await node.fetch(`/api/v1/links/${invitation}`)).status).toBe(200);
    node.turnClock(24 * hour);
    expect((await use(invitation, person('later'))).status).toBe(404);
  });

  test('a new link for the first administrator ends the one before', async () => {
    const before = await link('first-administrator', 'owner');
    const now = await link('first-administrator', 'owner');
    expect((await use(before, person('oud'))).status).toBe(404);
    const browser = await browserOf(await use(now, person('nieuw')));
    expect(browser.session.role).toBe('owner');
  });
});

describe('guessing', () => {
  test('ten wrong passwords in five minutes are enough, for that address only', async () => {
    const account = await node.account();
    const address = newAddress();
    const wrong = { ...account, password: 'wrong password' };
    for (let time = 0; time < 10; time += 1) expect((await signInResponse(wrong, address)).status).toBe(401);
    const refused = await signInResponse(account, address);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBe(300);
    expect((await post('/links/abc', {}, {}, address)).status).toBe(429);
    expect((await signInResponse(account)).status).toBe(200);
    node.turnClock(300_000);
    expect((await signInResponse(account, address)).status).toBe(200);
  });

  test('thirty guesses at the same moment are no way around it', async () => {
    const wrong = { ...(await node.account()), password: 'wrong password' };
    const address = newAddress();
    const statuses = await Promise.all(Array.from({ length: 30 }, async () => (await signInResponse(wrong, address)).status));
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
  });

  test('a hospital behind one address signs in as often as it likes', async () => {
    const account = await node.account();
    const address = newAddress();
    for (let time = 0; time < 15; time += 1) expect((await signInResponse(account, address)).status).toBe(200);
  });
});

describe('API tokens', () => {
  const make = async (by: string, body: unknown) => {
    const response = await node.ask(by, 'POST', '/tokens', body);
    return { status: response.status, ...((await response.json()) as { token: string; record: { id: string } }) };
  };

  test('are shown once, and work until they are revoked or expire', async () => {
    const { token, record } = await make(node.localToken, { name: 'nightly', days: 1 });
    const list = await (await node.ask(node.localToken, 'GET', '/tokens')).text();
    expect(list).toContain(record.id);
    expect(list).not.toContain(token);
    expect((await node.ask(token, 'GET', '/assets')).status).toBe(200);
    node.turnClock(25 * hour);
    expect((await node.ask(token, 'GET', '/assets')).status).toBe(401);
    const second = await make(node.localToken, { name: 'nightly' });
    expect((await node.ask(node.localToken, 'DELETE', `/tokens/${second.record.id}`)).status).toBe(204);
    expect((await node.ask(second.token, 'GET', '/assets')).status).toBe(401);
    expect((await node.ask(node.localToken, 'DELETE', `/tokens/${second.record.id}`)).status).toBe(404);
  });

  test('cannot make a token that may more than they may', async () => {
    const manager = await node.token({ scopes: ['manage'] });
    expect((await make(manager, { name: 'a', scopes: ['manage', 'import'] })).status).toBe(403);
    expect((await make(manager, { name: 'a', scopes: ['manage'] })).status).toBe(201);
  });

  test('a header that is no bearer token is refused, even beside a good cookie', async () => {
    const { cookie } = await signIn(await node.account());
    for (const authorization of ['Basic YTpi', 'Bearer', 'Bearer short', `Bearer ${'a'.repeat(300)}`, '']) {
      expect((await node.fetch('/api/v1/session', { headers: { cookie, authorization } })).status).toBe(401);
    }
  });
});
