/** A calm word where what is shown leans on a source that is too old. Says nothing of one that was never taken: the fields are then empty. */
import { useQuery } from '@tanstack/react-query';
import type { LeanedSourceId } from '#core/advisories/sources.ts';
import { useApp } from '../app/context.tsx';
import { PageLink } from '../app/page-link.tsx';
import { sourcesQuery } from '../app/queries.ts';

export function SourceNotices({ of }: { readonly of: readonly LeanedSourceId[] }) {
  const { m, t } = useApp();
  const { data } = useQuery(sourcesQuery);
  const notices = (data?.leaned ?? []).flatMap(({ id, notice }) => (notice === null || !of.includes(id) ? [] : [{ id, notice }]));
  if (notices.length === 0) return null;
  return (
    <div
      role="note"
      aria-label={m.sources.staleNote}
      className="mb-4 grid max-w-[90ch] gap-1 border-s-2 border-line ps-3 text-small text-soft"
    >
      {notices.map(({ id, notice }) => (
        <p key={id}>{t(notice)}</p>
      ))}
      <p>
        <PageLink to="/sources">{m.sources.openSources}</PageLink>
      </p>
    </div>
  );
}

/** Beside a value that a source gave: until when it was right, and how old that is. */
export function SourceAge({ of }: { readonly of: LeanedSourceId }) {
  const { m, f } = useApp();
  const { data } = useQuery(sourcesQuery);
  const source = data?.leaned.find(({ id }) => id === of);
  if (source === undefined || source.asOf === null || source.ageDays === null) return null;
  const { asOf, ageDays } = source;
  return (
    <span className="block text-small text-soft">
      {m.sources.asOfAge(f.instantDay(asOf), m.sources.daysOld(f.number(ageDays), ageDays === 1))}
    </span>
  );
}
