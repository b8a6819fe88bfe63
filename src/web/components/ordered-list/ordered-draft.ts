/** A list whose order is precedence, while it is being changed: most changes are moves. Pure. */

export function isSameDraft<T>(left: readonly T[], right: readonly T[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** One place up or down; at the end of the list nothing moves. */
export function moved<T>(draft: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const one = draft[index];
  const other = draft[index + by];
  if (one === undefined || other === undefined) return draft;
  return draft.with(index, other).with(index + by, one);
}
