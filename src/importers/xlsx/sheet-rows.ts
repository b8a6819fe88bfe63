/** One sheet → its rows as text, in the order of the file; rows and cells without content are not given. */
import type { TableRow } from '../table/table-row.ts';
import { textOfNumber } from './cell-text.ts';
import type { PartVisitor } from './part.ts';
import type { WorkbookStyles } from './workbook.ts';

/** Columns to the right of this are not read: a table is not so wide. */
const columnsMax = 2_048;

export type SharedStringOf = (index: number) => string;

export class SheetRows implements PartVisitor<TableRow> {
  readonly textElements = new Set(['v', 't']);
  private readonly styles: WorkbookStyles;
  private readonly sharedString: SharedStringOf;
  private readonly charactersMax: number;
  private rows: TableRow[] = [];
  private cells: string[] = [];
  private rowNumber = 0;
  private column = -1;
  private type = '';
  private style = 0;
  private value = '';
  private isPhonetic = false;
  private isFilled = false;

  constructor(styles: WorkbookStyles, sharedString: SharedStringOf, charactersMax: number) {
    this.styles = styles;
    this.charactersMax = charactersMax;
    this.sharedString = sharedString;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') {
      this.column = columnOf(attributes['r']) ?? this.column + 1;
      this.type = attributes['t'] ?? 'n';
      this.style = Number(attributes['s'] ?? 0);
      this.value = '';
    } else if (name === 'row') {
      const number = Number(attributes['r'] ?? Number.NaN);
      this.rowNumber = Number.isInteger(number) ? number : this.rowNumber + 1;
      this.cells = [];
      this.column = -1;
      this.isFilled = false;
    } else if (name === 'rPh') {
      this.isPhonetic = true;
    }
  }

  close(name: string, text: string): void {
    if (name === 'v') this.value = text;
    else if (name === 't') this.value += this.isPhonetic || this.value.length > this.charactersMax ? '' : text;
    else if (name === 'c') this.addCell();
    else if (name === 'rPh') this.isPhonetic = false;
    else if (name === 'row' && this.isFilled) this.rows.push({ cells: this.cells, line: this.rowNumber });
  }

  take(): readonly TableRow[] {
    const taken = this.rows;
    if (taken.length > 0) this.rows = [];
    return taken;
  }

  private addCell(): void {
    if (this.value === '' || this.column >= columnsMax) return;
    const text = this.textOfCell();
    if (text === '') return;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = text;
    this.isFilled = this.isFilled || text.trim() !== '';
  }

  private textOfCell(): string {
    switch (this.type) {
      case 's':
        return this.sharedString(Number(this.value));
      case 'b':
        return this.value === '1' || this.value === 'true' ? 'true' : 'false';
      case 'n':
        return textOfNumber(this.value, this.styles.kindOf(this.style), this.styles.is1904);
      case 'e':
        // #N/A, #REF!: a formula without an outcome says nothing.
        return '';
      default:
        // inlineStr, str (a formula's text), d (a date as ISO 8601).
        return this.value;
    }
  }
}

/** `AB12` → 27; undefined without a reference: such cells follow one another. */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  for (let at = 0; at < reference.length && at < 4; at += 1) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column === 0 ? undefined : column - 1;
}
