/** Readings of texts that registers and advisories repeat, kept for the next time; never more than a bounded number of them. */

/**
 * @param most texts are kept; when there are more, all are forgotten, so that no list of ages has to be kept.
 * @param read gives the same for the same text, and nobody changes what it gives.
 */
export function remembering<T extends object | string>(most: number, read: (text: string) => T): (text: string) => T {
  const memory = new Map<string, T>();
  return (text) => {
    const known = memory.get(text);
    if (known !== undefined) return known;
    const found = read(text);
    if (memory.size >= most) memory.clear();
    memory.set(text, found);
    return found;
  };
}
