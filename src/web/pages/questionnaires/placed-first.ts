/** Groups in their order, and behind them everybody whom the population file does not place. */
export function placedFirst<Group extends { readonly name: string }>(groups: readonly Group[]): readonly Group[] {
  return [...groups.filter(({ name }) => name !== ''), ...groups.filter(({ name }) => name === '')];
}
