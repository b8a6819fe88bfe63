/** One document of a question as branches: products that share what they say of versions, and the versions of the device under them. */
import type { QuestionDetail } from '#contract/endpoints/match-questions.ts';

export type TreeDocument = QuestionDetail['tree'][number];
export type TreeProduct = TreeDocument['products'][number];
export type TreeVersion = TreeDocument['versions'][number];

export interface Branch {
  readonly key: string;
  /** None: no clause decided. */
  readonly products: readonly TreeProduct[];
  readonly versions: readonly TreeVersion[];
}

export interface DocumentBranches {
  readonly branches: readonly Branch[];
  /** Named by the document, and no version was decided by what is said of them. */
  readonly silent: readonly TreeProduct[];
}

const gravity = { affected: 0, undetermined: 1, fixed: 2 } as const;

/** Every version stands in exactly one branch, under all products that decided it; the gravest branch first. */
export function branchesOf({ products, versions }: Pick<TreeDocument, 'products' | 'versions'>): DocumentBranches {
  const groups = new Map<string, TreeVersion[]>();
  for (const version of versions) {
    const key = [...version.decidedBy].toSorted().join('\n');
    groups.set(key, [...(groups.get(key) ?? []), version]);
  }
  const branches = [...groups].map(([key, own]): Branch => {
    const ids = new Set(own[0]?.decidedBy);
    return { key, products: products.filter(({ productId }) => ids.has(productId)), versions: own.toSorted(byGravity) };
  });
  const deciding = new Set(versions.flatMap(({ decidedBy }) => decidedBy));
  return {
    branches: branches.toSorted((left, right) => gravityOf(left) - gravityOf(right)),
    silent: products.filter(({ productId }) => !deciding.has(productId)),
  };
}

function byGravity(left: TreeVersion, right: TreeVersion): number {
  return gravity[left.status] - gravity[right.status];
}

function gravityOf({ versions }: Branch): number {
  return Math.min(...versions.map(({ status }) => gravity[status]));
}

/** How many devices of each status stand beneath. */
export function countsOf(versions: readonly TreeVersion[]) {
  const of = (status: TreeVersion['status']) => versions.reduce((sum, one) => sum + (one.status === status ? one.assets.total : 0), 0);
  const [affected, undetermined, fixed] = [of('affected'), of('undetermined'), of('fixed')];
  return { total: affected + undetermined + fixed, affected, undetermined, fixed };
}
