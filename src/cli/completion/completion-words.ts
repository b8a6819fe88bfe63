/**
 * What a shell can offer after each word of a command line, out of the definitions of the commands: the same for every
 * shell. How a shell is told is in the file of its name.
 */
import { commonFlags, type Command, type CommandArgument, type CommandFlag, type Suggestion } from '#contract/define-command.ts';
import { describeKinds } from '#core/query/columns.ts';
import type { RecordKind } from '#core/query/record-kind.ts';
import { recordKinds } from '#core/records/registry.ts';

/** Resolved: words stand as words, and records by the name of their kind. */
export type Offer =
  | { readonly kind: 'file' | 'folder' | 'nothing' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'filter' | 'sort'; readonly of: string };

export interface FlagWords {
  readonly name: string;
  readonly summary: string;
  /** Null: the flag takes no value. */
  readonly value: Offer | null;
}

export interface CommandWords {
  /** `assets list` */
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly FlagWords[];
  readonly argument: Offer;
}

/** What filters over one kind of record are made of. */
export interface KindWords {
  readonly name: string;
  readonly fields: readonly string[];
  readonly sortable: readonly string[];
  readonly children: readonly string[];
  /** By field, where there is a choice. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

export interface CompletionWords {
  readonly commands: readonly CommandWords[];
  readonly kinds: readonly KindWords[];
}

/** What is registered elsewhere, by id; asked for only when completion is written, because it is much to load. */
export interface RegisteredIds {
  readonly importer: readonly string[];
  readonly metric: readonly string[];
}

export const joiningOperators = ['and(', 'or(', 'not('] as const;
export const comparingOperators = [
  'eq(',
  'ne(',
  'lt(',
  'le(',
  'gt(',
  'ge(',
  'in(',
  'contains(',
  'startsWith(',
  'unknown(',
  'exists(',
] as const;

export function completionWords(commands: readonly Command[], ids: RegisteredIds): CompletionWords {
  const described = commands.map(({ name, summary, flags, arguments: given }) => ({
    name,
    summary,
    flags: [...flags, ...commonFlags].map((flag) => flagWords(flag, ids)),
    argument: offerOf(given[0], ids),
  }));
  const asked = new Set(
    described.flatMap(({ flags }) => flags.flatMap(({ value }) => (value !== null && 'of' in value ? [value.of] : []))),
  );
  return {
    commands: described,
    kinds: describeKinds(recordKinds)
      .filter(({ name }) => asked.has(name))
      .map(({ name, fields, children }) => ({
        name,
        fields: fields.filter(({ operators }) => operators.length > 0).map((field) => field.name),
        sortable: fields.filter(({ sortable }) => sortable).map((field) => field.name),
        children: children.map((child) => child.name),
        values: new Map(fields.filter(({ type }) => type === 'choice' || type === 'boolean').map((field) => [field.name, field.literals])),
      })),
  };
}

function flagWords(flag: CommandFlag, ids: RegisteredIds): FlagWords {
  const value =
    flag.value === null ? null : offerOf({ name: flag.value, ...(flag.suggests === undefined ? {} : { suggests: flag.suggests }) }, ids);
  return { name: flag.name, summary: flag.summary, value };
}

function offerOf(given: Pick<CommandArgument, 'name' | 'suggests'> | undefined, ids: RegisteredIds): Offer {
  const suggests: Suggestion | undefined =
    given?.suggests ?? (given?.name === 'FILE' ? 'file' : given?.name === 'DIR' ? 'folder' : undefined);
  if (suggests === undefined) return { kind: 'nothing' };
  if (suggests === 'file' || suggests === 'folder') return { kind: suggests };
  if (suggests === 'importer' || suggests === 'metric') return { kind: 'words', words: ids[suggests] };
  if ('filterOf' in suggests) return { kind: 'filter', of: nameOf(suggests.filterOf) };
  if ('sortOf' in suggests) return { kind: 'sort', of: nameOf(suggests.sortOf) };
  return { kind: 'words', words: suggests };
}

const nameOf = (kind: RecordKind): string => kind.name;

/** First words of commands, each with what follows it; a command of one word is followed by nothing. */
export function nounsOf(commands: readonly CommandWords[]): ReadonlyMap<string, readonly CommandWords[]> {
  const nouns = new Map<string, CommandWords[]>();
  for (const command of commands) {
    const noun = command.name.split(' ')[0] ?? '';
    nouns.set(noun, [...(nouns.get(noun) ?? []), command]);
  }
  return nouns;
}

export interface NextWord {
  readonly word: string;
  readonly summary: string;
}

/** What follows each beginning of a command: `assets`, and where there are three words, `awareness key`. */
export function branchesOf(commands: readonly CommandWords[]): ReadonlyMap<string, readonly NextWord[]> {
  const branches = new Map<string, Map<string, string>>();
  for (const { name, summary } of commands) {
    const words = name.split(' ');
    for (let count = 1; count < words.length; count += 1) {
      const beginning = words.slice(0, count).join(' ');
      const next = branches.get(beginning) ?? new Map<string, string>();
      const known = next.get(words[count] ?? '');
      const more = words.slice(count + 1).join(' ');
      next.set(words[count] ?? '', more === '' ? summary : known === undefined ? more : `${known}, ${more}`);
      branches.set(beginning, next);
    }
  }
  return new Map([...branches].map(([beginning, next]) => [beginning, [...next].map(([word, summary]) => ({ word, summary }))]));
}

/** What a noun is about, in one line: its only command's summary, or its verbs. */
export function summaryOf(commands: readonly CommandWords[]): string {
  const verbs = [...new Set(commands.map(({ name }) => name.split(' ')[1]))].filter((verb) => verb !== undefined);
  return verbs.length === 0 ? (commands[0]?.summary ?? '') : verbs.join(', ');
}

/** Between single quotes of bash and zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
