/**
 * Where checking CSAF documents differs from the committee's index of test documents: per version and rule, how many documents
 * that should fail do not, and why. The lists may only become shorter: a test fails when a number is no longer what it is, and
 * when the sum of a list is more than it was.
 */

interface Exception {
  readonly reason: string;
  /** Rule → number of failing documents that it does not tell of. */
  readonly missed: Readonly<Record<string, number>>;
}

const rules = (count: number, ids: string) => Object.fromEntries(ids.split(' ').map((id) => [id, count]));

export const exceptions: Readonly<Record<'2.0' | '2.1', readonly Exception[]>> = {
  '2.0': [
    {
      reason: 'the library does not tell of csafsecurityadvisory, a category that differs by its underscores only',
      missed: { '6.1.26': 1 },
    },
  ],
  '2.1': [
    {
      reason: 'the library has these rules as an older draft of 2.1 had them and refuses valid documents by them: they are not asked',
      missed: { '6.1.1': 3, '6.1.2': 1, '6.1.8': 6, '6.1.9': 5, '6.1.21': 7, '6.1.26': 8, '6.1.30': 1, '6.1.37': 10 },
    },
    {
      reason: 'the library has the rule, but not what the draft of August 2026 added to it (product paths, new profiles)',
      missed: { '6.1.3': 2, '6.1.4': 1, ...rules(1, '6.1.27.4 6.1.27.5 6.1.27.6 6.1.27.8 6.1.27.11'), '6.1.27.3': 2, '6.2.19': 8 },
    },
    {
      reason: 'the library has no such mandatory rule',
      missed: {
        ...rules(1, '6.1.58'),
        ...rules(2, '6.1.42 6.1.44 6.1.46 6.1.53 6.1.55 6.1.59 6.1.60.1 6.1.60.2 6.1.60.3 6.1.61'),
        ...rules(3, '6.1.49 6.1.51 6.1.57'),
        '6.1.27.13': 4,
        '6.1.56': 5,
        ...rules(6, '6.1.47 6.1.50'),
        '6.1.54': 8,
        '6.1.48': 10,
      },
    },
    {
      reason: 'the library has no such recommended rule',
      missed: {
        ...rules(1, '6.2.30 6.2.31 6.2.35 6.2.39.2 6.2.39.3 6.2.39.4 6.2.43 6.2.46 6.2.50.1 6.2.50.2 6.2.52 6.2.53'),
        ...rules(1, '6.2.54.1 6.2.54.2 6.2.54.3 6.2.54.4'),
        ...rules(2, '6.2.36 6.2.39.1 6.2.39.5 6.2.41 6.2.42 6.2.44 6.2.45 6.2.47 6.2.50.3 6.2.51'),
        ...rules(3, '6.2.26 6.2.32 6.2.33 6.2.34 6.2.37 6.2.40 6.2.48'),
        ...rules(4, '6.2.24 6.2.25'),
        ...rules(5, '6.2.21 6.2.49'),
      },
    },
  ],
};

/** Documents that a rule calls wrong although the index calls them valid, with the rule. */
export const falseAlarms: Readonly<Record<'2.0' | '2.1', Readonly<Record<string, number>>>> = {
  '2.0': {},
  // Recommended only: the library does not know all fields of the newer draft.
  '2.1': { '6.2.20': 2 },
};

/** Valid documents that another mandatory rule than their own refuses: their first revision is not the oldest by date. */
export const refusedByOthers: readonly string[] = ['6-1-14-12', '6-1-16-16', '6-1-16-17'];

/** What the lists counted when they were written: they may only become shorter. */
export const missedAtMost = { '2.0': 1, '2.1': 203 } as const;
