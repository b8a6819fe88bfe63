/** Server-sent events (WHATWG HTML, 9.2.6) out of a streamed body: only `data` is read, comments and other fields are skipped. */
/** @param body a web stream of bytes, as `fetch` gives it; null when there was none. */
export async function* eventData(body) {
  if (body === null || body === undefined) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      pending += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const blocks = pending.split(/\r\n\r\n|\n\n|\r\r/);
      // An event that is not closed by an empty line is not complete and is dropped at the end.
      pending = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = dataOf(block);
        if (data !== undefined) yield data;
      }
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
function dataOf(block) {
  const lines = block
    .split(/\r\n|\n|\r/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).replace(/^ /, ''));
  return lines.length === 0 ? undefined : lines.join('\n');
}
//# sourceMappingURL=server-events.js.map
