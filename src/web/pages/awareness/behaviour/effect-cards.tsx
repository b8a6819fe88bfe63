/** What a behaviour campaign did: in words first, then before and after of both sides, what is assumed, and the tests it follows from. */
import type { BehaviourDetail } from '#contract/endpoints/behaviour.ts';
import { comparisonAssumptions } from '#core/awareness/behaviour/assumptions.ts';
import { effectCautionTexts, effectUnknownTexts, effectVerdictTexts } from '#core/awareness/behaviour/effect-words.ts';
import { useApp } from '../../../app/context.tsx';
import { Card } from '../../../ui/card.tsx';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { Share } from '../share.tsx';
import { ArmChart } from './arm-chart.tsx';
import { differenceWords, pointsText, signedPoints } from './difference-words.ts';
import { nameIn } from './group-name.ts';

type Effect = NonNullable<BehaviourDetail['effect']>;
type Known = Extract<Effect, { kind: 'known' }>;

interface EffectCardsProps {
  readonly detail: BehaviourDetail;
  readonly effect: Effect;
}

export function EffectCards({ detail, effect }: EffectCardsProps) {
  const { m, t } = useApp();
  if (effect.kind === 'unknown') {
    const nameOf = nameIn(detail, m.awareness.elsewhere);
    return (
      <Card title={m.behaviour.effectUnknown}>
        <p className="max-w-[70ch]">{t(effectUnknownTexts[effect.reason])}</p>
        {effect.hiddenGroupIds.length === 0 ? null : (
          <p className="mt-1 text-small text-soft">{m.behaviour.hiddenGroups(effect.hiddenGroupIds.map(nameOf).join('; '))}</p>
        )}
      </Card>
    );
  }
  return (
    <>
      <InWords effect={effect} expected={detail.plan.expectedEffect} />
      <BeforeAndAfter effect={effect} />
      <Conditions effect={effect} />
      <Tests effect={effect} />
    </>
  );
}

function InWords({ effect, expected }: { readonly effect: Known; readonly expected: number }) {
  const { m, f, t } = useApp();
  const words = differenceWords(effect.comparison, m, f);
  return (
    <Card title={m.behaviour.effect}>
      <div className="grid max-w-[70ch] gap-2">
        <p className="text-small text-soft">{m.behaviour.effectLead}</p>
        <p className="text-figure leading-tight font-medium tracking-[-0.02em]">{t(effectVerdictTexts[effect.verdict])}</p>
        <p className="first-letter:uppercase">
          {effect.verdict === 'not-told-apart'
            ? `${signedPoints(effect.comparison.interval.lower, f)} … ${signedPoints(effect.comparison.interval.upper, f)}. ${m.behaviour.notNothing}`
            : `${words}.`}
        </p>
        <p className="text-small text-soft">
          {m.behaviour.best(signedPoints(effect.comparison.estimate, f))} {m.behaviour.foreseenEffect(pointsText(expected, f))}{' '}
          {m.behaviour.wouldHaveSeen(f.number(Math.ceil(effect.detectable * 1_000) / 10, 1))}
        </p>
      </div>
    </Card>
  );
}

function BeforeAndAfter({ effect }: { readonly effect: Known }) {
  const { m, f } = useApp();
  const sides = [
    { name: m.behaviour.reachedNow, arm: effect.reached },
    { name: m.behaviour.othersNow, arm: effect.others },
  ] as const;
  return (
    <Card title={m.behaviour.chart} isFlush>
      <div className="px-4 pb-2">
        <ArmChart sides={sides} />
      </div>
      <PlainTable
        label={m.behaviour.chart}
        rows={sides}
        keyOf={({ name }) => name}
        isStacked
        columns={[
          { label: m.behaviour.side, cell: ({ name, arm }) => `${name} (${m.behaviour.groupsOf(arm.groups, f.number(arm.groups))})` },
          { label: m.behaviour.before, cell: ({ arm }) => <Share share={arm.before} /> },
          { label: m.behaviour.afterwards, cell: ({ arm }) => <Share share={arm.after} /> },
          { label: m.behaviour.changed, cell: ({ arm }) => differenceWords(arm.change, m, f) },
        ]}
      />
    </Card>
  );
}

function Conditions({ effect }: { readonly effect: Known }) {
  const { m, f, t } = useApp();
  return (
    <Card title={m.behaviour.assumptions}>
      <ul className="grid max-w-[75ch] list-disc gap-1.5 ps-5">
        {comparisonAssumptions.map(({ id, label }) => (
          <li key={id}>{t(label)}</li>
        ))}
      </ul>
      <p className="mt-2 text-small text-soft">{m.behaviour.assumptionsText}</p>
      <h3 className="mt-4 font-medium">{m.behaviour.trend}</h3>
      <p className="max-w-[75ch]">
        {effect.trend === null ? m.behaviour.trendNone : m.behaviour.trendText(differenceWords(effect.trend, m, f))}
      </p>
      {effect.cautions.length === 0 && effect.scatter === null ? null : (
        <>
          <h3 className="mt-4 font-medium">{m.behaviour.cautions}</h3>
          <ul className="grid max-w-[75ch] list-disc gap-1.5 ps-5">
            {effect.cautions.map((caution) => (
              <li key={caution}>{t(effectCautionTexts[caution])}</li>
            ))}
            {effect.scatter === null ? null : <li>{m.behaviour.scatter(f.number(effect.scatter, 1))}</li>}
          </ul>
        </>
      )}
    </Card>
  );
}

function Tests({ effect: { tests } }: { readonly effect: Known }) {
  const { m, f } = useApp();
  const counted = ({ numerator, denominator }: Known['tests'][number]['reached']) => (
    <span className="tabular-nums">
      <span className="font-medium">{f.percent(numerator / denominator)}</span>{' '}
      <span className="text-small whitespace-nowrap text-soft">{m.behaviour.counts(f.number(numerator), f.number(denominator))}</span>
    </span>
  );
  return (
    <Card title={m.behaviour.testsTitle} isFlush>
      <PlainTable
        label={m.behaviour.testsTitle}
        rows={tests}
        keyOf={({ key }) => key}
        isStacked
        columns={[
          { label: m.behaviour.test, cell: ({ name }) => name },
          { label: m.behaviour.judged, isTight: true, cell: ({ on, period }) => `${f.day(on, true)}, ${m.behaviour.period[period]}` },
          { label: m.behaviour.reachedNow, cell: ({ reached }) => counted(reached) },
          { label: m.behaviour.othersNow, cell: ({ others }) => counted(others) },
        ]}
      />
    </Card>
  );
}
