/** Streamed bodies: their bytes, and the server-sent events (WHATWG HTML, 9.2.6) in them, of which only `data` is read. */

interface BytesReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>;
  cancel(): Promise<void>;
}

/** @param body a web stream of bytes, as `fetch` gives it; null when there was none. */
export async function* eventData(body: unknown): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let pending = '';
  for await (const piece of bodyPieces(body)) {
    const blocks = (pending + decoder.decode(piece, { stream: true })).split(/\r\n\r\n|\n\n|\r\r/);
    // An event that is not closed by an empty line is not complete and is dropped at the end.
    pending = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = dataOf(block);
      if (data !== undefined) yield data;
    }
  }
}

/** The bytes as they come; who stops reading lets go of the rest. @param body as above */
export async function* bodyPieces(body: unknown): AsyncGenerator<Uint8Array, void, undefined> {
  if (body === null || body === undefined) return;
  const reader = (body as { getReader(): BytesReader }).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (value !== undefined) yield value;
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function dataOf(block: string): string | undefined {
  const lines = block
    .split(/\r\n|\n|\r/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).replace(/^ /, ''));
  return lines.length === 0 ? undefined : lines.join('\n');
}
