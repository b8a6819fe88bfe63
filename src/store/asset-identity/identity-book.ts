/** What people stated of identity and did not withdraw, ready to be asked by what statements carry. */
import { identifierKey, type Identifier, type IdentifierKind } from '#core/assets/identifiers.ts';
import type { Anchor, IdentityDecision } from '#core/assets/stated-identity.ts';
import type { Id } from '#core/kernel/id.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

export interface IdentityBook {
  /** Exact wordings (`wordsKey`) of which a person said whose they are. */
  readonly words: ReadonlySet<string>;
  /** Decisions that hang on one of these values. */
  about(identifiers: readonly Identifier[]): readonly IdentityDecision[];
  /** What a thing that carries one of these is also known by, as people said. */
  meantBy(identifiers: readonly Identifier[]): readonly Identifier[];
}

export function wordsKey(source: string, role: string, digest: string): string {
  return `${source}\u001f${role}\u001f${digest}`;
}

interface Row {
  readonly id: Id;
  readonly kind: IdentityDecision['kind'];
  readonly decidedAt: Instant;
  readonly reason: string;
  readonly side: 'kept' | 'other';
  readonly source: string;
  readonly anchorKind: IdentifierKind | 'words';
  readonly scope: string;
  readonly value: string;
}

/** One short question where nothing was decided. @param without a decision that is being withdrawn */
export async function loadIdentityBook({ client, organisationId, timeZone }: Scope, without?: Id): Promise<IdentityBook> {
  const { rows } = await client.query<Row>(
    `select decision.id, decision.kind, decision.decided_at as "decidedAt", decision.reason, anchor.side, anchor.source,
       anchor.kind as "anchorKind", anchor.scope, anchor.value
     from asset_identity decision
     join asset_identity_anchor anchor on anchor.organisation_id = $1 and anchor.decision_id = decision.id
     where decision.organisation_id = $1 and decision.withdrawn_at is null and decision.id is distinct from $2
     order by decision.decided_at desc, decision.id desc, anchor.number`,
    [organisationId, without ?? null],
  );
  const words = new Set<string>();
  const decisions = new Map<Id, { kind: IdentityDecision['kind']; left: Anchor[]; right: Anchor[]; stated: IdentityDecision['stated'] }>();
  for (const row of rows) {
    if (row.anchorKind === 'words') {
      words.add(wordsKey(row.source, row.scope, row.value));
      continue;
    }
    let decision = decisions.get(row.id);
    if (decision === undefined) {
      const stated = { decisionId: row.id, statedOn: dayOf(row.decidedAt, timeZone), reason: row.reason };
      decisions.set(row.id, (decision = { kind: row.kind, left: [], right: [], stated }));
    }
    const anchor: Anchor = { kind: row.anchorKind, scope: row.scope, value: row.value, source: row.source };
    (row.side === 'kept' ? decision.left : decision.right).push(anchor);
  }
  return bookOf([...decisions.values()], words);
}

/** By value, because a host's domain may be unknown. */
const valueKey = ({ kind, value }: Identifier): string => `${kind}\u001f${value}`;

function bookOf(decisions: readonly IdentityDecision[], words: ReadonlySet<string>): IdentityBook {
  const byValue = new Map<string, IdentityDecision[]>();
  for (const decision of decisions) {
    for (const key of new Set([...decision.left, ...decision.right].map(valueKey))) {
      const list = byValue.get(key);
      if (list === undefined) byValue.set(key, [decision]);
      else list.push(decision);
    }
  }
  const about = (identifiers: readonly Identifier[]): readonly IdentityDecision[] => {
    if (byValue.size === 0) return [];
    return [...new Set(identifiers.flatMap((one) => byValue.get(valueKey(one)) ?? []))];
  };
  const meantBy = (identifiers: readonly Identifier[]): readonly Identifier[] => {
    const meant = about(identifiers).flatMap((one) => (one.kind === 'same' ? [...one.left, ...one.right] : []));
    return [...new Map(meant.map((one) => [identifierKey(one), one])).values()];
  };
  return { words, about, meantBy };
}
