/** Names close to a mistyped one, for Problems that say what is allowed. */

/** All names, nearest first (edit distance without regard to case), at most `limit`; equal distances keep their order. */
export function nearestNames(found: string, names: readonly string[], limit: number): readonly string[] {
  const wanted = found.slice(0, 64).toLowerCase();
  const distances = new Map(names.map((name) => [name, editDistance(wanted, name.toLowerCase())]));
  return names.toSorted((left, right) => (distances.get(left) ?? 0) - (distances.get(right) ?? 0)).slice(0, limit);
}

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const substitute = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(substitute, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
