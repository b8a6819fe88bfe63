/** What people decided about the identity of one asset; nothing where nobody did. */
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../../app/context.tsx';
import { identityQuery } from '../../app/queries.ts';
import { IdentityDecisions } from '../../components/asset-identity/identity-decisions.tsx';
import { Card } from '../../ui/card.tsx';

export function AssetIdentity({ id }: { readonly id: string }) {
  const { m } = useApp();
  const { data } = useQuery(identityQuery(id));
  if (data === undefined || data.decisions.length === 0) return null;
  return (
    <Card title={m.identity.title}>
      <p className="mb-3 max-w-[70ch] text-small text-soft">{m.identity.lead}</p>
      <IdentityDecisions decisions={data.decisions} assetId={id} />
    </Card>
  );
}
