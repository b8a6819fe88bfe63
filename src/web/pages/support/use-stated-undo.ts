/** Takes back what was just stated of a support cycle: our word before it holds again, or where there was none, that of the list. */
import { isProblem } from '#core/kernel/problem.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import type { Done } from '../../components/finding-work/work-bar.tsx';
import { forgetSupport } from './state-dialog.tsx';

/** @param onGone the cycle stood in no list: with our word it is gone. */
export function useStatedUndo(onGone: () => void): (id: string) => Promise<Done> {
  const { m } = useApp();
  return async (id) => {
    const { record, statements } = await client.support.get({ params: { id } });
    const before = statements[1];
    const [product, cycle] = [record.title ?? '', record.cycle ?? ''];
    if (before === undefined || before.withdrawn) await client.support.withdraw({ params: { id } });
    else await client.support.state({ body: { product, cycle, endOn: before.endOn, extendedEndOn: before.extendedEndOn } });
    const isGone = await client.support.get({ params: { id } }).then(
      () => false,
      (problem: unknown) => isProblem(problem) && problem.code === 'not-found',
    );
    forgetSupport({ isGone });
    if (isGone) onGone();
    return { text: m.support.stateUndone(`${product} ${cycle}`), batchId: null };
  };
}
