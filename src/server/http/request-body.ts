/** The bytes of a request that hands in a file, as they come. */
export async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  if (request.body === null) return;
  yield* request.body as unknown as AsyncIterable<Uint8Array>;
}
