/**
 * A provider of CSAF documents on this machine, with a key of its own: a ROLIE feed or a directory, hashes and signatures as
 * they should be, and each path to be answered otherwise by whoever wants to see what happens then.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMessage, generateKey, readKey, readPrivateKey, sign, type PrivateKey } from 'openpgp';
import { repositoryFolder } from './repository.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface TestKey {
  readonly privateKey: PrivateKey;
  readonly armoured: string;
  readonly fingerprint: string;
}

export interface ListedInTest {
  readonly path: string;
  readonly updated: string;
  /** Default: a valid document of that number. */
  readonly content?: string;
  readonly hash?: string | null;
  readonly signature?: string | null;
}

export interface TestProvider {
  readonly url: string;
  readonly metadataUrl: string;
  /** `GET /path` of each request, in order. */
  readonly asked: string[];
  /** Takes the place of what stands at a path. */
  readonly otherwise: Map<string, Answer>;
  readonly key: TestKey;
  /** Lists these and nothing else. */
  offer(documents: readonly ListedInTest[], as?: 'rolie' | 'directory', metadata?: object): Promise<void>;
  put(path: string, body: string, headers?: Readonly<Record<string, string>>): void;
  stop(): Promise<void>;
}

export async function makeKey(name = 'Test provider'): Promise<TestKey> {
  const made = await generateKey({
    userIDs: [{ name, email: 'psirt@provider.test' }],
    format: 'armored',
    date: new Date('2025-01-01T00:00:00Z'),
  });
  const key = await readKey({ armoredKey: made.publicKey });
  return {
    privateKey: await readPrivateKey({ armoredKey: made.privateKey }),
    armoured: made.publicKey,
    fingerprint: key.getFingerprint().toUpperCase(),
  };
}

const pattern = readFileSync(`${repositoryFolder}src/advisory-sources/csaf/fixtures/ward-monitor.json`, 'utf8');

/** A small document that follows the standard, of this number. */
export function csafDocument(id: string, changes: (document: { tracking: Record<string, unknown> }) => void = () => undefined): string {
  const json = JSON.parse(pattern) as { document: { tracking: Record<string, unknown>; references?: unknown } };
  json.document.tracking['id'] = id;
  delete json.document.references;
  changes(json.document);
  return JSON.stringify(json);
}

export const sha512 = (text: string) => createHash('sha512').update(text).digest('hex');

export async function signed(text: string, { privateKey }: TestKey): Promise<string> {
  const message = await createMessage({ binary: new TextEncoder().encode(text) });
  return sign({ message, signingKeys: privateKey, detached: true, format: 'armored', date: new Date('2026-01-03T00:00:00Z') });
}

export async function startProvider(): Promise<TestProvider> {
  const files = new Map<string, { readonly body: string; readonly headers: Readonly<Record<string, string>> }>();
  const otherwise = new Map<string, Answer>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const other = otherwise.get(path);
    if (other !== undefined) return other(request, response);
    const file = files.get(path);
    if (file === undefined) return response.writeHead(404).end('nothing');
    const etag = `"${sha512(file.body).slice(0, 16)}"`;
    if (request.headers['if-none-match'] === etag) return response.writeHead(304).end();
    return response.writeHead(200, { etag, ...file.headers }).end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const key = await makeKey();
  const put: TestProvider['put'] = (path, body, headers = {}) => void files.set(path, { body, headers });
  return {
    url,
    metadataUrl: `${url}/.well-known/csaf/provider-metadata.json`,
    asked,
    otherwise,
    key,
    put,
    offer: async (documents, as = 'rolie', metadata = {}) => {
      files.clear();
      put('/key.asc', key.armoured);
      for (const one of documents) {
        const content = one.content ?? csafDocument((one.path.split('/').at(-1) ?? '').replace('.json', '').toUpperCase());
        put(`/csaf/${one.path}`, content);
        const hash = one.hash === undefined ? `${sha512(content)}  ${one.path}\n` : one.hash;
        const signature = one.signature === undefined ? await signed(content, key) : one.signature;
        if (hash !== null) put(`/csaf/${one.path}.sha512`, hash);
        if (signature !== null) put(`/csaf/${one.path}.asc`, signature);
      }
      put('/csaf/feed.json', JSON.stringify(feedOf(url, documents)));
      put('/csaf/index.txt', documents.map(({ path }) => `${path}\n`).join(''));
      put('/csaf/changes.csv', documents.map(({ path, updated }) => `"${path}","${updated}"\n`).join(''));
      const distribution =
        as === 'rolie' ? { rolie: { feeds: [{ url: `${url}/csaf/feed.json`, tlp_label: 'WHITE' }] } } : { directory_url: `${url}/csaf/` };
      put(
        '/.well-known/csaf/provider-metadata.json',
        JSON.stringify({
          canonical_url: `${url}/.well-known/csaf/provider-metadata.json`,
          last_updated: '2026-01-01T00:00:00Z',
          metadata_version: '2.0',
          list_on_CSAF_aggregators: true,
          mirror_on_CSAF_aggregators: true,
          publisher: { category: 'vendor', name: 'Maker of monitors', namespace: 'https://maker.example' },
          role: 'csaf_trusted_provider',
          public_openpgp_keys: [{ fingerprint: key.fingerprint, url: `${url}/key.asc` }],
          distributions: [distribution],
          ...metadata,
        }),
      );
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function feedOf(url: string, documents: readonly ListedInTest[]): object {
  const entry = documents.map(({ path, updated, hash, signature }) => {
    const href = `${url}/csaf/${path}`;
    const link = [
      { rel: 'self', href },
      ...(hash === null ? [] : [{ rel: 'hash', href: `${href}.sha512` }]),
      ...(signature === null ? [] : [{ rel: 'signature', href: `${href}.asc` }]),
    ];
    return { id: path, title: path, link, published: updated, updated, content: { type: 'application/json', src: href } };
  });
  const category = [{ scheme: 'urn:ietf:params:rolie:category:information-type', term: 'csaf' }];
  return {
    feed: {
      id: 'test-feed',
      title: 'Test',
      link: [{ rel: 'self', href: `${url}/csaf/feed.json` }],
      category,
      updated: '2026-01-01T00:00:00Z',
      entry,
    },
  };
}
