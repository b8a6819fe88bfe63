/** Texts of a report as HTML: everything is escaped, every figure links to its row of the register. */
import { markPath } from './draw-chart.ts';
import { nextMark } from './edition-line.ts';
import type { RichText, VerdictWords } from './report-document.ts';

/**
 * The mark of a figure stands where it ends: figures of one row of the register that follow each other share it.
 * @param shown a mark that the row of a table has already
 */
export function richHtml(text: RichText, shown?: number): string {
  return text
    .map((run, place) => {
      if (typeof run === 'string') return escape(run);
      if ('label' in run) return escape(run.label);
      const isMarked = run.mark === shown || nextMark(text, place) === run.mark;
      return isMarked ? escape(run.figure) : `${escape(run.figure)}<a class="mark" href="#r${run.mark}">${run.mark}</a>`;
    })
    .join('');
}

/** Its shape and its words. */
export function verdictHtml({ kind, text }: VerdictWords): string {
  const look = kind === 'common-cause' ? 'fill="none" stroke="#17212b" stroke-width="1.4"' : 'fill="#17212b"';
  return `<p class="verdict"><svg viewBox="0 0 12 12" aria-hidden="true"><path d="${markPath(kind, 6, 6, 4.2)}" ${look}/></svg>${escape(text)}</p>`;
}

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
