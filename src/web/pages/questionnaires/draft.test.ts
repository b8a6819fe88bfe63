import { describe, expect, test } from 'vitest';
import { readPack } from '#core/questionnaires/check-pack.ts';
import { shippedPacks } from '#core/questionnaires/packs/registry.ts';
import { addItem, changeItem, itemsBefore, moveItem, neededVersion, possibleAnswers, removeItem } from './draft.ts';

const pack = shippedPacks[0] ?? expect.fail('a pack is shipped');
const ids = ({ items }: typeof pack) => items.map(({ id }) => id);

describe('a pack that is written', () => {
  test('has its items moved one place, and no further than its ends', () => {
    const [first, second, ...rest] = ids(pack);
    expect(ids(moveItem(pack, 0, 1))).toEqual([second, first, ...rest]);
    expect(ids(moveItem(pack, 1, -1))).toEqual([second, first, ...rest]);
    expect(moveItem(pack, 0, -1)).toEqual(pack);
    expect(moveItem(pack, pack.items.length - 1, 1)).toEqual(pack);
  });

  test('gets new items under ids of their own, which the node refuses until they have a text', () => {
    const twice = addItem(addItem(pack, 'scale'), 'choice');
    expect(new Set(ids(twice)).size).toBe(pack.items.length + 2);
    const read = readPack(JSON.parse(JSON.stringify(twice)));
    expect(read.kind === 'faulty' && read.faults.every(({ pointer }) => /^\/items\/(?:2\d|3\d)\//.test(pointer))).toBe(true);
    expect(ids(removeItem(twice, twice.items.length - 1))).toEqual(ids(addItem(pack, 'scale')));
  });

  test('lets a question depend on those before it, by answers that they have', () => {
    expect(itemsBefore(pack, 0)).toEqual([]);
    expect(itemsBefore(pack, 3)).toHaveLength(3);
    const choice = pack.items.find(({ kind }) => kind === 'choice') ?? expect.fail('it has a choice');
    const scale = pack.items.find(({ kind }) => kind === 'scale') ?? expect.fail('it has a scale');
    expect(possibleAnswers(choice)).toEqual(choice.kind === 'choice' ? choice.options.map(({ id }) => id) : []);
    expect(possibleAnswers(scale)).toEqual([1, 2, 3, 4, 5]);
  });

  test('needs a higher version for what was changed, and none where nothing was', () => {
    expect(neededVersion(pack, pack, [pack.version])).toBe(pack.version);
    const place = pack.items.findIndex(({ kind }) => kind === 'scale');
    const item = pack.items[place] ?? expect.fail('it has a scale');
    const turned = changeItem(pack, place, { ...item, isReversed: true } as typeof item);
    const version = neededVersion(pack, turned, [pack.version]);
    expect(version).not.toBe(pack.version);
    expect(neededVersion(pack, turned, [pack.version, version])).not.toBe(version);
  });
});
