/** Written by `npm run train:matching`: the labelled pairs it was fitted on name the version. Not edited by hand. */
import type { MatchingWeights } from './probability.ts';

export const matchingWeights: MatchingWeights = {
  version: '569-pairs-246-same',
  bias: -7.839,
  features: {
    'vendor-same': 2.262,
    'vendor-group': 1.853,
    'vendor-alike': 2.002,
    'vendor-mentioned': 1.465,
    'vendor-sister': 0.5,
    'vendor-absent': 0.5,
    'vendor-conflicts': -3.071,
    'advisory-covered': 2.78,
    'device-covered': 2.465,
    'both-covered': 4.748,
    mass: 1.143,
    'number-agrees': 1.76,
    'number-conflicts': -3.719,
    'number-missing': -1.166,
    'number-extra': -0.754,
    'model-listed': 1.748,
    'code-conflicts': -1.979,
    'function-conflicts': -2.537,
    'class-named': 2.485,
    'uncertain-letters': -0.431,
    'from-title': -0.685,
  },
};
