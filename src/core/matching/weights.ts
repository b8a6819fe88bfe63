/** Written by `npm run train:matching`: the labelled pairs it was fitted on name the version. Not edited by hand. */
import type { MatchingWeights } from './probability.ts';

export const matchingWeights: MatchingWeights = {
  version: '551-pairs-246-same',
  bias: -7.814,
  features: {
    'vendor-same': 2.101,
    'vendor-group': 1.788,
    'vendor-alike': 2.002,
    'vendor-mentioned': 1.462,
    'vendor-sister': 0.5,
    'vendor-absent': 0.5,
    'vendor-conflicts': -3.118,
    'advisory-covered': 2.947,
    'device-covered': 2.461,
    'both-covered': 4.768,
    mass: 1.097,
    'number-agrees': 1.581,
    'number-conflicts': -3.644,
    'number-missing': -1.164,
    'number-extra': -0.738,
    'model-listed': 1.762,
    'code-conflicts': -1.965,
    'function-conflicts': -2.46,
    'class-named': 2.476,
    'uncertain-letters': -0.563,
    'from-title': -0.395,
  },
};
