/** What a decision about identity hangs on, in words. */
import type { IdentityDecisionJson } from '#contract/endpoints/asset-identity.ts';
import { useApp } from '../../app/context.tsx';

type Anchor = IdentityDecisionJson['anchors'][number];

/** A host name with its domain, a number with its vendor. */
export function useIdentifierText(): (one: { readonly kind: string; readonly scope: string; readonly value: string }) => string {
  const { m } = useApp();
  return ({ kind, scope, value }) => {
    const written =
      kind === 'host' && scope !== '' ? `${value}.${scope}` : kind === 'mac' ? (value.match(/../g)?.join(':') ?? value) : value;
    const whose = (kind === 'serial' || kind === 'tag') && scope !== '' ? ` (${scope})` : '';
    return `${m.assets.identifierKinds[kind] ?? kind} ${written}${whose}`;
  };
}

/** Both sides of a decision in one sentence. */
export function useAnchorText(): (anchors: readonly Anchor[], isOne: boolean) => string {
  const { m } = useApp();
  const text = useIdentifierText();
  const sideText = (anchors: readonly Anchor[], side: Anchor['side']): string => {
    const own = anchors.filter((one) => one.side === side);
    const wordings = own.filter((one) => one.kind === 'words').length;
    const named = own.flatMap((one) => {
      if (one.kind === 'words') return [];
      return one.source === '' ? [text(one)] : [m.identity.saidBy(text(one), one.source)];
    });
    return [...named, ...(wordings === 0 ? [] : [m.identity.words(wordings)])].join(', ');
  };
  return (anchors, isOne) => {
    const sides = [sideText(anchors, 'kept'), sideText(anchors, 'other')] as const;
    return (isOne ? m.identity.rememberedText : m.identity.apartText)(...sides);
  };
}
