import { expect, test } from 'vitest';
import { readDirectory } from './directory-listing.ts';

const directory = 'https://maker.example/csaf/white/';
const read = (index: string | null, changes: string | null, url = directory) =>
  readDirectory(url, ...([index, changes].map((text) => (text === null ? null : Buffer.from(text))) as [Buffer | null, Buffer | null]));
const short = ({ documents, unreadable }: ReturnType<typeof readDirectory>) => ({
  documents: documents.map(({ url, listedAt }) => [url.replace('https://maker.example', ''), listedAt]),
  unreadable,
});

test('both lists together, quoted or not, with a heading or not; the newest moment of a document counts', () => {
  const changes =
    'filename,current_release_date\n"2026/a.json","2026-01-02T03:04:05.123456Z"\r\n2026/a.json,2026-01-01T00:00:00+01:00\n2026/c.json,2026-01-03T00:00:00Z\n';
  expect(short(read('2026/a.json\n\n2026/b.json\n', changes))).toEqual({
    documents: [
      ['/csaf/white/2026/a.json', '2026-01-02T03:04:05.123Z'],
      ['/csaf/white/2026/b.json', null],
      ['/csaf/white/2026/c.json', '2026-01-03T00:00:00.000Z'],
    ],
    unreadable: 0,
  });
});

test('paths stay in the directory, and those written from further up are found in it', () => {
  const index = [
    '2026/a.json',
    '../red/b.json',
    'https://other.example/c.json',
    '//other.example/d.json',
    '/etc/e.json',
    '<html>',
    'csaf/white/2026/f.json',
  ];
  expect(short(read(index.join('\n'), null))).toEqual({
    documents: [
      ['/csaf/white/2026/a.json', null],
      ['/csaf/white/2026/f.json', null],
    ],
    unreadable: 5,
  });
  // One step alone may as well be a folder of that name.
  expect(short(read('white/2026/a.json', null)).documents).toEqual([['/csaf/white/white/2026/a.json', null]]);
});
