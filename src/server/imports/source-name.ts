/** The name of a source where nobody gave one: a register's file keeps its name and changes its date. */

/** `CMDB export 2026-11-01 (2).csv.gz` → `cmdb export`; undefined when nothing but dates is left. */
export function sourceNameOf(file: string): string | undefined {
  const base = file.split(/[\\/]/).at(-1) ?? file;
  const name = base
    .replace(/\.gz$/i, '')
    .replace(/\.[a-z]{2,7}$/i, '')
    .replace(/\s*\(\d+\)$/, '')
    .replace(
      /(?<!\d)(19|20)\d{2}[-_. ]?(0[1-9]|1[0-2])([-_. ]?(0[1-9]|[12]\d|3[01]))?([T_ -]?\d{2}[-_.:]?\d{2}([-_.:]?\d{2})?)?(?!\d)/g,
      ' ',
    )
    .replace(/(?<!\d)(0[1-9]|[12]\d|3[01])[-_. ](0[1-9]|1[0-2])[-_. ](19|20)\d{2}(?!\d)/g, ' ')
    .replace(/[\s_.-]*[-_.]+(?=\s|$)/g, ' ')
    .replace(/^[\s_.-]+/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  return name === '' ? undefined : name.slice(0, 100);
}
