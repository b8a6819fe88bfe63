/** What a plan could show, in words: how often an effect would be seen, the least that would be, how many people are missing. */
import type { BehaviourDetail } from '#contract/endpoints/behaviour.ts';
import { effectUnknownTexts } from '#core/awareness/behaviour/effect-words.ts';
import { useApp } from '../../../app/context.tsx';
import { Card, Facts } from '../../../ui/card.tsx';
import { pointsText } from './difference-words.ts';

interface PowerCardProps {
  /** Null: the plan is not complete enough to say it. */
  readonly foreseen: BehaviourDetail['foreseen'] | null;
  readonly expectedEffect: number;
  readonly nameOf: (groupId: string) => string;
}

export function PowerCard({ foreseen, expectedEffect, nameOf }: PowerCardProps) {
  const { m, t } = useApp();
  return (
    <Card title={m.behaviour.power}>
      <div aria-live="polite" className="grid gap-2">
        {foreseen === null ? (
          <p className="text-soft">{m.behaviour.powerUnknown}</p>
        ) : foreseen.kind === 'unknown' ? (
          <>
            <p className="font-medium">{m.behaviour.powerUnknown}</p>
            <p className="text-small">{t(effectUnknownTexts[foreseen.reason])}</p>
            {foreseen.hiddenGroupIds.length === 0 ? null : (
              <p className="text-small text-soft">{m.behaviour.hiddenGroups(foreseen.hiddenGroupIds.map(nameOf).join('; '))}</p>
            )}
          </>
        ) : (
          <Foreseen foreseen={foreseen} expectedEffect={expectedEffect} />
        )}
      </div>
    </Card>
  );
}

type Known = Extract<BehaviourDetail['foreseen'], { kind: 'foreseen' }>;

function Foreseen({ foreseen, expectedEffect }: { readonly foreseen: Known; readonly expectedEffect: number }) {
  const { m, f } = useApp();
  const { power, detectable, timesNeeded, reached, others, testsBefore } = foreseen;
  const points = pointsText(expectedEffect, f);
  const side = ({ share, counted, groups }: Known['reached']) =>
    m.behaviour.baseline(f.percent(share), f.number(counted), m.behaviour.groupsOf(groups, f.number(groups)));
  return (
    <>
      {power === null ? (
        <p className="font-medium">{m.behaviour.impossible(points, f.percent(reached.share))}</p>
      ) : (
        <>
          <p>
            <span className="text-figure leading-tight font-medium tracking-[-0.02em]">
              {m.behaviour.seen(f.number(Math.round(power * 100)))}
            </span>{' '}
            {m.behaviour.seenText(points)}
          </p>
          <p className="text-small text-soft">{power >= 0.8 ? m.behaviour.enough : m.behaviour.tooLittle}</p>
        </>
      )}
      <p className="text-small">
        {detectable === null ? m.behaviour.notDetectable : m.behaviour.detectable(f.number(Math.ceil(detectable * 1_000) / 10, 1))}
      </p>
      {timesNeeded === null || timesNeeded <= 1 ? null : (
        <p className="text-small">{m.behaviour.times(f.number(Math.ceil(timesNeeded * 10) / 10, 1), points)}</p>
      )}
      <div className="border-t border-line pt-2 text-small">
        <Facts
          rows={[
            [m.behaviour.reachedNow, side(reached)],
            [m.behaviour.othersNow, side(others)],
          ]}
        />
        <p className="mt-1.5 text-soft">{m.behaviour.testsBefore(testsBefore, f.number(testsBefore))}</p>
      </div>
    </>
  );
}
