/** Parts that every view of a question shares: how device and product are called, how sure, how many devices, how grave. */
import type { QuestionJson } from '#contract/endpoints/match-questions.ts';
import { foldName } from '#core/kernel/text.ts';
import { mendEncoding } from '#core/matching/text.ts';
import { useApp } from '../../app/context.tsx';
import { statuses } from './asked.ts';

type Question = QuestionJson;
type Status = (typeof statuses)[number];

/** Registers and advisories often write the vendor into the name as well. */
export function withVendor(vendor: string | null, name: string): string {
  return mendEncoding(vendor === null || foldName(name).startsWith(foldName(vendor)) ? name : `${vendor} ${name}`);
}

/** Many documents begin their title with their own number, which stands beside it. */
export function titleBeside(documentId: string, title: string): string {
  const rest = title.startsWith(documentId) ? title.slice(documentId.length).replace(/^[\s_:–-]+/u, '') : title;
  return rest === '' ? title : rest;
}

export function deviceText({ device }: Pick<Question, 'device'>): string {
  return withVendor(device.vendor, device.model);
}

export function productText({ product }: Pick<Question, 'product'>): string {
  return withVendor(product.vendor, product.name);
}

/** Shape before colour: triangle affected, diamond undetermined, ring outside. The word stands beside it. */
const marks: Readonly<Record<Status, readonly [mark: string, look: string]>> = {
  affected: ['▲', 'text-worse'],
  undetermined: ['◆', 'text-soft'],
  fixed: ['○', 'text-soft'],
};

/** @param count how many devices, before the word */
export function StatusWord({ status, count }: { readonly status: Status; readonly count?: string }) {
  const { m } = useApp();
  const [mark, look] = marks[status];
  return (
    <span className="whitespace-nowrap" title={m.matching.statusesLong[status]}>
      <span aria-hidden="true" className={`me-1 inline-block w-3 text-center text-tiny ${look}`}>
        {mark}
      </span>
      {count === undefined ? null : <span className={status === 'affected' ? 'font-medium' : ''}>{count} </span>}
      {m.matching.statuses[status]}
    </span>
  );
}

/** Only what there is: a status without a device is not named. */
export function StatusCounts({ assets, isInLine = false }: { readonly assets: Question['assets']; readonly isInLine?: boolean }) {
  const { m, f } = useApp();
  const shown = statuses.filter((status) => assets[status] > 0);
  if (shown.length === 0) return <span className="text-soft">{m.matching.devices(f.number(0), 0)}</span>;
  return (
    <ul className={isInLine ? 'inline-flex flex-wrap gap-x-3' : 'max-lg:flex max-lg:flex-wrap max-lg:gap-x-3'}>
      {shown.map((status) => (
        <li key={status}>
          <StatusWord status={status} count={f.number(assets[status])} />
        </li>
      ))}
    </ul>
  );
}

/** Two digits that never claim more than they can: nothing read from names is certain. */
export function useProbabilityText(): (probability: number) => string {
  const { f } = useApp();
  return (probability) => (probability > sureMost ? `> ${f.probability(sureMost)}` : f.probability(probability));
}

const sureMost = 0.99;

/** In words, with the figure behind it; what makes it sure goes before a figure. */
export function Likeness({ question }: { readonly question: Pick<Question, 'band' | 'probability' | 'answer' | 'identifiedBy'> }) {
  const { m } = useApp();
  const probabilityText = useProbabilityText();
  return (
    <>
      <span className="whitespace-nowrap" title={m.matching.bandsLong[question.band]}>
        {m.matching.bands[question.band]} <span className="text-soft">{probabilityText(question.probability)}</span>
      </span>
      {question.identifiedBy === 'identifier' ? <span className="text-small text-soft"> · {m.matching.byIdentifier}</span> : null}
    </>
  );
}

/** Score, exploitation, tier and number of documents; what nobody knows is not said here. */
export function Gravity({ question }: { readonly question: Question }) {
  const { m, f } = useApp();
  const { scoreMax, kev, tierLowest, documents, restsOnAllVersions } = question;
  const small = [
    ...(tierLowest === null ? [] : [m.metrics.tier(String(tierLowest))]),
    m.matching.documents(f.number(documents), documents),
    ...(restsOnAllVersions ? [m.matching.allVersions] : []),
  ];
  return (
    <>
      <p>
        {scoreMax === null ? <span className="text-soft">{m.matching.noScore}</span> : `CVSS ${f.score(scoreMax)}`}
        {kev === true ? <span className="font-medium text-worse"> · {m.matching.exploited}</span> : null}
      </p>
      <p className="text-small text-soft">{small.join(' · ')}</p>
    </>
  );
}

/** Where it stands, unless it simply waits. */
export function StandingMark({ answer }: Pick<Question, 'answer'>) {
  const { m } = useApp();
  if (answer === 'open') return null;
  return (
    <span
      className={`rounded-sm border border-line px-1.5 py-px text-small whitespace-nowrap ${answer === 'conflict' ? 'bg-worse-wash text-worse' : 'bg-wash text-soft'}`}
    >
      {m.matching.standings[answer]}
    </span>
  );
}
