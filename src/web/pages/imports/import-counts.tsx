/** What became of the items of a file: read, stored, merged, unchanged, refused. Each item is in exactly one of the last four. */
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { useApp } from '../../app/context.tsx';

const names = ['read', 'stored', 'merged', 'unchanged', 'refused'] as const;

export function ImportCounts({ report }: { readonly report: ImportReport }) {
  const { m, f } = useApp();
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2">
      {names.map((name) => (
        <div key={name} title={m.imports.countsHelp[name]}>
          <dt className="text-small text-soft">{m.imports.counts[name]}</dt>
          <dd className={`text-lead font-medium ${name === 'refused' && report.refused > 0 ? 'text-worse' : ''}`}>
            {f.number(report[name])}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Status in words with a mark of its own shape. */
export function ImportStatusMark({ status }: { readonly status: ImportReport['status'] }) {
  const { m } = useApp();
  const marks = { accepted: '–', running: '○', complete: '●', partial: '◆', rejected: '▲' } as const;
  const look = status === 'rejected' ? 'text-worse' : status === 'complete' ? 'text-better' : 'text-soft';
  return (
    <span className="whitespace-nowrap">
      <span aria-hidden="true" className={`me-1.5 text-tiny ${look}`}>
        {marks[status]}
      </span>
      {m.imports.ended[status]}
    </span>
  );
}

interface ProgressLineProps {
  readonly label: string;
  /** 0 to 1; null while it is not known. */
  readonly share: number | null;
}

export function ProgressLine({ label, share }: ProgressLineProps) {
  return (
    <div className="grid gap-1">
      <p className="text-small text-soft" role="status">
        {label}
      </p>
      <progress
        aria-label={label}
        value={share ?? undefined}
        max={1}
        className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-band [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-band [&::-webkit-progress-value]:bg-accent"
      />
    </div>
  );
}
