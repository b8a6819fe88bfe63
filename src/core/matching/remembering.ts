/** Readings of texts that registers and advisories repeat, kept for the next time; never more than a bounded number of them. */

/**
 * @param most texts are kept; when there are more, all are forgotten, so that no list of ages has to be kept.
 * @param read gives the same for the same text, and nobody changes what it gives.
 */
export function remembering<T extends object | string>(most: number, read: (text: string) => T): (text: string) => T {
  const memory = new Map<string, T>();
  // Lines of one model follow each other: the last text comes again and again.
  let last: string | null = null;
  let lastFound: T | undefined;
  return (text) => {
    if (text === last && lastFound !== undefined) return lastFound;
    const known = memory.get(text);
    const found = known ?? read(text);
    if (known === undefined) {
      if (memory.size >= most) memory.clear();
      memory.set(text, found);
    }
    last = text;
    lastFound = found;
    return found;
  };
}
