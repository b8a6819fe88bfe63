/** One part of the care chain on a page of its own: everything that the picture can do, with ordinary controls. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { mayOpen, type PageProps } from '../../app/page.ts';
import { graphNodeQuery, graphQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { buttonLook } from '../../ui/button.tsx';
import { EditNotice } from './edit-notice.tsx';
import { NodePanel } from './node-panel.tsx';
import { useGraphEdit } from './use-graph-edit.ts';

export function PartPage({ params }: PageProps<'/graph/parts/$id'>): ReactNode {
  const { m, session } = useApp();
  const edit = useGraphEdit();
  const { data: graph } = useQuery(graphQuery(undefined));
  const { data, error, refetch } = useQuery(graphNodeQuery(params.id));
  const crumb = <PageLink to="/graph/parts">{m.graph.title}</PageLink>;
  // What was removed here can be brought back here.
  if (error !== null) {
    return (
      <PageFrame title={m.graph.one} crumb={crumb}>
        <EditNotice edit={edit} />
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined || graph === undefined) return <PagePending />;
  const mayChange = session !== undefined && mayOpen({ access: 'work' }, session.role);
  return (
    <PageFrame
      title={data.record.name ?? m.graph.one}
      crumb={crumb}
      actions={
        <PageLink to="/graph" search={{ node: data.record.key ?? '' }} className={buttonLook()}>
          {m.graph.picture}
        </PageLink>
      }
    >
      <div className="mb-3">
        <EditNotice edit={edit} />
      </div>
      <NodePanel nodeKey={params.id} graph={graph} edit={mayChange ? edit : null} isPage />
    </PageFrame>
  );
}
