/** A named group of a published table as the contract answers it: what was published earlier has one name. */
import type { z } from 'zod';
import type { GroupSide } from '#contract/endpoints/campaigns.ts';
import type { TableSide } from '#core/disclosure/count-table.ts';

export function sideOf({ id, name, names }: TableSide): z.infer<typeof GroupSide> {
  return { id, name, names: [...(names ?? [name])] };
}
