import { expect, test } from 'vitest';
import { shareSchemas } from './shared-schemas.ts';

const wide = (name: string, more: object = {}) => ({
  type: 'object',
  properties: {
    ...Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${name}${index}`, { type: 'string', description: 'a text' }])),
    ...more,
  },
});
const operation = (operationId: string, schema: object) => ({
  get: { operationId, responses: { 200: { content: { json: { schema } } } } },
});
const schemaOf = (paths: Record<string, unknown>, path: string) =>
  (paths[path] as ReturnType<typeof operation>).get.responses[200].content.json.schema;

test('a schema that two operations have is one component, and the others stay where they are', () => {
  const { paths, schemas } = shareSchemas({
    '/a': operation('files.get', wide('a')),
    '/b': operation('files.list', { type: 'object', properties: { items: { type: 'array', items: wide('a') } } }),
    '/c': operation('other.get', wide('c')),
  });
  expect(schemas).toEqual({ FilesGet: wide('a') });
  expect(schemaOf(paths, '/a')).toEqual({ $ref: '#/components/schemas/FilesGet' });
  expect(schemaOf(paths, '/b')).toEqual({
    type: 'object',
    properties: { items: { type: 'array', items: { $ref: '#/components/schemas/FilesGet' } } },
  });
  expect(schemaOf(paths, '/c')).toEqual(wide('c'));
});

test('a part is a component of its own only where it stands elsewhere too', () => {
  const whole = wide('a', { part: wide('p') });
  const twice = shareSchemas({ '/a': operation('a.get', whole), '/b': operation('b.get', whole) });
  expect(Object.keys(twice.schemas)).toEqual(['AGet']);
  const { schemas } = shareSchemas({
    '/a': operation('a.get', whole),
    '/b': operation('b.get', whole),
    '/c': operation('c.get', wide('p')),
  });
  expect(Object.keys(schemas)).toEqual(['AGet', 'AGetPart']);
  expect(schemas['AGet']).toEqual(wide('a', { part: { $ref: '#/components/schemas/AGetPart' } }));
});

test('small schemas are not shared', () => {
  const small = { type: 'object', properties: { id: { type: 'string' } } };
  expect(shareSchemas({ '/a': operation('a.get', small), '/b': operation('b.get', small) }).schemas).toEqual({});
});
