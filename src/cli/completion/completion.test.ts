/** Completion in the shells themselves: bash always, the others where they are installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commonFlags } from '#contract/define-command.ts';
import { runCli } from '../../../test/support/run-cli.ts';
import { commands } from '../registry.ts';

let folder: string;
const scripts = { bash: '', zsh: '', fish: '' };
const shells = ['bash', 'zsh', 'fish'] as const;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cybermetrics-completion-'));
  for (const shell of shells) {
    const said = await runCli(['completion', shell]);
    expect([said.code, said.err]).toEqual([0, '']);
    scripts[shell] = said.out;
    writeFileSync(join(folder, `completion.${shell}`), said.out);
  }
  mkdirSync(join(folder, 'scans'));
  writeFileSync(join(folder, 'scan of may.nessus'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What bash would offer for the last word; words as bash breaks them, `=` apart. */
function offered(...words: string[]): string[] {
  const program = `source completion.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cybermetrics 2>&1; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync('bash', ['--norc', '--noprofile', '-c', program, 'bash', 'cybermetrics', ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  return out.split('\n').filter((line) => line !== '');
}

describe('completion in bash', () => {
  test('nouns first, then their verbs', () => {
    const nouns = [...new Set(commands.map(({ name }) => name.split(' ')[0]))];
    expect(offered('')).toEqual(expect.arrayContaining([...nouns, 'help', '--version']));
    expect(offered('as')).toEqual(['assets']);
    const verbs = commands.filter(({ name }) => name.startsWith('assets ')).map(({ name }) => name.split(' ')[1]);
    expect(offered('assets', '')).toEqual(verbs);
    expect(offered('assets', 'sh')).toEqual(['show']);
  });

  test.each(commands.map((command) => [command.name, command] as const))('%s offers all its flags', (name, command) => {
    expect(offered(...name.split(' '), '--')).toEqual([...command.flags, ...commonFlags].map((flag) => `--${flag.name}`));
  });

  test('a flag that takes one of some words offers these, also behind an equals sign', () => {
    expect(offered('findings', 'decide', '--as', '')).toEqual(expect.arrayContaining(['accepted', 'false-positive', 'reopened']));
    expect(offered('findings', 'decide', '--as', '=', 'acc')).toEqual(['accepted']);
    expect(offered('findings', 'decide', '--as', '=')).toContain('reopened');
    expect(offered('import', '--format', 'nm')).toEqual(['nmap']);
    expect(offered('metrics', 'show', 'VUL-0')).toEqual(expect.arrayContaining(['VUL-01', 'VUL-05']));
    expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    // A value that only the person knows: nothing is better than the names of files.
    expect(offered('findings', 'decide', '--reason', '')).toEqual([]);
  });

  test('files and folders are offered where they are meant', () => {
    expect(offered('import', '').toSorted()).toContain('scan of may.nessus');
    expect(offered('import', 'scan').toSorted()).toEqual(['scan of may.nessus', 'scans']);
    expect(offered('assets', 'list', '--home', 'sc')).toEqual(['scans']);
  });

  test('a filter offers operators, then fields, then the values of the field', () => {
    const filter = (text: string) => {
      const words = offered('assets', 'list', '--filter', text);
      // A single one would make bash close the quote.
      expect(words.length).toBeGreaterThan(1);
      return words.filter((word) => !word.endsWith('...'));
    };
    expect(filter("'a")).toEqual(['and(']);
    expect(filter("'and(e")).toEqual(['and(eq(', 'and(exists(']);
    expect(filter("'and(eq(cl")).toEqual(['and(eq(class']);
    expect(filter('"and(eq(class,med')).toEqual(['and(eq(class,medical']);
    expect(filter("'in(class,(medical,work")).toEqual(['in(class,(medical,workstation']);
    expect(filter("'not(unknown(own")).toEqual(['not(unknown(owner']);
    expect(filter("'and(eq(class,medical),unk")).toEqual(['and(eq(class,medical),unknown(']);
    expect(filter("'exists(fi")).toEqual(['exists(findings']);
    expect(offered('findings', 'decide', '--filter', 'eq(severity,c')).toEqual(['eq(severity,critical']);
    expect(offered('findings', 'list', '--sort', '-severity,op')).toEqual(['-severity,openedAt']);
    expect(offered('findings', 'list', '--sort', '-sev')).toContain('-severity');
  });
});

describe('completion in the other shells', () => {
  test.for(shells)('%s reads the script without complaint', (shell, { skip }) => {
    skip(spawnSync(shell, ['-c', 'exit 0']).status !== 0, `${shell} is not installed here`);
    const said = spawnSync(shell, ['-n', join(folder, `completion.${shell}`)], { encoding: 'utf8' });
    expect([said.status, said.stderr]).toEqual([0, '']);
  });

  test('fish offers nouns, verbs, flags, choices and the words of filters', ({ skip }) => {
    skip(spawnSync('fish', ['-c', 'exit 0']).status !== 0, 'fish is not installed here');
    const ask = (line: string) => {
      const program = `source completion.fish; complete -C ${JSON.stringify(line)}`;
      const out = execFileSync('fish', ['--no-config', '-c', program], { cwd: folder, encoding: 'utf8' });
      return out.split('\n').flatMap((found) => (found === '' ? [] : [found.split('\t')[0]]));
    };
    expect(ask('cybermetrics as')).toEqual(['assets']);
    expect(ask('cybermetrics assets sh')).toEqual(['show']);
    expect(ask('cybermetrics assets list --so')).toEqual(['--sort']);
    expect(ask('cybermetrics findings decide --as acc')).toEqual(['accepted']);
    expect(ask("cybermetrics assets list --filter 'and(eq(class,me")).toEqual(['and(eq(class,medical']);
    expect(ask('cybermetrics import scan')).toEqual(['scan of may.nessus', 'scans/']);
  });

  test.each(shells)('the script for %s knows every command', (shell) => {
    for (const { name } of commands) expect(scripts[shell]).toContain(name);
  });

  test('a shell that is not known is refused, with those that are', async () => {
    const said = await runCli(['completion', 'powershell', '--json']);
    expect(said.code).toBe(2);
    expect(JSON.parse(said.err)).toMatchObject({ code: 'usage-invalid', data: { expected: ['bash', 'zsh', 'fish'] } });
  });
});
