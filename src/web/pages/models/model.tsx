/** One device model: its assets and versions, what its MDS2 forms say, what people state of it, and its spellings. */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ModelDetail } from '#contract/endpoints/models.ts';
import { deviceModel } from '#core/device-models/device-model.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { mayOpen, type PageProps } from '../../app/page.ts';
import { modelQuery } from '../../app/queries.ts';
import { capitalised } from '../../components/list/field-columns.tsx';
import { FieldValue } from '../../components/list/field-value.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { FactsDialog } from './facts-dialog.tsx';
import { Mds2Card } from './mds2-card.tsx';
import { Spellings } from './spellings.tsx';

export function ModelPage({ params }: PageProps<'/models/$id'>): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(modelQuery(params.id));
  if (error !== null) {
    return (
      <PageFrame title={m.models.one} crumb={<PageLink to="/models">{m.models.title}</PageLink>}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  return data === undefined ? <PagePending /> : <Detail detail={data} />;
}

function Detail({ detail }: { readonly detail: ModelDetail }) {
  const { m, f, t, session } = useApp();
  const { record } = detail;
  const mayChange = session !== undefined && mayOpen({ access: 'import' }, session.role);
  const count = record.assetCount ?? 0;
  const under = `${f.number(count)} ${t(count === 1 ? singular : plural)}`;
  return (
    <PageFrame
      title={[record.vendor, record.model].filter((part) => part !== null).join(' ')}
      crumb={<PageLink to="/models">{m.models.title}</PageLink>}
      under={under}
    >
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Versions detail={detail} />
          <Mds2Card detail={detail} mayChange={mayChange} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <ModelFacts detail={detail} mayChange={mayChange} />
          <Spellings detail={detail} mayChange={mayChange} />
        </div>
      </div>
    </PageFrame>
  );
}

const singular = { en: 'asset', nl: 'middel' };
const plural = { en: 'assets', nl: 'middelen' };

function Versions({ detail }: { readonly detail: ModelDetail }) {
  const { m, f } = useApp();
  const ofModel = { op: 'eq', field: 'modelId', value: detail.record.id } as const;
  const filterOf = (version: string | null) =>
    printFilter({
      op: 'and',
      of: [ofModel, version === null ? { op: 'unknown', field: 'version' } : { op: 'eq', field: 'version', value: version }],
    });
  return (
    <Card
      title={m.models.versions}
      isFlush
      aside={
        <PageLink to="/assets" search={{ filter: printFilter(ofModel) }} className="text-small">
          {m.models.allAssets}
        </PageLink>
      }
    >
      <PlainTable
        label={m.models.versions}
        rows={detail.versions}
        keyOf={(row) => row.version ?? ''}
        columns={[
          {
            label: m.models.version,
            cell: (row) => (
              <PageLink
                to="/assets"
                search={{ filter: filterOf(row.version) }}
                className={`quiet-link ${row.version === null ? 'text-soft' : ''}`}
              >
                {row.version ?? m.models.versionUnknown}
              </PageLink>
            ),
          },
          { label: m.models.count, isEnd: true, isTight: true, cell: (row) => f.number(row.assetCount) },
        ]}
      />
    </Card>
  );
}

const shownFacts = ['family', 'class', 'modality', 'safetyClass', 'versionScheme', 'udiDi', 'mds2', 'firstKnownAt'] as const;

function ModelFacts({ detail, mayChange }: { readonly detail: ModelDetail; readonly mayChange: boolean }) {
  const { m, t } = useApp();
  const [isEditing, setEditing] = useState(false);
  const stated: Readonly<Record<string, unknown>> = detail.stated;
  return (
    <Card
      title={m.models.facts}
      aside={
        mayChange ? (
          <Button isSmall onClick={() => setEditing(true)}>
            {m.models.edit}
          </Button>
        ) : null
      }
    >
      <Facts
        rows={shownFacts.map(
          (name) =>
            [
              capitalised(t(deviceModel.fields[name].label)),
              <>
                <FieldValue field={deviceModel.fields[name]} value={detail.record[name]} />{' '}
                {typeof stated[name] === 'string' ? <span className="text-small text-soft">{m.models.stated}</span> : null}
              </>,
            ] as const,
        )}
      />
      <p className="mt-3 border-t border-line pt-2 text-small text-soft">{m.models.factsHelp}</p>
      {isEditing ? <FactsDialog detail={detail} onClose={() => setEditing(false)} /> : null}
    </Card>
  );
}
