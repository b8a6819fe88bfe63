/** What stands alone on the page: that it loads, why there is nothing to fill in, or thanks. */
import type { ReactNode } from 'react';
import { takeFocus } from '../ui/take-focus.ts';

interface OutsideProps {
  readonly title?: string;
  readonly text: string;
  readonly isDone?: boolean;
  readonly children?: ReactNode;
}

export function Outside({ title, text, isDone = false, children }: OutsideProps) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[30rem] content-center justify-items-start gap-3 px-6 py-10">
      {isDone ? (
        <svg viewBox="0 0 48 48" className="size-12" aria-hidden="true">
          <circle cx="24" cy="24" r="23" className="fill-better-wash" />
          <path d="m14 25 7 7 14-16" className="fill-none stroke-better" strokeWidth="3.5" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      ) : null}
      {title === undefined ? null : (
        <h1
          key={title}
          ref={takeFocus}
          tabIndex={-1}
          className="text-[1.75rem] leading-tight font-semibold tracking-[-0.02em] outline-none"
        >
          {title}
        </h1>
      )}
      <p role={title === undefined ? 'status' : undefined} className="text-lead text-soft">
        {text}
      </p>
      {children}
    </main>
  );
}
