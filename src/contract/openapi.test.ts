import { describe, expect, test } from 'vitest';
import { expositionTypes } from '#core/exports/exposition.ts';
import { mediaTypes } from '#core/exports/table.ts';
import { writeOpenApi } from './openapi.ts';
import { problemCatalogue } from './problem-catalogue.ts';
import { apiPrefix, endpoints } from './registry.ts';

interface BodySchema {
  readonly $ref?: string;
  readonly additionalProperties?: boolean;
  /** A body of several kinds. */
  readonly oneOf?: readonly BodySchema[];
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: object }[];
  readonly requestBody?: { content: Record<string, { schema: BodySchema }> };
  readonly responses: Readonly<Record<string, { description: string; content?: Record<string, { schema: object }> }>>;
}
interface Document {
  readonly openapi: string;
  readonly info: { title: string; version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

const document = writeOpenApi('1.2.3') as unknown as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** A schema that several operations have stands among the components. */
function resolved<Schema extends { readonly $ref?: string }>(schema: Schema | undefined): Schema | undefined {
  const name = schema?.$ref?.split('/').at(-1);
  return name === undefined ? schema : (document.components.schemas[name] as Schema | undefined);
}

describe('the OpenAPI document', () => {
  test('is 3.1, of this version, and is the same written twice', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.info).toMatchObject({ title: 'Cybermetrics', version: '1.2.3' });
    expect(JSON.stringify(writeOpenApi('1.2.3'))).toBe(JSON.stringify(document));
  });

  test('names the formats in which a file may come', () => {
    const of = (id: string) => operations.find(({ operation }) => operation.operationId === id)?.operation.responses['200'];
    expect(Object.keys(of('exports.records')?.content ?? {})).toEqual(Object.values(mediaTypes));
    expect(Object.keys(of('exports.openMetrics')?.content ?? {})).toEqual(Object.values(expositionTypes));
    expect(Object.keys(of('graph.export')?.content ?? {})).toEqual(['text/csv']);
  });

  test('has every endpoint once, under its id', () => {
    expect(operations.map(({ operation }) => operation.operationId).toSorted()).toEqual(endpoints.map(({ id }) => id).toSorted());
    for (const { path } of operations) expect(path.startsWith(`${apiPrefix}/`)).toBe(true);
  });

  test.each(operations)('$method $path: parameters are those of the path, responses say what comes', ({ path, operation }) => {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name }) => name)).toEqual(named);
    expect(inPath.every(({ required }) => required)).toBe(true);
    expect(operation.summary).not.toBe('');
    const statuses = Object.keys(operation.responses);
    expect(statuses.filter((status) => status.startsWith('2'))).toHaveLength(1);
    for (const [status, response] of Object.entries(operation.responses)) {
      expect(response.description).not.toBe('');
      if (!status.startsWith('2'))
        expect(response.content?.['application/problem+json']).toEqual({ schema: { $ref: '#/components/schemas/Problem' } });
    }
    if (operation.security === undefined) expect(statuses).toEqual(expect.arrayContaining(['401', '403']));
    else expect(operation.security).toEqual([]);
  });

  test('refers only to what is there, and describes nothing as an empty schema', () => {
    const text = JSON.stringify(document);
    for (const [, reference] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas).toHaveProperty(reference ?? '');
    expect([...text.matchAll(/"\$ref":"(?!#\/components\/schemas\/)([^"]*)"/g)]).toEqual([]);
    const empty = operations.flatMap(({ operation }) => [
      ...operation.parameters
        .filter(({ schema }) => Object.keys(schema).length === 0)
        .map(({ name }) => `${operation.operationId} ${name}`),
      ...Object.entries(operation.requestBody?.content ?? {})
        .filter(([, { schema }]) => Object.keys(schema).length === 0)
        .map(([type]) => `${operation.operationId} ${type}`),
    ]);
    expect(empty).toEqual([]);
  });

  test('a body may hold nothing but what it names', () => {
    for (const { operation } of operations) {
      const schema = resolved(operation.requestBody?.content['application/json']?.schema);
      if (schema === undefined) continue;
      for (const kind of schema.oneOf ?? [schema]) expect(kind.additionalProperties, operation.operationId).toBe(false);
    }
  });
});

describe('the problem catalogue', () => {
  test.each(Object.entries(problemCatalogue))('%s has a status, an exit code and texts in both languages', (_code, row) => {
    expect(row.status).toBeGreaterThanOrEqual(400);
    expect(row.status).toBeLessThan(600);
    for (const text of [row.title, row.help]) {
      expect(text.en).not.toBe('');
      expect(text.nl).not.toBe('');
      expect(text.nl).not.toBe(text.en);
    }
  });
});
