/** Trainings: who has done what is asked, month by month and by groups, and what is asked. Behind what people do, never before it. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApp } from '../../../app/context.tsx';
import { PageLink } from '../../../app/page-link.tsx';
import { mayOpen } from '../../../app/page.ts';
import { PageFrame } from '../../../components/page-frame.tsx';
import { PagePending } from '../../../components/page-states.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Card } from '../../../ui/card.tsx';
import { CountCard } from './count-card.tsx';
import { CoursesCard } from './courses-card.tsx';
import { CoverageCard } from './coverage-card.tsx';
import { GroupTables } from './group-tables.tsx';
import { RequirementsCard } from './requirements-card.tsx';
import { trainingQuery } from './training-queries.ts';

export function Training(): ReactNode {
  const { m, session } = useApp();
  const { data, error, refetch } = useQuery(trainingQuery);
  const frame = { title: m.training.title, crumb: <PageLink to="/awareness">{m.titles.awareness}</PageLink> };
  if (error !== null && data === undefined) {
    return (
      <PageFrame {...frame}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  const mayChange = session !== undefined && mayOpen({ access: 'people' }, session.role);
  return (
    <PageFrame {...frame}>
      <div className="grid grid-cols-1 gap-4">
        <p className="max-w-[75ch] text-soft">{m.training.lead}</p>
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="grid min-w-0 grid-cols-1 gap-4">
            <CoverageCard training={data} />
            <GroupTables tables={data.tables} />
            {data.tables.length === 0 ? null : (
              <Card title={m.awareness.whyHidden}>
                <p className="max-w-[75ch]">{m.training.whyHiddenText}</p>
              </Card>
            )}
          </div>
          <div className="grid min-w-0 grid-cols-1 gap-4">
            <RequirementsCard training={data} mayChange={mayChange} />
            <CountCard training={data} mayChange={mayChange} />
            {mayChange ? <CoursesCard training={data} /> : null}
            <Card title={m.training.whyTitle}>
              <p>{m.training.why}</p>
            </Card>
          </div>
        </div>
      </div>
    </PageFrame>
  );
}
