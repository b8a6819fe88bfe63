/** The frame of the pages outside: name of the product, one card, language. */
import { useEffect, type ReactNode } from 'react';
import { LanguageSwitch } from '../../app/account-panel.tsx';

export function Entrance({ title, lead, children }: { readonly title: string; readonly lead: string; readonly children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Cybermetrics`;
  }, [title]);
  return (
    <div className="mx-auto grid min-h-dvh w-full max-w-[25rem] content-center gap-5 px-4 py-10">
      <p className="flex items-center gap-2.5 text-lead font-semibold tracking-[-0.01em]">
        <svg viewBox="0 0 32 32" className="size-7" aria-hidden="true">
          <rect width="32" height="32" rx="7" className="fill-accent" />
          <path
            d="M5 18h6l2.5-7 5 13 3-8H27"
            className="fill-none stroke-on-accent"
            strokeWidth="2.4"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        Cybermetrics
      </p>
      <div className="rounded-lg border border-line bg-card p-6">
        <h1 className="text-title font-semibold tracking-[-0.015em]">{title}</h1>
        <p className="mt-1 mb-5 text-soft">{lead}</p>
        {children}
      </div>
      <div className="w-52 text-small">
        <LanguageSwitch />
      </div>
    </div>
  );
}
