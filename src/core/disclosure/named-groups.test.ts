import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeNode } from './named-groups.ts';
import { mergeAlongTree, mergeRoles } from './named-groups.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_123);

const node = (id: string, people: number, parentId: string | null = null): TreeNode => ({ id, name: id.toUpperCase(), parentId, people });
const groups = (tree: readonly TreeNode[]) =>
  mergeAlongTree(tree).map(({ departmentIds, people }) => `${departmentIds.join('+')} ${people}`);

describe('departments under ten are merged along the tree', () => {
  it('leaves large ones alone, and joins small sisters', () => {
    expect(groups([node('care', 0), node('icu', 40, 'care'), node('er', 4, 'care'), node('lab', 7, 'care')])).toEqual([
      'care+er+lab 11',
      'icu 40',
    ]);
  });

  it('small sisters that are together too small join the smallest large one of the same parent', () => {
    const tree = [
      node('care', 0),
      node('icu', 40, 'care'),
      node('or', 12, 'care'),
      node('er', 4, 'care'),
      node('it', 3),
      node('board', 15),
    ];
    expect(groups(tree)).toEqual(['board+it 18', 'care+er+or 16', 'icu 40']);
  });

  it('what finds no sister goes up to the parent', () => {
    const tree = [node('top', 2), node('a', 3, 'top'), node('b', 3, 'top'), node('other', 50)];
    expect(groups(tree)).toEqual(['a+b+other+top 58']);
  });

  it('a house of nine is one group, which no figure is shown of', () => {
    expect(groups([node('a', 5), node('b', 4)])).toEqual(['a+b 9']);
  });

  it('names the departments of a group, the largest first', () => {
    expect(mergeAlongTree([node('er', 4), node('lab', 7)])[0]).toMatchObject({ id: 'er', names: ['LAB', 'ER'] });
  });

  it('refuses a department that hangs under itself or under none', () => {
    expect(() => mergeAlongTree([node('a', 5, 'b'), node('b', 5, 'a')])).toThrow('hangs under itself');
    expect(() => mergeAlongTree([node('a', 5, 'x')])).toThrow('hangs under one of the tree');
  });

  it('every department stands in one group, none is under ten while the house is not, and the order of lines does not matter', () => {
    const trees = fc
      .array(fc.record({ people: fc.integer({ min: 0, max: 25 }), up: fc.nat() }), { minLength: 1, maxLength: 25 })
      .map((parts) =>
        parts.map(({ people, up }, place) =>
          node(
            `d${String(place).padStart(2, '0')}`,
            people,
            place === 0 || up % 4 === 0 ? null : `d${String(up % place).padStart(2, '0')}`,
          ),
        ),
      );
    fc.assert(
      fc.property(trees, (tree) => {
        const merged = mergeAlongTree(tree);
        expect(merged.flatMap(({ departmentIds }) => departmentIds).toSorted()).toEqual(tree.map(({ id }) => id).toSorted());
        const all = tree.reduce((sum, { people }) => sum + people, 0);
        expect(merged.reduce((sum, { people }) => sum + people, 0)).toBe(all);
        if (all >= 10) for (const { people } of merged) expect(people).toBeGreaterThanOrEqual(10);
        else expect(merged).toHaveLength(1);
      }),
      { seed, numRuns: 300 },
    );
  });
});

it('role groups under ten become one, or join the smallest', () => {
  expect(
    mergeRoles(
      new Map([
        ['nurse', 90],
        ['porter', 6],
        ['chaplain', 5],
      ]),
    ),
  ).toMatchObject([{ id: 'nurse' }, { id: 'chaplain', people: 11 }]);
  expect(
    mergeRoles(
      new Map([
        ['nurse', 90],
        ['doctor', 20],
        ['chaplain', 5],
      ]),
    ),
  ).toMatchObject([
    { id: 'nurse', people: 90 },
    { id: 'chaplain', roles: ['doctor', 'chaplain'], people: 25 },
  ]);
});
