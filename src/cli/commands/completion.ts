/** `cybermetrics completion bash|zsh|fish`: what the shell reads to complete a command line. */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { bashCompletion } from '../completion/bash.ts';
import { completionWords, type CompletionWords } from '../completion/completion-words.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';

const writers: Readonly<Record<string, (words: CompletionWords) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};
const shells = Object.keys(writers);

export const completion = defineCommand({
  name: 'completion',
  summary: 'What a shell reads to complete command lines: commands, flags, their choices, files and the words of filters',
  details:
    'bash: source <(cybermetrics completion bash) in ~/.bashrc. zsh: cybermetrics completion zsh > a folder of $fpath, as _cybermetrics. fish: cybermetrics completion fish > ~/.config/fish/completions/cybermetrics.fish.',
  arguments: [{ name: 'SHELL', summary: 'bash, zsh or fish', required: true, suggests: shells }],
  flags: [],
  run: async ({ arguments: [shell = ''], commands, output }) => {
    const write = Object.hasOwn(writers, shell) ? writers[shell] : undefined;
    if (write === undefined) throw new Problem('usage-invalid', `${shell} is no shell that is known.`, { expected: shells });
    // What is registered is much to load, and no other command asks for it.
    const [{ importers }, { personalImporters }, { metrics }] = await Promise.all([
      import('#importers/registry.ts'),
      import('#importers/personal-registry.ts'),
      import('#core/metrics/registry.ts'),
    ]);
    const importer = [...importers, ...personalImporters].map(({ id }) => id);
    const script = write(completionWords(commands, { importer, metric: metrics.map(({ id }) => id) }));
    output.answer(output.isJson ? JSON.stringify({ shell, script }) : script.trimEnd());
    return exitCodes.complete;
  },
});
