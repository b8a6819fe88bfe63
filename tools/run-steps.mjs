// Runs the steps of `npm run build` and `npm run check`, one line a step with its time; a failing step shows its whole
// output and ends the run. Plain JavaScript, because it runs before anything is compiled.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

const root = new URL('..', import.meta.url).pathname;
const bin = (name) => `${root}node_modules/.bin/${name}`;

const build = [
  ['compile', bin('tsc'), ['-b']],
  ['web pages', bin('vite'), ['build', '--logLevel', 'warn']],
  ['page of questionnaires', bin('vite'), ['build', '--logLevel', 'warn', '--config', 'vite.answer.config.ts']],
];
const check = [
  ['format', bin('oxfmt'), ['--check', '.']],
  ['lint', bin('oxlint'), []],
  ...build,
  ['types of tests', bin('tsc'), ['-p', 'test/tsconfig.json']],
  ['dead code', bin('knip'), []],
  ['generated files', process.execPath, ['dist/tools/generate.js', '--check']],
  ['tests', bin('vitest'), ['run'], { isLive: true }],
  ...(existsSync('/usr/lib/postgresql/15/bin/postgres')
    ? [
        [
          'tests of the store on PostgreSQL 15',
          bin('vitest'),
          [
            'run',
            'src/store/schema.test.ts',
            'src/store/row-security.test.ts',
            'src/store/scope.test.ts',
            'src/server/imports/run-import.test.ts',
          ],
          { environment: { CYBERMETRICS_POSTGRES_BIN: '/usr/lib/postgresql/15/bin' } },
        ],
      ]
    : [['tests of the store on PostgreSQL 15: skipped, it is not installed in /usr/lib/postgresql/15', null, []]]),
];
const lists = { build, check };

let totals = { passed: 0, failed: 0, skipped: 0 };

async function run([name, command, args, options = {}]) {
  const started = Date.now();
  if (command === null) {
    console.log(`–  ${name}`);
    return true;
  }
  let output = '';
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...options.environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      if (options.isLive) process.stderr.write(chunk);
    });
  }
  const code = await new Promise((resolve) => child.on('close', resolve));
  count(output);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'}  ${name}  ${seconds} s`);
  if (code !== 0 && !options.isLive) console.log(output);
  return code === 0;
}

/** Vitest closes with `Tests  3 failed | 120 passed | 2 skipped (125)`. */
function count(output) {
  const plain = stripVTControlCharacters(output);
  const line = /^\s*Tests\s+(.+)$/m.exec(plain)?.[1] ?? '';
  for (const kind of Object.keys(totals)) totals[kind] += Number(new RegExp(`(\\d+) ${kind}`).exec(line)?.[1] ?? 0);
}

const wanted = process.argv[2];
const steps = lists[wanted];
if (steps === undefined) throw new Error(`usage: run-steps.mjs ${Object.keys(lists).join('|')}`);
let isGreen = true;
for (const step of steps) {
  isGreen = await run(step);
  if (!isGreen) break;
}
if (wanted === 'check') console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = isGreen ? 0 : 1;
