/** Dutch texts of what leaves the node as a file. */
import type { enExports } from './en-exports.ts';

export const nlExports: typeof enExports = {
  exports: {
    title: 'Exporteren',
    list: 'Alle rijen van deze lijst, met dezelfde filters en volgorde, en alle velden.',
    oneMetric: 'Elke maat van deze metriek, dag voor dag, van de organisatie en elk deel ervan.',
    everyMetric: 'Elke maat van elke metriek, dag voor dag, van de organisatie en elk deel ervan.',
    from: 'Vanaf',
    to: 'Tot en met',
    formats: { csv: 'CSV', xlsx: 'Excel-werkmap', parquet: 'Parquet' },
    helps: {
      csv: 'Gewone tabel, tijdstippen in UTC.',
      xlsx: 'Datums als datum, hoogstens 200.000 rijen.',
      parquet: 'Voor analyseprogramma’s, velden onder hun eigen naam.',
    },
    busy: 'Het bestand wordt gemaakt…',
    done: (name: string) => `${name} is klaar.`,
  },
};
