import { describe, expect, test } from 'vitest';
import { defineCommand, type CommandInput } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { runCli } from '../../test/support/run-cli.ts';
import { commands as all } from './registry.ts';

let received: CommandInput | undefined;
const show = defineCommand({
  name: 'things show',
  summary: 'One thing',
  arguments: [{ name: 'ID', summary: 'which one', required: true }],
  flags: [
    { name: 'sort', value: 'FIELDS', summary: 'order' },
    { name: 'deep', value: null, summary: 'all of it' },
  ],
  run: async (input) => {
    received = input;
    input.output.progress('working');
    input.output.answer('done');
    return 0;
  },
});
const failing = (name: string, cause: unknown) =>
  defineCommand({ name, summary: name, arguments: [], flags: [], run: () => Promise.reject(cause) });
const commands = [
  show,
  { ...show, name: 'things list', arguments: [] },
  { ...show, name: 'hand', arguments: [{ name: 'FILE', summary: 'files', required: true, many: true as const }] },
  failing('lose', new Problem('node-unreachable', 'The node is away.')),
  failing('break', new TypeError('a bug')),
];
const run = (...words: string[]) => runCli(words, { commands });

describe('finding the command', () => {
  test('answers go to one stream, the rest to the other', async () => {
    expect(await run('things', 'show', 'a')).toEqual({ code: 0, out: 'done\n', err: 'working\n' });
    expect(await run('things', 'show', 'a', '--json')).toEqual({ code: 0, out: 'done\n', err: '' });
  });

  test.each([[['nosuch']], [['things', 'nosuch']], [['things']], [['--nosuch']], [['help', 'nosuch']]])(
    'an unknown command %j exits 2 and names what there is',
    async (words) => {
      const { code, out, err } = await run(...words);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(/There is no command/);
      expect(err).toContain('things show');
    },
  );

  test.each([
    [['things', 'shwo', 'a'], 'things show'],
    [['thigns', 'list'], 'things list'],
    [['braek', 'file.csv'], 'break'],
    [['things', 'show', 'a', '--srot', 'name'], '--sort'],
    [['things', 'show', 'a', '--jsno'], '--json'],
  ])('a mistyped %j exits 2 and says on the other stream what was likely meant: %s', async (words, meant) => {
    const { code, out, err } = await run(...words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`  did you mean ${meant}?\n`);
  });

  test('what is like no command or flag is not guessed, and a field of the node is', async () => {
    expect((await run('nosuch')).err).not.toContain('did you mean');
    expect((await run('things', 'show', 'a', '--colour')).err).not.toContain('did you mean');
    const field = new Problem('filter-invalid', 'No such field.', { found: 'severiti', expected: ['severity', 'state'] });
    const { err } = await runCli(['fail'], { commands: [failing('fail', field)] });
    expect(err).toContain('did you mean severity?');
  });

  test('without words the overview goes to stderr, with exit 2', async () => {
    const { code, out, err } = await run();
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('usage: cybermetrics COMMAND');
  });

  test.each([[['help']], [['--help']], [['-h']]])('%j is the overview', async (words) => {
    const { code, out } = await run(...words);
    expect(code).toBe(0);
    for (const command of commands) expect(out).toContain(command.summary);
  });

  test.each([[['things', 'show', '--help']], [['help', 'things', 'show']], [['things', 'show', 'a', '--help']]])(
    '%j is the help of one',
    async (words) => {
      const { code, out } = await run(...words);
      expect(code).toBe(0);
      expect(out).toContain('cybermetrics things show ID');
      expect(out).toContain('--sort FIELDS');
      expect(out).toContain('--json');
    },
  );

  test.each([[['things', '--help']], [['help', 'things']]])('%j is the help of both', async (words) => {
    const { code, out } = await run(...words);
    expect(code).toBe(0);
    expect(out).toContain('cybermetrics things show');
    expect(out).toContain('cybermetrics things list');
  });

  test('--version is the version', async () => expect(await run('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' }));
});

describe('reading the words', () => {
  test.each([
    [['--sort', '-severity,name'], '-severity,name'],
    [['--sort=-severity,name'], '-severity,name'],
    [['--sort', 'name'], 'name'],
    [['--sort', '--x'], '--x'],
    [['--sort', ''], ''],
  ])('%j gives the value %s', async (words, value) => {
    expect((await run('things', 'show', 'a', ...words)).code).toBe(0);
    expect(received?.flags['sort']).toBe(value);
  });

  test('what follows two dashes is an argument', async () => {
    expect((await run('things', 'show', '--', '--deep')).code).toBe(0);
    expect(received?.arguments).toEqual(['--deep']);
    expect(received?.flags['deep']).toBeUndefined();
  });

  test.each([
    ['an unknown flag', ['things', 'show', 'a', '--nosuch']],
    ['a forgotten value', ['things', 'show', 'a', '--sort', '--deep']],
    ['a forgotten value at the end', ['things', 'show', 'a', '--sort']],
    ['a value that is not taken', ['things', 'show', 'a', '--deep=1']],
    ['a missing argument', ['things', 'show']],
    ['an argument too many', ['things', 'show', 'a', 'b']],
  ])('%s exits 2', async (_what, words) => {
    const { code, out, err } = await run(...words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('usage-invalid');
  });

  test('a command for many takes many', async () => {
    await run('hand', 'a', 'b', 'c');
    expect(received?.arguments).toEqual(['a', 'b', 'c']);
  });
});

describe('failing', () => {
  test('a problem is told in words, or as one line of JSON', async () => {
    const said = await run('lose');
    expect([said.code, said.out]).toEqual([7, '']);
    expect(said.err).toBe(
      'The node does not answer (node-unreachable)\n  The node is away.\n  Start it with `cybermetrics serve`, or check --home and CYBERMETRICS_URL.\n',
    );
    const { code, out, err } = await run('lose', '--json');
    expect([code, out, err.split('\n').length]).toEqual([7, '', 2]);
    expect(JSON.parse(err)).toMatchObject({ code: 'node-unreachable', status: 503, detail: 'The node is away.', data: {} });
  });

  test('in Dutch where the environment is', async () => {
    const { err } = await runCli(['lose'], { commands, environment: { LANG: 'nl_NL.UTF-8' } });
    expect(err).toContain('Het knooppunt antwoordt niet');
  });

  test('a bug exits 1, with its place for people and as one line for machines', async () => {
    const said = await run('break');
    expect([said.code, said.out]).toEqual([1, '']);
    expect(said.err).toContain('run-command.test.ts');
    const { code, err } = await run('break', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(err)).toMatchObject({ code: 'internal' });
  });

  test('whatever failed after an interruption, the exit code is that of the interruption', async () => {
    const said = await runCli(['break'], { commands, signal: AbortSignal.abort() });
    expect(said).toEqual({ code: 130, out: '', err: '' });
  });
});

test.each(all.map((command) => [command.name, command] as const))(
  '%s has a name of noun and verb, a summary and no flag twice',
  (name, command) => {
    expect(name).toMatch(/^[a-z]+( [a-z]+){0,2}$/);
    expect(command.summary).not.toMatch(/\.$/);
    const flags = [...command.flags.map((flag) => flag.name), 'json', 'help'];
    expect(new Set(flags).size).toBe(flags.length);
  },
);
