/** The dependency graph as a picture, with the chosen part beside it. The address holds the part and the day. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { WholeGraph } from '#contract/endpoints/graph.ts';
import { criticalities, nodeKinds, type NodeKey } from '#core/dependencies/graph.ts';
import { neighboursOf, reach } from '#core/dependencies/reach.ts';
import { foldName } from '#core/kernel/text.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink, useGo } from '../../app/page-link.tsx';
import { mayOpen, type PageProps } from '../../app/page.ts';
import { graphQuery } from '../../app/queries.ts';
import { AsOfDay } from '../../components/list/list-tools.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button, buttonLook } from '../../ui/button.tsx';
import { inputLook } from '../../ui/field.tsx';
import { EdgePanel } from './edge-panel.tsx';
import { EditNotice } from './edit-notice.tsx';
import { GraphPicture, type Selection } from './graph-picture.tsx';
import { assetsKey, layoutGraph } from './layout.ts';
import { NodeDialog } from './node-dialog.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { NodePanel } from './node-panel.tsx';
import { saveTable } from './save-table.ts';
import { useGraphEdit, type GraphEdit } from './use-graph-edit.ts';

export function Graph({ search }: PageProps<'/graph'>): ReactNode {
  const { m, f } = useApp();
  const { data, error, refetch } = useQuery(graphQuery(search['asOf']));
  if (error !== null) {
    return (
      <PageFrame title={m.graph.title}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  if (data === undefined) return <PagePending />;
  const under = m.graph.count(f.number(data.nodes.length), f.number(data.edges.length));
  return <Whole graph={data} search={search} under={under} />;
}

interface WholeProps {
  readonly graph: WholeGraph;
  readonly search: PageProps<'/graph'>['search'];
  readonly under: string;
}

type Open = 'add' | 'connect' | null;

function Whole({ graph, search, under }: WholeProps) {
  const { m, f, session } = useApp();
  const edit = useGraphEdit();
  const [open, setOpen] = useState<Open>(null);
  const [text, setText] = useState('');
  const { asOf } = search;
  const mayChange = asOf === undefined && session !== undefined && mayOpen({ access: 'work' }, session.role);
  const { selection, select } = useSelection(graph, search);
  const found = useMemo(() => foundIn(graph, text), [graph, text]);
  const close = () => setOpen(null);
  return (
    <PageFrame
      title={m.graph.title}
      under={under}
      isFilling
      actions={<Actions search={search} onAdd={mayChange ? () => setOpen('add') : null} />}
    >
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Finder text={text} onText={setText} found={found} onChoose={(key) => select({ is: 'node', key })} />
        <Legend />
        <EditNotice edit={edit} />
      </div>
      {asOf === undefined ? null : <p className="mb-3 text-soft">{m.graph.past(f.day(asOf))}</p>}
      {graph.nodes.length === 0 ? (
        <Empty />
      ) : (
        <PictureAndPanel
          graph={graph}
          found={found}
          selection={selection}
          onSelect={select}
          edit={mayChange ? edit : null}
          onOpenDialog={setOpen}
        />
      )}
      {open === 'add' ? <NodeDialog edit={edit} node={null} onClose={close} onDone={(key) => select({ is: 'node', key })} /> : null}
      {open === 'connect' && selection !== null ? (
        <ConnectDialog graph={graph} edit={edit} node={nodeOf(selection)} direction="rests" onClose={close} />
      ) : null}
    </PageFrame>
  );
}

function nodeOf(selection: Selection): string {
  return selection.is === 'node' ? selection.key : selection.node;
}

function Actions({ search, onAdd }: { readonly search: WholeProps['search']; readonly onAdd: (() => void) | null }) {
  const { m } = useApp();
  const go = useGo();
  const { asOf } = search;
  return (
    <>
      <PageLink to="/graph/parts" className={buttonLook()} {...(asOf === undefined ? {} : { search: { asOf } })}>
        {m.graph.parts}
      </PageLink>
      <AsOfDay day={asOf} onDay={(day) => go({ to: '/graph', search: { ...search, asOf: day }, replace: true })} />
      <Button onClick={() => void saveTable(asOf)}>{m.graph.export}</Button>
      {onAdd === null ? null : <Button onClick={onAdd}>{m.graph.add}</Button>}
    </>
  );
}

interface PictureAndPanelProps {
  readonly graph: WholeGraph;
  readonly found: ReadonlySet<string>;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection | null) => void;
  /** Null: the reader may not change it. */
  readonly edit: GraphEdit | null;
  readonly onOpenDialog: (open: Open) => void;
}

function PictureAndPanel({ graph, found, selection, onSelect, edit, onOpenDialog }: PictureAndPanelProps) {
  const { m } = useApp();
  const panel = useRef<HTMLDivElement>(null);
  const placed = useMemo(() => layoutGraph(graph.nodes, graph.edges, m.graph.groupOf), [graph, m]);
  const marked = useMemo(
    () => ({
      node: selection?.is === 'node' ? selection.key : null,
      edge: selection?.is === 'edge' ? selection : null,
      joined: joinedWith(graph, selection),
      found,
    }),
    [graph, selection, found],
  );
  const spoken = useSpoken(graph, selection);
  const remove = () => {
    if (selection === null) return;
    if (selection.is === 'node') edit?.change([{ do: 'remove-node', node: selection.key }], () => onSelect(null));
    else edit?.change([{ do: 'remove-edge', from: selection.from, to: selection.to }], () => onSelect({ is: 'node', key: selection.node }));
  };
  const openDialog = (open: Open) => () => (edit === null ? undefined : onOpenDialog(open));
  return (
    <div className="grid min-h-0 flex-1 grid-cols-1 gap-4 max-lg:overflow-y-auto lg:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="flex min-h-0 flex-col">
        <GraphPicture
          placed={placed}
          selection={selection}
          onSelect={onSelect}
          marked={marked}
          spoken={spoken}
          onOpen={() => panel.current?.focus()}
          onRemove={remove}
          onAdd={openDialog('add')}
          onConnect={openDialog('connect')}
        />
      </div>
      <div ref={panel} role="region" aria-label={m.graph.one} tabIndex={-1} className="min-h-0 outline-none lg:overflow-y-auto">
        {selection === null ? <p className="text-soft">{m.graph.nothingChosen}</p> : null}
        {selection?.is === 'node' ? <NodePanel key={selection.key} nodeKey={selection.key} graph={graph} edit={edit} /> : null}
        {selection?.is === 'edge' ? <EdgePanel selection={selection} graph={graph} edit={edit} onRemove={remove} /> : null}
      </div>
    </div>
  );
}

/** What is chosen is a node of the address, or one of its edges. */
function useSelection(graph: WholeGraph, search: WholeProps['search']) {
  const go = useGo();
  const [edge, setEdge] = useState<Extract<Selection, { is: 'edge' }> | null>(null);
  const node = graph.nodes.find(({ key }) => key === search['node'])?.key ?? null;
  const isThere = edge !== null && graph.edges.some(({ from, to }) => from === edge.from && to === edge.to);
  const selection = useMemo<Selection | null>(
    () => (isThere && edge !== null ? edge : node === null ? null : { is: 'node', key: node }),
    [edge, isThere, node],
  );
  const select = (next: Selection | null) => {
    setEdge(next?.is === 'edge' ? next : null);
    const key = next === null ? undefined : next.is === 'node' ? next.key : next.node;
    if (key !== search['node']) go({ to: '/graph', search: { ...search, node: key }, replace: true });
  };
  return { selection, select };
}

function foundIn(graph: WholeGraph, text: string): ReadonlySet<string> {
  const asked = foldName(text);
  if (asked === '') return new Set();
  return new Set(graph.nodes.filter(({ name }) => foldName(name).includes(asked)).map(({ key }) => key));
}

/** The chosen part with all that it rests on and carries; of an edge its two ends. */
function joinedWith(graph: WholeGraph, selection: Selection | null): ReadonlySet<string> | null {
  if (selection === null) return null;
  if (selection.is === 'edge') return new Set([selection.from, selection.to]);
  const edges = graph.edges as Parameters<typeof neighboursOf>[0];
  const key = selection.key as NodeKey;
  const keys = [key, ...reach(key, neighboursOf(edges, 'providers')).keys(), ...reach(key, neighboursOf(edges, 'dependents')).keys()];
  return new Set([...keys, ...keys.map(assetsKey)]);
}

function useSpoken(graph: WholeGraph, selection: Selection | null): string {
  const { m, t } = useApp();
  if (selection === null) return '';
  const nameOf = (key: string) => graph.nodes.find((node) => node.key === key)?.name ?? key;
  if (selection.is === 'edge') {
    const edge = graph.edges.find(({ from, to }) => from === selection.from && to === selection.to);
    const label = criticalities.find(({ value }) => value === edge?.criticality)?.label;
    return m.graph.chosenEdge(nameOf(selection.to), nameOf(selection.from), label === undefined ? '' : t(label));
  }
  const node = graph.nodes.find(({ key }) => key === selection.key);
  const kind = nodeKinds.find(({ value }) => value === node?.kind);
  const rests = graph.edges.filter(({ to }) => to === selection.key).length;
  const carries = graph.edges.filter(({ from }) => from === selection.key).length;
  return m.graph.chosen(kind === undefined ? '' : t(kind.label), nameOf(selection.key), rests, carries);
}

interface FinderProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly found: ReadonlySet<string>;
  readonly onChoose: (key: string) => void;
}

/** Enter goes from one that was found to the next. */
function Finder({ text, onText, found, onChoose }: FinderProps) {
  const { m } = useApp();
  const next = useRef(0);
  return (
    <form
      role="search"
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const keys = [...found];
        const key = keys[next.current % keys.length];
        next.current += 1;
        if (key !== undefined) onChoose(key);
      }}
    >
      <input
        type="search"
        aria-label={m.graph.search}
        placeholder={m.graph.search}
        value={text}
        onChange={(event) => {
          next.current = 0;
          onText(event.target.value);
        }}
        className={`${inputLook} max-w-56`}
      />
      <span role="status" className="text-small text-soft">
        {text.trim() === '' ? '' : m.graph.found(found.size)}
      </span>
    </form>
  );
}

const dashes = { essential: '', important: '', supporting: '4 4' } as const;

function Legend() {
  const { t } = useApp();
  return (
    <ul className="flex flex-wrap gap-x-4 text-small text-soft max-md:hidden">
      {criticalities.toReversed().map(({ value, label }) => (
        <li key={value} className="flex items-center gap-1.5">
          <svg viewBox="0 0 28 6" className="h-1.5 w-7" aria-hidden="true">
            <line
              x1="0"
              x2="28"
              y1="3"
              y2="3"
              className="stroke-edge"
              strokeWidth={value === 'essential' ? 2.5 : 1.2}
              strokeDasharray={dashes[value]}
            />
          </svg>
          {t(label)}
        </li>
      ))}
    </ul>
  );
}

function Empty() {
  const { m } = useApp();
  return (
    <div className="grid max-w-prose justify-items-start gap-3">
      <p className="text-soft">{m.graph.empty}</p>
      <PageLink to="/imports" className={buttonLook()}>
        {m.graph.toImports}
      </PageLink>
    </div>
  );
}
