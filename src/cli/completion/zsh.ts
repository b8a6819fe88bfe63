/** Completion for zsh, with what each word means beside it. Followed: the manual of zsh, "Completion System". */
import {
  branchesOf,
  comparingOperators,
  joiningOperators,
  nounsOf,
  quoted,
  summaryOf,
  type CompletionWords,
  type KindWords,
  type Offer,
} from './completion-words.ts';

export function zshCompletion({ commands, kinds }: CompletionWords): string {
  const nouns = nounsOf(commands);
  const branches = [...branchesOf(commands)];
  const [plural, deeper] = [branches.filter(([begin]) => !begin.includes(' ')), branches.filter(([begin]) => begin.includes(' '))];
  return [
    '#compdef cybermetrics',
    '# zsh completion for cybermetrics, made by `cybermetrics completion zsh`.',
    '# Put it into a folder of $fpath as _cybermetrics, or for this shell: source <(cybermetrics completion zsh)',
    '',
    ...kindFunctions(kinds),
    filterFunction,
    sortFunction,
    '_cybermetrics() {',
    '  local cur="${words[CURRENT]}" prev="${words[CURRENT-1]}" command="${words[2]}" first=3',
    '  local -a offered',
    `  case "$command" in (${plural.map(([noun]) => noun).join('|')}) command="$command \${words[3]}"; first=4 ;; esac`,
    ...(deeper.length === 0
      ? []
      : [`  case "$command" in (${deeper.map(([begin]) => quoted(begin)).join('|')}) command="$command \${words[4]}"; first=5 ;; esac`]),
    '  if (( CURRENT == 2 )); then',
    `    offered=(${[...[...nouns].map(([noun, own]) => described(noun, summaryOf(own))), described('help', 'tell more of a command')].join(' ')})`,
    "    _describe 'command' offered",
    '    return',
    '  fi',
    '  if (( CURRENT == 3 && first >= 4 )); then',
    '    case "${words[2]}" in',
    ...plural.map(([noun, next]) => `      (${noun}) offered=(${next.map(({ word, summary }) => described(word, summary)).join(' ')}) ;;`),
    '    esac',
    "    _describe 'command' offered",
    '    return',
    '  fi',
    ...(deeper.length === 0
      ? []
      : [
          '  if (( CURRENT == 4 && first == 5 )); then',
          '    case "${words[2]} ${words[3]}" in',
          ...deeper.map(
            ([begin, next]) =>
              `      (${quoted(begin)}) offered=(${next.map(({ word, summary }) => described(word, summary)).join(' ')}) ;;`,
          ),
          '    esac',
          "    _describe 'command' offered",
          '    return',
          '  fi',
        ]),
    // `--flag=value` is one word here.
    '  if compset -P "--*="; then prev="${IPREFIX%=}"; cur="$PREFIX"; fi',
    '  case "$command $prev" in',
    ...commands.flatMap(({ name, flags }) =>
      flags.flatMap((flag) => (flag.value === null ? [] : [`    (${quoted(`${name} --${flag.name}`)}) ${offer(flag.value)}; return ;;`])),
    ),
    '  esac',
    '  case "$command" in',
    ...commands.map(({ name, flags, argument }) => {
      const list = flags.map((flag) => described(`--${flag.name}`, flag.summary)).join(' ');
      return `    (${quoted(name)}) if [[ $cur == -* ]]; then offered=(${list}); _describe 'flag' offered; else ${offer(argument)}; fi ;;`;
    }),
    `    (help) ${offer({ kind: 'words', words: [...nouns.keys()] })} ;;`,
    '  esac',
    '}',
    // From a folder of $fpath the file is the body of the function; sourced, it only defines it.
    'if [[ "${funcstack[1]}" == _cybermetrics ]]; then _cybermetrics "$@"; else compdef _cybermetrics cybermetrics; fi',
    '',
  ].join('\n');
}

/** `word:what it means`, in which a colon of the word would end it. */
function described(word: string, summary: string): string {
  return quoted(`${word.replaceAll(':', '\\:')}:${summary}`);
}

function offer(what: Offer): string {
  switch (what.kind) {
    case 'file':
      return '_files';
    case 'folder':
      return '_files -/';
    case 'words':
      return `compadd -- ${what.words.map(quoted).join(' ')}`;
    case 'filter':
    case 'sort':
      return `_cybermetrics_${what.kind} ${what.of}`;
    case 'nothing':
      return ':';
  }
}

function kindFunctions(kinds: readonly KindWords[]): readonly string[] {
  const words = (name: string, of: (kind: KindWords) => readonly string[]) => [
    `_cybermetrics_${name}() {`,
    '  case "$1" in',
    ...kinds.map((kind) => `    (${kind.name}) reply=(${of(kind).map(quoted).join(' ')}) ;;`),
    '  esac',
    '}',
  ];
  return [
    ...words('fields', ({ fields }) => fields),
    ...words('sortable', ({ sortable }) => sortable),
    ...words('children', ({ children }) => children),
    '_cybermetrics_values() {',
    '  case "$1.$2" in',
    ...kinds.flatMap((kind) =>
      [...kind.values].map(([field, values]) => `    (${kind.name}.${field}) reply=(${values.map(quoted).join(' ')}) ;;`),
    ),
    '  esac',
    '}',
  ];
}

const alternatives = (operators: readonly string[]) => operators.map((operator) => operator.slice(0, -1)).join('|');

const filterFunction = `_cybermetrics_filter() {
  local head match mbegin mend
  local -a reply
  compset -P '*[(,]'
  head="\${IPREFIX#[\\'\\"]}"
  if [[ $head =~ '(eq|ne|lt|le|gt|ge)\\(([A-Za-z]+),$' ]]; then _cybermetrics_values "$1" "\${match[2]}"
  elif [[ $head =~ 'in\\(([A-Za-z]+),\\(([^)]*,)?$' ]]; then _cybermetrics_values "$1" "\${match[1]}"
  elif [[ $head =~ '(^|[(,])(${alternatives(comparingOperators.filter((operator) => operator !== 'exists('))}|age)\\($' ]]; then _cybermetrics_fields "$1"
  elif [[ $head == *'exists(' ]]; then _cybermetrics_children "$1"
  else reply=(${[...joiningOperators, ...comparingOperators].map(quoted).join(' ')})
  fi
  compadd -S '' -- $reply
}`;

const sortFunction = `_cybermetrics_sort() {
  local -a reply
  compset -P '*,'
  compset -P '-'
  _cybermetrics_sortable "$1"
  compadd -S '' -- $reply
}`;
