/** The first paragraph: how many signs move which way, and the biggest lever. */
import type { Overview, OverviewSign } from '#contract/endpoints/metrics.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { stepTarget } from './step-target.ts';

interface LeadProps {
  readonly signs: readonly OverviewSign[];
  readonly next: Overview['next'];
}

export function Lead({ signs, next }: LeadProps) {
  const { m, t } = useApp();
  const of = (kind: OverviewSign['verdict']['kind']) => signs.filter((sign) => sign.verdict.kind === kind);
  const worse = of('worsening');
  const better = of('improving');
  const early = of('too-early').length;
  const shifted = of('shift-no-direction');
  const steady = of('common-cause').length;
  const clauses: { readonly text: string; readonly first: OverviewSign | undefined }[] = [];
  if (worse.length > 0) clauses.push({ text: m.overview.worse(worse.length), first: worse[0] });
  if (better.length > 0) clauses.push({ text: m.overview.better(better.length), first: better[0] });
  if (shifted.length > 0) clauses.push({ text: m.overview.shifted(shifted.length), first: shifted[0] });
  if (steady > 0) clauses.push({ text: m.overview.steady(steady, clauses.length > 0), first: undefined });
  if (early > 0) clauses.push({ text: m.overview.early(early), first: undefined });
  const lever = next[0];
  const leverTarget = lever === undefined ? null : stepTarget(lever);
  return (
    <p className="mb-6 max-w-[70ch] text-lead leading-relaxed">
      {clauses.map((clause, index) => {
        const text = index === 0 ? clause.text.charAt(0).toUpperCase() + clause.text.slice(1) : clause.text;
        const joint = index === 0 ? '' : index === clauses.length - 1 ? ` ${m.product.and} ` : ', ';
        return (
          <span key={clause.text}>
            {joint}
            {clause.first === undefined ? text : <a href={`#sign-${clause.first.id}`}>{text}</a>}
          </span>
        );
      })}
      {clauses.length === 0 ? '' : '. '}
      {lever === undefined ? null : (
        <>
          {lever.kind === 'import' ? m.overview.first : m.overview.lever}{' '}
          {leverTarget === null ? t(lever.title) : <PageLink {...leverTarget}>{t(lever.title)}</PageLink>}.
        </>
      )}
    </p>
  );
}
