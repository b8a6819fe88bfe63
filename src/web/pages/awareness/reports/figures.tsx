/** Figures of a month of real reports, each with its counts, or with why there is none. */
import type { ReportFigures } from '#contract/endpoints/mail-reports.ts';
import { useApp } from '../../../app/context.tsx';
import { Share } from '../share.tsx';

interface FigureProps {
  readonly figures: ReportFigures;
  readonly isLarge?: boolean;
}

/** AWR-13. */
export function ThreatShare({ figures: { threats, deliveries }, isLarge = false }: FigureProps) {
  const { mailReports: m } = useApp().m;
  if (threats !== null) return <Share share={threats} isLarge={isLarge} />;
  return <span className="text-soft">{deliveries === null ? m.fewCopies : m.noList}</span>;
}

/** AWR-14. */
export function AccuracyShare({ figures: { accuracy }, isLarge = false }: FigureProps) {
  const { mailReports: m } = useApp().m;
  return accuracy === null ? <span className="text-soft">{m.nothingDecided}</span> : <Share share={accuracy} isLarge={isLarge} />;
}

/** Minutes up to two hours, hours up to two days, then days. */
export function useSpell(): (minutes: number) => string {
  const { f } = useApp();
  return (minutes) => {
    if (minutes < 120) return f.value(minutes, 'minutes');
    return minutes < 2_880 ? f.value(minutes / 60, 'hours') : f.value(minutes / 1_440, 'days');
  };
}

/** Why a time of the desk is not told. */
export function useDeskTime(): (figures: ReportFigures, minutes: number | null) => string {
  const { mailReports: m } = useApp().m;
  const spell = useSpell();
  return ({ timed }, minutes) => (minutes === null ? (timed < 10 ? m.tooFewTimes : m.notReached) : spell(minutes));
}
