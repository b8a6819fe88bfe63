/** Short English texts of why a figure about people is marked or missing; in full they stand in `core/metrics/figure-reasons.ts`. */
import type { FigureReason } from '#core/metrics/figure-reasons.ts';

export const enFigureReasons: Readonly<Record<FigureReason, string>> = {
  'figure-carried': 'figure that was published last',
  'figure-stale': 'the last figure is too old',
  'total-hidden': 'fewer than ten people',
  'nothing-counted': 'there was nobody to count',
  'nobody-clicked': 'nobody clicked: read the two counts',
  'nobody-reported': 'nobody reported it',
  'effect-unknown': 'the tests do not say',
  'cell-hidden': 'a group is too small to be shown',
  'campaigns-several': 'several ended on this day',
  'rounds-several': 'several questionnaires ended on this day',
  'times-unknown': 'no report has a known time',
  'times-few': 'too few reports to give a time',
  'all-alike': 'fewer than thirty people who answered alike',
  'response-low': 'too few of those invited answered',
  'units-few': 'fewer than ten departments',
  'deliveries-few': 'fewer than 30 mails of a difficulty in twelve months',
  'list-missing': 'no list of delivered mails was read',
  'copies-few': 'came to fewer than ten mailboxes',
  'known-in-part': 'partly known by reports alone',
  'known-by-reports': 'hardly known otherwise than by reports',
  'nothing-decided': 'the desk has decided nothing',
  'verdicts-few': 'too few verdicts to give a time',
};
