/** Names close to a mistyped one, for Problems that say what is allowed. */

/** All names, nearest first (edit distance without regard to case), at most `limit`; equal distances keep their order. */
export function nearestNames(found: string, names: readonly string[], limit: number): readonly string[] {
  const wanted = found.slice(0, 64).toLowerCase();
  const distances = new Map(names.map((name) => [name, editDistance(wanted, name.toLowerCase())]));
  return names.toSorted((left, right) => (distances.get(left) ?? 0) - (distances.get(right) ?? 0)).slice(0, limit);
}

/** The one that was likely meant: at most a third of the letters is otherwise, and two in a short word; undefined where none is so near. */
export function nearestName(found: string, names: readonly string[]): string | undefined {
  const [nearest] = nearestNames(found, names, 1);
  if (nearest === undefined || found === nearest) return undefined;
  const distance = editDistance(found.slice(0, 64).toLowerCase(), nearest.toLowerCase());
  return distance <= Math.max(Math.min(2, nearest.length - 2), Math.floor(nearest.length / 3)) ? nearest : undefined;
}

export interface NearestFields {
  readonly expected: readonly string[];
  /** How many more there are. */
  readonly more: number;
}

/** So many of the fields that one finds what one meant, and says how many it leaves out. */
export function nearestFields(found: string, fields: readonly string[]): NearestFields {
  const expected = nearestNames(found, fields, 8);
  return { expected, more: fields.length - expected.length };
}

/** `name, class and 12 more (docs/records.md lists them all)` */
export function listFields({ expected, more }: NearestFields): string {
  return more === 0 ? expected.join(', ') : `${expected.join(', ')} and ${more} more (docs/records.md lists them all)`;
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
