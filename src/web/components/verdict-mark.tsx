/** A verdict in words. The mark differs by shape, then by colour: triangle worse, dot better, ring neither, dash none yet. */
import type { Verdict } from '#contract/endpoints/metrics.ts';
import { useApp } from '../app/context.tsx';

const looks: Readonly<Record<Verdict['kind'], readonly [mark: string, look: string]>> = {
  worsening: ['▲', 'bg-worse-wash text-worse'],
  improving: ['●', 'bg-better-wash text-better'],
  'common-cause': ['○', 'bg-wash text-soft'],
  'shift-no-direction': ['◆', 'bg-wash text-ink'],
  'not-judged': ['–', 'bg-wash text-soft'],
  'too-early': ['–', 'bg-wash text-soft'],
};

export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useApp();
  const [mark, look] = looks[verdict.kind];
  return (
    <span className={`inline-flex items-baseline gap-1.5 rounded-full px-2 py-0.5 text-small ${look}`}>
      <span aria-hidden="true" className="text-tiny">
        {mark}
      </span>
      {t(verdict.text)}
    </span>
  );
}
