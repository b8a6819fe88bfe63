/** Why this is one asset, when it was known and seen, by what it is recognised, and what changed. */
import type { AssetDetail } from '#contract/endpoints/records.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { Card } from '../../ui/card.tsx';
import { useFactText, useFieldLabel } from './asset-sources.tsx';

export function Joins({ joins }: { readonly joins: AssetDetail['joins'] }) {
  const { m, f, t } = useApp();
  if (joins.length === 0) return null;
  return (
    <Card title={m.assets.joins}>
      <ol className="grid gap-3">
        {joins.map((join) => (
          <li
            key={`${join.observedAt} ${join.importId} ${join.outcome} ${join.otherAssetId ?? ''}`}
            className="grid gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)]"
          >
            <span className="text-small text-soft sm:pt-0.5">{f.instantDay(join.observedAt)}</span>
            <div>
              <p>{t(join.explanation)}</p>
              <p className="text-small text-soft">
                <PageLink to="/imports/$id" params={{ id: join.importId }}>
                  {join.source}
                </PageLink>
                {join.otherAssetId === null ? null : (
                  <>
                    {' · '}
                    <PageLink to="/assets/$id" params={{ id: join.otherAssetId }}>
                      {m.assets.otherAsset}
                    </PageLink>
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

export function Presence({ presence }: { readonly presence: AssetDetail['presence'] }) {
  const { m, f } = useApp();
  if (presence.length === 0) return null;
  return (
    <Card title={m.assets.presence}>
      <ul className="grid gap-2">
        {presence.map((stretch) => (
          <li key={`${stretch.kind} ${stretch.source} ${stretch.fromAt}`}>
            <span className="font-medium">{stretch.source}</span> {m.assets.presenceKinds[stretch.kind] ?? stretch.kind}
            <span className="block text-small text-soft">
              {f.instantDay(stretch.fromAt)} –{' '}
              {stretch.toAt === null
                ? m.assets.now
                : isAhead(stretch.toAt)
                  ? m.assets.holdsUntil(f.instantDay(stretch.toAt))
                  : f.instantDay(stretch.toAt)}{' '}
              · {m.assets.last.toLowerCase()} {f.instantDay(stretch.lastAt)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function Identifiers({ identifiers }: { readonly identifiers: AssetDetail['identifiers'] }) {
  const { m, f } = useApp();
  if (identifiers.length === 0) return null;
  const kinds: Readonly<Record<string, string>> = m.assets.identifierKinds;
  return (
    <Card title={m.assets.identifiers}>
      <ul className="grid gap-2">
        {identifiers.map((identifier) => (
          <li key={`${identifier.kind} ${identifier.scope} ${identifier.value}`}>
            <span className="text-small text-soft">
              {kinds[identifier.kind] ?? identifier.kind}
              {identifier.scope === '' ? '' : ` (${identifier.scope})`}
            </span>
            <span className={`block font-mono text-small break-all ${identifier.disabled ? 'text-soft line-through' : ''}`}>
              {identifier.value}
            </span>
            <span className="block text-small text-soft">
              {identifier.sources.join(', ')}, {f.instantDay(identifier.lastObservedAt)}
              {identifier.disabled ? ` · ${m.assets.identifierOff}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function HistoryList({ history }: { readonly history: AssetDetail['history'] }) {
  const { m, f } = useApp();
  const label = useFieldLabel();
  const text = useFactText();
  const newestFirst = history.toReversed();
  const valueText = (change: { readonly field: string; readonly value: string | null }) =>
    change.value === null ? m.product.unknown : text(change.field, booleanOf(change.value));
  return (
    <Card title={m.assets.history}>
      {history.length <= 1 ? <p className="text-soft">{m.assets.historyNone}</p> : null}
      <ol className="grid gap-3">
        {newestFirst.map((version) => (
          <li key={version.fromAt} className="grid gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
            <span className="text-small text-soft sm:pt-0.5">{f.instantDay(version.fromAt)}</span>
            <ul>
              {version.changed.map((change) => (
                <li key={change.field}>
                  {version === history[0]
                    ? `${label(change.field)}: ${valueText(change)}`
                    : (isAhead(version.fromAt) ? m.assets.willBecome : m.assets.became)(label(change.field), valueText(change))}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** A sighting lasts a while: its end may lie ahead. */
function isAhead(instant: string): boolean {
  return Date.parse(instant) > Date.now();
}

/** History carries every value as text. */
function booleanOf(value: string): string | boolean {
  return value === 'true' ? true : value === 'false' ? false : value;
}
