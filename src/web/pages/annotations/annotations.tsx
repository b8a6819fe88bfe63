/** All that people said happened, newest first; what was withdrawn stands beneath. */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { mayOpen } from '../../app/page.ts';
import { annotationsQuery } from '../../app/queries.ts';
import { AnnotationList } from '../../components/annotations/annotation-list.tsx';
import { SayDialog } from '../../components/annotations/say-dialog.tsx';
import { useAnnotationUndo } from '../../components/annotations/use-annotation-undo.ts';
import { DoneNotice, type Done } from '../../components/finding-work/work-bar.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';

export function Annotations(): ReactNode {
  const { m, session } = useApp();
  const { data, error, refetch } = useQuery(annotationsQuery);
  const [isSaying, setSaying] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const undo = useAnnotationUndo();
  if (error !== null) {
    return (
      <PageFrame title={m.annotations.title}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  const standing = data.items.filter((one) => one.withdrawnAt === null);
  const withdrawn = data.items.filter((one) => one.withdrawnAt !== null);
  const maySay = session !== undefined && mayOpen({ access: 'decide' }, session.role);
  return (
    <PageFrame
      title={m.annotations.title}
      actions={maySay ? <Button onClick={() => setSaying(true)}>{m.annotations.add}</Button> : undefined}
    >
      <p className="mb-4 max-w-[70ch] text-soft">{m.annotations.lead}</p>
      {done === null ? null : <DoneNotice done={done} undo={undo} onDone={setDone} />}
      <Card className="max-w-4xl">
        {standing.length === 0 ? <p className="text-soft">{m.annotations.none}</p> : <AnnotationList items={standing} onDone={setDone} />}
        {withdrawn.length === 0 ? null : (
          <details className="mt-4 border-t border-line pt-3">
            <summary className="cursor-pointer text-small text-soft">{m.annotations.history(withdrawn.length)}</summary>
            <div className="mt-3">
              <AnnotationList items={withdrawn} onDone={setDone} />
            </div>
          </details>
        )}
      </Card>
      {isSaying ? <SayDialog onClose={() => setSaying(false)} onDone={setDone} /> : null}
    </PageFrame>
  );
}
