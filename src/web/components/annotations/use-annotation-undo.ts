/** Takes back what was just done: a word that was said is withdrawn, one that was withdrawn is said again. */
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import type { Done } from '../finding-work/work-bar.tsx';
import { forgetAnnotations } from './annotation-list.tsx';

export function useAnnotationUndo(): (id: string) => Promise<Done> {
  const { m } = useApp();
  return async (id) => {
    const { items } = await client.annotations.list({ query: { withdrawn: 'true' } });
    const one = items.find((candidate) => candidate.id === id);
    const text = one?.text ?? '';
    if (one === undefined || one.withdrawnAt === null) {
      await client.annotations.withdraw({ params: { id } });
      forgetAnnotations();
      return { text: m.annotations.undone(text), batchId: null };
    }
    const { kind, fromOn, toOn, detail, metricId, domain, scope, specialCause, startsPhase } = one;
    const where = scope === null ? null : { kind: scope.kind, id: scope.id };
    await client.annotations.add({
      body: { kind, fromOn, toOn, text, detail, metricId, domain, scope: where, specialCause, startsPhase },
    });
    forgetAnnotations();
    return { text: m.annotations.again(text), batchId: null };
  };
}
