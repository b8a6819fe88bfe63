/** Problem documents (RFC 9457) back into the `Problem` they were. */
import { Problem } from '#core/kernel/problem.ts';
import type { FetchResponse } from './client-types.ts';
export declare function problemOf(response: FetchResponse): Promise<Problem>;
/** @param text the body as received: a problem document, or whatever a proxy wrote. */
export declare function problemFromText(status: number, text: string): Problem;
