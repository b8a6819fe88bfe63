/**
 * The lists of a real provider as they were published (CISA, 2024), and the signed documents that came with them. Its key is not
 * among the data: of signatures it is held that they are read, say whose they are, and are not taken for proven without the key.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readSignature } from 'openpgp';
import { describe, expect, test } from 'vitest';
import { readDirectory } from '#advisory-sources/csaf-provider/directory-listing.ts';
import { checkHash, checkSignature } from '#advisory-sources/csaf-provider/document-proofs.ts';
import { readProviderMetadata } from '#advisory-sources/csaf-provider/provider-metadata.ts';
import { readRolieFeed, readRolieService } from '#advisory-sources/csaf-provider/rolie-feed.ts';
import { makeKey } from '#test/support/csaf-provider.ts';
import { repositoryFolder } from '#test/support/repository.ts';

const data = `${repositoryFolder}../shared/data/`;
const feeds = `${data}csaf/feed/`;
const signedFolder = `${data}csaf/icsma/`;
const spec = `${data}csaf-spec/`;
const why = (folder: string) => `${folder} is not there`;

describe('the lists of a provider', () => {
  test.for([
    ['OT', 'OT-cisa-csaf-ot-feed-tlp-white.json'],
    ['IT', 'IT-cisa-csaf-it-feed-tlp-white.json'],
  ] as const)('%s: feed and directory name the same documents with the same moments, hashes and signatures', ([area, file], { skip }) => {
    skip(!existsSync(feeds), why(feeds));
    const feed = readRolieFeed(readFileSync(feeds + file), 'https://provider.test/feed.json');
    const entries = (JSON.parse(readFileSync(feeds + file, 'utf8')) as { feed: { entry: unknown[] } }).feed.entry.length;
    expect([feed.documents.length, feed.unreadable]).toEqual([entries, 0]);
    for (const { url, listedAt, hashUrls, signatureUrl } of feed.documents) {
      expect([hashUrls, signatureUrl]).toEqual([[`${url}.sha512`], `${url}.asc`]);
      expect(listedAt).not.toBeNull();
    }
    // Paths are written from the top of the repository, not from the directory.
    const directoryUrl = `https://raw.githubusercontent.com/cisagov/CSAF/develop/csaf_files/${area}/white/`;
    const index = readFileSync(`${feeds}${area}-index.txt`);
    const directory = readDirectory(directoryUrl, index, readFileSync(`${feeds}${area}-changes.csv`));
    expect(directory.unreadable).toBe(0);
    expect(directory.documents.length).toBe(new Set(index.toString().trim().split('\n')).size);
    const momentsOf = (documents: readonly { readonly url: string; readonly listedAt: string | null }[]) =>
      documents.map(({ url, listedAt }) => `${url} ${listedAt}`).toSorted();
    expect(momentsOf(directory.documents)).toEqual(momentsOf(feed.documents));
  });
});

describe('signed documents of a provider', () => {
  const names = existsSync(signedFolder)
    ? readdirSync(signedFolder)
        .filter((name) => name.endsWith('.asc'))
        .map((name) => name.slice(0, -4))
    : [];

  test('each hash is that of its document, and of no other', ({ skip }) => {
    skip(names.length === 0, why(signedFolder));
    for (const name of names) {
      const document = readFileSync(signedFolder + name);
      const hash = readFileSync(`${signedFolder}${name}.sha512`);
      checkHash(document, hash, `${name}.sha512`);
      expect(() => checkHash(Buffer.concat([document, Buffer.from('\n')]), hash, `${name}.sha512`)).toThrow('has another hash');
    }
  });

  test('each signature is read and names one and the same key; by another key it does not hold', async ({ skip }) => {
    skip(names.length === 0, why(signedFolder));
    const { armoured } = await makeKey();
    const { readKey } = await import('openpgp');
    const keys = [await readKey({ armoredKey: armoured })];
    const issuers = new Set<string>();
    for (const name of names) {
      const signature = readFileSync(`${signedFolder}${name}.asc`);
      const read = await readSignature({ armoredSignature: signature.toString() });
      for (const id of read.getSigningKeyIDs()) issuers.add(id.toHex());
      const checking = checkSignature(readFileSync(signedFolder + name), signature, { keys, url: `${name}.asc` });
      await expect(checking).rejects.toMatchObject({ code: 'proof-invalid' });
    }
    expect(issuers.size).toBe(1);
  });
});

describe('the examples of the standard', () => {
  test('metadata and service documents of both versions are read', ({ skip }) => {
    skip(!existsSync(spec), why(spec));
    const folder = `${spec}csaf_2.1/examples/provider-metadata/`;
    for (const file of readdirSync(folder)) {
      const metadata = readProviderMetadata(readFileSync(folder + file), `https://www.example.com/${file}`);
      expect(metadata.role).toMatch(/^csaf_/);
      expect(metadata.listings.length).toBeGreaterThan(0);
    }
    for (const version of ['csaf_2.0', 'csaf_2.1']) {
      const service = `${spec}${version}/examples/ROLIE/example-02-service.json`;
      const listings = readRolieService(readFileSync(service), 'https://psirt.domain.tld/service.json');
      expect(listings.map(({ tlp }) => tlp)).toEqual([null, 'AMBER', 'RED']);
      const feed = readRolieFeed(
        readFileSync(`${spec}${version}/examples/ROLIE/example-01-feed-tlp-white.json`),
        'https://psirt.domain.tld/feed.json',
      );
      expect([feed.documents.length, feed.unreadable]).toEqual([1, 0]);
    }
  });
});
