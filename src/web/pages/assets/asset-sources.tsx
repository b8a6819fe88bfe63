/** What each source says of the asset, side by side, and where they disagree. */
import type { AssetDetail } from '#contract/endpoints/records.ts';
import { asset } from '#core/assets/asset.ts';
import type { Field } from '#core/query/record-kind.ts';
import { useApp } from '../../app/context.tsx';
import { capitalised } from '../../components/list/field-columns.tsx';
import { useFieldText } from '../../components/list/field-value.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';

/** Facts that a source may state in the plural are shown under their field. */
const singular: Readonly<Record<string, string>> = { ipAddresses: 'ipAddress', macAddresses: 'macAddress' };

export function fieldOf(name: string): Field | undefined {
  return (asset.fields as Readonly<Record<string, Field>>)[singular[name] ?? name];
}

/** A fact as written: choices by their label, lists with commas. */
export function useFactText(): (name: string, value: unknown) => string {
  const text = useFieldText();
  return (name, value) => {
    if (Array.isArray(value)) return value.map(String).join(', ');
    const field = fieldOf(name);
    return (field === undefined ? null : text(field, value)) ?? (typeof value === 'string' ? value : '–');
  };
}

export function useFieldLabel(): (name: string) => string {
  const { m, t } = useApp();
  return (name) => {
    const field = fieldOf(name);
    if (field !== undefined) return capitalised(t(field.label));
    return name === 'domain' ? m.assets.domain : name;
  };
}

export function Conflicts({ conflicts }: { readonly conflicts: AssetDetail['conflicts'] }) {
  const { m, f } = useApp();
  const label = useFieldLabel();
  const text = useFactText();
  return (
    <Card title={m.assets.conflicts}>
      <p className="mb-3 max-w-[70ch] text-small text-soft">{m.assets.conflictsText}</p>
      <dl className="grid gap-3">
        {conflicts.map((conflict) => (
          <div key={conflict.field} className="grid gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
            <dt className="text-soft">{label(conflict.field)}</dt>
            <dd>
              <ul className="grid gap-1">
                {conflict.values.map((value) => (
                  <li key={`${value.source} ${value.value}`}>
                    <span className={value.used ? 'font-medium' : ''}>{text(conflict.field, value.value)}</span>
                    {value.used ? (
                      <span className="ms-2 rounded-full bg-accent-wash px-2 py-0.5 text-tiny text-accent">{m.assets.used}</span>
                    ) : null}
                    <span className="block text-small text-soft">
                      {value.source}, {f.instantDay(value.observedAt)}
                    </span>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

export function SourceTable({ sources }: { readonly sources: AssetDetail['sources'] }) {
  const { m, f } = useApp();
  const label = useFieldLabel();
  const text = useFactText();
  const names = [...new Set(sources.flatMap((source) => Object.keys(source.facts)))];
  return (
    <Card title={m.assets.sources} isFlush>
      <PlainTable
        label={m.assets.sources}
        rows={names}
        keyOf={(name) => name}
        columns={[
          { label: m.assets.field, isTight: true, cell: (name) => <span className="text-soft">{label(name)}</span> },
          ...sources.map((source) => ({
            label: source.source,
            cell: (name: string) =>
              source.facts[name] === undefined ? <span className="text-faint">–</span> : text(name, source.facts[name]),
          })),
        ]}
      />
      <p className="border-t border-line px-4 py-2 text-small text-soft">
        {sources
          .map(
            (source) =>
              `${source.source} (${m.overview.roles[source.role]}): ${m.assets.saysFrom(f.instantDay(source.observedAt), f.instantDay(source.lastObservedAt))}`,
          )
          .join(' · ')}
      </p>
    </Card>
  );
}
