/** Names of the groups of one campaign. */
import type { BehaviourDetail } from '#contract/endpoints/behaviour.ts';

/** The name of a group; whoever the population does not place is a group without one. */
export function nameIn({ groups }: BehaviourDetail, elsewhere: string): (id: string) => string {
  return (id) => groups.find((group) => group.id === id)?.name || elsewhere;
}
