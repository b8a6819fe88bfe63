/**
 * Lines of a text file as they come, each with its number; for forms that write one record per line. A line longer than
 * the limit ends the file: nothing that masscan writes is.
 */
import { Problem } from '#core/kernel/problem.ts';
import type { ImporterLimits, ParseEvent } from '../define-importer.ts';
import { limitBytes } from '../read-head.ts';
import { decodeStream } from '../text-decoding.ts';

export interface TextLine {
  readonly kind: 'line';
  /** 1-based. */
  readonly line: number;
  /** Without the line break and without white space around it. */
  readonly text: string;
  /** False for a last line without a line break after it: it may be cut. */
  readonly isEnded: boolean;
}

/**
 * Yields every line, and between them what the decoding has to say.
 * @throws Problem file-too-large, file-encoding-invalid
 */
export async function* readLines(
  bytes: AsyncIterable<Uint8Array>,
  limits: ImporterLimits,
): AsyncGenerator<TextLine | Extract<ParseEvent, { kind: 'issue' }>> {
  const text = decodeStream(limitBytes(bytes, limits.bytesMax));
  let rest = '';
  let line = 0;
  for await (const chunk of text) {
    for (const issue of text.takeIssues()) yield { kind: 'issue', issue };
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      line += 1;
      yield { kind: 'line', line, text: part.trim(), isEnded: true };
    }
    if (rest.length <= limits.fieldCharactersMax) continue;
    const detail = `Line ${line + 1} is longer than ${limits.fieldCharactersMax} characters; it was not read further.`;
    throw new Problem('file-too-large', detail, { line: line + 1, charactersMax: limits.fieldCharactersMax });
  }
  for (const issue of text.takeIssues()) yield { kind: 'issue', issue };
  if (rest.trim() !== '') yield { kind: 'line', line: line + 1, text: rest.trim(), isEnded: false };
}
