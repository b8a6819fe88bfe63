/** One dependency: its ends, and how much it matters. */
import type { WholeGraph } from '#contract/endpoints/graph.ts';
import { criticalities, type Criticality } from '#core/dependencies/graph.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { SelectField } from '../../ui/field.tsx';
import type { Selection } from './graph-picture.tsx';
import type { GraphEdit } from './use-graph-edit.ts';

interface EdgePanelProps {
  readonly selection: Extract<Selection, { is: 'edge' }>;
  readonly graph: WholeGraph;
  readonly edit: GraphEdit | null;
  readonly onRemove: () => void;
}

export function EdgePanel({ selection, graph, edit, onRemove }: EdgePanelProps) {
  const { m, t } = useApp();
  const { from, to } = selection;
  const edge = graph.edges.find((one) => one.from === from && one.to === to);
  const end = (key: string) => (
    <PageLink to="/graph" search={{ node: key }} className="font-medium">
      {graph.nodes.find((node) => node.key === key)?.name ?? key}
    </PageLink>
  );
  const label = criticalities.find(({ value }) => value === edge?.criticality)?.label;
  return (
    <Card title={m.graph.edge}>
      <p className="mb-3">
        {end(to)} {m.graph.dependsOn} {end(from)}
      </p>
      {edit === null ? (
        <p>{label === undefined ? '' : t(label)}</p>
      ) : (
        <div className="grid gap-3">
          <SelectField
            label={m.graph.criticality}
            value={edge?.criticality ?? 'essential'}
            disabled={edit.isPending}
            onChange={(event) => edit.change([{ do: 'set-edge', from, to, criticality: event.target.value as Criticality }])}
          >
            {criticalities.toReversed().map((one) => (
              <option key={one.value} value={one.value}>
                {t(one.label)}
              </option>
            ))}
          </SelectField>
          <Button className="justify-self-start" onClick={onRemove} disabled={edit.isPending}>
            {m.graph.cut}
          </Button>
        </div>
      )}
    </Card>
  );
}
