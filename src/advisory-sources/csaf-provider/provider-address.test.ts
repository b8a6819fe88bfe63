import { describe, expect, test } from 'vitest';
import { mayFetch, nameProvider, onlyAllowed } from './provider-address.ts';

describe('nameProvider', () => {
  test.each([
    ['Maker.Example', 'csaf:maker.example', 'maker.example'],
    [' psirt.maker.example ', 'csaf:psirt.maker.example', 'psirt.maker.example'],
    [
      'https://maker.example/.well-known/csaf/provider-metadata.json',
      'csaf:maker.example',
      'https://maker.example/.well-known/csaf/provider-metadata.json',
    ],
    [
      'https://www.maker.example/sites/files/csaf/provider-metadata.json#top',
      'csaf:www.maker.example~sites~files~csaf',
      'https://www.maker.example/sites/files/csaf/provider-metadata.json',
    ],
    ['http://127.0.0.1:8080/provider-metadata.json', 'csaf:127.0.0.1:8080', 'http://127.0.0.1:8080/provider-metadata.json'],
    ['http://mirror.house/csaf/m.json', 'csaf:mirror.house~csaf~m.json', 'http://mirror.house/csaf/m.json'],
  ])('%s is %s', (text, id, asked) => {
    expect(nameProvider(text, ['mirror.house'])).toEqual({ id, asked });
  });

  test.each([
    'the maker',
    'localhost',
    '10.0.0.1',
    '-maker.example',
    'ftp://maker.example/provider-metadata.json',
    'file:///etc/passwd',
    'http://maker.example/provider-metadata.json',
    'http://127.0.0.1.maker.example/provider-metadata.json',
    'https://me:secret@maker.example/provider-metadata.json',
  ])('%s is refused', (text) => {
    expect(() => nameProvider(text, [])).toThrow(expect.objectContaining({ code: 'request-invalid' }) as Error);
  });
});

describe('what is fetched', () => {
  test.each([
    ['https://maker.example/x', true],
    ['http://maker.example/x', false],
    ['http://localhost:1/x', true],
    ['http://[::1]:1/x', true],
    ['http://0x7f000001/x', true],
    ['http://mirror.house:8080/x', true],
    ['http://other.house:8080/x', false],
    ['ftp://localhost/x', false],
    ['nothing', false],
  ])('%s: %s', (url, isFetched) => {
    expect(mayFetch(url, ['mirror.house'])).toBe(isFetched);
  });

  test('no request is made to what is not', async () => {
    const asked: string[] = [];
    const get = async (url: string) => {
      asked.push(url);
      throw new Error('asked');
    };
    const http = onlyAllowed({ get, wait: async () => undefined, now: () => 0 }, []);
    await expect(http.get('http://maker.example/x', {})).rejects.toThrow('does not begin with https://');
    await expect(http.get('https://maker.example/x', {})).rejects.toThrow('asked');
    expect(asked).toEqual(['https://maker.example/x']);
  });
});
