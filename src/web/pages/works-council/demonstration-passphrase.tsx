/** On a demonstration alone: what opens its key, so that a visitor can try what needs it. */
import type { AwarenessStateJson } from '#contract/endpoints/awareness.ts';
import { useApp } from '../../app/context.tsx';

export function DemonstrationPassphrase({ state: { demonstrationPassphrase } }: { readonly state: AwarenessStateJson }) {
  const { worksCouncil: m } = useApp().m;
  if (demonstrationPassphrase === null) return null;
  return (
    <p className="max-w-[70ch]">
      {m.demonstration} <code className="font-mono break-all select-all">{demonstrationPassphrase}</code>. {m.demonstrationTry}
    </p>
  );
}
