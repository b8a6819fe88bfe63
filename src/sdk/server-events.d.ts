/** Server-sent events (WHATWG HTML, 9.2.6) out of a streamed body: only `data` is read, comments and other fields are skipped. */
/** @param body a web stream of bytes, as `fetch` gives it; null when there was none. */
export declare function eventData(body: unknown): AsyncGenerator<string, void, undefined>;
