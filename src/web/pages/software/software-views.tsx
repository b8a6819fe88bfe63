/** The two lists of software beside each other: components, and the bills that they come from. */
import type { ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';

export const presentOnly = 'eq(present,true)';
export const withFlaws = 'and(eq(present,true),gt(knownFlaws,0))';

export function SoftwareViews({ shown }: { readonly shown: 'components' | 'flawed' | 'sboms' }): ReactNode {
  const { m } = useApp();
  const look =
    'plain-link rounded-sm px-2.5 py-1 text-small text-soft aria-[current=true]:bg-wash aria-[current=true]:font-medium aria-[current=true]:text-ink';
  return (
    <div role="group" aria-label={m.software.views} className="inline-flex rounded-md border border-line bg-card p-0.5">
      <PageLink to="/components" search={{ filter: presentOnly }} className={look} isChosen={shown === 'components'}>
        {m.software.components}
      </PageLink>
      <PageLink to="/components" search={{ filter: withFlaws }} className={look} isChosen={shown === 'flawed'}>
        {m.software.flaws.flawed}
      </PageLink>
      <PageLink to="/sboms" className={look} isChosen={shown === 'sboms'}>
        {m.software.bills}
      </PageLink>
    </div>
  );
}
