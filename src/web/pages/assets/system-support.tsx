/** What the operating system of an asset means for its support: which product and versions, until when, and who says so. */
import type { AssetDetail } from '#contract/endpoints/records.ts';
import { supportCycle } from '#core/support/support-cycle-kind.ts';
import { useApp } from '../../app/context.tsx';
import { capitalised } from '../../components/list/field-columns.tsx';
import { Card, Facts } from '../../ui/card.tsx';

export function SystemSupport({ support }: { readonly support: NonNullable<AssetDetail['support']> }) {
  const { m, f, t } = useApp();
  const { title, cycles, endOn, isEnded, extendedEndOn, statedAt, ownCycles, isUsed } = support;
  const end = endOn !== null ? f.day(endOn, true) : isEnded ? m.support.endedUnknown : m.support.noEnd;
  const { extendedEndOn: extended } = supportCycle.fields;
  return (
    <Card title={m.support.card}>
      <Facts
        rows={[
          [m.support.readAs, `${title} ${cycles.join(', ')}`],
          [m.support.endsOn, end],
          ...(extendedEndOn === null ? [] : [[capitalised(t(extended.label)), f.day(extendedEndOn, true)] as const]),
          [m.support.source, `${ownCycles.length > 0 ? m.support.ownWord : m.support.listWord}, ${f.instantDay(statedAt)}`],
        ]}
      />
      <p className="mt-3 border-t border-line pt-2 text-small text-soft">
        {cycles.length > 1 ? `${m.support.several} ` : ''}
        {isUsed ? m.support.used : endOn === null ? m.support.noDay : m.support.notUsed}
      </p>
    </Card>
  );
}
