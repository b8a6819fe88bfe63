/** What happened beside a chart, in words: numbered as the marks in it, oldest first. */
import { useState } from 'react';
import type { MeasureView, MetricView } from '#contract/endpoints/metrics.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { mayOpen } from '../../app/page.ts';
import { AnnotationList } from '../../components/annotations/annotation-list.tsx';
import { SayDialog } from '../../components/annotations/say-dialog.tsx';
import { useAnnotationUndo } from '../../components/annotations/use-annotation-undo.ts';
import { DoneNotice, type Done } from '../../components/finding-work/work-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { scopeText } from './scope-switch.tsx';

export function Happened({ metric, view }: { readonly metric: MetricView; readonly view: MeasureView }) {
  const app = useApp();
  const { m, session } = app;
  const [isSaying, setSaying] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const undo = useAnnotationUndo();
  const maySay = session !== undefined && mayOpen({ access: 'decide' }, session.role);
  const label = metric.breakdown.find(({ scope }) => scope.kind === view.scope.kind && scope.id === view.scope.id)?.label ?? view.scope.id;
  return (
    <Card
      title={m.annotations.beside}
      aside={
        <span className="no-print flex flex-wrap items-baseline gap-3 text-small">
          <PageLink to="/annotations">{m.annotations.all}</PageLink>
          {maySay ? (
            <Button isSmall onClick={() => setSaying(true)}>
              {m.annotations.add}
            </Button>
          ) : null}
        </span>
      }
    >
      {done === null ? null : <DoneNotice done={done} undo={undo} onDone={setDone} />}
      {metric.annotations.length === 0 ? (
        <p className="text-soft">{m.annotations.noneHere}</p>
      ) : (
        <AnnotationList items={metric.annotations} isNumbered onDone={setDone} />
      )}
      {isSaying ? (
        <SayDialog
          beside={{
            metricId: metric.id,
            domain: metric.domain,
            scope: { ...view.scope, text: scopeText({ scope: view.scope, label }, app) },
          }}
          onClose={() => setSaying(false)}
          onDone={setDone}
        />
      ) : null}
    </Card>
  );
}
