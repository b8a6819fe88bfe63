import { describe, expect, test } from 'vitest';
import { dimensions } from '../pack.ts';
import { readPack } from '../check-pack.ts';
import { canonicalText } from '../pack-versions.ts';
import { visibleItems } from '../sheet.ts';
import { shippedPacks } from './registry.ts';
import { safeWorkInCare } from './safe-work-in-care.ts';

test.each(shippedPacks)('$id is a pack, and the file is what is read of it', (pack) => {
  const read = readPack(JSON.parse(JSON.stringify(pack)));
  expect(read.kind === 'pack' ? canonicalText(read.pack) : read.faults).toBe(canonicalText(pack));
});

describe('our own questionnaire', () => {
  const scored = safeWorkInCare.items.flatMap((item) => (item.kind === 'scale' ? [item] : []));

  test('asks one thing of each of seven areas and three dimensions, and turns one of each area round', () => {
    expect(scored).toHaveLength(21);
    for (const { id: area } of safeWorkInCare.areas) {
      const own = scored.filter((item) => item.area === area);
      expect(own.map(({ dimension }) => dimension)).toEqual([...dimensions]);
      expect(own.filter(({ isReversed }) => isReversed)).toHaveLength(1);
    }
  });

  test('says nothing twice, and Dutch is not English', () => {
    const texts = safeWorkInCare.items.map(({ text }) => text);
    expect(new Set(texts.map(({ en }) => en)).size).toBe(texts.length);
    expect(new Set(texts.map(({ nl }) => nl)).size).toBe(texts.length);
    expect(texts.filter(({ en, nl }) => en === nl)).toEqual([]);
  });

  // B1: sentences of at most some twenty-five words, words of everyday.
  test('asks in short sentences', () => {
    const longest = safeWorkInCare.items.flatMap(({ text }) => Object.values(text)).flatMap((text) => text.split(/(?<=[.?!]) /));
    expect(Math.max(...longest.map((sentence) => sentence.split(' ').length))).toBeLessThanOrEqual(25);
  });

  test('asks a volunteer without account and phone for work about neither', () => {
    const asked = visibleItems(safeWorkInCare, { 'has-account': 'no', 'works-mobile': 'no' }).map(({ id }) => id);
    expect(asked.filter((id) => /^(passwords|email|mobile-devices)-/.test(id))).toEqual([]);
    expect(asked).toHaveLength(16);
    expect(visibleItems(safeWorkInCare, { 'has-account': 'yes', 'works-mobile': 'yes' })).toHaveLength(25);
  });
});
