/**
 * Completion for bash, 3.2 and later. `=` breaks words in bash, so `--flag=value` comes as three words.
 * Followed: the manual of bash, "Programmable Completion".
 */
import {
  branchesOf,
  comparingOperators,
  joiningOperators,
  nounsOf,
  quoted,
  type CompletionWords,
  type KindWords,
  type Offer,
} from './completion-words.ts';

export function bashCompletion({ commands, kinds }: CompletionWords): string {
  const nouns = nounsOf(commands);
  const branches = [...branchesOf(commands)];
  const [plural, deeper] = [branches.filter(([begin]) => !begin.includes(' ')), branches.filter(([begin]) => begin.includes(' '))];
  return [
    '# bash completion for cybermetrics, made by `cybermetrics completion bash`.',
    '# For this shell: source <(cybermetrics completion bash)',
    '',
    ...kindFunctions(kinds),
    pathsFunction,
    filterFunction,
    sortFunction,
    '_cybermetrics() {',
    '  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" command="${COMP_WORDS[1]}" first=2',
    '  COMPREPLY=()',
    '  if [[ $cur == "=" ]]; then cur=""; elif [[ $prev == "=" ]]; then prev="${COMP_WORDS[COMP_CWORD-2]}"; fi',
    `  case "$command" in ${plural.map(([noun]) => noun).join('|')}) command="$command \${COMP_WORDS[2]}"; first=3 ;; esac`,
    ...(deeper.length === 0
      ? []
      : [
          `  case "$command" in ${deeper.map(([begin]) => quoted(begin)).join('|')}) command="$command \${COMP_WORDS[3]}"; first=4 ;; esac`,
        ]),
    '  if (( COMP_CWORD == 1 )); then',
    `    COMPREPLY=($(compgen -W ${quoted([...nouns.keys(), 'help', '--help', '--version'].join(' '))} -- "$cur"))`,
    '    return',
    '  fi',
    '  if (( COMP_CWORD == 2 && first >= 3 )); then',
    '    case "${COMP_WORDS[1]}" in',
    ...plural.map(
      ([noun, next]) => `      ${noun}) COMPREPLY=($(compgen -W ${quoted(next.map(({ word }) => word).join(' '))} -- "$cur")) ;;`,
    ),
    '    esac',
    '    return',
    '  fi',
    ...(deeper.length === 0
      ? []
      : [
          '  if (( COMP_CWORD == 3 && first == 4 )); then',
          '    case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in',
          ...deeper.map(
            ([begin, next]) =>
              `      ${quoted(begin)}) COMPREPLY=($(compgen -W ${quoted(next.map(({ word }) => word).join(' '))} -- "$cur")) ;;`,
          ),
          '    esac',
          '    return',
          '  fi',
        ]),
    '  case "$command $prev" in',
    ...commands.flatMap(({ name, flags }) =>
      flags.flatMap((flag) => (flag.value === null ? [] : [`    '${name} --${flag.name}') ${offer(flag.value)}; return ;;`])),
    ),
    '  esac',
    '  case "$command" in',
    ...commands.map(({ name, flags, argument }) => {
      const words = flags.map((flag) => `--${flag.name}`).join(' ');
      const other = argument.kind === 'nothing' ? '' : `; else ${offer(argument)}`;
      return `    '${name}') if [[ $cur == -* ]]; then ${offer({ kind: 'words', words: words.split(' ') })}${other}; fi ;;`;
    }),
    `    help) ${offer({ kind: 'words', words: [...nouns.keys()] })} ;;`,
    '  esac',
    '}',
    'complete -F _cybermetrics cybermetrics',
    '',
  ].join('\n');
}

function offer(what: Offer): string {
  switch (what.kind) {
    case 'file':
      return '_cybermetrics_paths -f "$cur"';
    case 'folder':
      return '_cybermetrics_paths -d "$cur"';
    case 'words':
      return `COMPREPLY=($(compgen -W ${quoted(what.words.join(' '))} -- "$cur"))`;
    case 'filter':
    case 'sort':
      return `_cybermetrics_${what.kind} ${what.of} "$cur"`;
    case 'nothing':
      return ':';
  }
}

function kindFunctions(kinds: readonly KindWords[]): readonly string[] {
  const words = (name: string, of: (kind: KindWords) => readonly string[]) => [
    `_cybermetrics_${name}() {`,
    '  case "$1" in',
    ...kinds.map((kind) => `    ${kind.name}) echo ${quoted(of(kind).join(' '))} ;;`),
    '  esac',
    '}',
  ];
  return [
    ...words('fields', ({ fields }) => fields),
    ...words('sortable', ({ sortable }) => sortable),
    ...words('children', ({ children }) => children),
    '_cybermetrics_values() {',
    '  case "$1.$2" in',
    ...kinds.flatMap((kind) => [...kind.values].map(([field, values]) => `    ${kind.name}.${field}) echo ${quoted(values.join(' '))} ;;`)),
    '  esac',
    '}',
  ];
}

const alternatives = (operators: readonly string[]) => operators.map((operator) => operator.slice(0, -1)).join('|');

/**
 * By what stands before the word: after `eq(` a field, after `eq(class,` a value, else an operator. Patterns stand in variables for bash 3.2.
 * A single answer would make bash close the quote that the filter was begun with, though it goes on: so it is said twice.
 */
const filterFunction = `_cybermetrics_filter() {
  local cur="\${2#[\\'\\"]}" last head words word one many field
  last="\${cur##*[(,]}"
  head="\${cur%"$last"}"
  one='(eq|ne|lt|le|gt|ge)\\(([A-Za-z]+),$'
  many='in\\(([A-Za-z]+),\\(([^)]*,)?$'
  field='(^|[(,])(${alternatives(comparingOperators.filter((operator) => operator !== 'exists('))}|age)\\($'
  if [[ $head =~ $one ]]; then words="$(_cybermetrics_values "$1" "\${BASH_REMATCH[2]}")"
  elif [[ $head =~ $many ]]; then words="$(_cybermetrics_values "$1" "\${BASH_REMATCH[1]}")"
  elif [[ $head =~ $field ]]; then words="$(_cybermetrics_fields "$1")"
  elif [[ $head == *'exists(' ]]; then words="$(_cybermetrics_children "$1")"
  else words=${quoted([...joiningOperators, ...comparingOperators].join(' '))}
  fi
  for word in $words; do [[ $word == "$last"* ]] && COMPREPLY+=("$head$word"); done
  if (( \${#COMPREPLY[@]} == 1 )) && [[ $2 != "$cur" ]]; then COMPREPLY+=("\${COMPREPLY[0]}..."); fi
  compopt -o nospace 2>/dev/null
}`;

/** Line by line, for names with spaces; bash quotes them when it is told that these are paths. */
const pathsFunction = `_cybermetrics_paths() {
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$1" -- "$2")
  compopt -o filenames 2>/dev/null
}`;

const sortFunction = `_cybermetrics_sort() {
  local cur="\${2#[\\'\\"]}" last head word
  last="\${cur##*,}"
  head="\${cur%"$last"}"
  if [[ $last == -* ]]; then head="$head-"; last="\${last#-}"; fi
  for word in $(_cybermetrics_sortable "$1"); do [[ $word == "$last"* ]] && COMPREPLY+=("$head$word"); done
  compopt -o nospace 2>/dev/null
}`;
