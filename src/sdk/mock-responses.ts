/** Answers of no network, in the part of `Response` that the client reads. */
import type { FetchResponse } from './client-types.ts';

export function jsonResponse(status: number, value: unknown): FetchResponse {
  return textResponse(status, JSON.stringify(value));
}

export function textResponse(status: number, text: string): FetchResponse {
  return {
    ok: status < 400,
    status,
    headers: { get: () => null },
    body: null,
    json: async () => JSON.parse(text) as unknown,
    text: async () => text,
  };
}

/** Server-sent events, all at once. */
export function eventsResponse(status: number, events: readonly unknown[]): FetchResponse {
  return bytesResponse(status, new TextEncoder().encode(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')));
}

/** A streamed body that comes in one piece. */
export function bytesResponse(status: number, bytes: Uint8Array): FetchResponse {
  const chunks = [bytes];
  const reader = {
    read: async () => {
      const value = chunks.shift();
      return value === undefined ? { done: true } : { done: false, value };
    },
    cancel: async () => undefined,
  };
  return { ...textResponse(status, ''), body: { getReader: () => reader } };
}
