/**
 * An endpoint is data: the server does not compile until it is handled; OpenAPI, the SDK and the tests walk the registry.
 */
import type { z } from 'zod';
import type { ProblemCode } from '#core/kernel/problem.ts';

/** Roles a person or token may have; later ones do not include earlier ones, `access` lists who may. */
export const roles = ['owner', 'security-officer', 'analyst', 'medical-technology', 'awareness-officer', 'board', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** What a token may do; a session may do what its role may. */
export const tokenScopes = ['read', 'import', 'manage'] as const;
export type TokenScope = (typeof tokenScopes)[number];

export type Access =
  | { readonly kind: 'public' }
  /** Any signed-in person; for tokens the scope must be present. */
  | {
      readonly kind: 'roles';
      readonly roles: readonly Role[];
      readonly scope: TokenScope;
      /** What every organisation of the node shares: the owner of the node, or of the one organisation that it has. */
      readonly ofNode?: true;
    };

export interface Endpoint<
  Id extends string = string,
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType | null = z.ZodType | null,
  Response extends z.ZodType | null = z.ZodType | null,
> {
  /** `assets.list`: SDK method path and OpenAPI operationId. */
  readonly id: Id;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, with `{name}` for params. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params: Params;
  readonly query: Query;
  /** Null: no body. `bodyKind: 'bytes'` streams instead and `body` is null. */
  readonly body: Body;
  readonly bodyKind?: 'json' | 'bytes';
  /** Null: 204. `responseKind` other than json is written by the handler itself. */
  readonly response: Response;
  readonly responseKind?: 'json' | 'events' | 'text' | 'bytes';
  /** Of `text` and `bytes`: what the handler may write; default: `text/csv`. */
  readonly mediaTypes?: readonly string[];
  readonly status?: 200 | 201 | 202 | 204;
  readonly problems: readonly ProblemCode[];
}

/** Keeps every literal (id, access, body and response kind): server handlers and SDK methods are derived from them. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}

const everyone: readonly Role[] = roles;
export const access = {
  public: { kind: 'public' },
  read: { kind: 'roles', roles: everyone, scope: 'read' },
  import: { kind: 'roles', roles: ['owner', 'security-officer', 'analyst', 'medical-technology', 'awareness-officer'], scope: 'import' },
  /** What belongs to the asker alone. */
  personal: { kind: 'roles', roles: everyone, scope: 'manage' },
  /** Daily work on records: who works on what, and what is known of an asset. */
  work: { kind: 'roles', roles: ['owner', 'security-officer', 'analyst', 'medical-technology'], scope: 'manage' },
  /** What figures leave out, for a reason that is kept. */
  decide: { kind: 'roles', roles: ['owner', 'security-officer', 'analyst'], scope: 'manage' },
  manage: { kind: 'roles', roles: ['owner', 'security-officer'], scope: 'manage' },
  /** The key of pseudonyms, and what is kept of one person. */
  people: { kind: 'roles', roles: ['owner', 'awareness-officer'], scope: 'manage' },
  own: { kind: 'roles', roles: ['owner'], scope: 'manage' },
  node: { kind: 'roles', roles: ['owner'], scope: 'manage', ofNode: true },
} as const satisfies Record<string, Access>;
