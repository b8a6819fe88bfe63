/** Written by `npm run train:matching`: the labelled pairs it was fitted on name the version. Not edited by hand. */
import type { MatchingWeights } from './probability.ts';

export const matchingWeights: MatchingWeights = {
  version: '557-pairs-245-same',
  bias: -7.837,
  features: {
    'vendor-same': 2.261,
    'vendor-group': 1.854,
    'vendor-alike': 2.002,
    'vendor-mentioned': 1.465,
    'vendor-sister': 0.5,
    'vendor-absent': 0.5,
    'vendor-conflicts': -3.071,
    'advisory-covered': 2.781,
    'device-covered': 2.456,
    'both-covered': 4.742,
    mass: 1.145,
    'number-agrees': 1.762,
    'number-conflicts': -3.717,
    'number-missing': -1.165,
    'number-extra': -0.753,
    'model-listed': 1.748,
    'code-conflicts': -1.978,
    'function-conflicts': -2.532,
    'class-named': 2.485,
    'uncertain-letters': -0.445,
    'from-title': -0.685,
  },
};
