/** Which mapping profile a person means: by its slug, or by its name however it is written. */
import type { CommandInput } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import { nearestNames } from '#core/query/nearest.ts';
import type { Client } from '#sdk/client-types.ts';

/** @throws Problem `not-found` with the nearest there are. */
export async function requireSlug(client: Client, input: CommandInput, slugOrName: string): Promise<string> {
  const { items } = await client.profiles.list({ signal: input.signal });
  const found = items.find(({ slug }) => slug === slugOrName) ?? items.find(({ name }) => foldName(name) === foldName(slugOrName));
  if (found !== undefined) return found.slug;
  const slugs = items.map(({ slug }) => slug);
  const nearest = nearestNames(slugOrName, slugs, 6);
  throw new Problem('not-found', `There is no mapping profile "${slugOrName}"; the nearest are ${nearest.join(', ')}.`, {
    profile: slugOrName,
    nearest,
  });
}
