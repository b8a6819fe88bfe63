/** `npm run new metric|importer|page|endpoint|command|migration …`, from a terminal. */
import { fileURLToPath } from 'node:url';
import { ScaffoldRefusal } from './plan.ts';
import { scaffold } from './scaffold.ts';

// This file runs from dist/tools/scaffold.
const root = fileURLToPath(new URL('../../../', import.meta.url));
try {
  console.log(scaffold(root, process.argv.slice(2)));
} catch (cause) {
  if (!(cause instanceof ScaffoldRefusal)) throw cause;
  console.error(cause.message);
  process.exitCode = 2;
}
