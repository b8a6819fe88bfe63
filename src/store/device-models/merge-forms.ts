/**
 * MDS2 forms that a table hands in. Keyed by what they say: the same row again writes nothing. A form of the same source for the
 * same product and version replaces the one before it from its own instant on, whichever file arrives first.
 */
import { modelKeyOf } from '#core/device-models/model-key.ts';
import type { ImportedMds2 } from '#core/imports/imported-mds2.ts';
import type { ImportedRecord } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { ImportSession } from '../ingest/chunk.ts';
import { foldAssets } from '../ingest/fold-assets.ts';
import type { Scope } from '../scope.ts';
import { assignModels, noteChangedModels } from './assign-models.ts';

/** Assets folded in one step. */
const batchAssets = 500;

export interface MergedForms {
  /** By item number: whether it said anything new. */
  readonly items: ReadonlyMap<number, boolean>;
  /** The first instant from which a stored version of an asset differs. */
  readonly changedFromAt: Instant | null;
}

export async function mergeForms(scope: Scope, session: ImportSession, records: readonly ImportedRecord[]): Promise<MergedForms> {
  const forms = records.filter((record) => record.kind === 'mds2');
  if (forms.length === 0) return { items: new Map(), changedFromAt: null };
  const products = forms.map(({ vendor, model }) => ({ vendor, model, validFrom: session.observedAt }));
  const models = await assignModels(scope, products, session.newId);
  const items = new Map<number, boolean>();
  const changed = new Set<Id>();
  for (const form of forms) {
    const isNew = await storeForm(scope, session, form);
    items.set(form.itemNumber, isNew);
    const modelId = models.idOf(form.vendor, form.model);
    if (isNew && modelId !== null) changed.add(modelId);
  }
  if (changed.size === 0) return { items, changedFromAt: null };
  await noteChangedModels(scope, [], { ...models, all: [...changed] });
  const { rows } = await scope.client.query<{ assetId: Id }>(
    'select distinct asset_id as "assetId" from asset_version where organisation_id = $1 and model_id = any($2::uuid[])',
    [scope.organisationId, [...changed]],
  );
  // A model without assets changes no version, and still has to be shown with its form.
  let earliest: Instant | null = null;
  for (let start = 0; start < rows.length; start += batchAssets) {
    const assetIds = rows.slice(start, start + batchAssets).map((row) => row.assetId);
    const { changedFromAt } = await foldAssets(scope, assetIds, { key: session.newId(), at: session.observedAt, newId: session.newId });
    if (changedFromAt !== null && (earliest === null || changedFromAt < earliest)) earliest = changedFromAt;
  }
  return { items, changedFromAt: earliest ?? session.observedAt };
}

async function storeForm(scope: Scope, session: ImportSession, form: ImportedMds2): Promise<boolean> {
  const { source, observedAt } = session;
  const key = modelKeyOf(form.vendor, form.model);
  const said = [form.edition, form.formOn, JSON.stringify(form.answers)];
  const product = [scope.organisationId, key, form.version, source];
  const same = await scope.client.query(
    `select from mds2_form where organisation_id = $1 and model_key = $2 and version = $3 and source = $4 and edition = $5
       and form_on is not distinct from $6::date and answers = $7::jsonb
       and stated_at <= $8 and (withdrawn_at is null or withdrawn_at > $8)`,
    [...product, ...said, observedAt],
  );
  if ((same.rowCount ?? 0) > 0) return false;
  await scope.client.query(
    `update mds2_form set withdrawn_at = $5 where organisation_id = $1 and model_key = $2 and version = $3 and source = $4
       and stated_at <= $5 and (withdrawn_at is null or withdrawn_at > $5)`,
    [...product, observedAt],
  );
  await scope.client.query(
    `insert into mds2_form (organisation_id, id, model_key, version, source, edition, form_on, answers, stated_at, withdrawn_at)
     values ($1, $9, $2, $3, $4, $5, $6, $7, $8, (select min(stated_at) from mds2_form later where later.organisation_id = $1
       and later.model_key = $2 and later.version = $3 and later.source = $4 and later.stated_at > $8))`,
    [...product, ...said, observedAt, session.newId()],
  );
  return true;
}
