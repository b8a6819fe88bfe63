/** Plain tables for people: columns as wide as needed, cut to the terminal, numbers to the right. */
export interface TableColumn {
  readonly title: string;
  readonly alignRight?: boolean;
  /** Never cut: half an id is none. */
  readonly whole?: boolean;
}

/** Columns narrower than this say nothing; where so many do not fit, the last are left out. */
const widthMin = 8;
const gap = 2;

/** @param width of the terminal in characters; null: as wide as it gets. */
export function formatTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[], width: number | null): string {
  const natural = columns.map((column, index) => Math.max(column.title.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const widths = width === null ? natural : fit(columns, natural, width);
  const line = (cells: readonly string[]) =>
    widths
      .map((cellWidth, index) => {
        const text = cut(cells[index] ?? '', cellWidth);
        return columns[index]?.alignRight === true ? text.padStart(cellWidth) : text.padEnd(cellWidth);
      })
      .join(' '.repeat(gap))
      .trimEnd();
  return [line(columns.map((column) => column.title)), ...rows.map(line)].join('\n');
}

function fit(columns: readonly TableColumn[], natural: readonly number[], width: number): number[] {
  const least = natural.map((own, index) => (columns[index]?.whole === true ? own : Math.min(own, widthMin)));
  let count = natural.length;
  while (count > 1 && total(least.slice(0, count)) > width) count -= 1;
  const widths = natural.slice(0, count);
  for (let over = total(widths) - width; over > 0; over -= 1) {
    const slack = widths.map((own, index) => own - (least[index] ?? 0));
    const widest = widths.reduce((best, own, index) => (slack[index] !== 0 && (best < 0 || own > (widths[best] ?? 0)) ? index : best), -1);
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + gap * (widths.length - 1);
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
