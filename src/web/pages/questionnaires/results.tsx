/** What was published of a round: scores by area and by group with their intervals, hidden ones with the reason, and how far they hold. */
import { useMutation } from '@tanstack/react-query';
import type { RoundDetail } from '#contract/endpoints/questionnaires.ts';
import type { QuestionnaireResults } from '#contract/endpoints/questionnaire-results.ts';
import { dimensions } from '#core/questionnaires/pack.ts';
import { hiddenTexts } from '#core/disclosure/hidden-words.ts';
import { useApp } from '../../app/context.tsx';
import { download } from '../../app/download.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Share } from '../awareness/share.tsx';
import { placedFirst } from './placed-first.ts';
import { ScoreCell } from './score-cell.tsx';

interface ResultsProps {
  readonly round: RoundDetail;
  readonly results: QuestionnaireResults;
}

const wholeScale = '*/*';

export function Results({ round, results }: ResultsProps) {
  const { m } = useApp();
  const words = m.questionnaires;
  return (
    <>
      <Headlines results={results} />
      {results.scales.length === 0 ? (
        <Card>
          <p className="max-w-[70ch]">{words.tooFewAll}</p>
        </Card>
      ) : (
        <>
          <Areas results={results} />
          <Groups results={results} />
          <Changes results={results} />
          <Reliabilities results={results} />
          <Right results={results} />
        </>
      )}
      <TakeAway round={round} />
    </>
  );
}

function Headlines({ results }: { readonly results: QuestionnaireResults }) {
  const { m } = useApp();
  const words = m.questionnaires;
  const whole = results.scales.find(({ id }) => id === wholeScale);
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-3">
      <Card title={words.index}>
        <ScoreCell figure={whole?.figure ?? null} hidden={whole?.hidden ?? 'too-few-people'} isLarge />
        <p className="mt-2 text-small text-soft">{words.indexText}</p>
      </Card>
      <Card title={words.response}>
        {results.response === null ? (
          <p className="text-soft">{results.answered === null ? words.fewerThanTen : words.noResponse}</p>
        ) : (
          <Share share={results.response} isLarge />
        )}
        {results.isResponseLow === null ? <p className="mt-2 text-small text-soft">{words.responseUnknown}</p> : null}
        {results.isResponseLow === true ? <p className="mt-2 text-small text-soft">{words.responseLow}</p> : null}
      </Card>
      <Card title={words.knows}>
        {results.knowsHowToReport === null ? (
          <p className="text-soft">{words.notAsked}</p>
        ) : (
          <Share share={results.knowsHowToReport} isLarge />
        )}
      </Card>
    </div>
  );
}

function Areas({ results: { areas, scales, leftOut } }: { readonly results: QuestionnaireResults }) {
  const { m } = useApp();
  const words = m.questionnaires;
  const rows = [{ id: null, title: null }, ...areas];
  const at = (area: string | null, dimension: string | null) =>
    scales.find((scale) => scale.area === area && scale.dimension === dimension);
  const cell = (area: string | null, dimension: string | null) => {
    const scale = at(area, dimension);
    return scale === undefined ? '–' : <ScoreCell figure={scale.figure} hidden={scale.hidden} />;
  };
  const hasHidden = scales.some(({ items, hidden }) => items === 1 && hidden !== null);
  return (
    <Card title={words.areasTimesDimensions} isFlush>
      <PlainTable
        label={words.areasTimesDimensions}
        rows={rows}
        keyOf={({ id }) => id ?? ''}
        isStacked
        columns={[
          {
            label: words.area,
            cell: ({ title }) => (
              <span className="font-medium">{title === null ? words.whole : (title[words.tag] ?? Object.values(title)[0])}</span>
            ),
          },
          { label: words.all, cell: ({ id }) => cell(id, null) },
          ...dimensions.map((dimension) => ({
            label: words.dimensions[dimension],
            cell: ({ id }: (typeof rows)[number]) => cell(id, dimension),
          })),
        ]}
      />
      {hasHidden ? <p className="px-4 pt-1 pb-4 text-small text-soft">{words.oneQuestion}</p> : null}
      {leftOut.length === 0 ? null : (
        <div className="px-4 pt-1 pb-4 text-small text-soft">
          <p>{words.leftOut}</p>
          <ul className="mt-1 grid list-disc gap-0.5 ps-5">
            {leftOut.map(({ itemId, text }) => (
              <li key={itemId}>{text[words.tag] ?? Object.values(text)[0] ?? itemId}</li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}

function Groups({ results: { groups } }: { readonly results: QuestionnaireResults }) {
  const { m, f } = useApp();
  const words = m.questionnaires;
  return (
    <Card title={words.byGroup} isFlush>
      <PlainTable
        label={words.byGroup}
        rows={placedFirst(groups)}
        keyOf={({ id }) => id}
        isStacked
        columns={[
          { label: m.awareness.name, cell: ({ name }) => name || m.awareness.elsewhere },
          {
            label: words.response,
            isTight: true,
            cell: ({ invited, answered }) =>
              answered === null ? '–' : m.awareness.counts(f.number(answered), invited === null ? '–' : f.number(invited)),
          },
          ...[null, ...dimensions].map((dimension) => ({
            label: dimension === null ? words.all : words.dimensions[dimension],
            cell: ({ hidden, figures }: (typeof groups)[number]) => {
              const figure = figures.find(({ scaleId }) => scaleId === `*/${dimension ?? '*'}`) ?? null;
              // The reason once per row.
              return hidden !== null && dimension !== null ? '–' : <ScoreCell figure={figure} hidden={hidden} />;
            },
          })),
        ]}
      />
      <p className="max-w-[75ch] px-4 pt-1 pb-4 text-small text-soft">{m.awareness.whyHiddenText}</p>
    </Card>
  );
}

type Scale = QuestionnaireResults['scales'][number];
type Words = ReturnType<typeof useApp>['m']['questionnaires'];

/** Of the whole, a dimension or an area. */
function scaleName({ area, dimension }: Scale, areas: QuestionnaireResults['areas'], words: Words): string {
  if (area === null) return dimension === null ? words.whole : words.dimensions[dimension];
  const title = areas.find(({ id }) => id === area)?.title ?? {};
  return title[words.tag] ?? Object.values(title)[0] ?? area;
}

const changeText: Readonly<Record<QuestionnaireResults['comparison']['kind'], (words: Words, name: string) => string>> = {
  compared: (words, name) => words.changeText(name),
  'response-low': (words, name) => words.changeLow(name),
  'response-unknown': (words, name) => words.changeUnknown(name),
  'not-comparable': (words) => words.notComparable,
  'no-round-before': (words) => words.notComparable,
};

function Changes({ results: { scales, areas, comparison } }: { readonly results: QuestionnaireResults }) {
  const { m, f } = useApp();
  const words = m.questionnaires;
  const { kind, round, isWordedAlike } = comparison;
  if (round === null) return null;
  const rows = scales.flatMap((scale) =>
    scale.change !== null && (scale.area === null || scale.dimension === null) ? [{ ...scale, change: scale.change }] : [],
  );
  const signed = (value: number) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${f.score(Math.abs(value))}`;
  return (
    <Card title={words.change} isFlush>
      <p className="max-w-[75ch] px-4 pb-2 text-small text-soft">
        {changeText[kind](words, round.name)}
        {isWordedAlike === false ? ` ${words.wordsChanged}` : ''}
      </p>
      {rows.length === 0 ? null : (
        <PlainTable
          label={words.change}
          rows={rows}
          keyOf={({ id }) => id}
          isStacked
          columns={[
            { label: words.scale, cell: (scale) => scaleName(scale, areas, words) },
            {
              label: words.difference,
              isTight: true,
              cell: ({ change: { difference, interval } }) => (
                <span className="tabular-nums">
                  <span className="font-medium">{signed(difference)}</span>{' '}
                  <span className="text-small text-soft">{words.between(signed(interval.lower), signed(interval.upper))}</span>
                </span>
              ),
            },
            {
              label: words.said,
              cell: ({ change: { interval } }) =>
                interval.lower > 0 ? words.higher : interval.upper < 0 ? words.lower : <span className="text-soft">{words.noChange}</span>,
            },
          ]}
        />
      )}
    </Card>
  );
}

function Reliabilities({ results: { scales, areas } }: { readonly results: QuestionnaireResults }) {
  const { m, f } = useApp();
  const words = m.questionnaires;
  const rows = scales.filter(({ area, dimension, alpha }) => alpha !== null && (area === null || dimension === null));
  const value = (given: (typeof rows)[number]['alpha']) => {
    if (given === null) return '–';
    return given.reason === null && given.value !== null ? (
      f.number(given.value, 2)
    ) : (
      <span className="text-soft">{given.reason === null ? '–' : words.reasons[given.reason]}</span>
    );
  };
  if (rows.length === 0) return null;
  return (
    <Card title={words.reliability} isFlush>
      <p className="max-w-[75ch] px-4 pb-2 text-small text-soft">{words.reliabilityText}</p>
      <PlainTable
        label={words.reliability}
        rows={rows}
        keyOf={({ id }) => id}
        isStacked
        columns={[
          { label: words.scale, cell: (scale) => scaleName(scale, areas, words) },
          { label: words.items, isTight: true, isEnd: true, cell: ({ items }) => f.number(items) },
          { label: 'α', isTight: true, isEnd: true, cell: ({ alpha }) => value(alpha) },
          { label: 'ω', isTight: true, isEnd: true, cell: ({ omega }) => value(omega) },
        ]}
      />
    </Card>
  );
}

function Right({ results: { questions } }: { readonly results: QuestionnaireResults }) {
  const { m, t } = useApp();
  const words = m.questionnaires;
  if (questions.length === 0) return null;
  return (
    <Card title={words.questionsRight} isFlush>
      <PlainTable
        label={words.questionsRight}
        rows={questions}
        keyOf={({ itemId }) => itemId}
        isStacked
        columns={[
          { label: words.itemText, cell: ({ itemId, text }) => text[words.tag] ?? Object.values(text)[0] ?? itemId },
          {
            label: words.right,
            cell: ({ share, hidden }) => (hidden === null ? <Share share={share} /> : <i>{t(hiddenTexts[hidden])}</i>),
          },
        ]}
      />
    </Card>
  );
}

function TakeAway({ round }: { readonly round: RoundDetail }) {
  const { m } = useApp();
  const words = m.questionnaires;
  const save = useMutation({
    mutationFn: () => download(`/api/v1/questionnaires/rounds/${round.id}/cells.csv`, new AbortController().signal),
  });
  return (
    <div className="grid gap-2">
      <p className="max-w-[75ch] text-small text-soft">{words.validated}</p>
      {save.error === null ? null : <ProblemNotice error={save.error} />}
      <Button className="justify-self-start" disabled={save.isPending} onClick={() => save.mutate()}>
        {words.takeAway}
      </Button>
    </div>
  );
}
