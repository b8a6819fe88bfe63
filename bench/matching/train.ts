/** `npm run train:matching`: fits the weights on the whole labelled set and writes `src/core/matching/weights.ts`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareMatcher } from '#core/matching/match-model.ts';
import { featureNames } from '#core/matching/features.ts';
import { labelledPairs, ridge } from './cross-validation.ts';
import { fitWeights } from './fit.ts';
import { readLabelledSet } from './labelled-set.ts';

const root = process.cwd();
const set = await readLabelledSet(join(root, '..', 'shared'));
if (set === null) {
  process.stderr.write('The labelled set is not there (../shared/matching); nothing was trained.\n');
  process.exit(1);
}
const pairs = labelledPairs(set, prepareMatcher(set.advisories, set.lines));
const positive = pairs.filter((pair) => pair.isSame).length;
const weights = fitWeights(pairs, ridge, `${pairs.length}-pairs-${positive}-same`);
const features = featureNames.map((name) => `    ${/-/.test(name) ? `'${name}'` : name}: ${weights.features[name]},`).join('\n');
await writeFile(
  join(root, 'src', 'core', 'matching', 'weights.ts'),
  `/** Written by \`npm run train:matching\`: the labelled pairs it was fitted on name the version. Not edited by hand. */
import type { MatchingWeights } from './probability.ts';

export const matchingWeights: MatchingWeights = {
  version: '${weights.version}',
  bias: ${weights.bias},
  features: {
${features}
  },
};
`,
);
process.stdout.write(`${pairs.length} pairs, ${positive} of them the same product; weights written.\n`);
