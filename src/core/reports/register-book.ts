/**
 * The register while a report is written: a figure is had only by saying where it comes from, so nothing is printed that has no
 * row, and there is no row that nothing refers to. Marks count up in the order of reading; the same figure has the same mark.
 */
import type { RegisterRow, Run } from './report-document.ts';

const nextStep = 'next ';

/** The key of a figure of what to do next. */
export function nextStepKey(code: string, place: number): string {
  return `${nextStep}${code} ${place}`;
}

export function isOfNextStep(key: string): boolean {
  return key.startsWith(nextStep);
}

export type RegisterEntry = Omit<RegisterRow, 'mark' | 'printed'>;

export class RegisterBook {
  readonly #rows = new Map<string, RegisterRow>();

  /** @param printed as the reader sees it */
  figure(printed: string, entry: RegisterEntry): Run {
    let row = this.#rows.get(entry.key);
    if (row === undefined) {
      row = { mark: this.#rows.size + 1, printed: [], ...entry };
      this.#rows.set(entry.key, row);
    }
    if (!row.printed.includes(printed)) row.printed.push(printed);
    return { figure: printed, mark: row.mark };
  }

  rows(): RegisterRow[] {
    return [...this.#rows.values()];
  }
}
