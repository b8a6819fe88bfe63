/**
 * A daily file of EPSS → scores with their model. Whole or not at all, for the same reason as a catalogue. A file without the
 * line that names its model is refused: a score without its model cannot be compared with any other.
 * Followed: FIRST EPSS, the CSV of all scores (`#model_version:…,score_date:…`, then `cve,epss,percentile`).
 */
import { Problem } from '#core/kernel/problem.ts';
import { parseDay, parseInstant, type Instant } from '#core/kernel/time.ts';

export interface EpssEdition {
  /** The model: `v2026.06.15`. */
  readonly model: string;
  readonly scoredAt: Instant;
  readonly cveIds: readonly string[];
  /** Probabilities 0–1, in the places of the ids. */
  readonly scores: Float64Array;
  readonly percentiles: Float64Array;
}

/**
 * @param bytes the whole file, unpacked.
 * @throws Problem file-format-mismatch, file-truncated or file-malformed: what is held stays.
 */
export function readEpssScores(bytes: Uint8Array): EpssEdition {
  const lines = new TextDecoder('utf-8', { fatal: false }).decode(bytes).split('\n');
  const { model, scoredAt } = headOf(lines[0] ?? '');
  if (!/^cve,epss,percentile\r?$/.test(lines[1] ?? '')) {
    throw new Problem(
      'file-format-mismatch',
      'The file of EPSS has other columns than cve, epss and percentile; take the file of all scores.',
    );
  }
  // A file that was cut ends within a line; a whole one ends with a line break.
  if (lines.pop() !== '') throw new Problem('file-truncated', 'The file of EPSS ends within a line; what is held stays. Fetch it again.');
  const count = lines.length - 2;
  if (count <= 0) throw new Problem('file-truncated', 'The file of EPSS holds no scores; what is held stays. Fetch it again.');
  const cveIds: string[] = [];
  const seen = new Set<string>();
  const scores = new Float64Array(count);
  const percentiles = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const [cveId = '', score, percentile, more] = (lines[index + 2] ?? '').trimEnd().split(',');
    const values = [probability(score), probability(percentile)] as const;
    if (!/^CVE-\d{4}-\d{4,19}$/.test(cveId) || more !== undefined || Number.isNaN(values[0] + values[1]) || seen.has(cveId)) {
      throw new Problem('file-malformed', `Line ${index + 3} of the file of EPSS is no score, or the second of its CVE; fetch it again.`, {
        line: index + 3,
      });
    }
    seen.add(cveId);
    cveIds.push(cveId);
    [scores[index], percentiles[index]] = values;
  }
  return { model, scoredAt, cveIds, scores, percentiles };
}

function headOf(line: string): { readonly model: string; readonly scoredAt: Instant } {
  const head = /^#model_version:([\w.-]{1,40}),score_date:([\w:+.-]{1,40})\r?$/.exec(line);
  // 2026-06-15T12:00:22Z, with an offset without a colon (+0000) in older files, or a mere day.
  const written = head?.[2] ?? '';
  const scoredAt = parseInstant(parseDay(written) === undefined ? written : `${written}T00:00:00Z`);
  if (head?.[1] !== undefined && scoredAt !== undefined) return { model: head[1], scoredAt };
  throw new Problem(
    'file-format-mismatch',
    'The file of EPSS does not name its model and date in its first line; take the file of all scores.',
  );
}

function probability(text: string | undefined): number {
  const value = text === undefined || !/^\d(\.\d+)?(e-\d+)?$/i.test(text) ? Number.NaN : Number(text);
  return value >= 0 && value <= 1 ? value : Number.NaN;
}
