/**
 * Problem: the one way a failure crosses an area. Not for bugs (those throw through `invariant`) and not for
 * expected outcomes (those are unions with a `kind`). Shape on the wire: RFC 9457, written by the contract.
 */

/** Stable codes. Each has exactly one row in `contract/problem-catalogue.ts` (status, exit code, title, help). */
export const problemCodes = [
  'usage-invalid',
  'request-invalid',
  'filter-invalid',
  'sort-invalid',
  'cursor-invalid',
  'filter-too-broad',
  'not-found',
  'not-signed-in',
  'not-allowed',
  'rate-limited',
  'sign-in-failed',
  'link-invalid',
  'conflict',
  'awareness-key-locked',
  'passphrase-wrong',
  'guard-unmet',
  'file-empty',
  'file-format-unknown',
  'file-format-mismatch',
  'file-too-large',
  'file-malformed',
  'file-truncated',
  'file-too-deep',
  'file-entities-refused',
  'file-expands-too-far',
  'file-encoding-invalid',
  'file-unmapped',
  'file-headerless',
  'file-not-readable',
  'questionnaire-invalid',
  'import-interrupted',
  'metric-not-found',
  'node-unreachable',
  'source-unreachable',
  'proof-invalid',
  'node-not-ready',
  'configuration-invalid',
  'listen-refused',
  'database-unavailable',
  'database-unsafe',
  'database-version-unknown',
  'internal',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** Data of a problem: facts for the reader, never secrets and never personal data. */
export type ProblemData = Readonly<Record<string, unknown>>;

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly data: ProblemData;

  /** @param detail what went wrong, where, and what to do; static text plus the values in `data`. */
  constructor(code: ProblemCode, detail: string, data: ProblemData = {}, cause?: unknown) {
    super(detail, cause === undefined ? undefined : { cause });
    this.name = 'Problem';
    this.code = code;
    this.data = data;
  }
}

export function isProblem(value: unknown): value is Problem {
  return value instanceof Problem;
}
