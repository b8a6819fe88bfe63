/** What a decision about identity needs to know of assets: that they are there, what they are called, what they are known by. */
import type { Identifier } from '#core/assets/identifiers.ts';
import { lastingAnchors, withoutCommon, type Anchor, type Carried } from '#core/assets/stated-identity.ts';
import { isId, type Id } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { survivingAsset } from './redirects.ts';
import type { Said } from './divide.ts';

export interface KnownAsset {
  readonly id: Id;
  readonly name: string;
  readonly carried: Carried;
  /** What sources said of it, when. */
  readonly said: readonly Said[];
}

/** An id that was merged away leads to where it went. @throws Problem `not-found` */
export async function loadAsset(scope: Scope, asked: string): Promise<KnownAsset> {
  const id = isId(asked) ? await survivingAsset(scope, asked) : null;
  const names = await scope.client.query<{ name: string }>(
    'select name from asset_version where organisation_id = $1 and asset_id = $2 order by valid_from desc limit 1',
    [scope.organisationId, id],
  );
  const [named] = names.rows;
  if (id === null || named === undefined) throw new Problem('not-found', 'There is no such asset in this organisation.', { id: asked });
  const carried = await scope.client.query<Identifier & { source: string }>(
    `select kind, scope, value, source from asset_identifier known where organisation_id = $1 and asset_id = $2
       and not exists (select from identifier_disabled off where off.organisation_id = $1 and off.kind = known.kind and off.scope = known.scope
         and off.value = known.value)
     order by kind, scope, value, source`,
    [scope.organisationId, id],
  );
  const said = await scope.client.query<{ source: string; role: Said['role']; claim: string; at: Instant }>(
    `select source, kind as role, claim, observed_at as at from sighting where organisation_id = $1 and asset_id = $2 and claim <> ''
     order by observed_at, source, claim`,
    [scope.organisationId, id],
  );
  return { id, name: named.name, carried: carried.rows, said: said.rows };
}

/** What a decision hangs on; `words`: exactly so described. */
export interface StoredAnchor {
  readonly side: 'kept' | 'other';
  readonly source: string;
  readonly kind: Anchor['kind'] | 'words';
  readonly scope: string;
  readonly value: string;
}

type Side = Pick<KnownAsset, 'carried' | 'said'>;

/** Whoever says it: what makes them one does not lie in who does. */
export function anchorsOfSame(kept: Side, other: Side): StoredAnchor[] {
  return sides(kept, other).flatMap(([side, { carried, said }]) => {
    const anchors = lastingAnchors(carried.map((one) => ({ ...one, source: '' })));
    return anchors.length > 0 ? onSide(side, anchors) : wordsOf(side, said);
  });
}

/** With who says it; what both are called by the same source tells nothing, and where a source speaks of both its exact words count. */
export function anchorsOfDifferent(kept: Side, other: Side): StoredAnchor[] {
  const apart = withoutCommon(kept.carried, other.carried);
  const ofBoth = new Set(kept.said.map((one) => one.source).filter((source) => other.said.some((one) => one.source === source)));
  return sides(kept, other).flatMap(([side, { said }]) => {
    const anchors = lastingAnchors(side === 'kept' ? apart.left : apart.right);
    const inDoubt = anchors.length === 0 ? said : said.filter((one) => ofBoth.has(one.source));
    return [...onSide(side, anchors), ...wordsOf(side, inDoubt)];
  });
}

const sides = (kept: Side, other: Side): readonly (readonly [StoredAnchor['side'], Side])[] => [
  ['kept', kept],
  ['other', other],
];

function onSide(side: StoredAnchor['side'], anchors: readonly Anchor[]): StoredAnchor[] {
  return anchors.map(({ kind, scope, value, source }) => ({ side, kind, scope, value, source }));
}

/** The last few: older words come back only with the file that said them, which is known by its instant. */
const wordsMax = 20;

function wordsOf(side: StoredAnchor['side'], said: readonly Said[]): StoredAnchor[] {
  const words = said.map(({ source, role, claim }): StoredAnchor => ({ side, kind: 'words', source, scope: role, value: claim }));
  return [...new Map(words.map((one) => [`${one.source}\u001f${one.scope}\u001f${one.value}`, one])).values()].slice(-wordsMax);
}
