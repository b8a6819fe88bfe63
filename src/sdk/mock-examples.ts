/**
 * An answer that fits a schema of the contract, made of the schema alone: the smallest there is. Lists are empty, what may
 * be null is null, choices are the first, texts and numbers the least that is allowed. Always the same.
 */
import { z } from 'zod';

type JsonSchema = Readonly<Record<string, unknown>>;

export function exampleOf(schema: z.ZodType): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' }) as JsonSchema;
  return fill(json, (json['$defs'] ?? {}) as Readonly<Record<string, JsonSchema>>);
}

function fill(schema: JsonSchema, definitions: Readonly<Record<string, JsonSchema>>): unknown {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return fill(definitions[reference.replace('#/$defs/', '')] ?? {}, definitions);
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0] as unknown;
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices)) {
    const options = choices as readonly JsonSchema[];
    if (options.some(({ type }) => type === 'null')) return null;
    return fill(options[0] ?? {}, definitions);
  }
  const parts = schema['allOf'];
  if (Array.isArray(parts)) return Object.assign({}, ...parts.map((part) => fill(part as JsonSchema, definitions) as object)) as object;
  switch (schema['type']) {
    case 'object':
      return fillObject(schema, definitions);
    case 'array':
      return fillArray(schema, definitions);
    case 'string':
      return text(schema);
    case 'integer':
    case 'number':
      return number(schema);
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function fillObject(schema: JsonSchema, definitions: Readonly<Record<string, JsonSchema>>): object {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const required = (schema['required'] ?? []) as readonly string[];
  return Object.fromEntries(required.map((name) => [name, fill(properties[name] ?? {}, definitions)]));
}

function fillArray(schema: JsonSchema, definitions: Readonly<Record<string, JsonSchema>>): unknown[] {
  const places = schema['prefixItems'];
  if (Array.isArray(places)) return places.map((place) => fill(place as JsonSchema, definitions));
  const count = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0;
  return Array.from({ length: count }, () => fill((schema['items'] ?? {}) as JsonSchema, definitions));
}

const textOfFormat: Readonly<Record<string, string>> = {
  date: '2026-01-01',
  'date-time': '2026-01-01T00:00:00.000Z',
  email: 'somebody@example.org',
  uri: 'https://node.example/',
  uuid: '00000000-0000-7000-8000-000000000000',
};

/** Texts of the shapes that the contract asks for by a pattern: a word, a code of a language, a month, a version, an id of a flaw. */
const shapedTexts = ['x', 'en', '2026-01', '1.0.0', 'CVE-2026-0001', 'csaf:example.org'];

function text(schema: JsonSchema): string {
  const { format, pattern } = schema;
  const known = typeof format === 'string' ? textOfFormat[format] : undefined;
  if (known !== undefined) return known;
  const plain = 'x'.repeat(typeof schema['minLength'] === 'number' ? schema['minLength'] : 0);
  if (typeof pattern !== 'string') return plain;
  const shape = new RegExp(pattern, 'u');
  return [plain, ...shapedTexts].find((one) => shape.test(one)) ?? plain;
}

function number(schema: JsonSchema): number {
  const { minimum, exclusiveMinimum, maximum } = schema;
  // The bounds of what a double holds exactly are said of every integer, and are no wish of the contract.
  if (typeof minimum === 'number' && minimum > Number.MIN_SAFE_INTEGER) return minimum;
  if (typeof exclusiveMinimum === 'number' && exclusiveMinimum > Number.MIN_SAFE_INTEGER) return exclusiveMinimum + 1;
  return typeof maximum === 'number' && maximum < 0 ? maximum : 0;
}
