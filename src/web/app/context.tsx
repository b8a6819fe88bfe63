/** What every component may ask: language, messages, formats, session. One provider, one hook. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { SessionJson } from '#contract/endpoints/access.ts';
import type { Language, Localised } from '#core/kernel/text.ts';
import type { Messages } from '../messages/en.ts';
import { client, queryClient, sessionKey } from './api.ts';
import { makeFormat, type Format } from './format.ts';
import { loadMessages, rememberLanguage } from './language.ts';
import { sessionQuery } from './queries.ts';

export interface App {
  readonly language: Language;
  /** Chosen; its texts may still be on their way. */
  readonly languageWanted: Language;
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

interface Spoken {
  readonly language: Language;
  readonly messages: Messages;
}

export function AppProvider({ first, children }: { readonly first: Spoken; readonly children: ReactNode }) {
  // The router asks for the session; here it is only read.
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const [chosen, setChosen] = useState(first.language);
  const [spoken, setSpoken] = useState(first);
  const wanted = session?.account?.language ?? chosen;
  const { language, messages } = spoken;
  const hasAccount = session?.account !== undefined && session.account !== null;
  useEffect(() => {
    // The next visit begins in it, before the node has said whose it is.
    if (hasAccount) rememberLanguage(wanted);
    if (wanted === language) return undefined;
    let isWanted = true;
    const speak = (loaded: Messages) => {
      if (isWanted) setSpoken({ language: wanted, messages: loaded });
    };
    // Where the texts cannot be had, the page goes on in the language it has.
    loadMessages(wanted).then(speak, () => undefined);
    return () => {
      isWanted = false;
    };
  }, [wanted, language, hasAccount]);
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
      languageWanted: wanted,
      m: messages,
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
    [language, wanted, messages, timeZone, session],
  );
  return <AppContext value={app}>{children}</AppContext>;
}
