/** Takes a decision about identity back and says what came of it. */
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import type { Done } from '../finding-work/work-bar.tsx';

export function useWithdrawal(): (id: string) => Promise<Done> {
  const { m } = useApp();
  return async (id) => {
    const { act } = await client.assets.withdrawIdentity({ params: { id } });
    return { text: m.identity.withdrawn[act], batchId: null };
  };
}
