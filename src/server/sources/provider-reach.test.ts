import { expect, test } from 'vitest';
import { fetchFile } from '#advisory-sources/http/fetch-file.ts';
import { httpClient } from './http-client.ts';
import { findReach, reachFor } from './provider-reach.ts';

const nothingHeld = { etag: null, lastModified: null };
const answering = (addresses: readonly string[]) => async () => addresses.map((address) => ({ address }));

test.each([
  ['maker.example', ['93.184.216.34'], 'public'],
  ['maker.example', ['10.1.2.3', '93.184.216.34'], 'public'],
  ['maker.example', [], 'public'],
  ['psirt.hospital.example', ['10.1.2.3'], 'house'],
  ['psirt.hospital.example', ['100.64.1.2', 'fd12::1'], 'house'],
  ['https://mirror.hospital.example:8443/metadata.json', ['10.1.2.3', '127.0.0.1'], 'house'],
  ['http://localhost:8080/metadata.json', ['127.0.0.1', '::1'], 'machine'],
  ['https://10.1.2.3/metadata.json', ['93.184.216.34'], 'house'],
  ['http://[::1]:80/metadata.json', [], 'machine'],
] as const)('%s, which leads to %j, is of reach %s', async (asked, addresses, reach) => {
  expect(await findReach(asked, answering(addresses))).toBe(reach);
});

test('a name that cannot be looked up is in public', async () => {
  const failing = async () => {
    throw new Error('ENOTFOUND');
  };
  expect(await findReach('maker.example', failing)).toBe('public');
});

// A port at which nobody listens: what may be connected to is refused by the machine and not by us.
const ours = 'an address that is not fetched';
const asking = async (url: string, kept: 'public' | 'house' | 'machine', asked: string) => {
  const http = httpClient('0', undefined, { reach: reachFor(kept, asked), answerWithinMs: 300 });
  const limits = { bytesMax: 10, redirectsMax: 0, attemptsMax: 1, waitMaxMs: 0 };
  return fetchFile(http, url, nothingHeld, limits).then(
    () => 'fetched',
    (cause: Error) => (cause.message.includes(ours) ? 'refused' : 'asked'),
  );
};

test.each([
  ['https://127.0.0.1:65499/', 'machine', 'https://127.0.0.1:65499/', 'asked'],
  ['https://127.0.0.2:65499/', 'machine', 'https://127.0.0.1:65499/', 'refused'],
  ['https://localhost:65499/', 'machine', 'localhost', 'asked'],
  ['https://localhost:65499/', 'house', 'https://localhost:65499/', 'refused'],
  ['https://localhost:65499/', 'house', 'https://10.99.99.99:65499/', 'refused'],
  ['https://10.99.99.98:65499/', 'house', 'https://10.99.99.99:65499/', 'refused'],
  ['https://10.99.99.99:65499/', 'house', 'https://10.99.99.99:65499/', 'asked'],
  ['https://100.64.1.2:65499/', 'public', 'maker.example', 'refused'],
  ['https://localhost:65499/', 'public', 'localhost', 'refused'],
] as const)('%s is, for a provider of reach %s named %s, %s', async (url, kept, asked, outcome) => {
  expect(await asking(url, kept, asked)).toBe(outcome);
});

test('the hosts of a provider that was named by its domain are those under it', () => {
  const byDomain = reachFor('house', 'hospital.example');
  const byAddress = reachFor('house', 'https://hospital.example/metadata.json');
  const hosts = ['hospital.example', 'csaf.data.security.hospital.example', 'nothospital.example', 'records.internal'];
  const own = (reach: typeof byDomain) => hosts.map((host) => typeof reach === 'object' && reach.ownHosts(host));
  expect([own(byDomain), own(byAddress)]).toEqual([
    [true, true, false, false],
    [true, false, false, false],
  ]);
});
