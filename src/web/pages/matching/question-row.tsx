/** One question in the list: the two names to be compared, how sure, how many devices, how grave, and the answers. */
import type { QuestionJson } from '#contract/endpoints/match-questions.ts';
import { mendEncoding } from '#core/matching/text.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { Button } from '../../ui/button.tsx';
import type { Answer } from './answer-keys.ts';
import { deviceText, Gravity, Likeness, productText, StandingMark, StatusCounts } from './question-parts.tsx';

const columns = 'lg:grid lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_8.5rem_10rem_10.5rem] lg:gap-x-4';

/** Only for the eyes: each cell says its own name to a screen reader. */
export function QuestionHead() {
  const { m } = useApp();
  return (
    <div aria-hidden="true" className={`hidden border-b border-line px-4 py-1.5 text-small font-medium text-soft ${columns}`}>
      <span>{m.matching.device}</span>
      <span>{m.matching.product}</span>
      <span>{m.matching.here}</span>
      <span>{m.matching.weight}</span>
      <span>{m.matching.answerHead}</span>
    </div>
  );
}

export const answerKeys = { confirmed: 'y', denied: 'n', unsure: 'u' } as const;

interface QuestionRowProps {
  readonly question: QuestionJson;
  readonly index: number;
  /** Null: the reader's role may not answer. */
  readonly onAnswer: ((question: QuestionJson, answer: Answer) => void) | null;
}

export function QuestionRow({ question, index, onAnswer }: QuestionRowProps) {
  const { m } = useApp();
  const { device, product } = question;
  return (
    <li
      data-row={index}
      data-question={question.id}
      className={`grid scroll-my-24 gap-y-2 border-b border-line px-4 py-3 last:border-0 focus-within:bg-accent-wash hover:bg-wash focus-within:hover:bg-accent-wash ${columns}`}
    >
      <div className="min-w-0">
        <span className="sr-only">{m.matching.device}: </span>
        <PageLink to="/matching/$id" params={{ id: question.id }} className="font-medium break-words">
          {device.model}
        </PageLink>
        <p className="text-small break-words text-soft">{device.vendor ?? m.matching.vendorMissing}</p>
      </div>
      <div className="min-w-0">
        <span className="text-small text-soft lg:sr-only">{m.matching.product}: </span>
        <span className="break-words">{mendEncoding(product.name)}</span>
        <p className="text-small break-words text-soft">
          {product.vendor === null ? m.matching.vendorMissing : mendEncoding(product.vendor)}
        </p>
        <p className="mt-0.5 flex flex-wrap items-baseline gap-x-2 text-small">
          <span className="sr-only">{m.matching.sameAs} </span>
          <Likeness question={question} />
          <StandingMark answer={question.answer} />
        </p>
      </div>
      <div>
        <span className="sr-only">{m.matching.here}: </span>
        <StatusCounts assets={question.assets} />
      </div>
      <div>
        <span className="sr-only">{m.matching.weight}: </span>
        <Gravity question={question} />
      </div>
      {onAnswer === null ? null : <AnswerButtons question={question} onAnswer={(answer) => onAnswer(question, answer)} isSmall />}
    </li>
  );
}

interface AnswerButtonsProps {
  readonly question: Pick<QuestionJson, 'device' | 'product'>;
  readonly onAnswer: (answer: Answer) => void;
  readonly isSmall?: boolean;
}

export function AnswerButtons({ question, onAnswer, isSmall = false }: AnswerButtonsProps) {
  const { m } = useApp();
  const [product, device] = [productText(question), deviceText(question)];
  return (
    <div className="flex flex-wrap content-start gap-1.5">
      {(['confirmed', 'denied', 'unsure'] as const).map((answer) => (
        <Button
          key={answer}
          isSmall={isSmall}
          aria-label={m.matching.answerOf[answer](product, device)}
          aria-keyshortcuts={answerKeys[answer]}
          onClick={() => onAnswer(answer)}
        >
          {m.matching.answers[answer]}
        </Button>
      ))}
    </div>
  );
}
