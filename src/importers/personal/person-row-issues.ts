/** What can be wrong with a row about somebody in any table of people: who it is, and the days it states. */

export const personRowIssues = {
  'row-ragged': { severity: 'refused', message: 'The row has another number of cells than the row of headers.' },
  'person-missing': { severity: 'refused', message: 'The row has neither a personnel number nor an address of mail.' },
  'email-invalid': { severity: 'warning', message: 'This is no address of mail; it was left out.' },
  'day-invalid': { severity: 'refused', message: 'This is no date; write YYYY-MM-DD.' },
  'day-ambiguous': { severity: 'refused', message: 'Day and month of this date could be either way round; write YYYY-MM-DD.' },
} as const;
