/** Reads bytes that may be damaged, in pieces of a size: what was read, or the Problem that says why nothing was. */
import { isProblem } from '#core/kernel/problem.ts';
import { parseBytes, type ParsedFile } from './parse-file.ts';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** The Problem of the opening or of the parsing, and what was read. Any other error is thrown. */
export async function attempt(bytes: Uint8Array, size: number): Promise<{ code: string | undefined; parsed: ParsedFile | undefined }> {
  try {
    const parsed = await parseBytes(pieces(bytes, size), 'damaged');
    return { code: parsed.problem?.code, parsed };
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    return { code: cause.code, parsed: undefined };
  }
}
