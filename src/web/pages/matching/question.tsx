/** One question explained: both names with what was found in them, the answer, the way from document to device, and what was advised. */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { QuestionDetail } from '#contract/endpoints/match-questions.ts';
import { isProblem } from '#core/kernel/problem.ts';
import { mendEncoding } from '#core/matching/text.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { AreaField } from '../../ui/field.tsx';
import { isWebAddress } from '../advisories/advisory-summary.ts';
import { useAnswerKeys, type Answer } from './answer-keys.ts';
import { foundWords, partsOfName } from './mark-words.ts';
import { questionQuery } from './matching-queries.ts';
import { AnswerHistory, Conflict } from './question-answers.tsx';
import { deviceText, Gravity, Likeness, StandingMark, StatusCounts } from './question-parts.tsx';
import { AnswerButtons } from './question-row.tsx';
import { QuestionTree } from './question-tree.tsx';
import type { TreeVersion } from './tree-model.ts';
import { useAnswers, type Answers } from './use-answers.tsx';
import { VersionDialog } from './version-dialog.tsx';

export function QuestionPage({ params }: PageProps<'/matching/$id'>): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(questionQuery(params.id));
  const answers = useAnswers();
  const crumb = <PageLink to="/matching">{m.matching.question.crumb}</PageLink>;
  if (error !== null) {
    const says = isProblem(error) && error.code === 'not-found' ? m.matching.question.gone : undefined;
    return (
      <PageFrame title={m.matching.one} crumb={crumb}>
        {answers.notice}
        <ProblemNotice error={error} says={says} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  return (
    <PageFrame title={m.matching.question.title(deviceText(data))} crumb={crumb} beside={<StandingMark answer={data.answer} />}>
      <div className="sticky top-14 z-1 empty:hidden md:top-2">{answers.notice}</div>
      <Detail question={data} answers={answers} />
    </PageFrame>
  );
}

function Detail({ question, answers }: { readonly question: QuestionDetail; readonly answers: Answers }) {
  const { m } = useApp();
  const [asked, setAsked] = useState<TreeVersion | null>(null);
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="grid min-w-0 grid-cols-1 gap-4">
        {question.answer === 'conflict' ? <Conflict decisions={question.decisions} /> : null}
        <Names question={question} answers={answers} />
        <QuestionTree tree={question.tree} band={m.matching.bandsLong[question.band]} onVersion={answers.mayAnswer ? setAsked : null} />
      </div>
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <AnswerHistory decisions={question.decisions} />
        <Flaws tree={question.tree} />
        <Remediations tree={question.tree} />
      </div>
      {asked === null ? null : (
        <VersionDialog questionId={question.id} version={asked} onAnswer={answers.answerVersion} onClose={() => setAsked(null)} />
      )}
    </div>
  );
}

/** Both names beside each other, then the answer. */
function Names({ question, answers }: { readonly question: QuestionDetail; readonly answers: Answers }) {
  const { m } = useApp();
  const { device, product, tree } = question;
  const best = tree.toSorted((left, right) => (right.probability ?? 0) - (left.probability ?? 0))[0];
  const found = foundWords(best?.reasons ?? []);
  return (
    <Card title={m.matching.question.names}>
      <dl className="grid grid-cols-1 gap-3 md:grid-cols-2">
        <Name label={m.matching.device} vendor={device.vendor} name={device.model} found={found.device} />
        <Name label={m.matching.product} vendor={product.vendor} name={product.name} found={found.product} />
      </dl>
      <p className="mt-1 mb-3 text-small text-soft">{m.matching.question.markHelp}</p>
      <Facts
        rows={[
          [m.matching.sameAs, <Likeness key="likeness" question={question} />],
          [m.matching.here, <StatusCounts key="counts" assets={question.assets} isInLine />],
          [m.matching.weight, <Gravity key="gravity" question={question} />],
        ]}
      />
      {device.modelId === null ? null : (
        <p className="mt-2 text-small">
          <PageLink to="/models/$id" params={{ id: device.modelId }}>
            {m.matching.question.model}
          </PageLink>
        </p>
      )}
      {answers.mayAnswer ? <YourAnswer question={question} answers={answers} /> : null}
    </Card>
  );
}

interface NameProps {
  readonly label: string;
  readonly vendor: string | null;
  readonly name: string;
  readonly found: ReadonlySet<string>;
}

function Name({ label, vendor, name, found }: NameProps) {
  const { m } = useApp();
  return (
    <div className="min-w-0">
      <dt className="text-small text-soft">{label}</dt>
      <dd className="break-words">
        <span className="text-lead">
          {partsOfName(mendEncoding(name), found).map(({ at, text, isFound }) =>
            isFound ? (
              <mark key={at} className="bg-transparent font-semibold text-ink underline decoration-accent decoration-2 underline-offset-4">
                {text}
              </mark>
            ) : (
              text
            ),
          )}
        </span>
        <span className="block text-small text-soft">{vendor === null ? m.matching.vendorMissing : mendEncoding(vendor)}</span>
      </dd>
    </div>
  );
}

const reasonMost = 2_000;

function YourAnswer({ question, answers }: { readonly question: QuestionDetail; readonly answers: Answers }) {
  const { m } = useApp();
  const [reason, setReason] = useState('');
  const say = (answer: Answer) => {
    if (answers.isBusy) return;
    answers.answer(question, answer, reason.trim() === '' ? null : reason.trim());
    setReason('');
  };
  useAnswerKeys(true, (act) => {
    if (act === 'undo') return answers.undoLast();
    say(act);
    return true;
  });
  return (
    <div className="no-print mt-4 grid gap-3 border-t border-line pt-4" role="group" aria-label={m.matching.question.yours}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <AnswerButtons question={question} onAnswer={say} />
        <p className="text-small text-soft max-md:hidden">{m.matching.question.keysLine}</p>
      </div>
      <details>
        <summary className="text-small text-soft">{m.matching.question.withReason}</summary>
        <div className="mt-2">
          <AreaField
            label={m.matching.question.reason}
            help={m.matching.question.reasonHelp}
            value={reason}
            rows={2}
            maxLength={reasonMost}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      </details>
      <p className="text-small text-soft">{m.matching.question.holds}</p>
    </div>
  );
}

/** Flaws of all documents together, each once, the gravest first. */
function Flaws({ tree }: Pick<QuestionDetail, 'tree'>) {
  const { m, f } = useApp();
  const flaws = [...new Map(tree.flatMap((document) => document.flaws.map((flaw) => [flaw.cveId ?? flaw.title ?? '', flaw]))).values()];
  return (
    <Card title={m.matching.question.flaws}>
      {flaws.length === 0 ? <p className="text-soft">{m.matching.question.flawsNone}</p> : null}
      <ul className="grid grid-cols-1 gap-2.5">
        {flaws
          .toSorted((left, right) => (right.scoreMax ?? 0) - (left.scoreMax ?? 0))
          .map(({ cveId, title, scoreMax, kev }) => (
            <li key={cveId ?? title}>
              <span className="font-medium">{cveId ?? title ?? '–'}</span>{' '}
              <span className="text-small">
                {scoreMax === null ? <span className="text-soft">{m.matching.noScore}</span> : `CVSS ${f.score(scoreMax)}`}
                {kev === true ? <span className="font-medium text-worse"> · {m.matching.exploited}</span> : null}
                {kev === false ? <span className="text-soft"> · {m.matching.notExploited}</span> : null}
              </span>
              {cveId === null || title === null || title === cveId ? null : (
                <span className="block text-small break-words text-soft">{title}</span>
              )}
              {cveId === null ? null : (
                <PageLink
                  to="/findings"
                  search={{ filter: printFilter({ op: 'eq', field: 'cveId', value: cveId }) }}
                  label={m.matching.question.toFindingsOf(cveId)}
                  className="block text-small"
                >
                  {m.matching.question.toFindings}
                </PageLink>
              )}
            </li>
          ))}
      </ul>
      {flaws.some(({ cveId, kev }) => cveId !== null && kev === null) ? (
        <p className="mt-2.5 text-small text-soft">{m.matching.exploitedUnknown}</p>
      ) : null}
    </Card>
  );
}

/** What the documents advise for these products, each once. */
function Remediations({ tree }: Pick<QuestionDetail, 'tree'>) {
  const { m } = useApp();
  const advised = new Map(
    tree.flatMap((document) =>
      document.remediations.map(
        (one) => [`${one.category} ${one.details} ${one.url}`, { ...one, documentId: document.documentId }] as const,
      ),
    ),
  );
  return (
    <Card title={m.matching.question.remediations}>
      {advised.size === 0 ? <p className="text-soft">{m.matching.question.remediationsNone}</p> : null}
      <ul className="grid grid-cols-1 gap-3">
        {[...advised].map(([key, { category, details, url, documentId }]) => (
          <li key={key} className="[overflow-wrap:anywhere] whitespace-pre-line">
            <span className="block text-small text-soft">
              {m.advisories.categories[category] ?? category}, {documentId}
            </span>
            {details === url ? null : details}
            {isWebAddress(url) ? (
              <a href={url} rel="noreferrer noopener" target="_blank" className="block break-all">
                {url}
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
