/** Help texts, and the Markdown of `docs/cli.md`: both from the definitions of the commands. */
import { commonFlags, type Command, type CommandFlag } from '#contract/define-command.ts';

export function overviewHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length)) + 2;
  return [
    'Cybermetrics measures the cyber resilience of a hospital from the files it already has.',
    '',
    'usage: cybermetrics COMMAND [ARGUMENT…] [--flag…]',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}${command.summary}`),
    '',
    'cybermetrics COMMAND --help tells more. Answers go to stdout, progress and problems to stderr; --json is for machines.',
    'Exit codes: 0 complete, 1 bug, 2 usage, 3 partial, 4 rejected, 5 not found, 6 not allowed, 7 node not reachable or not ready, 130 interrupted.',
  ].join('\n');
}

export function commandHelp(command: Command): string {
  const lines = [`cybermetrics ${usage(command)}`, '', `  ${command.summary}.`];
  if (command.details !== undefined) lines.push(`  ${command.details}`);
  if (command.arguments.length > 0) lines.push('', ...table(command.arguments.map((argument) => [argument.name, argument.summary])));
  lines.push('', ...table([...command.flags, ...commonFlags].map((flag) => [flagText(flag), flag.summary])));
  return lines.join('\n');
}

/** One section of `docs/cli.md`. */
export function commandDocument(command: Command): string {
  const rows = [
    ...command.arguments.map((argument) => [`\`${argument.name}\``, argument.summary]),
    ...[...command.flags, ...commonFlags].map((flag) => [`\`${flagText(flag)}\``, flag.summary]),
  ];
  return [
    `## ${command.name}`,
    '',
    `${command.summary}.${command.details === undefined ? '' : ` ${command.details}`}`,
    '',
    '```',
    `cybermetrics ${usage(command)}`,
    '```',
    '',
    '| | |',
    '| --- | --- |',
    ...rows.map((cells) => `| ${cells.map((cell) => (cell ?? '').replaceAll('|', '\\|')).join(' | ')} |`),
    '',
  ].join('\n');
}

function usage(command: Command): string {
  const words = command.arguments.map((argument) => {
    const name = argument.many === true ? `${argument.name}…` : argument.name;
    return argument.required ? name : `[${name}]`;
  });
  return [command.name, ...words, '[--flag…]'].join(' ');
}

function flagText(flag: CommandFlag): string {
  return flag.value === null ? `--${flag.name}` : `--${flag.name} ${flag.value}`;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
}
