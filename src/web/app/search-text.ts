/** The part of an address behind the `?`, both ways: every value is text, and RQL stays readable in it. */

/** Readable addresses: plain `name=value`, with the signs of RQL left as they are. */
export function printSearch(search: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(search)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(
      ([name, value]) =>
        `${encodeURIComponent(name)}=${encodeURIComponent(String(value)).replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/')}`,
    );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}
