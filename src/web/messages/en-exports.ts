/** English texts of what leaves the node as a file. */
export const enExports = {
  exports: {
    title: 'Export',
    list: 'Every row of this list, with its filters and order, and every field.',
    oneMetric: 'Every measure of this metric, day by day, of the organisation and every part of it.',
    everyMetric: 'Every measure of every metric, day by day, of the organisation and every part of it.',
    from: 'From',
    to: 'To',
    formats: { csv: 'CSV', xlsx: 'Excel workbook', parquet: 'Parquet' },
    helps: {
      csv: 'Plain table, times in UTC.',
      xlsx: 'Dates as dates, at most 200,000 rows.',
      parquet: 'For analysis programs, fields under their own names.',
    },
    busy: 'The file is being made…',
    done: (name: string) => `${name} is ready.`,
  },
};
