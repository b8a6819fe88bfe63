/**
 * What a scaffold is: new files and one line each in lists that stand already, as texts. Planned as a whole before
 * anything is written, so that a mistake leaves the tree as it was. It knows nothing of the project's areas and imports
 * none of them: a scaffold must also run while the project does not compile.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A request that cannot be met, in words for the person at the keyboard. */
export class ScaffoldRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ScaffoldRefusal';
  }
}

/** The tree as it will be: what is read of it is what was planned so far. */
export class Plan {
  private readonly root: string;
  private readonly texts = new Map<string, string>();
  readonly created: string[] = [];
  readonly changed: string[] = [];

  constructor(root: string) {
    this.root = root;
  }

  has(path: string): boolean {
    return this.texts.has(path) || existsSync(join(this.root, path));
  }

  read(path: string): string {
    return this.texts.get(path) ?? readFileSync(join(this.root, path), 'utf8');
  }

  create(path: string, text: string): void {
    if (this.has(path)) throw new ScaffoldRefusal(`${path} is there already; choose another name, or work on from it.`);
    this.texts.set(path, text);
    this.created.push(path);
  }

  change(path: string, edit: (text: string) => string): void {
    const before = this.read(path);
    const after = edit(before);
    if (after === before) throw new ScaffoldRefusal(`${path} does not look as expected; add the line by hand.`);
    this.texts.set(path, after);
    if (!this.changed.includes(path)) this.changed.push(path);
  }

  write(): void {
    for (const [path, text] of this.texts) {
      const file = join(this.root, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

/** `named-department` → its forms. */
export interface Name {
  /** `named-department` */
  readonly kebab: string;
  /** `namedDepartment` */
  readonly camel: string;
  /** `NamedDepartment` */
  readonly pascal: string;
  /** `Named department` */
  readonly words: string;
}

/** Words that cannot name a constant, or already name something in the files that a scaffold makes. */
const reserved = new Set(
  'class const default delete enum export function import in index new null package return switch this true'.split(' '),
);

export function nameOf(text: string | undefined, what: string, example: string): Name {
  if (text === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text) || text.length > 40)
    throw new ScaffoldRefusal(
      `${what} is written in lower case with dashes, such as ${example}, at most 40 characters${text === undefined ? '' : `; not "${text}"`}.`,
    );
  if (reserved.has(text)) throw new ScaffoldRefusal(`"${text}" is a word of the language and can name no ${what.toLowerCase()}.`);
  const parts = text.split('-');
  const pascal = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  const words = parts.join(' ');
  return {
    kebab: text,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    words: words.charAt(0).toUpperCase() + words.slice(1),
  };
}

/**
 * A line of imports into a registry, before the first one of a later path; and the entry that goes with it, before the
 * entry of that one, else at the end of the list. With `isFirst` the entry stands at the head of the list.
 * @param siblings finds the imports of the registry's own kind; its first group is the imported names.
 */
export function intoRegistry(
  text: string,
  line: {
    readonly name: string;
    readonly from: string;
    readonly siblings: RegExp;
    readonly list: RegExp;
    readonly entry?: string;
    readonly isFirst?: true;
  },
): string {
  const { name, from, siblings, list, entry = `${name},`, isFirst = false } = line;
  const found = [...text.matchAll(siblings)].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
    path: match[2] ?? '',
    names: match[1] ?? '',
  }));
  if (new RegExp(`\\b${name}\\b`).test(text))
    throw new ScaffoldRefusal(`The registry already knows something named ${name}; choose another name.`);
  const later = found.find((one) => one.path > from);
  const last = found.at(-1);
  if (last === undefined) return text;
  const importLine = `import { ${name} } from '${from}';\n`;
  const at = later?.at ?? last.end + 1;
  const imported = `${text.slice(0, at)}${importLine}${text.slice(at)}`;
  const body = list.exec(imported);
  if (body === null) return text;
  const start = body.index + body[0].length;
  if (isFirst) return `${imported.slice(0, start)}  ${entry}\n${imported.slice(start)}`;
  const close = imported.slice(start).search(/^[\]}]/m) + start;
  const before =
    later === undefined
      ? -1
      : imported.slice(start, close).search(new RegExp(`^ +(\\.\\.\\.)?${later.names.trim().split(/[ ,]+/)[0]}\\b`, 'm'));
  const place = before === -1 ? close : start + before;
  return `${imported.slice(0, place)}  ${entry}\n${imported.slice(place)}`;
}
