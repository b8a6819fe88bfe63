/** What the pages of software share about flaws: how it stands, and a flaw as one entry of a list. */
import type { ReactNode } from 'react';
import type { BillFlawJson, ComponentFlawJson } from '#contract/endpoints/component-flaws.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';

type Status = BillFlawJson['status'];

/** Shape before colour, as beside devices: triangle affected, diamond unknown, crossed ring by the word of a supplier, ring outside. */
const marks: Readonly<Record<Status, readonly [mark: string, look: string]>> = {
  affected: ['▲', 'text-worse'],
  undetermined: ['◆', 'text-soft'],
  'not-affected': ['⊘', 'text-soft'],
  fixed: ['○', 'text-soft'],
};

export function FlawStatus({ status }: { readonly status: Status }): ReactNode {
  const { m } = useApp();
  const [mark, look] = marks[status];
  return (
    <span className="whitespace-nowrap" title={m.software.flaws.statusesLong[status]}>
      <span aria-hidden="true" className={`me-1 inline-block w-3 text-center text-tiny ${look}`}>
        {mark}
      </span>
      {m.software.flaws.statuses[status]}
    </span>
  );
}

type Flaw = Pick<BillFlawJson, 'key' | 'names' | 'status' | 'score' | 'kev' | 'title' | 'explanation'>;

/** @param before what it is a flaw of; @param advisoryId the document that stands first; @param children what else there is to say */
export function FlawEntry({
  flaw,
  before,
  advisoryId,
  children,
}: {
  readonly flaw: Flaw;
  readonly before?: ReactNode;
  readonly advisoryId?: string | undefined;
  readonly children?: ReactNode;
}): ReactNode {
  const { m, t } = useApp();
  const { key, names, score, kev } = flaw;
  const facts = [score === null ? null : `CVSS ${score.toFixed(1)}`, kev === true ? m.software.flaws.exploited : null, ...names];
  return (
    <li className="grid gap-0.5 border-b border-line py-2.5 last:border-0">
      <p className="flex flex-wrap items-baseline gap-x-3">
        {before}
        <span className="font-medium wrap-anywhere">{key}</span>
        <FlawStatus status={flaw.status} />
        <span className="text-small text-soft">{facts.filter((fact) => fact !== null).join(' · ')}</span>
      </p>
      <p className="max-w-[75ch] wrap-anywhere">{flaw.title}</p>
      <p className="max-w-[75ch] text-small text-soft wrap-anywhere">
        {t(flaw.explanation)}{' '}
        {advisoryId === undefined ? null : (
          <PageLink to="/advisories/$id" params={{ id: advisoryId }}>
            {m.software.flaws.document}
          </PageLink>
        )}
      </p>
      {children}
    </li>
  );
}

/** What the other documents say of the same flaw. */
export function OtherWords({ words }: { readonly words: ComponentFlawJson['words'] }): ReactNode {
  const { m, t } = useApp();
  if (words.length === 0) return null;
  return (
    <details className="text-small text-soft">
      <summary className="cursor-pointer">{m.software.flaws.others(words.length)}</summary>
      <ul className="mt-1 grid gap-1 ps-4">
        {words.map((word) => (
          <li key={word.advisoryId} className="wrap-anywhere">
            <FlawStatus status={word.status} /> {t(word.explanation)}{' '}
            <PageLink to="/advisories/$id" params={{ id: word.advisoryId }}>
              {m.software.flaws.document}
            </PageLink>
          </li>
        ))}
      </ul>
    </details>
  );
}
