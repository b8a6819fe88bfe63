/** What a group of departments or roles is called: by its largest part, and how many smaller ones are in it. */
import type { CampaignDetail } from '#contract/endpoints/campaigns.ts';
import { useApp } from '../../app/context.tsx';

type Side = CampaignDetail['groups'][number];

/** @param side what is merged: departments, or roles */
export function useGroupName(sides: readonly Side[], side: 'groupId' | 'roleGroupId'): (id: string | null) => string {
  const { m } = useApp();
  return (id) => {
    const found = sides.find((one) => one.id === id);
    if (found === undefined || found.name === '') return m.awareness.elsewhere;
    const [first = found.name, second, ...more] = found.names;
    if (second === undefined) return first;
    return more.length === 0 ? m.awareness.both(first, second) : m.awareness.merged[side](first, more.length + 1);
  };
}
