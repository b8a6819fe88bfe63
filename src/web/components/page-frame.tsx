/** The head of every page: title (also of the browser tab), what it is as of, and its actions. */
import { useEffect, type ReactNode } from 'react';

interface PageFrameProps {
  readonly title: string;
  readonly crumb?: ReactNode;
  readonly under?: ReactNode;
  readonly beside?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** A list fills the window and scrolls inside itself. */
  readonly isFilling?: boolean;
}

export function PageFrame({ title, crumb, under, beside, actions, children, isFilling = false }: PageFrameProps) {
  useEffect(() => {
    document.title = `${title} · Cybermetrics`;
  }, [title]);
  return (
    <div
      className={`print-flow max-w-[87rem] px-4 pt-4 pb-8 md:px-8 md:pt-6 lg:px-10 ${isFilling ? 'md:flex md:h-dvh md:max-w-none md:flex-col md:pb-4' : ''}`}
    >
      {crumb === undefined ? null : <p className="mb-1 text-small text-soft">{crumb}</p>}
      <header className="mb-4 flex flex-wrap items-baseline gap-x-4 gap-y-2">
        <h1 className="max-w-[46rem] text-title leading-snug font-semibold tracking-[-0.015em] break-words">{title}</h1>
        {beside}
        {under === undefined ? null : <div className="text-small text-soft">{under}</div>}
        {actions === undefined ? null : <div className="no-print ms-auto flex flex-wrap gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
