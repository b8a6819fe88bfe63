/** Pairs that may be one asset, put together where they share one: of three that resemble each other a person decides at once, not three times apart. */

export interface Pair {
  readonly one: { readonly id: string; readonly name: string };
  readonly other: { readonly id: string; readonly name: string };
}

export interface DoublesGroup<Of extends Pair> {
  /** Each asset once, in the order in which the pairs name them. */
  readonly assets: readonly Pair['one'][];
  /** At least one; in their order. */
  readonly pairs: readonly Of[];
}

/** Groups stand in the order of their first pair. */
export function groupDoubles<Of extends Pair>(pairs: readonly Of[]): readonly DoublesGroup<Of>[] {
  const leaders = new Map<string, string>();
  const leaderOf = (id: string): string => {
    let at = id;
    for (let next = leaders.get(at); next !== undefined && next !== at; next = leaders.get(at)) at = next;
    return at;
  };
  for (const { one, other } of pairs) {
    const [left, right] = [leaderOf(one.id), leaderOf(other.id)];
    leaders.set(left, left);
    leaders.set(right, left);
  }
  const groups = new Map<string, { assets: Map<string, Pair['one']>; pairs: Of[] }>();
  for (const pair of pairs) {
    const leader = leaderOf(pair.one.id);
    const group = groups.get(leader) ?? { assets: new Map<string, Pair['one']>(), pairs: [] };
    groups.set(leader, group);
    group.pairs.push(pair);
    for (const asset of [pair.one, pair.other]) if (!group.assets.has(asset.id)) group.assets.set(asset.id, asset);
  }
  return [...groups.values()].map((group) => ({ assets: [...group.assets.values()], pairs: group.pairs }));
}
