/** Changing the graph from any place that shows it: what is changed is shown anew, and the last change can be undone. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { GraphChangeJson } from '#contract/endpoints/graph.ts';
import { client, queryClient } from '../../app/api.ts';

export interface GraphEdit {
  readonly change: (changes: readonly GraphChangeJson[], onDone?: () => void) => void;
  readonly undo: () => void;
  /** Null: nothing was changed here yet, or what was is undone. */
  readonly batchId: string | null;
  readonly state: 'idle' | 'changed' | 'undone';
  readonly isPending: boolean;
  readonly error: Error | null;
}

export function useGraphEdit(): GraphEdit {
  const [batchId, setBatchId] = useState<string | null>(null);
  const [state, setState] = useState<GraphEdit['state']>('idle');
  const edit = useMutation({
    mutationFn: ({ changes }: { readonly changes: readonly GraphChangeJson[]; readonly onDone?: (() => void) | undefined }) =>
      client.graph.edit({ body: { changes: [...changes] } }),
    // What asked for it closes first: whoever saw the new graph while the dialog still stood before it pressed keys that went nowhere.
    onSuccess: async (done, { onDone }) => {
      onDone?.();
      if (done.batchId === null) return;
      setBatchId(done.batchId);
      setState('changed');
      await forgetGraph();
    },
  });
  const undo = useMutation({
    mutationFn: (id: string) => client.graph.undo({ params: { id } }),
    onSuccess: async () => {
      setBatchId(null);
      setState('undone');
      await forgetGraph();
    },
  });
  return {
    change: (changes, onDone) => {
      undo.reset();
      edit.mutate({ changes, onDone });
    },
    undo: () => {
      if (batchId !== null) undo.mutate(batchId);
    },
    batchId,
    state,
    isPending: edit.isPending || undo.isPending,
    error: edit.error ?? undo.error,
  };
}

/** Membership of assets follows from the graph: lists narrowed by services are asked anew too. */
async function forgetGraph(): Promise<void> {
  await Promise.all(['graph', 'graph-node', 'list', 'asset'].map((first) => queryClient.invalidateQueries({ queryKey: [first] })));
}
