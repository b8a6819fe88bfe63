/**
 * Question after question, back and forth by buttons or by the browser's own "back", and at the end one look before handing in. Without a
 * connection nothing is lost: the page keeps the answers and tries again when there is one.
 */
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Answer } from '#core/questionnaires/pack.ts';
import { openItems, visibleItems, type Answers } from '#core/questionnaires/sheet.ts';
import { Button } from '../ui/button.tsx';
import { takeFocus } from '../ui/take-focus.ts';
import { handIn, Refused, type FinishedTicket, type Place, type Shown } from './node-calls.ts';
import { Question } from './question.tsx';
import type { Words } from './words-en.ts';

interface FillingProps {
  readonly place: Place;
  readonly shown: Shown;
  readonly ticket: FinishedTicket;
  readonly language: string;
  readonly words: Words;
  readonly languages: ReactNode;
  readonly onDone: () => void;
}

export function Filling({ place, shown, ticket, language, words, languages, onDone }: FillingProps) {
  const { pack } = shown;
  const [answers, setAnswers] = useState<Answers>({});
  const { step, go, goBack } = useSteps();
  const items = visibleItems(pack, answers);
  const item = items[step];
  useStayWarning(Object.keys(answers).length > 0);
  const answered = Math.min(step, items.length);
  const give = (id: string, answer: Answer) => setAnswers((known) => ({ ...known, [id]: answer }));
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[36rem] flex-col gap-5 px-4 py-4 sm:py-8">
      <div className="grid gap-2">
        <div className="flex items-center justify-between gap-4 text-small text-soft">
          <p aria-live="polite">{item === undefined ? words.reviewEnd : words.step(step + 1, items.length)}</p>
          {languages}
        </div>
        <div className="h-1.5 overflow-hidden rounded-full bg-band" aria-hidden="true">
          <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${(100 * answered) / items.length}%` }} />
        </div>
      </div>
      {item === undefined ? (
        <Review {...{ shown, ticket, place, answers, language, words, onDone }} onOpen={(index) => go(index)} onBack={goBack} />
      ) : (
        <form
          className="flex flex-1 flex-col gap-6"
          onSubmit={(event) => {
            event.preventDefault();
            go(step + 1);
          }}
        >
          <Question
            key={item.id}
            {...{ pack, item, language }}
            answer={answers[item.id]}
            onAnswer={(answer) => give(item.id, answer)}
            takesFocus={step > 0}
          />
          <div className="sticky bottom-0 mt-auto flex gap-3 bg-paper py-3">
            {step === 0 ? null : (
              <Button className="min-h-12 flex-1" onClick={goBack}>
                {words.back}
              </Button>
            )}
            <Button kind={answers[item.id] === undefined ? 'plain' : 'main'} type="submit" className="min-h-12 flex-[2] text-lead">
              {answers[item.id] === undefined ? words.leaveOpen : words.next}
            </Button>
          </div>
        </form>
      )}
    </main>
  );
}

/** Each step is one in the history of the browser: a thumb on "back" goes one question back, and not away. */
function useSteps() {
  const [step, setStep] = useState(0);
  useEffect(() => {
    history.replaceState({ step: 0 }, '');
    const take = ({ state }: PopStateEvent) => {
      const found = (state as { readonly step?: unknown } | null)?.step;
      if (typeof found === 'number') setStep(found);
    };
    addEventListener('popstate', take);
    return () => removeEventListener('popstate', take);
  }, []);
  const go = useCallback((next: number) => {
    history.pushState({ step: next }, '');
    setStep(next);
    scrollTo({ top: 0 });
  }, []);
  const goBack = useCallback(() => history.back(), []);
  return { step, go, goBack };
}

/** Closing the page would lose what was answered: the browser asks first. */
function useStayWarning(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isNeeded]);
}

interface ReviewProps {
  readonly place: Place;
  readonly shown: Shown;
  readonly ticket: FinishedTicket;
  readonly answers: Answers;
  readonly language: string;
  readonly words: Words;
  readonly onDone: () => void;
  readonly onOpen: (index: number) => void;
  readonly onBack: () => void;
}

type Sending = { readonly kind: 'none' | 'sending' | 'offline' } | { readonly kind: 'refused'; readonly text: string };

function Review({ place, shown, ticket, answers, language, words, onDone, onOpen, onBack }: ReviewProps) {
  const { pack, groupId } = shown;
  const [sending, setSending] = useState<Sending>({ kind: 'none' });
  /** A request went out whose answer never came: the node may have taken it. */
  const wasSent = useRef(false);
  const items = visibleItems(pack, answers);
  const open = openItems(pack, answers);
  const isEmpty = open.length === items.length;
  const send = useCallback(() => {
    setSending({ kind: 'sending' });
    const asked = new Set(visibleItems(pack, answers).map(({ id }) => id));
    const sheet = Object.fromEntries(Object.entries(answers).filter(([id]) => asked.has(id)));
    handIn(place, language, { ...ticket, groupId, answers: sheet }).then(onDone, (cause: unknown) => {
      if (!(cause instanceof Refused)) {
        wasSent.current = true;
        setSending({ kind: 'offline' });
      } else if (cause.reason === 'spent' && wasSent.current) onDone();
      else setSending({ kind: 'refused', text: cause.message });
    });
  }, [place, language, ticket, groupId, pack, answers, onDone]);
  const isOffline = sending.kind === 'offline';
  useEffect(() => {
    if (!isOffline) return undefined;
    addEventListener('online', send);
    return () => removeEventListener('online', send);
  }, [isOffline, send]);
  return (
    <div className="flex flex-1 flex-col gap-4">
      <h1 ref={takeFocus} tabIndex={-1} className="text-title font-semibold tracking-[-0.01em] outline-none">
        {words.reviewTitle}
      </h1>
      <p className="text-lead">{isEmpty ? words.reviewNone : open.length === 0 ? words.reviewAll : words.reviewOpen(open.length)}</p>
      {open.length === 0 ? null : (
        <ul className="grid gap-1">
          {open.map((item) => (
            <li key={item.id}>
              <button
                type="button"
                lang={language}
                className="min-h-10 text-start underline decoration-edge underline-offset-3 hover:text-accent"
                onClick={() => onOpen(items.findIndex(({ id }) => id === item.id))}
              >
                {item.text[language] ?? item.text[pack.languages[0] ?? '']}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="text-soft">{words.reviewOnce}</p>
      {isOffline ? <Notice title={words.offlineTitle} text={words.offlineText} /> : null}
      {sending.kind === 'refused' ? <Notice title={words.fault} text={sending.text} /> : null}
      <div className="sticky bottom-0 mt-auto flex gap-3 bg-paper py-3">
        <Button className="min-h-12 flex-1" onClick={onBack}>
          {words.back}
        </Button>
        <Button kind="main" className="min-h-12 flex-[2] text-lead" disabled={isEmpty || sending.kind === 'sending'} onClick={send}>
          {sending.kind === 'sending' ? words.handingIn : isOffline ? words.again : words.handIn}
        </Button>
      </div>
    </div>
  );
}

function Notice({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div role="alert" className="rounded-lg border border-worse/40 bg-worse-wash px-4 py-3">
      <p className="font-medium">{title}</p>
      <p>{text}</p>
    </div>
  );
}
