/** Answering questions: what was said last can be taken back, one after the other, by key or button. */
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { access as accesses } from '#contract/define-endpoint.ts';
import type { QuestionJson } from '#contract/endpoints/match-questions.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { DoneNotice, forgetFindings, type Done } from '../../components/finding-work/work-bar.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import type { Answer } from './answer-keys.ts';
import { clauseWords } from './clause-words.ts';
import { forgetMatching } from './matching-queries.ts';
import { deviceText, productText } from './question-parts.tsx';

type Named = Pick<QuestionJson, 'id' | 'device' | 'product'>;

export interface VersionAnswer {
  readonly questionId: string;
  readonly clauseText: string;
  readonly deviceVersion: string | null;
  readonly answer: 'affected' | 'not-affected';
  readonly reason: string | null;
}

interface Said {
  readonly question: Named;
  readonly answer: Answer;
  readonly reason: string | null;
}

export interface Answers {
  readonly mayAnswer: boolean;
  readonly answer: (question: Named, answer: Answer, reason?: string | null) => void;
  /** Fails with the problem, for whoever asked to show. */
  readonly answerVersion: (answer: VersionAnswer) => Promise<void>;
  /** False: nothing was said on this page that could be taken back. */
  readonly undoLast: () => boolean;
  /** Questions whose answer is on its way. */
  readonly leaving: ReadonlySet<string>;
  readonly isBusy: boolean;
  /** What was done last with its undo, or what went wrong. */
  readonly notice: ReactNode;
}

/** What is ours and affected becomes findings, which lists and figures count. */
async function forgetAll(): Promise<void> {
  await Promise.all([forgetMatching(), forgetFindings()]);
}

export function useAnswers(): Answers {
  const { m, session, language } = useApp();
  const [said, setSaid] = useState<readonly Done[]>([]);
  const [told, setTold] = useState<Done | null>(null);
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());
  const remember = (done: Done) => {
    setSaid((before) => [...before, done]);
    setTold(done);
    return forgetAll();
  };
  const identity = useMutation({
    mutationFn: ({ question, answer, reason }: Said) =>
      client.matching.decide({ body: { kind: 'identity', questionId: question.id, answer, reason } }),
    onMutate: ({ question }) => setLeaving((before) => new Set([...before, question.id])),
    // The row stays away until the list has come anew.
    onSuccess: ({ decisionId }, { question, answer }) =>
      remember({ text: m.matching.done[answer](productText(question), deviceText(question)), batchId: decisionId }),
    onSettled: (_, __, { question }) => setLeaving((before) => new Set([...before].filter((id) => id !== question.id))),
  });
  const answerVersion = async (body: VersionAnswer) => {
    const { decisionId } = await client.matching.decide({ body: { kind: 'version', ...body } });
    const { answer, deviceVersion, clauseText } = body;
    const text = m.matching.question.versionDone[answer](deviceVersion ?? m.matching.question.noVersion, clauseWords(clauseText, language));
    await remember({ text, batchId: decisionId });
  };
  const takeBack = async (id: string): Promise<Done> => {
    await client.matching.undo({ params: { id } });
    setSaid((before) => before.filter(({ batchId }) => batchId !== id));
    await forgetAll();
    return { text: m.matching.undone, batchId: null };
  };
  const undo = useMutation({ mutationFn: takeBack, onSuccess: setTold });
  const error = identity.error ?? undo.error;
  return {
    mayAnswer: accesses.work.roles.some((one) => one === session?.role),
    answer: (question, answer, reason = null) => identity.mutate({ question, answer, reason }),
    answerVersion,
    undoLast: () => {
      const last = said.at(-1)?.batchId ?? null;
      if (last === null || undo.isPending) return false;
      undo.mutate(last);
      return true;
    },
    leaving,
    isBusy: identity.isPending,
    notice: (
      <>
        {error === null ? null : <ProblemNotice error={error} />}
        {told === null ? null : <DoneNotice done={told} undo={takeBack} onDone={setTold} />}
      </>
    ),
  };
}
