/** Writes the contract as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1). Generated into docs/api/openapi.json and served at /api/openapi.json. */
import { z } from 'zod';
import type { ProblemCode } from '#core/kernel/problem.ts';
import type { Endpoint } from './define-endpoint.ts';
import { problemCatalogue } from './problem-catalogue.ts';
import { apiPrefix, endpoints } from './registry.ts';
import { shareSchemas } from './shared-schemas.ts';

type Json = Record<string, unknown>;

export function writeOpenApi(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = apiPrefix + endpoint.path;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  const shared = shareSchemas(paths);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cybermetrics',
      version,
      summary: 'Records, metrics and imports of one Cybermetrics node',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }],
    paths: shared.paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'an API token: `cybermetrics token create`' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'cybermetrics',
          description: 'a browser session; changes also need the x-csrf-token header',
        },
      },
      schemas: { Problem: problemSchema(), ...shared.schemas },
    },
  };
}

/** Every code that the contract lists of an endpoint, each once. */
export function listedProblems(endpoint: Endpoint): readonly ProblemCode[] {
  return [
    ...new Set([
      ...endpoint.problems,
      ...(endpoint.access.kind === 'roles' ? (['not-signed-in', 'not-allowed'] as const) : []),
      // Of every endpoint: what is unknown or given twice, a runaway script, a node that is still loading.
      ...(['request-invalid', 'rate-limited', 'node-not-ready'] as const),
    ]),
  ];
}

function operation(endpoint: Endpoint): Json {
  const codes = listedProblems(endpoint);
  const problems: Record<string, Json> = {};
  for (const status of new Set(codes.map((code) => problemCatalogue[code].status))) {
    const named = codes.filter((code) => problemCatalogue[code].status === status);
    problems[status] = {
      description: named.map((code) => `${code}: ${problemCatalogue[code].title.en}`).join('; '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    tags: [endpoint.id.split('.')[0]],
    ...(endpoint.access.kind === 'public' ? { security: [] } : { 'x-scope': endpoint.access.scope, 'x-roles': endpoint.access.roles }),
    parameters: [...parameters(endpoint.params, 'path'), ...parameters(endpoint.query, 'query')],
    ...requestBody(endpoint),
    responses: { ...success(endpoint), ...problems },
  };
}

function parameters(schema: z.ZodType, place: 'path' | 'query'): Json[] {
  const json = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(json.properties ?? {}).map(([name, property]) => {
    const { description, ...rest } = property;
    return {
      name,
      in: place,
      required: place === 'path' || (json.required ?? []).includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

function requestBody(endpoint: Endpoint): Json {
  if (endpoint.bodyKind === 'bytes') {
    return { requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } };
  }
  if (endpoint.body === null) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } } };
}

function success(endpoint: Endpoint): Record<string, Json> {
  const status = String(endpoint.status ?? 200);
  if (endpoint.responseKind === 'text' || endpoint.responseKind === 'bytes') {
    const schema = endpoint.responseKind === 'text' ? { type: 'string' } : { type: 'string', format: 'binary' };
    const content = Object.fromEntries((endpoint.mediaTypes ?? ['text/csv']).map((mediaType) => [mediaType, { schema }]));
    return { [status]: { description: endpoint.responseKind === 'text' ? 'text' : 'a file', content } };
  }
  if (endpoint.response === null) return { [status]: { description: 'done' } };
  const mediaType = endpoint.responseKind === 'events' ? 'text/event-stream' : 'application/json';
  return { [status]: { description: 'the answer', content: { [mediaType]: { schema: schemaOf(endpoint.response, 'output') } } } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  // Values with a transform (flags, numbers in a query) are described as they are sent.
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json;
  return json;
}

function problemSchema(): Json {
  return {
    type: 'object',
    description: 'RFC 9457 problem details with our stable code',
    required: ['type', 'title', 'status', 'detail', 'code', 'help', 'data'],
    properties: {
      type: { type: 'string', format: 'uri' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      code: { type: 'string', enum: Object.keys(problemCatalogue) },
      help: { type: 'string' },
      data: { type: 'object' },
      requestId: { type: 'string' },
    },
  };
}
