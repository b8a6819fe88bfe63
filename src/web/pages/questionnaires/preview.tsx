/** A pack as whoever is asked sees it, question after question, with what depends on an answer. Nothing of it is kept. */
import { useState } from 'react';
import { textIn, type QuestionnairePack } from '#core/questionnaires/pack.ts';
import { visibleItems, type Answers } from '#core/questionnaires/sheet.ts';
import { Question } from '../../answer/question.tsx';
import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';

export function Preview({ pack, language }: { readonly pack: QuestionnairePack; readonly language: string }) {
  const { m } = useApp();
  const words = m.questionnaires;
  const [answers, setAnswers] = useState<Answers>({});
  const [step, setStep] = useState(0);
  const items = visibleItems(pack, answers);
  const place = Math.min(step, items.length - 1);
  const item = items[place];
  return (
    <section
      aria-label={words.preview}
      className="mx-auto grid w-full max-w-[24.5rem] gap-4 rounded-[1.5rem] border border-edge bg-paper p-5"
    >
      {step === 0 && Object.keys(answers).length === 0 ? (
        <div lang={language} className="grid gap-2 border-b border-line pb-4">
          <p className="text-title font-semibold">{textIn(pack, pack.title, language)}</p>
          <p>{textIn(pack, pack.introduction, language)}</p>
          <p className="text-small text-soft">{textIn(pack, pack.consent, language)}</p>
        </div>
      ) : null}
      <p className="text-small text-soft">{words.step(place + 1, items.length)}</p>
      {item === undefined ? null : (
        <Question
          key={item.id}
          {...{ pack, item, language }}
          answer={answers[item.id]}
          onAnswer={(answer) => setAnswers({ ...answers, [item.id]: answer })}
          takesFocus={false}
        />
      )}
      <div className="flex gap-2">
        <Button disabled={place === 0} onClick={() => setStep(place - 1)}>
          {words.back}
        </Button>
        <Button kind="main" disabled={place >= items.length - 1} onClick={() => setStep(place + 1)}>
          {words.forth}
        </Button>
      </div>
    </section>
  );
}
