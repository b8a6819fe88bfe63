/**
 * From decoded text to events, for every format that is read by calls to a visitor (`xml-stream.ts`, `json-stream.ts`):
 * events come out after each chunk, so the reader waits for its consumer, and before the Problem that ends the file.
 */
import type { ImportIssue } from '#core/imports/imported-record.ts';
import type { Problem } from '#core/kernel/problem.ts';
import type { ParseEvent } from './define-importer.ts';
import type { decodeStream } from './text-decoding.ts';

/** A format's reading of one file. */
export interface TextReading {
  /** @returns what ends the file here; events taken before it stand. */
  write(chunk: string): Problem | undefined;
  finish(): Problem | undefined;
  takeEvents(): ParseEvent[];
}

/** @throws Problem that the reading answered, after all events before that place. */
export async function* eventsOf(text: ReturnType<typeof decodeStream>, reading: TextReading): AsyncGenerator<ParseEvent> {
  for await (const chunk of text) {
    const problem = reading.write(chunk);
    yield* text.takeIssues().map(asEvent);
    yield* reading.takeEvents();
    if (problem !== undefined) throw problem;
  }
  const problem = reading.finish();
  yield* text.takeIssues().map(asEvent);
  yield* reading.takeEvents();
  if (problem !== undefined) throw problem;
}

export function asEvent(issue: ImportIssue): ParseEvent {
  return { kind: 'issue', issue };
}
