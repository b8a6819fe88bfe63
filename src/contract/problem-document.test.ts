import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { invariant } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import { invalidRequest, problemDocument } from './problem-document.ts';

function refusal(schema: z.ZodType, value: unknown): Problem {
  const { error } = schema.safeParse(value);
  invariant(error !== undefined, 'the value does not fit');
  return invalidRequest(error);
}

describe('a request that does not fit', () => {
  test('is answered with each wrong value and its place', () => {
    const schema = z.strictObject({ name: z.string(), sort: z.strictObject({ by: z.string() }) });
    const { message, data } = refusal(schema, { name: 'x', sort: { by: 7 } });
    expect(message).toMatch(/^sort\.by: /);
    expect(data).toMatchObject({ wrong: [{ path: 'sort.by' }] });
  });

  // The pattern of this sentence took minutes over it, for whoever asked and without signing in.
  const unit = ' at character ×, found ×. Expected: ×';

  test('repeats no more than the beginning of a name it does not know, and says so at once in either language', () => {
    const problem = refusal(z.strictObject({}), { [unit.repeat(600)]: 1 });
    expect(problem.message.length).toBeLessThan(500);
    expect(JSON.stringify(problem.data).length).toBeLessThan(500);
    for (const language of ['en', 'nl'] as const) {
      const { detail } = problemDocument(problem, language, 'r');
      expect(detail).toContain('…');
      expect(detail.length).toBeLessThan(600);
    }
  });

  test('nor more of a place that it names', () => {
    const problem = refusal(z.record(z.string(), z.number()), { ['a'.repeat(20_000)]: 'x' });
    expect(JSON.stringify([problem.message, problem.data]).length).toBeLessThan(1_500);
  });

  test('a long text of the request, in a sentence of ours, is answered within 50 ms', () => {
    const problem = new Problem('request-invalid', unit.repeat(600), {});
    problemDocument(problem, 'nl', 'warm');
    const startedAt = performance.now();
    expect(problemDocument(problem, 'nl', 'r').detail).toBe(problem.message);
    expect(performance.now() - startedAt).toBeLessThan(50);
  });
});
