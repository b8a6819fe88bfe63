/**
 * What medical or building technology knows of a device: every fact with its source, and what nobody says named as
 * unknown. Facts of the device model stand where no source of the asset speaks, and say so.
 */
import type { AssetDetail } from '#contract/endpoints/records.ts';
import { asset } from '#core/assets/asset.ts';
import { deviceFactNames } from '#core/assets/device-facts.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { capitalised } from '../../components/list/field-columns.tsx';
import { useFieldText } from '../../components/list/field-value.tsx';
import { Card } from '../../ui/card.tsx';
import { heldFields } from './asset-statements.tsx';

/** Of a device in this order; tier and segment stand among the other facts as well, where a list of them is looked for. */
const shown = [
  'modality',
  'safetyClass',
  'udiDi',
  'softwareVersion',
  'firmwareVersion',
  'networked',
  'vendorAccess',
  'patchConstraint',
  'endpointProtection',
  'logging',
  'compensatingControl',
  'baselineMet',
  'mds2',
] as const;

/** Shown here and not among the other facts. */
export const deviceFields: ReadonlySet<string> = new Set<string>([...deviceFactNames, 'udiDi']);

/** A device, or something of which anybody says such a fact. */
export function isDevice({ record }: AssetDetail): boolean {
  const isTechnology = record.class === 'medical' || record.class === 'operational';
  return isTechnology || record.udiDi !== null || deviceFactNames.some((name) => record[name] !== null);
}

export function DeviceFacts({ detail }: { readonly detail: AssetDetail }) {
  const { m, t } = useApp();
  const text = useFieldText();
  const { record, model, sources } = detail;
  const held = heldFields(detail);
  const sourcesOf = (name: (typeof shown)[number]): string => {
    if (held.has(name)) return m.assetWork.byPerson;
    if (model !== null && model.facts[name] !== undefined) return m.device.byModel;
    return sources
      .filter((source) => source.facts[name] === record[name])
      .map((source) => source.source)
      .join(', ');
  };
  return (
    <Card
      title={m.device.title}
      aside={
        model === null ? null : (
          <PageLink to="/models/$id" params={{ id: model.id }} className="text-small">
            {m.device.of}: {model.vendor} {model.model}
          </PageLink>
        )
      }
    >
      <dl className="grid gap-x-8 gap-y-2.5 sm:grid-cols-2">
        {shown.map((name) => {
          const value = text(asset.fields[name], record[name]);
          return (
            <div key={name} className="min-w-0">
              <dt className="text-small text-soft">{capitalised(t(asset.fields[name].label))}</dt>
              <dd className="break-words">
                {value === null ? (
                  <span className="text-soft">{m.device.unknown}</span>
                ) : (
                  <>
                    {value} <span className="text-small text-soft">{sourcesOf(name)}</span>
                  </>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </Card>
  );
}
