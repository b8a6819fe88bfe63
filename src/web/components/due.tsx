/** A deadline in words: days over, or days left. Only an open finding can be over its deadline. */
import { useApp } from '../app/context.tsx';

interface DueProps {
  readonly dueOn: string | null;
  readonly isOpen: boolean;
  /** The day it is looked at. */
  readonly today: string;
}

export function Due({ dueOn, isOpen, today }: DueProps) {
  const { m, f } = useApp();
  if (dueOn === null) return <span className="text-faint">–</span>;
  if (!isOpen) return f.dayShort(dueOn);
  const days = Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${dueOn}T00:00:00Z`)) / 86_400_000);
  return (
    <time dateTime={dueOn} title={f.day(dueOn, true)} className={days > 0 ? 'font-medium text-worse' : ''}>
      {days > 0 ? m.findings.overdue(days) : m.findings.dueIn(-days)}
    </time>
  );
}
