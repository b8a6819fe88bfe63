/** One part of the care chain: what falls with it, what it rests on and carries, its assets, and who said so. */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { GraphNodeDetail, WholeGraph } from '#contract/endpoints/graph.ts';
import { criticalities, nodeKinds } from '#core/dependencies/graph.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { graphNodeQuery } from '../../app/queries.ts';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { AttachDialog } from './attach-dialog.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { NodeDialog } from './node-dialog.tsx';
import type { GraphEdit } from './use-graph-edit.ts';

interface NodePanelProps {
  /** Key or id. */
  readonly nodeKey: string;
  readonly graph: WholeGraph;
  /** Null: the reader may not change it. */
  readonly edit: GraphEdit | null;
  /** It has the page to itself. */
  readonly isPage?: boolean;
}

type Open = 'edit' | 'rests' | 'carries' | 'attach' | null;

export function NodePanel({ nodeKey, graph, edit, isPage = false }: NodePanelProps) {
  const { data, error, refetch } = useQuery(graphNodeQuery(nodeKey));
  const [open, setOpen] = useState<Open>(null);
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PagePending />;
  const node = graph.nodes.find(({ id }) => id === data.record.id);
  const close = () => setOpen(null);
  return (
    <div className={`grid grid-cols-1 items-start gap-4 ${isPage ? 'lg:grid-cols-2' : ''}`}>
      <FactsCard detail={data} graph={graph} edit={edit} isPage={isPage} onEdit={() => setOpen('edit')} />
      <Falling detail={data} />
      <Reached title="restsOn" rows={data.restsOn} edit={edit} onConnect={() => setOpen('rests')} />
      <Reached title="carries" rows={data.carries} edit={edit} onConnect={() => setOpen('carries')} />
      <AssetsCard detail={data} edit={edit} onAttach={() => setOpen('attach')} />
      <Said detail={data} />
      {edit === null || node === undefined ? null : (
        <>
          {open === 'edit' ? <NodeDialog edit={edit} node={node} onClose={close} /> : null}
          {open === 'rests' || open === 'carries' ? (
            <ConnectDialog graph={graph} edit={edit} node={node.key} direction={open} onClose={close} />
          ) : null}
          {open === 'attach' ? <AttachDialog edit={edit} node={node.key} onClose={close} /> : null}
        </>
      )}
    </div>
  );
}

interface PartProps {
  readonly detail: GraphNodeDetail;
  readonly edit: GraphEdit | null;
}

function FactsCard({
  detail,
  edit,
  isPage,
  onEdit,
}: PartProps & { readonly graph: WholeGraph; readonly isPage: boolean; readonly onEdit: () => void }) {
  const { m, t } = useApp();
  const { record } = detail;
  const kind = nodeKinds.find(({ value }) => value === record.kind);
  const key = record.key ?? '';
  return (
    <Card
      title={isPage ? m.graph.facts : (record.name ?? key)}
      aside={
        <div className="flex gap-2">
          {isPage ? null : (
            <PageLink to="/graph/parts/$id" params={{ id: record.id }} className="text-small">
              {m.graph.open}
            </PageLink>
          )}
        </div>
      }
    >
      <Facts
        rows={[
          [m.graph.kind, kind === undefined ? '' : t(kind.label)],
          [m.graph.tier, record.tier === null ? <Unknown /> : record.tier],
          [m.graph.tierCarried, record.carriedTier === null ? '–' : record.carriedTier],
          [m.graph.owner, record.owner ?? <Unknown />],
        ]}
      />
      {edit === null ? null : (
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <Button isSmall onClick={onEdit}>
            {m.graph.edit}
          </Button>
          <Button
            isSmall
            onClick={() => edit.change([{ do: 'remove-node', node: key }])}
            disabled={edit.isPending}
            title={m.graph.removeHelp}
          >
            {m.graph.remove}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Unknown() {
  const { m } = useApp();
  return <span className="text-soft">{m.product.unknown}</span>;
}

/** Which care processes fall, and by what way; then those that are only touched. */
function Falling({ detail }: { readonly detail: GraphNodeDetail }) {
  const { m } = useApp();
  const others = detail.processes.filter(({ key }) => key !== detail.record.key);
  if (detail.record.kind === 'care-process' && others.length === 0) return null;
  const falling = others.filter(({ strength }) => strength === 'essential');
  const touched = others.filter(({ strength }) => strength !== 'essential');
  return (
    <Card title={m.graph.falls}>
      {falling.length === 0 ? <p className="text-soft">{m.graph.fallsNone}</p> : <Rows rows={falling} />}
      {touched.length === 0 ? null : (
        <>
          <h3 className="mt-3 mb-1 font-medium">{m.graph.touched}</h3>
          <Rows rows={touched} hasStrength />
        </>
      )}
      <p className="mt-3 border-t border-line pt-2 text-small text-soft">{m.graph.fallsHelp}</p>
    </Card>
  );
}

interface ReachedProps {
  readonly title: 'restsOn' | 'carries';
  readonly rows: GraphNodeDetail['restsOn'];
  readonly edit: GraphEdit | null;
  readonly onConnect: () => void;
}

function Reached({ title, rows, edit, onConnect }: ReachedProps) {
  const { m } = useApp();
  const none = title === 'restsOn' ? m.graph.nothingRests : m.graph.nothingCarried;
  return (
    <Card
      title={m.graph[title]}
      aside={
        edit === null ? null : (
          <Button isSmall onClick={onConnect} aria-label={`${m.graph.connect}: ${m.graph[title]}`}>
            {m.graph.connect}
          </Button>
        )
      }
    >
      {rows.length === 0 ? <p className="text-soft">{none}</p> : <Rows rows={rows} hasStrength />}
    </Card>
  );
}

/** At first so many; the rest when asked for. */
const rowsShown = 8;

function Rows({ rows, hasStrength = false }: { readonly rows: GraphNodeDetail['restsOn']; readonly hasStrength?: boolean }) {
  const { m, f, t } = useApp();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(0, rowsShown);
  return (
    <>
      <ul className="grid gap-1.5">
        {shown.map(({ key, name, kind, strength, path }) => {
          const label = criticalities.find(({ value }) => value === strength)?.label;
          const kindLabel = nodeKinds.find(({ value }) => value === kind)?.label;
          const between = path.slice(1, -1);
          const small = [
            kindLabel === undefined ? '' : t(kindLabel),
            hasStrength && label !== undefined ? t(label) : '',
            between.length === 0 ? '' : m.graph.through(between.join(', ')),
          ].filter((part) => part !== '');
          return (
            <li key={key}>
              <PageLink to="/graph" search={{ node: key }} className="quiet-link font-medium">
                {name}
              </PageLink>
              <span className="block text-small text-soft">{small.join(' · ')}</span>
            </li>
          );
        })}
      </ul>
      {isWhole || rows.length <= rowsShown ? null : (
        <Button isSmall kind="quiet" className="mt-2" onClick={() => setWhole(true)}>
          {m.product.more(f.number(rows.length - rowsShown))}
        </Button>
      )}
    </>
  );
}

function AssetsCard({ detail, edit, onAttach }: PartProps & { readonly onAttach: () => void }) {
  const { m, f, t } = useApp();
  const { assets, findings, uncounted, attachments, record } = detail;
  const key = record.key ?? '';
  const isScope = record.kind === 'service' || record.kind === 'care-process';
  const count = assets.count ?? 0;
  const text = (isScope ? m.graph.assetsBeneath : m.graph.assetsOwn)(f.number(count), count === 1);
  return (
    <Card
      title={m.graph.assets}
      aside={
        edit === null ? null : (
          <Button isSmall onClick={onAttach}>
            {m.graph.attach}
          </Button>
        )
      }
    >
      {uncounted === null ? null : <p className="text-soft">{t(uncounted.text)}</p>}
      {assets.filter === null && uncounted === null ? <p className="text-soft">{m.graph.assetsNone}</p> : null}
      {assets.filter === null ? null : (
        <PageLink to="/assets" search={{ filter: assets.filter }}>
          {text}
        </PageLink>
      )}
      {findings === null || findings.open === 0 ? null : (
        <p className="mt-1">
          {m.graph.findings(f.number(findings.open), f.number(findings.critical), f.number(findings.high))}
          {findings.critical + findings.high === 0 ? null : (
            <PageLink to="/assets" search={{ filter: findings.assetsFilter }} className="block">
              {m.graph.worst}
            </PageLink>
          )}
        </p>
      )}
      {isScope && count > 0 ? (
        <p className="mt-1">
          <PageLink to="/metrics/$id" params={{ id: 'VUL-05' }} search={{ scopeKind: 'service', scopeId: key }}>
            {m.graph.figures}
          </PageLink>
        </p>
      ) : null}
      {attachments.length === 0 ? null : (
        <ul className="mt-3 grid gap-1.5 border-t border-line pt-2">
          {attachments.map(({ form, text: written, state }) => (
            <li key={`${form} ${written}`} className="flex items-start justify-between gap-2">
              <span className="min-w-0 break-words">
                {form === 'filter' ? <code className="text-small break-all">{written}</code> : written}
                {state === 'found' ? null : <span className="block text-small text-worse">{m.graph[state]}</span>}
              </span>
              {edit === null ? null : (
                <Button
                  isSmall
                  kind="quiet"
                  aria-label={m.graph.detachOf(written)}
                  disabled={edit.isPending}
                  onClick={() => edit.change([{ do: 'detach', node: key, form, text: written }])}
                >
                  {m.graph.detach}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Said({ detail }: { readonly detail: GraphNodeDetail }): ReactNode {
  const { m, f } = useApp();
  const { sources, edits } = detail;
  if (sources.length === 0 && edits.length === 0) return null;
  return (
    <Card title={m.graph.sources}>
      <ul className="grid gap-1">
        {sources.map(({ source, fromAt, lastAt }) => (
          <li key={source}>
            {source} <span className="text-small text-soft">{m.graph.said(f.day(fromAt.slice(0, 10)), f.day(lastAt.slice(0, 10)))}</span>
          </li>
        ))}
      </ul>
      {edits.length === 0 ? null : (
        <>
          <h3 className="mt-3 mb-1 font-medium">{m.graph.edits}</h3>
          <ul className="grid gap-1">
            {edits.map(({ batchId, what, by, editedAt, withdrawnAt }) => (
              <li key={`${batchId} ${what}`} className="break-words">
                {what}{' '}
                <span className="text-small text-soft">
                  {m.graph.by(by ?? m.graph.somebody, f.day(editedAt.slice(0, 10)))}
                  {withdrawnAt === null ? '' : ` (${m.graph.withdrawn})`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
