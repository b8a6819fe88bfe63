/**
 * Why, step by step: documents, their products, what these say of versions, the versions of the device held against that, and the
 * devices. Nested lists of branches that open and close; each step says its reasons in words.
 */
import { useRef, useState, type ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import type { Reason } from './mark-words.ts';
import { StatusCounts, StatusWord, titleBeside, useProbabilityText, withVendor } from './question-parts.tsx';
import { reasonText } from './reason-words.ts';
import { branchesOf, countsOf, type Branch, type TreeDocument, type TreeProduct, type TreeVersion } from './tree-model.ts';
import { openAll, useTreeFocus, useTreeKeys } from './use-tree-keys.ts';

interface QuestionTreeProps {
  readonly tree: readonly TreeDocument[];
  readonly band: string;
  /** Null: the reader's role may not answer. */
  readonly onVersion: ((version: TreeVersion) => void) | null;
}

export function QuestionTree({ tree, band, onVersion }: QuestionTreeProps) {
  const { m } = useApp();
  const root = useRef<HTMLUListElement>(null);
  useTreeKeys(root);
  useTreeFocus(root);
  return (
    <Card
      title={m.matching.question.tree}
      aside={
        <span className="no-print flex gap-1">
          <Button kind="quiet" isSmall onClick={() => openAll(root.current, true)}>
            {m.matching.question.openAll}
          </Button>
          <Button kind="quiet" isSmall onClick={() => openAll(root.current, false)}>
            {m.matching.question.closeAll}
          </Button>
        </span>
      }
    >
      <p className="mb-3 text-small text-soft">{tree.length === 0 ? m.matching.question.treeNone : m.matching.question.treeHelp}</p>
      <ul ref={root} className="grid grid-cols-1 gap-3">
        {tree.map((document, index) => (
          <DocumentBranch key={document.advisoryId} document={document} isFirst={index === 0} band={band} onVersion={onVersion} />
        ))}
      </ul>
    </Card>
  );
}

interface NodeProps {
  readonly isOpen: boolean;
  readonly head: ReactNode;
  readonly children: ReactNode;
}

/** A branch: what it is in its head, what follows from it beneath. */
function Node({ isOpen, head, children }: NodeProps) {
  return (
    <li>
      <details open={isOpen} className="group/node">
        <summary className="flex list-none items-baseline gap-2 rounded-md py-0.5 pe-2 hover:bg-wash [&::-webkit-details-marker]:hidden">
          <span aria-hidden="true" className="w-4 shrink-0 text-center text-tiny text-soft">
            <span className="group-open/node:hidden [details[open]>summary_&]:hidden">▸</span>
            <span className="hidden [details[open]>summary_&]:inline">▾</span>
          </span>
          <span className="min-w-0 flex-1 break-words">{head}</span>
        </summary>
        <ul className="ms-2 grid grid-cols-1 gap-1 border-s border-line py-1 ps-3 md:ps-4">{children}</ul>
      </details>
    </li>
  );
}

interface DocumentBranchProps extends Omit<QuestionTreeProps, 'tree'> {
  readonly document: TreeDocument;
  readonly isFirst: boolean;
}

function DocumentBranch({ document, isFirst, band, onVersion }: DocumentBranchProps) {
  const { m, f } = useApp();
  const probabilityText = useProbabilityText();
  const { branches, silent } = branchesOf(document);
  const { documentId, publisher, revision, modifiedAt, probability } = document;
  const about = [
    ...(publisher === null ? [] : [publisher]),
    ...(revision === null ? [] : [m.matching.question.revision(revision)]),
    ...(modifiedAt === null ? [] : [f.instantDay(modifiedAt)]),
  ];
  return (
    <Node
      isOpen={isFirst}
      head={
        <>
          <span className="font-medium">{documentId}</span> {titleBeside(documentId, document.title)}
          <span className="block text-small text-soft">{about.join(' · ')}</span>
          <span className="text-small">
            <StatusCounts assets={countsOf(document.versions)} isInLine />
          </span>
        </>
      }
    >
      <li className="text-small">
        <PageLink to="/advisories/$id" params={{ id: document.advisoryId }}>
          {m.advisories.one} {documentId}
        </PageLink>
      </li>
      <Node
        isOpen={isFirst}
        head={
          <>
            {m.matching.question.why}
            {probability === null ? null : (
              <span className="text-soft">: {m.matching.question.probability(band, probabilityText(probability))}</span>
            )}
          </>
        }
      >
        {probability === null ? <li>{m.matching.question.whyConfirmed}</li> : null}
        <Reasons reasons={document.reasons} />
      </Node>
      {branches.map((branch) => (
        <ProductBranch key={branch.key} branch={branch} isOpen={isFirst} onVersion={onVersion} />
      ))}
      {silent.length === 0 ? null : (
        <Node isOpen={false} head={<span className="text-soft">{m.matching.question.silent}</span>}>
          {silent.map((product) => (
            <li key={product.productId}>
              <ProductName product={product} /> <Clause product={product} />
            </li>
          ))}
        </Node>
      )}
    </Node>
  );
}

function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const { language } = useApp();
  return reasons.map((reason) => (
    <li key={`${reason.rule} ${reason.detail}`} className="max-w-[75ch] break-words">
      {reasonText(reason, language)}
    </li>
  ));
}

function ProductName({ product }: { readonly product: TreeProduct }) {
  return <span className="font-medium">{withVendor(product.vendor, product.name)}</span>;
}

/** What the advisory says of which versions. */
function Clause({ product: { clauseText, says } }: { readonly product: TreeProduct }) {
  const { m } = useApp();
  const { question } = m.matching;
  return (
    <>
      {clauseText === null ? question.clauseAll : question.clause(clauseText)}
      <span className="text-soft">
        {'; '}
        {says === null ? question.saysNothing : question.says(question.productStatus[says] ?? says)}
      </span>
    </>
  );
}

/** Products of one family have long names that differ at their end: what differs stands in the versions beneath. */
const namesShown = 2;
const clausesShown = 8;

interface ProductBranchProps {
  readonly branch: Branch;
  readonly isOpen: boolean;
  readonly onVersion: QuestionTreeProps['onVersion'];
}

/** Products that decide alike, then what they say of versions, each once. */
function ProductBranch({ branch: { products, versions }, isOpen, onVersion }: ProductBranchProps) {
  const { m, f } = useApp();
  const clauses = [...new Map(products.map((product) => [`${product.clauseText} ${product.says}`, product])).values()];
  const more = products.length - namesShown;
  return (
    <Node
      isOpen={isOpen}
      head={
        products.length === 0 ? (
          m.matching.question.undecided
        ) : (
          <>
            {products.slice(0, namesShown).map((product, index) => (
              <span key={product.productId}>
                {index === 0 ? '' : ', '}
                <ProductName product={product} />
              </span>
            ))}
            {more > 0 ? <span className="text-soft"> · {m.product.more(f.number(more))}</span> : null}
          </>
        )
      }
    >
      {products.length === 0 ? (
        <Versions versions={versions} isOpen={isOpen} onVersion={onVersion} />
      ) : (
        <Node
          isOpen={isOpen}
          head={clauses.slice(0, clausesShown).map((product) => (
            <span key={product.productId} className="block">
              <Clause product={product} />
            </span>
          ))}
        >
          <Versions versions={versions} isOpen={isOpen} onVersion={onVersion} />
        </Node>
      )}
    </Node>
  );
}

interface VersionsProps {
  readonly versions: readonly TreeVersion[];
  readonly isOpen: boolean;
  readonly onVersion: QuestionTreeProps['onVersion'];
}

const versionsOpened = 3;

function Versions({ versions, isOpen, onVersion }: VersionsProps) {
  return versions.map((version) => (
    <VersionBranch
      key={`${version.deviceVersion} ${version.status} ${version.basis}`}
      version={version}
      isOpen={isOpen && versions.length <= versionsOpened}
      onVersion={onVersion}
    />
  ));
}

function VersionBranch({ version, isOpen, onVersion }: Omit<VersionsProps, 'versions'> & { readonly version: TreeVersion }) {
  const { m, f } = useApp();
  const { question } = m.matching;
  const { deviceVersion, status, basis, answer, assets } = version;
  const said = question.versionStandings[answer];
  const isMissing = deviceVersion === null && basis === 'version-missing';
  return (
    <Node
      isOpen={isOpen}
      head={
        <span className="flex flex-wrap items-baseline gap-x-3">
          <span>{deviceVersion === null ? question.versionMissing : question.version(deviceVersion)}</span>
          <StatusWord status={status} />
          <span className="text-small text-soft">
            {[
              m.matching.devices(f.number(assets.total), assets.total),
              ...(isMissing ? [] : [question.basis[basis]]),
              ...(said === '' ? [] : [said]),
            ].join(' · ')}
          </span>
        </span>
      }
    >
      <Reasons reasons={version.reasons} />
      {onVersion === null ? null : (
        <li className="no-print">
          <Button isSmall onClick={() => onVersion(version)}>
            {question.versionAnswer}
          </Button>
        </li>
      )}
      <Devices assets={assets} />
    </Node>
  );
}

const devicesShown = 12;

function Devices({ assets }: Pick<TreeVersion, 'assets'>) {
  const { m, f } = useApp();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? assets.items : assets.items.slice(0, devicesShown);
  const hidden = assets.items.length - shown.length;
  if (assets.total === 0) return <li className="text-soft">{m.matching.question.assetsNone}</li>;
  return (
    <>
      {shown.map(({ id, name, department, tier }) => (
        <li key={id}>
          <PageLink to="/assets/$id" params={{ id }}>
            {name}
          </PageLink>{' '}
          <span className="text-small text-soft">
            {[...(department === null ? [] : [department]), ...(tier === null ? [] : [m.metrics.tier(String(tier))])].join(' · ')}
          </span>
        </li>
      ))}
      {hidden === 0 ? null : (
        <li className="no-print">
          <Button kind="quiet" isSmall onClick={() => setWhole(true)}>
            {m.product.more(f.number(hidden))}
          </Button>
        </li>
      )}
      {hidden > 0 || assets.total <= assets.items.length ? null : (
        <li className="text-small text-soft">{m.matching.question.assetsMore(f.number(assets.total - assets.items.length))}</li>
      )}
    </>
  );
}
