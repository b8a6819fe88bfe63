/** The report of an import, live while it runs: by events, and by asking again should the stream break. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { client, queryClient } from '../../app/api.ts';
import { importQuery } from '../../app/queries.ts';

export function isOpen(report: Pick<ImportReport, 'status'> | undefined): boolean {
  return report?.status === 'accepted' || report?.status === 'running';
}

export function useImportReport(id: string) {
  const query = useQuery({ ...importQuery(id), refetchInterval: ({ state }) => (isOpen(state.data) ? 4_000 : false) });
  const runs = isOpen(query.data);
  useEffect(() => {
    if (!runs) return undefined;
    const stop = new AbortController();
    void follow(id, stop.signal);
    return () => stop.abort();
  }, [id, runs]);
  return query;
}

async function follow(id: string, signal: AbortSignal): Promise<void> {
  try {
    for await (const report of client.imports.events({ params: { id }, signal })) {
      queryClient.setQueryData(importQuery(id).queryKey, report);
      // What was imported changes lists, counts and figures.
      if (!isOpen(report))
        await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'import' });
    }
  } catch {
    // The interval of the query goes on asking; leaving the page ends up here too.
  }
}
