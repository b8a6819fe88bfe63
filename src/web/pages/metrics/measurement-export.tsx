/** Measurements as a file: of one metric or of all, between two days. */
import { useState } from 'react';
import { urlOf } from '#sdk/client.ts';
import { useApp } from '../../app/context.tsx';
import { ExportMenu } from '../../components/export-menu.tsx';
import { TextField } from '../../ui/field.tsx';

/** A year: what a board looks back on, and few enough rows for a workbook. */
const daysBack = 365;

export function MeasurementExport({ metric }: { readonly metric?: string }) {
  const { m, f } = useApp();
  const today = f.today();
  const [from, setFrom] = useState(() => new Date(Date.parse(today) - daysBack * 86_400_000).toISOString().slice(0, 10));
  const [to, setTo] = useState(today);
  return (
    <ExportMenu
      about={metric === undefined ? m.exports.everyMetric : m.exports.oneMetric}
      addressOf={(format) =>
        urlOf('exports.measurements', {
          query: { format, metric, from: from === '' ? undefined : from, to: to === '' ? undefined : to },
        })
      }
    >
      <div className="grid grid-cols-2 gap-2">
        <TextField label={m.exports.from} type="date" max={today} value={from} onChange={(event) => setFrom(event.target.value)} />
        <TextField label={m.exports.to} type="date" max={today} value={to} onChange={(event) => setTo(event.target.value)} />
      </div>
    </ExportMenu>
  );
}
