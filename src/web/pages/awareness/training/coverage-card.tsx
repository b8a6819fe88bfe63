/** What was published of months: who had done what is asked, and departments with an ambassador. */
import type { TrainingJson } from '#contract/endpoints/training.ts';
import { useApp } from '../../../app/context.tsx';
import { Card } from '../../../ui/card.tsx';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { Share } from '../share.tsx';

export function CoverageCard({ training: { counts, ambassadors } }: { readonly training: TrainingJson }) {
  const { m, f } = useApp();
  const rows = [
    ...counts.map(({ part, month, on, trained, hidden, asked }) => ({
      key: `${month} ${part}`,
      on,
      label: m.training.parts[part],
      under: asked.map(({ course }) => course).join(', '),
      share: trained,
      reason: hidden === null ? null : m.training.hiddenWhole,
    })),
    ...ambassadors.map(({ month, on, units }) => ({
      key: `${month} ambassadors`,
      on,
      label: m.training.parts.ambassadors,
      under: '',
      share: units,
      reason: units === null ? m.training.fewDepartments : null,
    })),
  ].toSorted((one, other) => (one.on < other.on ? 1 : one.on > other.on ? -1 : 0));
  if (rows.length === 0) {
    return (
      <Card title={m.training.published}>
        <p className="max-w-[70ch]">{m.training.empty}</p>
      </Card>
    );
  }
  return (
    <Card title={m.training.published} isFlush>
      <PlainTable
        label={m.training.published}
        rows={rows}
        keyOf={({ key }) => key}
        isStacked
        columns={[
          { label: m.training.month, isTight: true, cell: ({ on }) => f.monthLong(on) },
          {
            label: m.training.who,
            cell: ({ label, under }) => (
              <>
                {label}
                {under === '' ? null : <span className="block text-small text-soft">{under}</span>}
              </>
            ),
          },
          { label: m.training.share, cell: ({ share, reason }) => (reason === null ? <Share share={share} /> : <i>{reason}</i>) },
        ]}
      />
    </Card>
  );
}
