/** The one client of the pages: same origin, session cookie, the session's csrf token with every change. */
import { QueryClient } from '@tanstack/react-query';
import type { SessionJson } from '#contract/endpoints/access.ts';
export declare const sessionKey: readonly ['session'];
/** Called when the node says that nobody is signed in (any more). */
export declare function onSignedOut(listener: () => void): void;
export declare const queryClient: QueryClient;
export declare function currentSession(): SessionJson | undefined;
export declare const client: import('#sdk/client-types.ts').Client;
