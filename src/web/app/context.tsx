/** What every component may ask: language, messages, formats, session. One provider, one hook. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { SessionJson } from '#contract/endpoints/access.ts';
import type { Language, Localised } from '#core/kernel/text.ts';
import type { Messages } from '../messages/en.ts';
import { client, queryClient, sessionKey } from './api.ts';
import { makeFormat, type Format } from './format.ts';
import { browserLanguage, messagesOf, rememberLanguage } from './language.ts';
import { sessionQuery } from './queries.ts';

export interface App {
  readonly language: Language;
  readonly m: Messages;
  readonly f: Format;
  /** Text of the contract or the domain in the reader's language. */
  readonly t: (text: Localised) => string;
  readonly session: SessionJson | undefined;
  readonly chooseLanguage: (language: Language) => void;
}

const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp outside of AppProvider');
  return app;
}

export function AppProvider({ children }: { readonly children: ReactNode }) {
  // The router asks for the session; here it is only read.
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const [chosen, setChosen] = useState<Language>(browserLanguage);
  const language = session?.account?.language ?? chosen;
  const timeZone = session?.organisation.timeZone ?? 'Europe/Amsterdam';
  useEffect(() => {
    if (document.documentElement.lang === language) return;
    document.documentElement.lang = language;
    // What the node says in sentences, of files and of failures, is asked for anew.
    void queryClient.invalidateQueries({
      predicate: ({ queryKey: [first], state }) => first === 'import' || first === 'preview' || state.error !== null,
    });
  }, [language]);
  const app = useMemo<App>(
    () => ({
      language,
      m: messagesOf[language],
      f: makeFormat(language, timeZone),
      t: (text) => text[language],
      session,
      chooseLanguage: (next) => {
        rememberLanguage(next);
        setChosen(next);
        const account = session?.account ?? null;
        if (session === undefined || account === null) return;
        queryClient.setQueryData<SessionJson>(sessionKey, { ...session, account: { ...account, language: next } });
        // The page already speaks the chosen language; a failure only means the account forgets it.
        client.session.update({ body: { language: next } }).catch(() => undefined);
      },
    }),
    [language, timeZone, session],
  );
  return <AppContext value={app}>{children}</AppContext>;
}
