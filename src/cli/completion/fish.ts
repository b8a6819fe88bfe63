/** Completion for fish, with what each word means beside it. Followed: the manual of fish, "complete". */
import {
  branchesOf,
  comparingOperators,
  joiningOperators,
  nounsOf,
  summaryOf,
  type CompletionWords,
  type KindWords,
  type Offer,
} from './completion-words.ts';

export function fishCompletion({ commands, kinds }: CompletionWords): string {
  const nouns = nounsOf(commands);
  return [
    '# fish completion for cybermetrics, made by `cybermetrics completion fish`.',
    '# For every shell: cybermetrics completion fish > ~/.config/fish/completions/cybermetrics.fish',
    '',
    wordsFunction,
    ...kinds.flatMap(kindFunctions),
    filterFunction,
    sortFunction,
    'complete -c cybermetrics -f',
    ...[...nouns].map(([noun, own]) => `complete -c cybermetrics -n '__cybermetrics_at' -a ${quoted(noun)} -d ${quoted(summaryOf(own))}`),
    `complete -c cybermetrics -n '__cybermetrics_at' -a 'help' -d 'tell more of a command'`,
    ...[...branchesOf(commands)].flatMap(([beginning, next]) =>
      next.map(
        ({ word, summary }) => `complete -c cybermetrics -n '__cybermetrics_at ${beginning}' -a ${quoted(word)} -d ${quoted(summary)}`,
      ),
    ),
    ...commands.flatMap(({ name, flags, argument }) => [
      ...flags.map((flag) => {
        const value = flag.value === null ? '' : ` ${offer(flag.value, true)}`;
        return `complete -c cybermetrics -n '__cybermetrics_in ${name}' -l ${flag.name}${value} -d ${quoted(flag.summary)}`;
      }),
      ...(argument.kind === 'nothing' ? [] : [`complete -c cybermetrics -n '__cybermetrics_in ${name}' ${offer(argument, false)}`]),
    ]),
    '',
  ].join('\n');
}

/** @param isValue of a flag, which then needs one. */
function offer(what: Offer, isValue: boolean): string {
  switch (what.kind) {
    case 'file':
      return isValue ? '-r -F' : '-F';
    case 'folder':
      return `${isValue ? '-x ' : ''}-a '(__fish_complete_directories)'`;
    case 'words':
      return `${isValue ? '-x ' : ''}-a ${quoted(what.words.join(' '))}`;
    case 'filter':
    case 'sort':
      return `${isValue ? '-x ' : ''}-a '(__cybermetrics_${what.kind} ${what.of})'`;
    case 'nothing':
      return isValue ? '-x' : '';
  }
}

/** In single quotes of fish, where only these two are escaped. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** The words before the one being completed, without flags: exactly these, or beginning with these. */
const wordsFunction = `function __cybermetrics_at
    set -l words (string match -v -- '-*' (commandline -opc))
    test "$words[2..-1]" = "$argv"
end
function __cybermetrics_in
    set -l words (commandline -opc)
    set -l last (math (count $argv) + 1)
    test "$words[2..$last]" = "$argv"
end`;

function kindFunctions({ name, fields, sortable, children, values }: KindWords): readonly string[] {
  const list = (words: readonly string[]) => words.map(quoted).join(' ');
  return [
    `set -g __cybermetrics_fields_${variable(name)} ${list(fields)}`,
    `set -g __cybermetrics_sortable_${variable(name)} ${list(sortable)}`,
    `set -g __cybermetrics_children_${variable(name)} ${list(children)}`,
    ...[...values].map(([field, words]) => `set -g __cybermetrics_values_${variable(name)}_${field} ${list(words)}`),
  ];
}

const variable = (kind: string) => kind.replaceAll('-', '_');
const alternatives = (operators: readonly string[]) => operators.map((operator) => operator.slice(0, -1)).join('|');

const filterFunction = `function __cybermetrics_filter
    set -l kind (string replace -a - _ -- $argv[1])
    set -l cur (string replace -r '^(--[a-z-]+=)?[\\'"]?' '' -- (commandline -ct))
    set -l before (string match -r '^(--[a-z-]+=)' -- (commandline -ct))[2]
    set -l head (string match -r '^.*[(,]' -- $cur)
    set -l one (string match -r '(?:eq|ne|lt|le|gt|ge)\\(([A-Za-z]+),$' -- $head)
    set -l many (string match -r 'in\\(([A-Za-z]+),\\((?:[^)]*,)?$' -- $head)
    set -l list
    if set -q one[2]
        set list __cybermetrics_values_{$kind}_$one[2]
    else if set -q many[2]
        set list __cybermetrics_values_{$kind}_$many[2]
    else if string match -qr '(?:^|[(,])(?:${alternatives(comparingOperators.filter((operator) => operator !== 'exists('))}|age)\\($' -- $head
        set list __cybermetrics_fields_$kind
    else if string match -q '*exists(' -- $head
        set list __cybermetrics_children_$kind
    else
        set -g __cybermetrics_operators ${[...joiningOperators, ...comparingOperators].map(quoted).join(' ')}
        set list __cybermetrics_operators
    end
    for word in $$list
        printf '%s\\n' "$before$head$word"
    end
end`;

const sortFunction = `function __cybermetrics_sort
    set -l list __cybermetrics_sortable_(string replace -a - _ -- $argv[1])
    set -l head (string match -r '^(?:.*,)?-?' -- (commandline -ct))
    for word in $$list
        printf '%s\\n' "$head$word"
    end
end`;
