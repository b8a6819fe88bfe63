/** Plain tables for people: columns as wide as needed, cut to the terminal, numbers to the right. */
export interface TableColumn {
  readonly title: string;
  readonly alignRight?: boolean;
}

export function formatTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[], width: number | null): string {
  const widths = columns.map((column, index) => Math.max(column.title.length, ...rows.map((row) => row[index]?.length ?? 0)));
  if (width !== null) shrink(widths, width - 2 * (columns.length - 1));
  const line = (cells: readonly string[]) =>
    columns
      .map((column, index) => {
        const cellWidth = widths[index] ?? 0;
        const text = cut(cells[index] ?? '', cellWidth);
        return column.alignRight === true ? text.padStart(cellWidth) : text.padEnd(cellWidth);
      })
      .join('  ')
      .trimEnd();
  return [line(columns.map((column) => column.title)), ...rows.map(line)].join('\n');
}

function shrink(widths: number[], available: number): void {
  let over = widths.reduce((sum, width) => sum + width, 0) - available;
  while (over > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    const width = widths[widest] ?? 0;
    if (width <= 8) return;
    widths[widest] = width - 1;
    over -= 1;
  }
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
