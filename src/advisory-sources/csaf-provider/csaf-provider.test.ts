/** The client of providers against servers of this machine, faults included. What is stored of it is tested in `server/sources`. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpClient } from '#server/sources/http-client.ts';
import { csafDocument, makeKey, sha512, signed, startProvider, type Answer, type TestProvider } from '#test/support/csaf-provider.ts';
import { validateCsafDocument } from '../csaf/validate-document.ts';
import type { HttpPort } from '../http/fetch-file.ts';
import { fetchKeys } from './document-proofs.ts';
import { findMetadata } from './find-metadata.ts';
import { fetchListing, findListings } from './listings.ts';
import { politely } from './polite-http.ts';
import { onlyAllowed } from './provider-address.ts';
import type { ListedDocument } from './rolie-feed.ts';
import { takeDocuments } from './take-documents.ts';

let provider: TestProvider;
// On a busy machine loading the rules takes longer than a test may.
beforeAll(async () => void (await validateCsafDocument({ document: { csaf_version: '2.0' } })), 180_000);
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(() => provider.stop());

const nothingHeld = { etag: null, lastModified: null };
const day = (number: number) => `2026-01-0${number}T00:00:00.000Z`;
const three = [1, 2, 3].map((number) => ({ path: `2026/mm-2026-0${number}.json`, updated: day(number) }));

/** The real client, whose waits are written down instead of waited. */
function client(answerWithinMs = 60_000): HttpPort & { readonly waits: number[] } {
  const waits: number[] = [];
  const http = {
    ...httpClient('0-test', undefined, { answerWithinMs }),
    wait: async (milliseconds: number) => void waits.push(milliseconds),
  };
  return { ...onlyAllowed(http, []), waits };
}

async function listed(http = client()): Promise<ListedDocument[]> {
  const metadata = await findMetadata(http, provider.metadataUrl);
  const { open } = await findListings(http, metadata);
  const listings = await Promise.all(open.map((one) => fetchListing(http, one, nothingHeld)));
  return listings.flatMap((one) => (one.kind === 'listed' ? one.documents : []));
}

/** @returns by path what came of each document: the number of the advisory with the rules it breaks, or the code of the problem. */
async function take(http = client(), more: Partial<Parameters<typeof takeDocuments>[1]> = {}): Promise<Record<string, string>> {
  const metadata = await findMetadata(http, provider.metadataUrl);
  const { keys } = await fetchKeys(http, metadata.keys);
  const trust = { publisher: metadata, role: metadata.role, keys, keysNamed: metadata.keys.length };
  const outcomes: Record<string, string> = {};
  const options = { ...trust, http, documentsAtOnce: 2, mayGoOn: () => true, ...more };
  for await (const outcome of takeDocuments(await listed(http), options)) {
    const path = outcome.document.url.replace(`${provider.url}/csaf/2026/`, '');
    if (outcome.kind === 'read') outcomes[path] = [outcome.advisory.documentId, ...outcome.brokenRules].join(' ');
    else outcomes[path] = outcome.kind === 'failed' ? outcome.problem.code : 'unchanged';
  }
  return outcomes;
}
const others = { 'mm-2026-01.json': 'MM-2026-01', 'mm-2026-03.json': 'MM-2026-03' };
const second = '/csaf/2026/mm-2026-02.json';

describe('what a provider lists', () => {
  test('a ROLIE feed gives every document with its moment, hash and signature, and is not given twice', async () => {
    await provider.offer(three);
    const documents = await listed();
    expect(documents.map(({ url, listedAt }) => [url, listedAt])).toEqual(
      three.map(({ path, updated }) => [`${provider.url}/csaf/${path}`, updated]),
    );
    expect(documents[0]).toMatchObject({
      hashUrls: [expect.stringMatching(/\.sha512$/)],
      signatureUrl: expect.stringMatching(/\.asc$/) as string,
    });
    const http = client();
    const { open } = await findListings(http, await findMetadata(http, provider.metadataUrl));
    const [feed] = open;
    const first = feed === undefined ? null : await fetchListing(http, feed, nothingHeld);
    if (feed === undefined || first?.kind !== 'listed') throw new Error('no feed');
    expect(await fetchListing(http, feed, first)).toEqual({ kind: 'unchanged' });
  });

  test('a directory gives what index.txt and changes.csv name, and either alone is enough', async () => {
    await provider.offer(three, 'directory');
    const wanted = three.map(({ path, updated }) => ({ url: `${provider.url}/csaf/${path}`, listedAt: updated }));
    expect(await listed()).toMatchObject(wanted);
    provider.otherwise.set('/csaf/changes.csv', (_, response) => void response.writeHead(404).end());
    expect((await listed()).map(({ listedAt }) => listedAt)).toEqual([null, null, null]);
    provider.otherwise.clear();
    provider.otherwise.set('/csaf/index.txt', (_, response) => void response.writeHead(404).end());
    expect(await listed()).toMatchObject(wanted);
    provider.otherwise.set('/csaf/changes.csv', (_, response) => void response.writeHead(404).end());
    await expect(listed()).rejects.toMatchObject({ code: 'source-unreachable' });
  });

  test('service documents name feeds too; what is under a closed label is counted and not asked for', async () => {
    await provider.offer(three, 'rolie', { distributions: [{ rolie: { feeds: [], services: [`${provider.url}/service.json`] } }] });
    const collection = (name: string, label: string) => ({
      title: name,
      href: `${provider.url}/csaf/${name}.json`,
      categories: {
        category: [
          { scheme: 'urn:ietf:params:rolie:category:information-type', term: 'csaf' },
          { scheme: 'https://www.first.org/tlp/', term: label },
        ],
      },
    });
    provider.put(
      '/service.json',
      JSON.stringify({
        service: { workspace: [{ title: 'All', collection: [collection('feed', 'WHITE'), collection('amber', 'AMBER')] }] },
      }),
    );
    const http = client();
    const listings = await findListings(http, await findMetadata(http, provider.metadataUrl));
    expect(listings).toEqual({ open: [{ kind: 'rolie', url: `${provider.url}/csaf/feed.json`, tlp: 'WHITE' }], closedCount: 1 });
  });

  test.each([
    ['without distributions', { distributions: [] }, 'file-malformed'],
    [
      'with closed feeds only',
      { distributions: [{ rolie: { feeds: [{ url: 'https://provider.test/red.json', tlp_label: 'RED' }] } }] },
      'file-malformed',
    ],
    ['of another kind', { publisher: 'somebody' }, 'file-format-mismatch'],
    ['in a role that nobody knows', { role: 'king' }, 'file-format-mismatch'],
  ])('metadata %s are refused', async (_, metadata, code) => {
    await provider.offer(three, 'rolie', metadata);
    await expect(listed()).rejects.toMatchObject({ code });
  });

  test('half a feed is none, and a redirect loop ends', async () => {
    await provider.offer(three);
    provider.otherwise.set('/csaf/feed.json', (_, response) => void response.writeHead(200).end('{"feed":{"entry":[{"id":"x"'));
    await expect(listed()).rejects.toMatchObject({ code: 'file-truncated' });
    provider.otherwise.set('/csaf/feed.json', (_, response) => void response.writeHead(302, { location: '/csaf/feed.json' }).end());
    await expect(listed()).rejects.toThrow('it redirects more than 5 times');
  });
});

describe('where the metadata of a domain are', () => {
  /** The domain of the test as it would be on the network, answered by this machine. */
  const atDomain = (): HttpPort => {
    const http = client();
    return {
      ...http,
      get: async (url, headers) => {
        if (!url.startsWith('https://')) throw new Error(`asked without TLS: ${url}`);
        const { hostname, pathname } = new URL(url);
        return http.get(`${provider.url}/${hostname}${pathname}`, headers);
      },
    };
  };
  const elsewhere = async (path: string) => {
    await provider.offer(three);
    const { bytes } = (await import('../http/fetch-file.ts').then(({ fetchFile }) =>
      fetchFile(client(), provider.metadataUrl, nothingHeld),
    )) as { bytes: Uint8Array };
    provider.put(path, Buffer.from(bytes).toString());
  };

  test.each([
    [
      'the well-known address',
      '/maker.test/.well-known/csaf/provider-metadata.json',
      'https://maker.test/.well-known/csaf/provider-metadata.json',
    ],
    ['the DNS path', '/csaf.data.security.maker.test/', 'https://csaf.data.security.maker.test'],
  ])('%s', async (_, path, url) => {
    await elsewhere(path);
    expect(await findMetadata(atDomain(), 'maker.test')).toMatchObject({
      url,
      publisher: 'Maker of monitors',
      role: 'csaf_trusted_provider',
    });
  });

  test('security.txt, whose first readable CSAF field counts; none without TLS', async () => {
    await elsewhere('/maker.test/elsewhere/provider-metadata.json');
    provider.put(
      '/maker.test/.well-known/security.txt',
      'Contact: mailto:a@maker.test\r\nCSAF: http://maker.test/plain.json\r\nCSAF: https://maker.test/gone.json\r\ncsaf: https://maker.test/elsewhere/provider-metadata.json\r\n',
    );
    expect(await findMetadata(atDomain(), 'maker.test')).toMatchObject({ url: 'https://maker.test/elsewhere/provider-metadata.json' });
  });

  test('nowhere: the problem says what was tried', async () => {
    const problem = await findMetadata(atDomain(), 'maker.test').catch((cause: unknown) => cause);
    expect(problem).toMatchObject({ code: 'source-unreachable', data: { domain: 'maker.test' } });
    expect((problem as { data: { tried: string[] } }).data.tried).toHaveLength(2);
  });
});

describe('what comes of documents', () => {
  test('those that are proven are read; one that breaks a rule with the number of the rule', async () => {
    const broken = csafDocument('MM-2026-02', ({ tracking }) => (tracking['revision_history'] = []));
    await provider.offer([three[0], { ...three[1], content: broken }, three[2]].map((one) => ({ path: '', updated: day(1), ...one })));
    expect(await take()).toEqual({ ...others, 'mm-2026-02.json': expect.stringMatching(/^MM-2026-02 schema/) as string });
  });

  test.each([
    ['a wrong hash', { hash: `${sha512('something else')}  mm-2026-02.json` }],
    ['a file of a hash that holds none', { hash: '<html>404</html>' }],
    ['no hash', { hash: null }],
    ['no signature', { signature: null }],
    ['a signature that is none', { signature: 'signed, the maker' }],
  ])('of a trusted provider, one with %s is not taken; the others are', async (_, fault) => {
    await provider.offer(three.map((one, index) => (index === 1 ? { ...one, ...fault } : one)));
    expect(await take()).toEqual({ ...others, 'mm-2026-02.json': 'proof-invalid' });
  });

  test('a signature by somebody else, of something else, or by a key that the metadata do not name does not hold', async () => {
    const stranger = await makeKey('Stranger');
    const signatures = [await signed(csafDocument('MM-2026-01'), stranger), await signed('something else', provider.key)];
    await provider.offer(
      three.map((one, index) => ({ ...one, ...(signatures[index] === undefined ? {} : { signature: signatures[index] }) })),
    );
    expect(await take()).toEqual({
      'mm-2026-01.json': 'proof-invalid',
      'mm-2026-02.json': 'proof-invalid',
      'mm-2026-03.json': 'MM-2026-03',
    });
    provider.put('/key.asc', stranger.armoured);
    const { keys, problems } = await fetchKeys(client(), [{ fingerprint: provider.key.fingerprint, url: `${provider.url}/key.asc` }]);
    expect([keys.length, problems.map(({ code }) => code)]).toEqual([0, ['proof-invalid']]);
  });

  test('a provider that is not a trusted one needs neither; a proof that is there has to hold', async () => {
    const metadata = { role: 'csaf_provider', public_openpgp_keys: [] };
    await provider.offer(
      [
        ...three.slice(0, 1).map((one) => ({ ...one, hash: null, signature: null })),
        ...three.slice(1, 2).map((one) => ({ ...one, hash: sha512('x') })),
      ],
      'directory',
      metadata,
    );
    expect(await take()).toEqual({ 'mm-2026-01.json': 'MM-2026-01', 'mm-2026-02.json': 'proof-invalid' });
  });

  const drip: Answer = (_, response) => {
    response.writeHead(200);
    const more = setInterval(() => response.write('.'), 5);
    response.on('close', () => clearInterval(more));
  };
  const half: Answer = (_, response) => {
    response.writeHead(200, { 'content-length': '900' });
    response.write('{"document":');
    setTimeout(() => response.destroy(), 5);
  };
  test.each<[string, Answer, string]>([
    ['that is not there', (_, response) => void response.writeHead(404).end(), 'source-unreachable'],
    ['that breaks off', half, 'file-truncated'],
    ['that drips', drip, 'file-truncated'],
    [
      'that says it is larger than any',
      (_, response) => void response.writeHead(200, { 'content-length': String(65 * 1024 ** 2) }).write('{'),
      'file-too-large',
    ],
    ['that redirects for ever', (_, response) => void response.writeHead(302, { location: second }).end(), 'source-unreachable'],
    [
      'that leads out to http elsewhere',
      (_, response) => void response.writeHead(302, { location: 'http://provider.test/x.json' }).end(),
      'source-unreachable',
    ],
    ['that is a page', (_, response) => void response.writeHead(200).end('<html>'), 'proof-invalid'],
  ])('a listed document %s holds up no other', async (_, answer, code) => {
    await provider.offer(three);
    provider.otherwise.set(second, answer);
    // Whoever drips is waited for until the limit; the others must not reach it.
    expect(await take(client(answer === drip ? 3_000 : 60_000))).toEqual({ ...others, 'mm-2026-02.json': code });
  });

  test('when the provider is away the rest is left for another time, and so is it when it asks to wait for an hour', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ path: `2026/mm-2026-1${index}.json`, updated: day(1) }));
    await provider.offer(many);
    for (const { path } of many) provider.otherwise.set(`/csaf/${path}`, (request) => void request.socket.destroy());
    await expect(take()).rejects.toMatchObject({ code: 'source-unreachable' });
    expect(new Set(provider.asked.filter((path) => path.startsWith('/csaf/2026/'))).size).toBeLessThan(8);
    provider.asked.length = 0;
    for (const { path } of many)
      provider.otherwise.set(`/csaf/${path}`, (_, response) => void response.writeHead(429, { 'retry-after': '3600' }).end());
    await expect(take()).rejects.toThrow('it asks to wait 3600 seconds');
    expect(new Set(provider.asked.filter((path) => path.startsWith('/csaf/2026/'))).size).toBeLessThan(4);
  });
});

describe('politely', () => {
  test('requests keep their distance, and 429 with Retry-After makes everybody wait', async () => {
    await provider.offer(three);
    let count = 0;
    provider.otherwise.set('/csaf/feed.json', (_, response) => {
      count += 1;
      response.writeHead(count === 1 ? 429 : 200, { 'retry-after': '7' }).end('x');
    });
    let now = 1_000_000;
    const waits: number[] = [];
    const wait = async (milliseconds: number) => {
      waits.push(milliseconds);
      now += milliseconds;
    };
    const http = politely({ ...client(), now: () => now, wait }, 4, 60_000);
    await (await http.get(`${provider.url}/csaf/index.txt`, {})).discard();
    const body = await http.get(`${provider.url}/csaf/index.txt`, {});
    for await (const chunk of body.body) expect(chunk.length).toBeGreaterThan(0);
    expect(http.bytesRead()).toBe(three.map(({ path }) => `${path}\n`).join('').length);
    await (await http.get(`${provider.url}/csaf/feed.json`, {})).discard();
    await (await http.get(`${provider.url}/csaf/index.txt`, {})).discard();
    expect(waits).toEqual([250, 250, 7_000]);
  });
});
