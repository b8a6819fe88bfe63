/**
 * Nothing of a link, a ticket or an address joins an answer, or is written at all. A whole node is run on a home of its own and its log at the
 * finest level; twelve people answer as browsers do, and everything goes wrong that can: links that were used, cut off or encoded by a mail
 * gateway, tickets of others, addresses where answers belong, headers that tell who asks. Then everything that the node wrote is searched. Runs dist/.
 */
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RoundDetail } from '#contract/endpoints/questionnaires.ts';
import { shippedPacks } from '#core/questionnaires/packs/registry.ts';
import { serveProcess, type NodeProcess } from './support/node-process.ts';
import { fillIn, partsOf, takeTicket, type HeldTicket, type Post } from './support/questionnaire-answers.ts';
import { readDatabase, searchFiles } from './support/written-by-node.ts';

vi.setConfig({ testTimeout: 200_000, hookTimeout: 300_000 });

/** In bodies, headers and addresses of requests; each is unlike anything else that a node writes. */
const canaries = ['kwikstaart', 'rietland', '7755331', 'lisdodde', '203.0.113.77'] as const;
/** The name of the round, which is kept: the search must find it, or it finds nothing at all. */
const control = 'roerdomp-in-het-riet';
/** What somebody answered, as JSON or as the database prints it. */
const answerForm = /"passwords-knowledge\\*": ?\d/;
/** What tells who asks, and from where. */
const telling = {
  'content-type': 'application/json',
  'user-agent': 'Kwikstaart/1.0 (lisdodde)',
  from: 'kwikstaart@rietland.example',
  'x-forwarded-for': '203.0.113.77',
  forwarded: 'for=203.0.113.77',
  referer: 'https://mail.rietland.example/kwikstaart',
  cookie: 'who=kwikstaart; number=7755331177',
};

const digestOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

interface Respondent {
  readonly link: string;
  readonly held: HeldTicket;
}

/** What only this respondent knows, and how the node could have written it: as text, in hex, or as bytes. */
function secretsOf({ link, held: { ticket, signature, blinded } }: Respondent): readonly Buffer[] {
  return [partsOf(link).secret, ticket, signature, blinded].flatMap((text) => {
    const bytes = Buffer.from(text, 'base64url');
    // A ticket stands behind a prefix; the whole of a signature is more than has to be searched for.
    return [Buffer.from(text.slice(0, 40)), Buffer.from(bytes.toString('hex').slice(0, 40)), bytes.subarray(0, 32)];
  });
}

/** What is kept of each of the three. */
const digestsOf = ({ link, held: { ticket, blinded } }: Respondent) => ({
  link: digestOf(partsOf(link).secret),
  blinded: digestOf(blinded),
  ticket: digestOf(Buffer.from(ticket, 'base64url')),
});

let folder: string;
let home: string;
let node: NodeProcess;
let isRunning = false;
let round: RoundDetail;
const respondents: Respondent[] = [];
/** Every answer of the node but the one that tells the links. */
const answers: string[] = [];
let output = '';
let openText = '';
let publishedText = '';

async function send(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Response> {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(`${node.url}${path}`, { method, headers, ...sent });
  answers.push(await response.clone().text(), ...[...response.headers].map(([name, value]) => `${name}: ${value}`));
  return response;
}
const post: Post = (path, body) => send('POST', `/api/v1${path}`, telling, body);

async function officer<Answer>(path: string, body?: unknown): Promise<Answer> {
  const { token } = JSON.parse(await readFile(join(home, 'run', 'node.json'), 'utf8')) as { token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${node.url}/api/v1/questionnaires/rounds${path}`, {
    ...{ method: 'POST', headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status, path).toBeLessThan(300);
  return (await response.json()) as Answer;
}

/** Everything that goes wrong with a link, a ticket or a sheet; whatever is told of it must tell nothing of them. */
async function goWrong(spare: string): Promise<void> {
  const [first, second] = respondents;
  if (first === undefined || second === undefined) expect.fail('two have answered');
  const { path, secret } = partsOf(first.link);
  const refused = async (to: string, body: unknown) => expect((await post(to, body)).status, to).toBeGreaterThanOrEqual(400);
  const sheet = { groupId: first.held.groupId, ticket: first.held.ticket, signature: first.held.signature };
  const filled = fillIn(first.held.pack, 4);
  // A link: used, cut off, of somebody's own making, with what does not belong there, as no JSON.
  await refused(`${path}/ticket`, { link: secret, blinded: second.held.blinded });
  await refused(path, { link: secret.slice(1) });
  await refused(path, { link: 'kwikstaart-aan-het-rietland-lisdodde-775533' });
  await refused(path, { link: secret, email: 'kwikstaart@rietland.example' });
  await refused(path, `{"link":"${secret}","email":"kwikstaart@rietland.example"`);
  await refused(`${path}/ticket`, { link: secret, blinded: `${second.held.blinded.slice(0, -1)}=` });
  // A sheet: handed in before, signed for another, of another group, with an address for an answer or a question.
  await refused(`${path}/sheet`, { ...sheet, answers: filled });
  await refused(`${path}/sheet`, { ...sheet, signature: second.held.signature, answers: filled });
  await refused(`${path}/sheet`, { ...sheet, groupId: 'kwikstaart@rietland.example', answers: filled });
  const fresh = await takeTicket(post, spare);
  const own = { groupId: fresh.groupId, ticket: fresh.ticket, signature: fresh.signature };
  respondents.push({ link: spare, held: fresh });
  await refused(`${path}/sheet`, { ...own, answers: { ...filled, 'has-account': 'kwikstaart@rietland.example' } });
  await refused(`${path}/sheet`, { ...own, answers: { ...filled, 'kwikstaart@rietland.example': 3 } });
  await refused(`${path}/sheet`, { ...own, answers: { ...filled, 'passwords-knowledge': 7_755_331 } });
  await refused(`${path}/sheet`, { ...own, answers: filled, name: 'Kwikstaart' });
  // A link that a mail gateway encoded or that a program took apart: what stood behind the # comes in the address.
  const place = new URL(first.link).pathname;
  for (const address of [
    `${place}%23${secret}`,
    `${place}?${secret}`,
    `${place}/${secret}`,
    `/api/v1${path}/${secret}`,
    `/api/v1${path}?link=${secret}`,
  ])
    await send('GET', address, telling);
  // The key of the round is not there for a moment.
  const keys = join(home, 'keys');
  const key = (await readdir(keys)).find((name) => name.includes(round.id)) ?? expect.fail('the round has a key file');
  await rename(join(keys, key), join(keys, 'away'));
  await refused(`${path}/sheet`, { ...own, answers: filled });
  await rename(join(keys, 'away'), join(keys, key));
  expect((await post(`${path}/sheet`, { ...own, answers: filled })).status).toBe(204);
}

beforeAll(async () => {
  folder = await mkdtemp('/tmp/cybermetrics-answers-');
  await chmod(folder, 0o711);
  home = join(folder, 'home');
  node = await serveProcess(home, { CYBERMETRICS_LOG_LEVEL: 'debug' });
  isRunning = true;
  const pack = shippedPacks[0] ?? expect.fail('a pack is shipped');
  const closesOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  round = await officer<RoundDetail>('', { name: control, packId: pack.id, packVersion: pack.version, closesOn });
  const asked = { groupId: round.groups[0]?.id, count: 14 };
  const { links } = await officer<{ links: string[] }>(`/${round.id}/links`, asked);
  await officer(`/${round.id}/opening`);
  for (const [place, link] of links.slice(0, 12).entries()) {
    const held = await takeTicket(post, link);
    const { groupId, ticket, signature } = held;
    const body = { groupId, ticket, signature, answers: fillIn(held.pack, (item) => 1 + ((place + item) % 5)) };
    expect((await post(`${partsOf(link).path}/sheet`, body)).status).toBe(204);
    respondents.push({ link, held });
  }
  await goWrong(links[12] ?? '');
  openText = await readDatabase(home);
  await officer(`/${round.id}/closing`);
  await officer(`/${round.id}/publication`);
  publishedText = await readDatabase(home);
  const ended = await node.kill('SIGTERM');
  isRunning = false;
  output = ended.out + ended.err;
});
afterAll(async () => {
  if (isRunning) await node.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

const canariesIn = (text: string) => canaries.filter((word) => text.toLowerCase().includes(word));
const holds = (text: string) => (secret: Buffer) => text.includes(secret.toString('latin1'));

describe('nothing of a link, a ticket, an address or an answer', () => {
  test('stands in any file of the node: database, its log of changes, keys, spools, logs', async () => {
    const secrets = respondents.flatMap(secretsOf);
    expect(secrets).toHaveLength(13 * 4 * 3);
    const { hits, isControlFound } = await searchFiles(home, control, (piece) => {
      const text = piece.toString('latin1');
      return [...canariesIn(text), ...secrets.filter(holds(text)).map(() => 'a secret'), ...(answerForm.exec(text) ?? [])];
    });
    expect(hits).toEqual([]);
    expect(isControlFound, 'the search finds what is there').toBe(true);
  });

  test('is logged or printed at the finest level, not even a digest', () => {
    expect(output).not.toBe('');
    const digests = respondents.map(digestsOf).flatMap((own) => Object.values(own));
    for (const line of output.split('\n')) {
      expect([...canariesIn(line), ...(answerForm.exec(line) ?? [])], line).toEqual([]);
      expect(respondents.flatMap(secretsOf).some(holds(line)), line).toBe(false);
      expect(
        digests.some((digest) => line.includes(digest)),
        line,
      ).toBe(false);
    }
  });

  test('stands in any answer of the node, but the signature that was asked for', () => {
    const signatures = answers.filter((text) => text.startsWith('{"signature":'));
    expect(signatures.length).toBe(respondents.length);
    const others = answers.filter((text) => !text.startsWith('{"signature":')).join('\n');
    expect(canariesIn(others)).toEqual([]);
    expect(respondents.flatMap(secretsOf).some(holds(others))).toBe(false);
  });
});

describe('while a round is open', () => {
  test('of each link and each ticket a digest is kept, in one table, and in no row with one another', () => {
    expect(openText).toContain(control);
    const rows = openText.split('\n');
    for (const own of respondents.map(digestsOf)) {
      const tablesOf = (digest: string) => rows.filter((row) => row.includes(digest)).map((row) => row.split(' ')[0]);
      expect([tablesOf(own.link), tablesOf(own.blinded), tablesOf(own.ticket)]).toEqual([
        ['public.questionnaire_link'],
        ['public.questionnaire_link'],
        ['public.questionnaire_spent'],
      ]);
    }
    const sheets = rows.filter((row) => row.startsWith('public.questionnaire_sheet '));
    expect(sheets).toHaveLength(13);
    expect(openText).not.toMatch(answerForm);
  });
});

describe('when it was published', () => {
  test('no digest of a link or ticket and no sheet is left in any table; what is left are figures', () => {
    expect(publishedText).toContain('public.publication ');
    expect(publishedText).not.toContain('public.questionnaire_sheet ');
    for (const digest of respondents.map(digestsOf).flatMap((own) => Object.values(own)))
      expect(publishedText.includes(digest)).toBe(false);
  });
});
