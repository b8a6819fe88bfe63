import { describe, expect, test } from 'vitest';
import { readPack } from './check-pack.ts';
import { packIn, requireLanguages } from './pack-languages.ts';
import { shippedPacks } from './packs/registry.ts';

describe.each(shippedPacks)('$id in one of its languages', (pack) => {
  test.each(pack.languages)('%s is a whole pack with no text of another', (language) => {
    const one = packIn(pack, [language]);
    expect(readPack(structuredClone(one))).toMatchObject({ kind: 'pack' });
    expect(JSON.stringify(one)).toContain(pack.title[language]);
    for (const other of pack.languages.filter((tag) => tag !== language))
      expect(JSON.stringify(one)).not.toContain(JSON.stringify(pack.introduction[other]));
    expect(one.items.map(({ id }) => id)).toEqual(pack.items.map(({ id }) => id));
  });

  test('in all of them it is the same, in the order asked for', () => {
    expect(packIn(pack, pack.languages)).toEqual(pack);
    expect(packIn(pack, pack.languages.toReversed()).languages[0]).toBe(pack.languages.at(-1));
  });
});

test('a round asks in all languages of its pack unless it says otherwise, and in none that the pack does not have', () => {
  const pack = { languages: ['en', 'nl', 'de'] };
  expect(requireLanguages(pack, null)).toEqual(['en', 'nl', 'de']);
  expect(requireLanguages(pack, ['nl', 'en'])).toEqual(['nl', 'en']);
  for (const wrong of [[], ['nl', 'nl'], ['fr'], ['nl', 'fr']])
    expect(() => requireLanguages(pack, wrong), wrong.join()).toThrow(expect.objectContaining({ code: 'request-invalid' }));
});
