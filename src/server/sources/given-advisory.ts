/** An advisory as it was read, looked at again for its shape, and as it is stored: with the digest of all of that. */
import { createHash } from 'node:crypto';
import { TakenAdvisory } from '#contract/endpoints/advisories.ts';
import { publisherOf } from '#core/advisories/edition-order.ts';
import type { GivenAdvisory } from '#store/advisories/advisories.ts';

/** @param json `{advisory, brokenRules}`. @returns `wrong`: where it is no advisory. */
export function givenAdvisory(
  json: unknown,
): { readonly kind: 'given'; readonly given: GivenAdvisory } | { readonly kind: 'wrong'; readonly where: string } {
  const read = TakenAdvisory.safeParse(json);
  if (!read.success) return { kind: 'wrong', where: read.error.issues[0]?.path.join('/') ?? '' };
  const { advisory, brokenRules } = read.data;
  const taken = { advisory: { ...advisory, publisher: publisherOf(advisory) }, brokenRules };
  const digest = createHash('sha256').update(JSON.stringify(taken)).digest('hex');
  return { kind: 'given', given: { ...taken, digest } };
}
