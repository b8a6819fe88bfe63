/** `npm run bench:matching`: cross-validates on the labelled set and writes `docs/matching-quality.md`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crossValidate } from './cross-validation.ts';
import { readLabelledSet } from './labelled-set.ts';
import { qualityPage } from './quality-page.ts';

const root = process.cwd();
const set = await readLabelledSet(join(root, '..', 'shared'));
if (set === null) {
  process.stderr.write('The labelled set is not there (../shared/matching); nothing was measured.\n');
  process.exit(1);
}
const page = qualityPage(crossValidate(set), set.advisories.length);
await writeFile(join(root, 'docs', 'matching-quality.md'), page);
process.stdout.write(`${page.split('\n').slice(0, 30).join('\n')}\n`);
