/** What people answered to one question: who, when and why, what was withdrawn, and where they disagree. */
import { useMutation } from '@tanstack/react-query';
import { access as accesses } from '#contract/define-endpoint.ts';
import type { MatchDecisionJson, QuestionDetail } from '#contract/endpoints/match-questions.ts';
import { client } from '../../app/api.ts';
import { useApp, type App } from '../../app/context.tsx';
import { forgetFindings } from '../../components/finding-work/work-bar.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { clauseWords } from './clause-words.ts';
import { forgetMatching } from './matching-queries.ts';

type Decision = MatchDecisionJson;

export function AnswerHistory({ decisions }: Pick<QuestionDetail, 'decisions'>) {
  const { m } = useApp();
  return (
    <Card title={m.matching.question.history}>
      {decisions.length === 0 ? <p className="text-soft">{m.matching.question.historyNone}</p> : null}
      <ol className="grid grid-cols-1 gap-4">
        {decisions.map((decision) => (
          <OneAnswer key={decision.id} decision={decision} />
        ))}
      </ol>
    </Card>
  );
}

/** The answer in words; one of a version says of which. */
function saidOf(decision: Decision, { m, language }: Pick<App, 'm' | 'language'>): string {
  const { historyIdentity, historyVersion, noVersion } = m.matching.question;
  const { answer, deviceVersion, clauseText } = decision;
  return answer === 'affected' || answer === 'not-affected'
    ? historyVersion[answer](deviceVersion ?? noVersion, clauseWords(clauseText ?? '', language))
    : historyIdentity[answer];
}

/** @param as within a list of its own: `div` */
export function OneAnswer({ decision, as: Element = 'li' }: { readonly decision: Decision; readonly as?: 'li' | 'div' }) {
  const app = useApp();
  const { m, f, session } = app;
  const { id, at, person, reason, origin, counts, withdrawnAt, withdrawnBy } = decision;
  const said = saidOf(decision, app);
  const withdraw = useMutation({
    mutationFn: () => client.matching.undo({ params: { id } }),
    onSuccess: () => Promise.all([forgetMatching(), forgetFindings()]),
  });
  const mayAnswer = accesses.work.roles.some((one) => one === session?.role);
  const about = [
    `${f.instant(at)} ${m.decisions.by(person ?? m.decisions.node)}`,
    ...(origin === 'file' ? [m.matching.question.fromFile] : []),
    ...(withdrawnAt === null && !counts ? [m.matching.question.replaced] : []),
  ];
  return (
    <Element className="grid grid-cols-1 gap-0.5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className={`flex-1 break-words ${withdrawnAt !== null ? 'text-soft line-through' : counts ? 'font-medium' : 'text-soft'}`}>
          {said}
        </span>
        {withdrawnAt !== null || !mayAnswer ? null : (
          <Button
            kind="quiet"
            isSmall
            disabled={withdraw.isPending}
            aria-label={m.matching.question.takeBackOf(said)}
            onClick={() => withdraw.mutate()}
          >
            {m.matching.question.takeBack}
          </Button>
        )}
      </div>
      <p className="text-small text-soft">{about.join(' · ')}</p>
      {reason === null ? null : <p className="max-w-[75ch] break-words whitespace-pre-line">{reason}</p>}
      {withdrawnAt === null ? null : (
        <p className="text-small text-soft">{m.decisions.withdrawn(withdrawnBy ?? m.decisions.node, f.instantDay(withdrawnAt))}</p>
      )}
      {withdraw.error === null ? null : <ProblemNotice error={withdraw.error} />}
    </Element>
  );
}

/** Two who disagree are told side by side; no date settles it. */
export function Conflict({ decisions }: Pick<QuestionDetail, 'decisions'>) {
  const app = useApp();
  const { m, f } = app;
  const counting = decisions.filter(({ kind, counts }) => kind === 'identity' && counts);
  return (
    <div className="rounded-md bg-worse-wash px-3 py-2">
      <p className="font-medium text-worse">{m.matching.question.conflict}</p>
      <ul>
        {counting.map((decision) => (
          <li key={decision.id}>
            {decision.person ?? m.decisions.node}: {saidOf(decision, app)}, {f.instantDay(decision.at)}
          </li>
        ))}
      </ul>
      <p className="text-small text-soft">{m.matching.question.conflictHelp}</p>
    </div>
  );
}
