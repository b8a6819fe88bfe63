// What the orders of several ecosystems share: numbers of any length, and lists of pieces.

/** Of two runs of digits, whatever their length; zeros in front count for nothing. */
export function compareDigits(left: string, right: string): number {
  const [one, other] = [left.replace(/^0+/, ''), right.replace(/^0+/, '')];
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}

/** By code unit, which for ASCII is its order. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Piece by piece; `compare` sees undefined where one list is over. */
export function compareLists<T>(
  left: readonly T[],
  right: readonly T[],
  compare: (left: T | undefined, right: T | undefined) => number,
): number {
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compare(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

export const isDigits = (text: string): boolean => /^\d+$/.test(text);
