/**
 * Named groups: the departments of the tree, those with fewer than ten people merged along it, fixed for a year. A group is what
 * figures are given of; a division is the sum of the groups in it. Not here: whether a group's figure of a period can be shown
 * (suppression.ts): of a group of forty only three may have been sent a mail.
 */
import { invariant } from '../kernel/invariant.ts';
import { compareCodePoints } from '../kernel/text.ts';
import { fewestPeople } from './count-table.ts';

export interface TreeNode {
  readonly id: string;
  readonly name: string;
  /** Null: directly under the organisation. */
  readonly parentId: string | null;
  /** People of this department itself, without those of the departments under it. */
  readonly people: number;
}

export interface NamedGroup {
  /** The id of its first department, so that it is the same in every run. */
  readonly id: string;
  /** Names of its departments, the largest first. */
  readonly names: readonly string[];
  readonly departmentIds: readonly string[];
  /** When the groups were made; not kept up. */
  readonly people: number;
}

/** The people whose department the file does not name, or names for the first time after the groups were fixed. Begins with a space: no name in a file does. */
export const elsewhere = ' elsewhere';

/** The groups of one year. */
export interface GroupPlan {
  readonly year: number;
  readonly groups: readonly NamedGroup[];
  readonly roleGroups: readonly RoleGroup[];
}

export interface RoleGroup {
  readonly id: string;
  readonly roles: readonly string[];
  readonly people: number;
}

interface Gathering {
  nodes: TreeNode[];
  people: number;
}

/**
 * Small departments join small ones of the same parent; together still too small, the smallest of their sisters that is not; without
 * one, what is left goes up to the parent. What is left of the whole is the group of its own only if it is large enough.
 *
 * @param fewest other than ten in tests only
 */
export function mergeAlongTree(tree: readonly TreeNode[], fewest: number = fewestPeople): readonly NamedGroup[] {
  const children = new Map<string | null, TreeNode[]>();
  for (const node of tree) children.set(node.parentId, [...(children.get(node.parentId) ?? []), node]);
  const known = new Set(tree.map(({ id }) => id));
  invariant(known.size === tree.length, 'every department stands in the tree once');
  invariant(
    tree.every(({ parentId }) => parentId === null || known.has(parentId)),
    'every department hangs under one of the tree',
  );
  const { large, left } = gather(null, [], children, fewest);
  const all = left === undefined ? large : joinSmallest(large, left);
  const placed = all.reduce((sum, { nodes }) => sum + nodes.length, 0);
  invariant(placed === tree.length, 'no department hangs under itself');
  return all.map(groupOf).toSorted((one, other) => compareCodePoints(one.id, other.id));
}

interface Gathered {
  readonly large: Gathering[];
  /** Too small for itself, for who stands above it. */
  readonly left: Gathering | undefined;
}

function gather(parent: string | null, own: TreeNode[], children: Map<string | null, TreeNode[]>, fewest: number): Gathered {
  const large: Gathering[] = [];
  const small: Gathering = { nodes: [], people: 0 };
  const add = (found: Gathering) => {
    small.nodes.push(...found.nodes);
    small.people += found.people;
  };
  const ownPeople = own.reduce((sum, { people }) => sum + people, 0);
  if (ownPeople >= fewest) large.push({ nodes: own, people: ownPeople });
  else add({ nodes: own, people: ownPeople });
  for (const child of children.get(parent) ?? []) {
    const below = gather(child.id, [child], children, fewest);
    large.push(...below.large);
    if (below.left !== undefined) add(below.left);
  }
  if (small.nodes.length === 0) return { large, left: undefined };
  if (small.people >= fewest) return { large: [...large, small], left: undefined };
  return large.length > 0 && parent !== null ? { large: joinSmallest(large, small), left: undefined } : { large, left: small };
}

function joinSmallest(large: Gathering[], left: Gathering): Gathering[] {
  const [smallest, ...rest] = large.toSorted((one, other) => one.people - other.people);
  if (smallest === undefined) return [left];
  return [{ nodes: [...smallest.nodes, ...left.nodes], people: smallest.people + left.people }, ...rest];
}

function groupOf({ nodes, people }: Gathering): NamedGroup {
  const bySize = nodes.toSorted((one, other) => other.people - one.people || compareCodePoints(one.id, other.id));
  const departmentIds = nodes.map(({ id }) => id).toSorted(compareCodePoints);
  const id = departmentIds[0];
  invariant(id !== undefined, 'a group has a department');
  return { id, names: bySize.map(({ name }) => name), departmentIds, people };
}

/** Role groups under ten become one; still too small, it joins the smallest of the others. */
export function mergeRoles(people: ReadonlyMap<string, number>, fewest: number = fewestPeople): readonly RoleGroup[] {
  const ordered = [...people].toSorted(([one, few], [other, many]) => many - few || compareCodePoints(one, other));
  const groups = ordered.filter(([, count]) => count >= fewest).map(([role, count]) => ({ roles: [role], people: count }));
  const small = ordered.filter(([, count]) => count < fewest);
  const left = { roles: small.map(([role]) => role), people: small.reduce((sum, [, count]) => sum + count, 0) };
  const last = groups.at(-1);
  if (left.roles.length > 0 && (left.people >= fewest || last === undefined)) groups.push(left);
  else if (left.roles.length > 0 && last !== undefined) {
    last.roles.push(...left.roles);
    last.people += left.people;
  }
  return groups.map((group) => ({ id: group.roles.toSorted(compareCodePoints)[0] ?? elsewhere, ...group }));
}
