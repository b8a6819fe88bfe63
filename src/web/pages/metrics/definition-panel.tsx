/** How the metric is computed, when it is held back, and how it can mislead: its definition, not a description of it. */
import type { ReactNode } from 'react';
import type { MetricView } from '#contract/endpoints/metrics.ts';
import { lifecycleTexts } from '#core/metrics/lifecycle.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { Card } from '../../ui/card.tsx';

export function DefinitionPanel({ metric }: { readonly metric: MetricView }) {
  const { m, f, t } = useApp();
  const { definition } = metric;
  const cadenceDays = /^P(\d+)D$/.exec(definition.cadence)?.[1];
  const cadence = cadenceDays === undefined ? definition.cadence : m.metrics.every(Number(cadenceDays));
  return (
    <Card title={m.metrics.computed}>
      <p className="mb-4">{sentence(t(definition.formula))}</p>
      <dl className="grid gap-3">
        <Part name={m.metrics.population}>{sentence(t(definition.population))}</Part>
        <Part name={m.metrics.decision}>{t(definition.decision)}</Part>
        <List
          name={m.metrics.exclusions}
          items={definition.exclusions}
          of={(item) => <With under={t(item.reason)}>{sentence(t(item.rule))}</With>}
        />
        <List
          name={m.metrics.gates}
          items={gatesByCondition(definition.gates)}
          of={(gate) => (
            <With
              under={`${m.metrics.gateEffects[gate.effect] ?? gate.effect} · ${gate.reasons
                .map((code) => m.reasons[code] ?? code)
                .join(', ')}`}
            >
              {sentence(t(gate.condition))}
            </With>
          )}
        />
        <List
          name={m.metrics.gaming}
          items={definition.gamingRisks}
          of={(risk) => (
            <With
              under={
                <>
                  {sentence(t(risk.signal))}
                  {risk.counterMetric === null ? null : <Counter id={risk.counterMetric} />}
                </>
              }
            >
              {sentence(t(risk.how))}
            </With>
          )}
        />
        <List
          name={m.metrics.references}
          items={definition.referenceValues}
          of={(reference) => (
            <With under={`${reference.source}: ${t(reference.note)}`}>{`${f.number(reference.value, 3)}: ${t(reference.population)}`}</With>
          )}
        />
        <InIndex goalposts={definition.goalposts} />
        <List name={m.metrics.gaps} items={definition.knownGaps} of={(gap) => sentence(t(gap))} />
        <Part name={m.metrics.cadence}>
          {cadence}
          {definition.graceDays > 0 ? `, ${m.metrics.grace(definition.graceDays)}` : ''}
        </Part>
        {definition.audience.length === 0 ? null : (
          <Part name={m.metrics.audience}>{definition.audience.map((reader) => m.metrics.audiences[reader] ?? reader).join(', ')}</Part>
        )}
        <Obligations ids={definition.obligations} />
      </dl>
      <p className="mt-4 border-t border-line pt-3 text-small text-soft">
        {m.metrics.version(metric.version, t(lifecycleTexts[definition.lifecycle]))}
      </p>
    </Card>
  );
}

type Definition = MetricView['definition'];

function InIndex({ goalposts }: Pick<Definition, 'goalposts'>) {
  const { m, f, t } = useApp();
  return (
    <Part name={m.index.inIndex}>
      {'leftOut' in goalposts ? (
        <With under={t(goalposts.leftOut)}>{m.index.leftOut}</With>
      ) : (
        <With under={t(goalposts.basis)}>{m.index.between(f.percent(goalposts.worst), f.percent(goalposts.best))}</With>
      )}
    </Part>
  );
}

function Obligations({ ids }: { readonly ids: Definition['obligations'] }) {
  const { m } = useApp();
  return ids.length === 0 ? null : <Part name={m.metrics.obligations}>{ids.map(obligationText).join(', ')}</Part>;
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-small text-soft">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function List<Item>({
  name,
  items,
  of,
}: {
  readonly name: string;
  readonly items: readonly Item[];
  readonly of: (item: Item) => ReactNode;
}) {
  if (items.length === 0) return null;
  return (
    <div>
      <dt className="text-small text-soft">{name}</dt>
      <dd>
        <ul className="grid gap-1.5">
          {items.map((item) => (
            <li key={JSON.stringify(item)}>{of(item)}</li>
          ))}
        </ul>
      </dd>
    </div>
  );
}

function With({ under, children }: { readonly under: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      {children}
      <span className="block text-small text-soft">{under}</span>
    </>
  );
}

function Counter({ id }: { readonly id: string }) {
  const { m } = useApp();
  return (
    <>
      {' · '}
      <PageLink to="/metrics/$id" params={{ id }}>
        {m.metrics.counter(id)}
      </PageLink>
    </>
  );
}

type Gate = Definition['gates'][number];

/** One condition may have several reasons; it is told once. */
function gatesByCondition(
  gates: readonly Gate[],
): readonly (Pick<Gate, 'condition' | 'effect'> & { readonly reasons: readonly string[] })[] {
  const first = gates.filter((gate, index) => gates.findIndex((other) => other.condition.en === gate.condition.en) === index);
  return first.map(({ condition, effect }) => ({
    condition,
    effect,
    reasons: gates.filter((gate) => gate.condition.en === condition.en).map((gate) => gate.reason),
  }));
}

/** `nis2-21-2-e` as lawyers write it. */
function obligationText(id: string): string {
  const nis2 = /^nis2-21-2-(\w)$/.exec(id);
  return nis2 === null ? id : `NIS2 21(2)(${nis2[1] ?? ''})`;
}

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(start) ? start : `${start}.`;
}
