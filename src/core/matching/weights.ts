/** Written by `npm run train:matching`: the labelled pairs it was fitted on name the version. Not edited by hand. */
import type { MatchingWeights } from './probability.ts';

export const matchingWeights: MatchingWeights = {
  version: '784-pairs-246-same',
  bias: -7.986,
  features: {
    'vendor-same': 2.304,
    'vendor-group': 1.911,
    'vendor-alike': 2.002,
    'vendor-mentioned': 1.471,
    'vendor-sister': 0.5,
    'vendor-absent': 0.5,
    'vendor-conflicts': -3.063,
    'advisory-covered': 2.695,
    'device-covered': 2.535,
    'both-covered': 4.745,
    mass: 1.293,
    'number-agrees': 1.642,
    'number-conflicts': -3.727,
    'number-missing': -1.174,
    'number-extra': -0.735,
    'model-listed': 1.753,
    'code-conflicts': -1.992,
    'function-conflicts': -2.502,
    'class-named': 2.54,
    'uncertain-letters': -0.43,
    'from-title': -0.92,
  },
};
