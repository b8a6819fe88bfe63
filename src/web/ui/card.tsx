/** A sheet of paper on the page, with an optional heading. */
import { useId, type ReactNode } from 'react';

interface CardProps {
  readonly title?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  readonly isFlush?: boolean;
}

export function Card({ title, aside, children, className = '', isFlush = false }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={title === undefined ? undefined : id}
      className={`card rounded-lg border border-line bg-card ${isFlush ? '' : 'p-4'} ${className}`}
    >
      {title === undefined ? null : (
        <div className={`mb-3 flex flex-wrap items-baseline gap-x-4 gap-y-1 ${isFlush ? 'px-4 pt-4' : ''}`}>
          <h2 id={id} className="flex-1 font-semibold">
            {title}
          </h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** Names and values under each other. */
export function Facts({ rows }: { readonly rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-4 gap-y-1.5">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-soft">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
