/**
 * Schemas that an OpenAPI document says more than once, said once: each becomes a component that the others refer to. Equal
 * is what is written equally; a name is made of the operation and the member where the schema is met first.
 */
type Json = Record<string, unknown>;

/** Shorter ones are easier to read where they are used. */
const sharedCharactersMin = 500;

export interface SharedSchemas {
  readonly paths: Record<string, Json>;
  readonly schemas: Record<string, unknown>;
}

/** @param paths of the document; operations have an `operationId`. */
export function shareSchemas(paths: Record<string, Json>): SharedSchemas {
  const repeated = repeatedSchemas(paths);
  const names = new Map<string, string>();
  const schemas: Record<string, unknown> = {};
  const write = (value: unknown, place: Place): unknown => {
    const key = keyOf(value);
    if (key === undefined || !repeated.has(key)) return mapMembers(value, place, write);
    let name = names.get(key);
    if (name === undefined) {
      name = freeName(nameOf(place), schemas);
      names.set(key, name);
      // The place is taken first: what is inside gets its name after it.
      schemas[name] = null;
      schemas[name] = mapMembers(value, place, write);
    }
    return { $ref: `#/components/schemas/${name}` };
  };
  return { paths: write(paths, { operation: '', member: '' }) as Record<string, Json>, schemas };
}

interface Place {
  readonly operation: string;
  /** The innermost named member of the schemas around; empty at the top of an answer or a body. */
  readonly member: string;
}

/** What is met again is counted and not looked into: its parts are repeated only if they stand elsewhere too. */
function repeatedSchemas(paths: Record<string, Json>): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const look = (value: unknown, place: Place): unknown => {
    const key = keyOf(value);
    if (key !== undefined && seen.has(key)) {
      repeated.add(key);
      return value;
    }
    if (key !== undefined) seen.add(key);
    return mapMembers(value, place, look);
  };
  look(paths, { operation: '', member: '' });
  return repeated;
}

/** Of a schema of an object that is worth sharing. */
function keyOf(value: unknown): string | undefined {
  if (!isObject(value) || value['type'] !== 'object' || !isObject(value['properties'])) return undefined;
  const text = JSON.stringify(value);
  return text.length < sharedCharactersMin ? undefined : text;
}

function mapMembers(value: unknown, place: Place, map: (value: unknown, place: Place) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => map(item, place));
  if (!isObject(value)) return value;
  const operation = typeof value['operationId'] === 'string' ? value['operationId'] : place.operation;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (name !== 'properties' || !isObject(member)) return [name, map(member, { operation, member: place.member })];
      return [name, Object.fromEntries(Object.entries(member).map(([key, part]) => [key, map(part, { operation, member: key })]))];
    }),
  );
}

function nameOf({ operation, member }: Place): string {
  const words = `${operation} ${member}`.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function freeName(wanted: string, taken: Readonly<Record<string, unknown>>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}${number}`;
    if (!Object.hasOwn(taken, name)) return name;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
