/** Why this is one finding: which scanners saw it, under which name, and who says that these names are one; with splitting and joining. */
import { useState } from 'react';
import type { FindingDetail } from '#contract/endpoints/records.ts';
import { access as accesses } from '#contract/define-endpoint.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { FlawStatements } from '../../components/flaw-names/flaw-statements.tsx';
import { useFieldText } from '../../components/list/field-value.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ApartDialog, SameDialog } from './name-dialogs.tsx';

type Flaw = FindingDetail['flaw'];
type Seen = Flaw['seenBy'][number];

export function SeenBy({ id, flaw }: { readonly id: string; readonly flaw: Flaw }) {
  const { m, f, session } = useApp();
  const [open, setOpen] = useState<'same' | { readonly scanner: string } | null>(null);
  const [waiting, setWaiting] = useState(0);
  const mayDecide = accesses.decide.roles.some((one) => one === session?.role);
  const done = (count: number) => {
    setOpen(null);
    setWaiting(count);
  };
  const same = (
    <Button kind="quiet" isSmall onClick={() => setOpen('same')}>
      {m.flaws.same}
    </Button>
  );
  return (
    <Card title={m.flaws.seenBy} aside={mayDecide ? same : null} isFlush>
      <div className="grid gap-3 pb-4">
        {flaw.names.length === 0 ? null : <p className="max-w-[75ch] px-4 break-words">{m.flaws.calledAlso(flaw.names.join(', '))}</p>}
        {flaw.disputed ? <p className="max-w-[75ch] px-4">{m.flaws.disputed}</p> : null}
        <SeenTable flaw={flaw} onSplit={mayDecide ? (scanner) => setOpen({ scanner }) : null} />
        {flaw.elsewhere.length === 0 ? null : (
          <ul className="px-4">
            {flaw.elsewhere.map((one) => (
              <li key={`${one.scanner} ${one.checkId}`}>
                <PageLink to="/findings/$id" params={{ id: one.findingId }}>
                  {m.flaws.elsewhere(`${one.scanner} ${one.checkId}`)}
                </PageLink>
              </li>
            ))}
          </ul>
        )}
        {waiting === 0 ? null : (
          <p className="px-4" role="status">
            {m.flaws.waiting(f.number(waiting), waiting)}
          </p>
        )}
        <div className="grid gap-3 px-4">
          {flaw.statements.length === 0 ? null : <FlawStatements statements={flaw.statements} />}
          <PageLink to="/flaws">{m.flaws.all}</PageLink>
        </div>
      </div>
      {open === 'same' ? <SameDialog name={flaw.key} onClose={() => setOpen(null)} onDone={done} /> : null}
      {open === null || open === 'same' ? null : (
        <ApartDialog
          id={id}
          scanner={open.scanner}
          checks={flaw.seenBy.filter((one) => one.scanner === open.scanner).map((one) => one.checkId)}
          onClose={() => setOpen(null)}
          onDone={done}
        />
      )}
    </Card>
  );
}

function SeenTable({ flaw, onSplit }: { readonly flaw: Flaw; readonly onSplit: ((scanner: string) => void) | null }) {
  const { m, f } = useApp();
  const text = useFieldText();
  return (
    <PlainTable
      label={m.flaws.seenBy}
      isStacked
      rows={flaw.seenBy}
      keyOf={(row) => `${row.scanner} ${row.checkId} ${row.saidAs}`}
      columns={[
        {
          label: m.flaws.scanner,
          isTight: true,
          cell: (row) => (
            <>
              <span className="font-medium">{row.scanner}</span>
              <span className="block text-small text-soft">{text(finding.fields.severity, row.severity)}</span>
            </>
          ),
        },
        {
          label: m.flaws.check,
          cell: (row) => (
            <>
              {row.title}
              <span className="block text-small break-all text-soft">{row.checkId}</span>
            </>
          ),
        },
        {
          label: m.flaws.seen,
          isTight: true,
          cell: (row) => {
            const [first, last] = [f.instantDay(row.firstSeenAt), f.instantDay(row.lastSeenAt)];
            return first === last ? first : `${first} – ${last}`;
          },
        },
        { label: m.flaws.ground, cell: (row) => <Ground seen={row} statements={flaw.statements} /> },
        ...(onSplit === null
          ? []
          : [
              {
                label: '',
                isEnd: true,
                cell: (row: Seen) =>
                  canSplit(flaw, row) ? (
                    <Button kind="quiet" isSmall aria-label={m.flaws.splitOf(row.scanner)} onClick={() => onSplit(row.scanner)}>
                      {m.flaws.split}
                    </Button>
                  ) : null,
              },
            ]),
      ]}
    />
  );
}

/** Not where the finding is this very check and nothing else: there is nothing to set it apart from. */
function canSplit({ key, seenBy }: Flaw, { scanner }: Seen): boolean {
  return !seenBy.every((one) => one.scanner === scanner && `${one.scanner}:${one.checkId}` === key);
}

function Ground({ seen, statements }: { readonly seen: Seen; readonly statements: Flaw['statements'] }) {
  const { m } = useApp();
  if (seen.apartFromId !== null) {
    return (
      <PageLink to="/findings/$id" params={{ id: seen.apartFromId }}>
        {m.flaws.setApart(seen.saidAs)}
      </PageLink>
    );
  }
  return (
    <ul className="break-words">
      <li>{m.flaws.sameName(seen.saidAs)}</li>
      {seen.links.map((link) => {
        const said = statements.find((one) => one.id === link.statementId);
        return (
          <li key={`${link.name} ${link.other}`}>
            {link.statementId !== null ? m.flaws.linkPerson(link.name, link.other, said?.by ?? m.flaws.node) : null}
            {link.importId !== null ? (
              <>
                {m.flaws.linkFile(link.name, link.other)}{' '}
                <PageLink to="/imports/$id" params={{ id: link.importId }}>
                  {link.file ?? link.importId}
                </PageLink>
              </>
            ) : null}
            {link.statementId === null && link.importId === null ? m.flaws.linkBefore(link.name, link.other) : null}
          </li>
        );
      })}
    </ul>
  );
}
