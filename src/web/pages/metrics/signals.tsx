/** Signals in words, newest first; beneath, those on record that the chart does not show any more, each with why. */
import type { ReactNode } from 'react';
import type { ChartModel, MeasureView } from '#contract/endpoints/metrics.ts';
import { useApp } from '../../app/context.tsx';
import { periodText } from '../../charts/point-text.ts';

type Signal = ChartModel['signals'][number];

const marks = { worse: '▲', better: '●', neutral: '◆' } as const;
const looks = { worse: 'text-worse', better: 'text-better', neutral: 'text-ink' } as const;
const shownAtFirst = 4;

export function Signals({ view }: { readonly view: MeasureView }) {
  const { m, f, t } = useApp();
  const { chart, record } = view;
  const newestFirst = chart.signals.toReversed();
  const specials = chart.points.filter((point) => point.specialCause).length;
  const when = ({ fromIndex, toIndex }: Signal) => {
    const [from, to] = [periodText(chart, fromIndex, f), periodText(chart, toIndex, f)];
    return from === to ? from : m.annotations.days(from, to);
  };
  const line = (signal: Signal) => (
    <SignalLine
      key={`${signal.fromIndex} ${signal.index} ${signal.rule} ${signal.text.en}`}
      direction={signal.direction}
      when={when(signal)}
    >
      {t(signal.text)}
    </SignalLine>
  );
  return (
    <div className="mt-3 grid gap-2 border-t border-line pt-3">
      {chart.kind === 'run' && newestFirst.length === 0 ? null : (
        <h2 className="text-small font-medium">{newestFirst.length === 0 ? m.chart.noSignals : m.chart.signals}</h2>
      )}
      {newestFirst.length === 0 ? null : <ul className="grid gap-1">{newestFirst.slice(0, shownAtFirst).map(line)}</ul>}
      {newestFirst.length <= shownAtFirst ? null : (
        <details>
          <summary className="cursor-pointer text-small text-soft">{m.chart.earlierSignals(newestFirst.length - shownAtFirst)}</summary>
          <ul className="mt-1 grid gap-1">{newestFirst.slice(shownAtFirst).map(line)}</ul>
        </details>
      )}
      {specials === 0 ? null : <p className="text-small text-soft">{m.chart.specialCauses(specials)}</p>}
      {record.length === 0 ? null : (
        <details>
          <summary className="cursor-pointer text-small text-soft">{m.chart.recorded(record.length)}</summary>
          <ul className="mt-1 grid gap-1">
            {record.toReversed().map((signal) => (
              <SignalLine
                key={`${signal.fromOn} ${signal.metOn} ${signal.rule} ${signal.text.en} ${signal.firstSeenAt}`}
                direction={signal.direction}
                when={f.monthLong(signal.fromOn)}
              >
                {t(signal.text)} <span className="text-soft">{m.chart.because[signal.because](f.instantDay(signal.firstSeenAt))}</span>
              </SignalLine>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

interface SignalLineProps {
  readonly direction: Signal['direction'];
  readonly when: string;
  readonly children: ReactNode;
}

function SignalLine({ direction, when, children }: SignalLineProps) {
  const { m } = useApp();
  return (
    <li className="grid grid-cols-[1.2rem_minmax(0,1fr)] text-small">
      <span aria-hidden="true" className={looks[direction]}>
        {marks[direction]}
      </span>
      <span>
        <span className="sr-only">{m.chart.legend[direction]}: </span>
        {when}: {children}
      </span>
    </li>
  );
}
