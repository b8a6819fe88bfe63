/** One asset: what is known of it and by whom, where sources disagree, why it is one asset, and what changed. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import type { AssetDetail } from '#contract/endpoints/records.ts';
import { asset } from '#core/assets/asset.ts';
import { foldName } from '#core/kernel/text.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink, useGo } from '../../app/page-link.tsx';
import type { PageProps } from '../../app/page.ts';
import { assetQuery } from '../../app/queries.ts';
import { capitalised } from '../../components/list/field-columns.tsx';
import { FieldValue, useFieldText } from '../../components/list/field-value.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { useAssetWork } from '../../components/asset-work/asset-work.tsx';
import { AssetSoftware } from '../software/asset-software.tsx';
import { AssetFindings } from './asset-findings.tsx';
import { AssetMatches } from './asset-matches.tsx';
import { AssetIdentity } from './asset-identity.tsx';
import { Conflicts, SourceTable } from './asset-sources.tsx';
import { DeviceFacts, deviceFields, isDevice } from './device-facts.tsx';
import { SystemSupport } from './system-support.tsx';
import { heldFields, Statements } from './asset-statements.tsx';
import { useIdentityWork } from './identity-work.tsx';
import { HistoryList, Identifiers, Joins, Presence } from './asset-story.tsx';

export function AssetPage({ params }: PageProps<'/assets/$id'>): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(assetQuery(params.id));
  const go = useGo();
  const becameId = data?.record.id ?? params.id;
  // An asset that was merged into another is found under that one.
  useEffect(() => {
    if (becameId !== params.id) go({ to: '/assets/$id', params: { id: becameId }, replace: true });
  }, [becameId, params.id, go]);
  if (error !== null) {
    return (
      <PageFrame title={m.assets.one} crumb={<PageLink to="/assets">{m.assets.title}</PageLink>}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  }
  return data === undefined ? <PagePending /> : <Detail detail={data} />;
}

function Detail({ detail }: { readonly detail: AssetDetail }) {
  const { m } = useApp();
  const { record } = detail;
  const name = record.name ?? record.hostName ?? record.assetTag ?? record.id;
  const work = useAssetWork({ filter: `eq(id,${record.id})`, text: m.assetWork.aboutOne }, nothingSelected);
  const identity = useIdentityWork(detail);
  return (
    <PageFrame
      title={name}
      crumb={<PageLink to="/assets">{m.assets.title}</PageLink>}
      under={<Summary record={record} />}
      actions={
        <>
          {work.buttons}
          {identity.buttons}
        </>
      }
    >
      {work.notice}
      {identity.notice}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          {isDevice(detail) ? <DeviceFacts detail={detail} /> : null}
          <AssetFindings id={record.id} />
          <AssetMatches id={record.id} />
          <AssetSoftware id={record.id} />
          {detail.statements.length === 0 ? null : <Statements detail={detail} />}
          {detail.conflicts.length === 0 ? null : <Conflicts conflicts={detail.conflicts} />}
          <SourceTable sources={detail.sources} />
          <AssetIdentity id={record.id} />
          <Joins joins={detail.joins} />
          <HistoryList history={detail.history} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <KnownFacts detail={detail} />
          {detail.support === null ? null : <SystemSupport support={detail.support} />}
          <Presence presence={detail.presence} />
          <Identifiers identifiers={detail.identifiers} />
        </div>
      </div>
    </PageFrame>
  );
}

const nothingSelected = () => undefined;

/** Class, vendor and model, department and tier: one line that says what it is. */
function Summary({ record }: { readonly record: AssetDetail['record'] }) {
  const { m } = useApp();
  const text = useFieldText();
  // Registers often write the vendor into the model as well.
  const isRepeated = record.vendor !== null && record.model !== null && foldName(record.model).startsWith(foldName(record.vendor));
  const parts = [
    text(asset.fields.class, record.class),
    [isRepeated ? null : record.vendor, record.model, record.version].filter((part) => part !== null).join(' ') || null,
    record.department,
    record.tier === null ? null : m.metrics.tier(String(record.tier)),
  ];
  return <>{parts.filter((part) => part !== null).join(' · ')}</>;
}

/** Every field that somebody said; what nobody said is named in one line. Those of a device stand in their own group. */
function KnownFacts({ detail }: { readonly detail: AssetDetail }) {
  const { m, t } = useApp();
  const { record } = detail;
  const held = heldFields(detail);
  const rules = new Map(detail.assigned.map(({ field, rule }) => [field, rule]));
  const fields = Object.entries(asset.fields).filter(([name, field]) => field.type !== 'id' && name !== 'name' && !deviceFields.has(name));
  const values: Readonly<Record<string, unknown>> = record;
  const known = fields.filter(([name]) => values[name] !== null);
  const unsaid = fields.filter(([name]) => values[name] === null).map(([, field]) => t(field.label));
  return (
    <Card title={m.assets.facts}>
      <Facts
        rows={known.map(
          ([name, field]) =>
            [
              capitalised(t(field.label)),
              <span key={name}>
                <FieldValue field={field} value={values[name]} />
                {held.has(name) ? <span className="ms-2 text-small text-soft">{m.assetWork.byPerson}</span> : null}
                {rules.has(name) ? <span className="ms-2 text-small text-soft">{m.assetWork.byRule(rules.get(name) ?? '')}</span> : null}
              </span>,
            ] as const,
        )}
      />
      {unsaid.length === 0 ? null : (
        <p className="mt-3 border-t border-line pt-2 text-small text-soft">
          {capitalised(m.assets.notSaid)}: {unsaid.join(', ')}
        </p>
      )}
    </Card>
  );
}
