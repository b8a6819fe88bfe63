/** A phishing test before it is published: counting it for good, or discarding it, each after a question. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { CampaignDetail } from '#contract/endpoints/campaigns.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { useGo } from '../../app/page-link.tsx';
import { mayOpen } from '../../app/page.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { campaignsQuery, keepCampaign } from './campaign-queries.ts';
import { Question } from './question.tsx';

export function UnpublishedCard({ detail: { id, name, state, difficulty } }: { readonly detail: CampaignDetail }) {
  const { m, session } = useApp();
  const go = useGo();
  const [asked, setAsked] = useState<'publish' | 'discard' | null>(null);
  const publish = useMutation({ mutationFn: () => client.campaigns.publish({ params: { id } }), onSuccess: keepCampaign });
  const discard = useMutation({
    mutationFn: () => client.campaigns.discard({ params: { id } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: campaignsQuery.queryKey });
      go({ to: '/awareness', replace: true });
    },
  });
  const mayDecide = session !== undefined && mayOpen({ access: 'people' }, session.role) && state === 'collecting';
  const onClose = () => setAsked(null);
  return (
    <Card title={m.awareness.publishTitle}>
      <p className="max-w-[70ch]">{state === 'counting' ? m.awareness.countingText : m.awareness.publishText}</p>
      {mayDecide ? (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button kind="main" onClick={() => setAsked('publish')}>
            {m.awareness.publish}
          </Button>
          <Button onClick={() => setAsked('discard')}>{m.awareness.discard}</Button>
        </div>
      ) : null}
      {asked === 'publish' && state === 'collecting' ? (
        <Question title={m.awareness.publishAsk(name)} yes={m.awareness.publish} work={publish} onClose={onClose}>
          <p>{m.awareness.publishSure}</p>
          {difficulty.kind === 'unscored' ? <p>{m.awareness.publishUnscored}</p> : null}
          {difficulty.kind === 'disputed' ? <p>{m.awareness.publishDisputed}</p> : null}
        </Question>
      ) : null}
      {asked === 'discard' ? (
        <Question title={m.awareness.discardAsk(name)} yes={m.awareness.discard} work={discard} onClose={onClose}>
          <p>{m.awareness.discardSure}</p>
        </Question>
      ) : null}
    </Card>
  );
}
