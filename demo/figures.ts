/**
 * Published figures behind the invented hospital, each with its source. Basis: A = abstract or primary page seen,
 * B = secondary report of a named primary source, C = computed from data, G = general knowledge, `chosen` = ours.
 */

export interface Figure {
  readonly value: number;
  readonly unit: 'days' | 'proportion' | 'odds ratio' | 'seconds';
  readonly id: string;
  readonly basis: 'A' | 'B' | 'C' | 'G' | 'chosen';
  readonly source: string;
}

export const figures = {
  halfLifeOffice: {
    value: 36,
    unit: 'days',
    id: 'RM-2',
    basis: 'A',
    source: 'Cyentia, Patching, fast and slow: half-life of findings on Microsoft platforms (all: about a month)',
  },
  halfLifeServer: {
    value: 90,
    unit: 'days',
    id: 'RM-1',
    basis: 'A',
    source: 'Cyentia, Prioritization to Prediction vol. 2: median days to close',
  },
  halfLifeNetwork: {
    value: 369,
    unit: 'days',
    id: 'RM-2',
    basis: 'A',
    source: 'Cyentia, Patching, fast and slow: half-life of findings on network appliances',
  },
  halfLifeMedical: {
    value: 200,
    unit: 'days',
    id: 'RM-3',
    basis: 'chosen',
    source: 'ours, between the medians 174 (known exploited) and 621 (others) of Bitsight, A Global View of the CISA KEV Catalog, 2024',
  },
  knownExploitedMedical: {
    value: 0.09,
    unit: 'proportion',
    id: 'MD-4',
    basis: 'B',
    source: 'Claroty, State of CPS Security: Healthcare Exposures 2025: medical devices with a known exploited vulnerability',
  },
  knownExploited: {
    value: 0.05,
    unit: 'proportion',
    id: 'RM-1',
    basis: 'A',
    source: 'Cyentia, Prioritization to Prediction vol. 2: CVEs seen in enterprises and exploited',
  },
  medicalUnsupported: {
    value: 0.14,
    unit: 'proportion',
    id: 'MD-3',
    basis: 'B',
    source: 'Claroty Team82, State of CPS Security: Healthcare 2023: devices on an operating system out of support',
  },
  pumpShare: {
    value: 0.38,
    unit: 'proportion',
    id: 'MD-2',
    basis: 'B',
    source: 'Cynerio, State of Healthcare IoT Device Security 2022: infusion pumps among connected devices',
  },
  clickLeast: {
    value: 0.083,
    unit: 'proportion',
    id: 'PH-1',
    basis: 'A',
    source:
      'Gordon et al., JAMA Netw Open 2019;2(3):e190393: lower quartile of the click rates of 95 campaigns; that it is the easy ones is ours',
  },
  clickModerate: {
    value: 0.167,
    unit: 'proportion',
    id: 'PH-1',
    basis: 'A',
    source: 'Gordon et al. 2019: median of the click rates of 95 campaigns',
  },
  clickVery: {
    value: 0.242,
    unit: 'proportion',
    id: 'PH-1',
    basis: 'A',
    source: 'Gordon et al. 2019: upper quartile of the click rates of 95 campaigns; that it is the difficult ones is ours',
  },
  clickAfterPractice: {
    value: 0.511,
    unit: 'odds ratio',
    id: 'PH-1',
    basis: 'A',
    source: 'Gordon et al. 2019: adjusted odds of a click after 6 to 10 campaigns, beside 1 to 5',
  },
  entryAfterClick: {
    value: 0.65,
    unit: 'proportion',
    id: 'PH-7',
    basis: 'B',
    source: 'Fortra, phishing benchmark 2023: entered data, of those who clicked',
  },
  secondsToClick: {
    value: 21,
    unit: 'seconds',
    id: 'PH-4',
    basis: 'B',
    source: 'Verizon DBIR 2024: median from opening the mail to the click',
  },
  secondsToEntry: {
    value: 28,
    unit: 'seconds',
    id: 'PH-4',
    basis: 'B',
    source: 'Verizon DBIR 2024: median from the click to the entry of data',
  },
  reportWithoutClick: {
    value: 0.2,
    unit: 'proportion',
    id: 'PH-8',
    basis: 'G',
    source: 'Verizon DBIR 2024, not seen: reported a simulation without clicking; here the mean of before and after the report button',
  },
  reportAfterClick: {
    value: 0.11,
    unit: 'proportion',
    id: 'PH-8',
    basis: 'G',
    source: 'Verizon DBIR 2024, not seen: of those who clicked, who also reported',
  },
} as const satisfies Record<string, Figure>;

/** EPSS score by percentile, from the score file of 2026-09-29 (model v2026.06.15), FIRST.org / Empirical Security. */
export const epssByPercentile: readonly (readonly [percentile: number, epss: number])[] = [
  [0.185, 0.0028],
  [0.39, 0.0048],
  [0.548, 0.008],
  [0.663, 0.0117],
  [0.776, 0.018],
  [0.869, 0.03],
  [0.92, 0.0506],
  [0.955, 0.1004],
  [0.975, 0.2082],
  [0.986, 0.4002],
  [0.995, 0.7451],
  [0.999, 0.9574],
];
