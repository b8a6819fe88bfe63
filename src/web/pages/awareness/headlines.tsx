/** The vital signs of awareness, each over time with its verdict: the cards of the overview, so that both say the same. */
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../../app/context.tsx';
import { overviewQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card } from '../../ui/card.tsx';
import { SignCard, SignLine } from '../overview/signs.tsx';

/** @param isAnythingHeld a test was read: what is missing is its publication */
export function Headlines({ isAnythingHeld }: { readonly isAnythingHeld: boolean }) {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(overviewQuery);
  if (error !== null && data === undefined) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  const signs = (data?.signs ?? []).filter(({ domain }) => domain === 'AWR').toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const told = signs.filter(({ newest }) => newest !== null);
  const silent = signs.filter(({ newest }) => newest === null);
  if (data === undefined || (told.length === 0 && !isAnythingHeld)) return null;
  return (
    <section aria-labelledby="awareness-signs">
      <h2 id="awareness-signs" className="mb-3 text-lead font-medium">
        {m.awareness.headlines}
      </h2>
      {told.length === 0 ? (
        <Card>
          <p className="max-w-[70ch]">{m.awareness.publishFirst}</p>
        </Card>
      ) : (
        <>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(16.5rem,100%),1fr))] gap-3">
            {told.map((sign) => (
              <SignCard key={sign.id} sign={sign} />
            ))}
          </ul>
          {silent.length === 0 ? null : (
            <ul className="card mt-3 rounded-lg border border-line bg-card">
              {silent.map((sign) => (
                <SignLine key={sign.id} sign={sign} />
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
