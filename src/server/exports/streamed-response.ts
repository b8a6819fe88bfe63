/**
 * An answer that is written while it is read: what fails before the first byte is a problem like any other, what fails after
 * it breaks the answer off, so that no client takes half a file for a whole one. Whoever stops reading is let go of after a
 * while, because a transaction waits behind the file.
 */
import type { Logger } from 'pino';
import { invariant } from '#core/kernel/invariant.ts';

/** Takes bytes as fast as they are read. @throws when nobody reads any more. */
export type Write = (bytes: Uint8Array) => Promise<void>;

/** Begins the answer. Once. */
export type Begin = (headers: Readonly<Record<string, string>>) => Write;

/** What is written ahead of the reader. */
const aheadBytesMax = 1 << 18;
const stallMsMax = 60_000;
/** A whole file over a slow line; after it, the place is for somebody else. */
const wholeMsMax = 30 * 60_000;

interface StreamedOptions {
  readonly log: Logger;
  /**
   * Closes the connection; false where there is none of our own. A stream that fails is no sign to the client: the HTTP adapter
   * would write the error into the body and end it as if it were whole.
   */
  readonly breakOff: () => boolean;
  /** How long a reader may take for `aheadBytesMax`. */
  readonly stallMs?: number;
  /** How long the whole may take to be read. */
  readonly wholeMs?: number;
}

export function streamedResponse(
  work: (begin: Begin) => Promise<void>,
  { log, breakOff, stallMs = stallMsMax, wholeMs = wholeMsMax }: StreamedOptions,
): Promise<Response> {
  const ahead = new ByteLengthQueuingStrategy({ highWaterMark: aheadBytesMax });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(undefined, ahead, ahead);
  const writer = writable.getWriter();
  // A reader that goes away is met at the next write.
  writer.closed.catch(() => undefined);
  const endsAtMs = performance.now() + wholeMs;
  const write: Write = async (bytes) => {
    await within(writer.ready, Math.max(0, Math.min(stallMs, endsAtMs - performance.now())));
    writer.write(bytes).catch(() => undefined);
  };
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    const begin: Begin = (headers) => {
      invariant(!hasBegun, 'an answer begins once');
      hasBegun = true;
      resolve(new Response(readable, { headers }));
      return write;
    };
    work(begin).then(
      () => {
        invariant(hasBegun, 'a file was begun');
        return writer.close().catch(() => undefined);
      },
      (cause: unknown) => {
        if (!hasBegun) return reject(cause);
        // Nothing is wrong when somebody closes a page; then there is no cause.
        if (cause === undefined) log.info('the reader of a file went away before its end');
        else log.warn({ err: cause }, 'a file was not written to its end');
        return breakOff() ? undefined : writer.abort(cause).catch(() => undefined);
      },
    );
  });
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the reader takes too long')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
