/**
 * One file from its publisher, asked for politely: only if it changed (ETag, If-Modified-Since), waiting when it says to,
 * following few redirects, and never more than a limit. Whole or not at all. The connection is a port; so is waiting.
 * Followed: RFC 9110 (conditional requests 13, redirection 15.4, Retry-After 10.2.3, Content-Length 8.6), RFC 6585 (429).
 */
import { Problem } from '#core/kernel/problem.ts';

export interface HttpAnswer {
  readonly status: number;
  header(name: string): string | null;
  /** Iterate once, or call `discard`. */
  readonly body: AsyncIterable<Uint8Array>;
  discard(): Promise<void>;
}

export interface HttpPort {
  /** One request, redirects not followed. May throw anything when there is no answer. */
  get(url: string, headers: Readonly<Record<string, string>>): Promise<HttpAnswer>;
  wait(milliseconds: number): Promise<void>;
  /** Milliseconds since 1970, for a Retry-After that is a date. */
  now(): number;
}

export interface FetchLimits {
  readonly bytesMax: number;
  readonly redirectsMax: number;
  readonly attemptsMax: number;
  /** Longer than this nobody is waited for: the next attempt is another day's. */
  readonly waitMaxMs: number;
}

export const usualLimits: FetchLimits = { bytesMax: 128 * 1024 ** 2, redirectsMax: 5, attemptsMax: 4, waitMaxMs: 60_000 };

/** What the publisher said of the file that is held. */
export interface HeldFile {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export type FetchedFile =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array; readonly etag: string | null; readonly lastModified: string | null };

/** @throws Problem source-unreachable (no answer, an answer that is none, too many redirects, too long to wait), file-truncated, file-too-large. */
export async function fetchFile(http: HttpPort, url: string, held: HeldFile, limits: FetchLimits = usualLimits): Promise<FetchedFile> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await followed(http, url, held, limits);
    const { status } = answer;
    if (status === 304) {
      await answer.discard();
      if (held.etag === null && held.lastModified === null) throw unreachable(url, 'it answered 304 to a question without a condition');
      return { kind: 'unchanged' };
    }
    if (status === 200) {
      const bytes = await wholeBody(answer, url, limits);
      return { kind: 'fetched', bytes, etag: answer.header('etag'), lastModified: answer.header('last-modified') };
    }
    await answer.discard();
    const isPassing = status === 429 || status >= 500;
    if (!isPassing || attempt >= limits.attemptsMax) throw unreachable(url, `it answered ${status}`, undefined, { status });
    const waitMs = retryAfterMs(answer.header('retry-after'), http.now()) ?? 1_000 * 2 ** (attempt - 1);
    if (waitMs > limits.waitMaxMs) throw unreachable(url, `it asks to wait ${Math.ceil(waitMs / 1_000)} seconds`, undefined, { waitMs });
    await http.wait(waitMs);
  }
}

async function followed(http: HttpPort, first: string, held: HeldFile, limits: FetchLimits): Promise<HttpAnswer> {
  // Packed answers have a length of their own, so that half of one could not be told from a whole.
  const headers: Record<string, string> = { accept: '*/*', 'accept-encoding': 'identity' };
  if (held.etag !== null) headers['if-none-match'] = held.etag;
  if (held.lastModified !== null) headers['if-modified-since'] = held.lastModified;
  let url = first;
  for (let redirects = 0; redirects <= limits.redirectsMax; redirects += 1) {
    const answer = await http.get(url, headers).catch((cause: unknown) => {
      throw unreachable(url, reasonOf(cause), cause);
    });
    const target = [301, 302, 303, 307, 308].includes(answer.status) ? answer.header('location') : null;
    if (target === null) return answer;
    await answer.discard();
    url = redirected(url, target);
  }
  throw unreachable(first, `it redirects more than ${limits.redirectsMax} times`);
}

/** What is asked for under TLS is never fetched without. */
function redirected(from: string, target: string): string {
  const next = URL.canParse(target, from) ? new URL(target, from) : null;
  const isAllowed = next !== null && (next.protocol === 'https:' || (next.protocol === 'http:' && from.startsWith('http:')));
  if (!isAllowed) throw unreachable(from, 'it redirects to an address that is not fetched');
  return next.href;
}

async function wholeBody(answer: HttpAnswer, url: string, limits: FetchLimits): Promise<Uint8Array> {
  // The length of what was packed all the same is not that of what comes out.
  const isPacked = (answer.header('content-encoding') ?? 'identity') !== 'identity';
  const said = Number((isPacked ? null : answer.header('content-length')) ?? Number.NaN);
  if (said > limits.bytesMax) {
    await answer.discard();
    throw tooLarge(url, limits);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of answer.body) {
      length += chunk.length;
      if (length > limits.bytesMax) throw tooLarge(url, limits);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw cutOff(url, length, cause);
  }
  if (!Number.isNaN(said) && said !== length) throw cutOff(url, length);
  return Buffer.concat(chunks, length);
}

/** Seconds, or a date of HTTP. */
export function retryAfterMs(text: string | null, now: number): number | undefined {
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function unreachable(
  url: string,
  reason: string,
  cause?: unknown,
  more: { readonly status?: number; readonly waitMs?: number } = {},
): Problem {
  const detail = `${url} gave no file: ${reason}. What is held stays; try again later, or hand in the file itself.`;
  return new Problem('source-unreachable', detail, { url, reason, ...more }, cause);
}

function cutOff(url: string, bytes: number, cause?: unknown): Problem {
  return new Problem(
    'file-truncated',
    `${url} broke off after ${bytes} bytes. What is held stays; try again later.`,
    { url, bytes },
    cause,
  );
}

function tooLarge(url: string, { bytesMax }: FetchLimits): Problem {
  const detail = `${url} sends more than ${Math.floor(bytesMax / 1024 ** 2)} MB, which this source never has. What is held stays.`;
  return new Problem('file-too-large', detail, { url, bytesMax });
}

function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message : 'no answer';
}
