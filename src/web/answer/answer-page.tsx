/** What whoever is asked sees, from the link to the thanks. Answers are state of this component and stand nowhere else. */
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { textIn } from '#core/questionnaires/pack.ts';
import { Button } from '../ui/button.tsx';
import { languageName } from '../ui/language-name.ts';
import { Filling } from './filling.tsx';
import { placeOf, Refused, show, type FinishedTicket, type Place, type Shown } from './node-calls.ts';
import { Outside } from './outside.tsx';
import { forgetTicket, keyDigest, takeTicket } from './ticket.ts';
import { wordsEn, type Words } from './words-en.ts';
import { wordsNl } from './words-nl.ts';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'refused'; readonly cause: unknown }
  | { readonly kind: 'shown'; readonly shown: Shown }
  | { readonly kind: 'filling'; readonly shown: Shown; readonly ticket: FinishedTicket }
  | { readonly kind: 'thanks'; readonly shown: Shown };

const place = placeOf(location);

/** Before the questionnaire is there: of the two languages of this page. */
function firstLanguage(): string {
  return chooseLanguage(['en', 'nl']);
}

/** The first that the browser asks for, or the first of the questionnaire. */
function chooseLanguage(known: readonly string[]): string {
  const [first = 'en'] = known;
  for (const wanted of navigator.languages) {
    const tag = known.find((one) => wanted.toLowerCase().split('-')[0] === one.toLowerCase().split('-')[0]);
    if (tag !== undefined) return tag;
  }
  return first;
}

export function AnswerPage() {
  const [language, setLanguage] = useState(firstLanguage);
  const [state, setState] = useState<State>({ kind: 'loading' });
  const words = language === 'nl' ? wordsNl : wordsEn;
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = words.tab;
  }, [language, words]);
  const load = useCallback((asked: Place, wanted: string) => {
    show(asked, wanted).then(
      (shown) => {
        setLanguage((chosen) => (shown.pack.languages.includes(chosen) ? chosen : chooseLanguage(shown.pack.languages)));
        setState({ kind: 'shown', shown });
      },
      (cause: unknown) => setState({ kind: 'refused', cause }),
    );
  }, []);
  // Once: a change of language asks for nothing anew, the pack has all languages that the round asks in.
  useEffect(() => {
    if (place !== null && isSecureContext) load(place, firstLanguage());
  }, [load]);
  const loadAgain = (asked: Place) => {
    setState({ kind: 'loading' });
    load(asked, language);
  };

  // Another link pasted into the same window changes nothing but what stands behind the #.
  useEffect(() => {
    const begin = () => location.reload();
    addEventListener('hashchange', begin);
    return () => removeEventListener('hashchange', begin);
  }, []);

  if (place === null) return <Outside title={words.incompleteTitle} text={words.incompleteText} />;
  if (!isSecureContext) return <Outside title={words.insecureTitle} text={words.insecureText} />;
  if (state.kind === 'loading') return <Outside text={words.loading} />;
  if (state.kind === 'refused') return <Refusal cause={state.cause} words={words} onAgain={() => loadAgain(place)} />;
  const { shown } = state;
  const languages = <Languages shown={shown} language={language} words={words} onChoose={setLanguage} />;
  if (state.kind === 'thanks') return <Outside title={words.thanksTitle} text={words.thanksText} isDone />;
  if (state.kind === 'filling')
    return (
      <Filling
        {...{ place, shown, language, words, languages }}
        ticket={state.ticket}
        onDone={() => {
          void forgetTicket(place);
          history.replaceState(null, '', location.pathname);
          setState({ kind: 'thanks', shown });
        }}
      />
    );
  return (
    <Introduction
      {...{ place, shown, language, words, languages }}
      onTicket={(ticket) => setState({ kind: 'filling', shown, ticket })}
      onRefused={(cause) => setState({ kind: 'refused', cause })}
    />
  );
}

interface IntroductionProps {
  readonly place: Place;
  readonly shown: Shown;
  readonly language: string;
  readonly words: Words;
  readonly languages: ReactNode;
  readonly onTicket: (ticket: FinishedTicket) => void;
  readonly onRefused: (cause: Refused) => void;
}

function Introduction({ place: asked, shown, language, words, languages, onTicket, onRefused }: IntroductionProps) {
  const [progress, setProgress] = useState<'none' | 'taking' | 'offline'>('none');
  const { pack } = shown;
  const digest = useKeyDigest(shown.publicKey);
  const begin = () => {
    setProgress('taking');
    takeTicket(asked, shown, language).then(onTicket, (cause: unknown) => {
      if (cause instanceof Refused) onRefused(cause);
      else setProgress('offline');
    });
  };
  return (
    <main className="mx-auto grid w-full max-w-[36rem] gap-5 px-4 py-6 sm:py-10">
      <div className="flex items-center justify-between gap-4 text-small text-soft">
        <span>{shown.organisation}</span>
        {languages}
      </div>
      <h1 lang={language} className="text-[1.75rem] leading-tight font-semibold tracking-[-0.02em]">
        {textIn(pack, pack.title, language)}
      </h1>
      <p lang={language} className="text-lead whitespace-pre-line">
        {textIn(pack, pack.introduction, language)}
      </p>
      <ul className="grid gap-1 text-soft">
        <li>
          {words.questions(pack.items.length)} · {words.until(dayText(shown.closesOn, language))}
        </li>
        <li>{shown.groupName === '' ? words.countsInAll : words.countsIn(shown.groupName)}</li>
      </ul>
      <p lang={language} className="whitespace-pre-line">
        {textIn(pack, pack.consent, language)}
      </p>
      <details className="rounded-lg border border-line bg-card px-4 py-3">
        <summary className="min-h-6 font-medium">{words.anonymous}</summary>
        <ul className="mt-2 grid list-disc gap-2 ps-5">
          {words.anonymousItems.map((item) => (
            <li key={item}>{item}</li>
          ))}
          <li>
            {words.keyIs} <code>{digest}</code>
          </li>
        </ul>
      </details>
      {progress === 'offline' ? (
        <p role="alert" className="rounded-lg border border-worse/40 bg-worse-wash px-4 py-3">
          {words.offlineBegin}
        </p>
      ) : null}
      <div className="grid gap-2">
        <Button kind="main" className="min-h-12 text-lead" disabled={progress === 'taking'} onClick={begin}>
          {progress === 'taking' ? words.beginning : progress === 'offline' ? words.again : words.begin}
        </Button>
        <p className="text-center text-small text-soft">{words.beginNote}</p>
      </div>
    </main>
  );
}

/** Empty until it is worked out. */
function useKeyDigest(publicKey: string): string {
  const [digest, setDigest] = useState('');
  useEffect(() => {
    void keyDigest(publicKey).then(setDigest);
  }, [publicKey]);
  return digest;
}

function Refusal({ cause, words, onAgain }: { readonly cause: unknown; readonly words: Words; readonly onAgain: () => void }) {
  if (!(cause instanceof Refused)) {
    return (
      <Outside title={words.offlineTitle} text={words.offlineBegin}>
        <Button onClick={onAgain}>{words.again}</Button>
      </Outside>
    );
  }
  if (cause.reason === 'used') return <Outside title={words.usedTitle} text={words.usedText} />;
  if (cause.reason === 'closed') return <Outside title={words.closedTitle} text={words.closedText} />;
  if (cause.reason === 'not-begun') return <Outside title={words.notBegunTitle} text={words.notBegunText} />;
  return <Outside title={words.fault} text={cause.message} />;
}

interface LanguagesProps {
  readonly shown: Shown;
  readonly language: string;
  readonly words: Words;
  readonly onChoose: (language: string) => void;
}

function Languages({ shown: { pack }, language, words, onChoose }: LanguagesProps) {
  if (pack.languages.length < 2) return null;
  return (
    <div role="group" aria-label={words.language} className="flex flex-wrap gap-1">
      {pack.languages.map((tag) => (
        <button
          key={tag}
          type="button"
          lang={tag}
          aria-pressed={tag === language}
          onClick={() => onChoose(tag)}
          className="min-h-9 rounded-md px-2.5 text-small font-medium text-soft hover:bg-wash aria-pressed:bg-accent-wash aria-pressed:text-ink"
        >
          {languageName(tag)}
        </button>
      ))}
    </div>
  );
}

function dayText(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(day));
}
