import type { MatchingWeights } from './probability.ts';

export const matchingWeights: MatchingWeights = {
  version: 'start',
  bias: -8.46,
  features: {
    'vendor-same': 2.79,
    'vendor-group': 2.14,
    'vendor-alike': 2,
    'vendor-mentioned': 1.48,
    'vendor-sister': 0.49,
    'vendor-absent': 0.5,
    'vendor-conflicts': -3.2,
    'advisory-covered': 2.42,
    'device-covered': 2.37,
    'both-covered': 4.6,
    mass: 1.38,
    'number-agrees': 1.57,
    'number-conflicts': -3.81,
    'number-missing': -1.22,
    'number-extra': -0.6,
    'code-conflicts': -2.12,
    'function-conflicts': -2.63,
    'class-named': 1.86,
    'uncertain-letters': -0.95,
    'from-title': -0.68,
  },
};
