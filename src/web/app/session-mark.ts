/** Whether this browser holds a session, as far as a page can tell: the node sets a mark beside its cookie. */
import { sessionMark } from '#contract/session-mark.ts';

export function mayBeSignedIn(cookies: string = document.cookie): boolean {
  return cookies.split(/;\s*/).some((cookie) => cookie.startsWith(`${sessionMark}=`) && cookie.length > sessionMark.length + 1);
}

/** The node said that nobody is signed in: the session ended without a word to this browser. */
export function forgetMark(): void {
  document.cookie = `${sessionMark}=; Path=/; Max-Age=0`;
}
