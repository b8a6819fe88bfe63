/**
 * Every sentence that the sources say as a problem or as a remark on a file, with its code: found in the syntax of
 * `new Problem('code', text)`, of `{ code: 'code', message: text }`, and of calls that are given a code and a sentence next to
 * it. A value in a sentence is `{}`. A sentence that is made elsewhere is followed to where it is written in the same file.
 */
import { parseSync } from 'vite';
import { projectFiles, readProjectFile } from './repository.ts';

export interface SaidText {
  readonly path: string;
  readonly code: string;
  readonly text: string;
}

/**
 * Every whole sentence in files whose path a pattern fits, whoever says it: text of four words and more that ends with a full
 * stop. Parts that are joined with `+` are left to `saidTexts`.
 */
export function sentencesIn(paths: RegExp): readonly Omit<SaidText, 'code'>[] {
  const files = projectFiles().filter((path) => paths.test(path) && path.endsWith('.ts') && !path.endsWith('.test.ts'));
  return files.flatMap((path) => {
    const nodes = [...walk(parseSync(path, readProjectFile(path)).program as unknown as Node)];
    const joined = new Set(nodes.filter(({ type }) => type === 'BinaryExpression').flatMap(({ left, right }) => [left, right]));
    return nodes
      .filter((node) => (node.type === 'Literal' || node.type === 'TemplateLiteral') && !joined.has(node))
      .flatMap((node) => textsOf(node, [], 0))
      .filter((text) => text.endsWith('.') && text.trim().split(' ').length > 3)
      .map((text) => ({ path, text }));
  });
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string };

export function saidTexts(areas: readonly string[]): readonly SaidText[] {
  return projectFiles()
    .filter((path) => areas.some((area) => path.startsWith(`src/${area}/`)) && /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$/.test(path))
    .flatMap(textsOfFile);
}

function textsOfFile(path: string): SaidText[] {
  const { program } = parseSync(path, readProjectFile(path));
  const nodes = [...walk(program as unknown as Node)];
  const found: SaidText[] = [];
  const say = (code: unknown, text: unknown, at: number) => {
    for (const one of isNode(code) ? codesOf(code) : [])
      for (const sentence of isNode(text) ? sentencesOf(text, nodes, at) : []) found.push({ path, code: one, text: sentence });
  };
  for (const node of nodes) {
    const at = node['start'] as number;
    if (node.type === 'NewExpression' && nameOf(node['callee']) === 'Problem') {
      const [code, text] = node['arguments'] as unknown[];
      say(code, text, at);
    } else if (node.type === 'ObjectExpression') {
      const members = new Map((node['properties'] as Node[]).map((property) => [nameOf(property['key']), property['value']]));
      if (members.has('message')) say(members.get('code'), members.get('message'), at);
    } else if (node.type === 'CallExpression') {
      const given = node['arguments'] as unknown[];
      given.forEach((argument, index) => say(argument, given[index + 1], at));
    }
  }
  return found;
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' ? (node['name'] as string) : undefined;
}

function codesOf(node: Node): string[] {
  if (node.type === 'Literal') return /^[a-z]+(-[a-z]+)*$/.test(String(node['value'])) ? [String(node['value'])] : [];
  return node.type === 'ConditionalExpression'
    ? [node['consequent'], node['alternate']].flatMap((part) => (isNode(part) ? codesOf(part) : []))
    : [];
}

/** Sentences have a space in them; what is one word is no sentence. */
function sentencesOf(node: Node, nodes: readonly Node[], at: number): string[] {
  return textsOf(node, nodes, at).filter((text) => /[a-z] /.test(text.replaceAll('{}', '')));
}

function textsOf(node: Node, nodes: readonly Node[], at: number): string[] {
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'string' ? [node['value']] : [];
    case 'TemplateLiteral':
      return [(node['quasis'] as Node[]).map((quasi) => (quasi['value'] as { cooked: string }).cooked).join('{}')];
    case 'BinaryExpression': {
      const [left, right] = [node['left'], node['right']].map((side) => (isNode(side) ? textsOf(side, nodes, at) : []));
      return node['operator'] === '+' ? orValue(left).flatMap((one) => orValue(right).map((other) => one + other)) : [];
    }
    case 'ConditionalExpression':
      return [node['consequent'], node['alternate']].flatMap((part) => (isNode(part) ? textsOf(part, nodes, at) : []));
    case 'Identifier': {
      // The nearest one above of that name: functions are short, and say what they say in one place.
      const made = nodes.findLast(
        (one) => one.type === 'VariableDeclarator' && nameOf(one['id']) === node['name'] && (one['start'] as number) < at,
      );
      return isNode(made?.['init']) ? textsOf(made['init'], nodes, at) : [];
    }
    default:
      return [];
  }
}

const orValue = (texts: readonly string[] | undefined): readonly string[] => (texts === undefined || texts.length === 0 ? ['{}'] : texts);
