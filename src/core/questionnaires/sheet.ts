/**
 * One sheet of answers: which questions its respondent is asked, and which he answered. A question that was not asked is skipped; one that
 * was asked and left open is unanswered, which everybody may. Without a schema, so that the page of a respondent can run it.
 */
import { Problem } from '../kernel/problem.ts';
import type { Answer, PackItem, QuestionnairePack } from './pack.ts';
import { scaleSteps } from './pack.ts';

/** By item. Absent: unanswered or skipped; which of the two, the pack says. */
export type Answers = Readonly<Record<string, Answer>>;

/** The items somebody with these answers is asked, in their order. What depends on a question that was not asked is not asked either. */
export function visibleItems({ items }: QuestionnairePack, answers: Answers): readonly PackItem[] {
  const given = new Map<string, Answer>();
  return items.filter((item) => {
    const { showWhen, id } = item;
    if (showWhen !== null) {
      const answer = given.get(showWhen.item);
      if (answer === undefined || !showWhen.answerIn.includes(answer)) return false;
    }
    const own = answerTo(answers, id);
    if (own !== undefined) given.set(id, own);
    return true;
  });
}

/** Undefined: unanswered or skipped. */
export function answerTo(answers: Answers, id: string): Answer | undefined {
  return Object.hasOwn(answers, id) ? answers[id] : undefined;
}

/** The items asked and left open. */
export function openItems(pack: QuestionnairePack, answers: Answers): readonly PackItem[] {
  return visibleItems(pack, answers).filter(({ id }) => answerTo(answers, id) === undefined);
}

/**
 * The answers to what was asked, and to nothing else: what somebody answered before he changed his mind, and so is no longer asked, is dropped.
 *
 * @throws Problem `request-invalid`: an item that is not in the pack, an answer that the item does not have, or no answer at all
 */
export function requireAnswers(pack: QuestionnairePack, given: Readonly<Record<string, unknown>>): Answers {
  const items = new Map(pack.items.map((item) => [item.id, item]));
  const answers = new Map<string, Answer>();
  for (const [id, answer] of Object.entries(given)) {
    const item = items.get(id);
    // What it was called is not repeated: it may be anything, an address too.
    if (item === undefined) throw new Problem('request-invalid', 'This questionnaire has no such question; load the page again.');
    if (!isAnswerOf(item, answer))
      throw new Problem('request-invalid', 'This question has no such answer; choose one of those shown.', { item: id });
    answers.set(id, answer);
  }
  const asked = new Set(visibleItems(pack, Object.fromEntries(answers)).map(({ id }) => id));
  const kept = [...answers].filter(([id]) => asked.has(id));
  if (kept.length === 0) throw new Problem('request-invalid', 'No question is answered; answer at least one, or close the page.');
  return Object.fromEntries(kept);
}

export function isAnswerOf(item: PackItem, answer: unknown): answer is Answer {
  if (item.kind === 'choice') return item.options.some(({ id }) => id === answer);
  return typeof answer === 'number' && Number.isInteger(answer) && answer >= 1 && answer <= scaleSteps;
}

/** Answers as a file of another tool has them, by number alone: of a choice the place of the option, from 1. What is none stays as it is, to be refused. */
export function answersByNumber({ items }: QuestionnairePack, given: Readonly<Record<string, number>>): Readonly<Record<string, Answer>> {
  const options = new Map(items.map((item) => [item.id, item.kind === 'choice' ? item.options : []]));
  return Object.fromEntries(Object.entries(given).map(([id, answer]) => [id, options.get(id)?.[answer - 1]?.id ?? answer]));
}
