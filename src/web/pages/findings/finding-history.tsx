/** How a finding went, newest first, and why it came or went where advisories said so. */
import type { ReactNode } from 'react';
import type { FindingDetail } from '#contract/endpoints/records.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { useFieldText } from '../../components/list/field-value.tsx';
import { Card } from '../../ui/card.tsx';

/** @param history oldest first */
export function History({ history }: { readonly history: FindingDetail['history'] }): ReactNode {
  const { m, f } = useApp();
  const text = useFieldText();
  return (
    <Card title={m.findings.history}>
      <ol className="grid gap-3">
        {history.toReversed().map((stretch) => (
          <li key={stretch.fromAt} className="grid gap-x-4 sm:grid-cols-[15rem_minmax(0,1fr)]">
            <span className="text-small text-soft sm:pt-0.5">
              {f.instantDay(stretch.fromAt)} – {stretch.toAt === null ? m.assets.now : f.instantDay(stretch.toAt)}
            </span>
            <span>
              <span aria-hidden="true" className="me-2 text-tiny">
                {stretch.state === 'open' ? '○' : '●'}
              </span>
              <span className="font-medium">{text(finding.fields.state, stretch.state)}</span>
              {`, ${text(finding.fields.severity, stretch.severity) ?? ''}, ${m.findings.occurrence(stretch.occurrence)}`}
              {stretch.decision === null ? '' : `, ${text(finding.fields.decision, stretch.decision) ?? ''}`}
              {stretch.dueOn === null ? '' : `, ${m.findings.due.toLowerCase()} ${f.dayShort(stretch.dueOn)}`}
              {stretch.causes.map((cause) => (
                <Cause key={`${cause.documentId} ${cause.questionId} ${cause.why}`} cause={cause} />
              ))}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

type FindingCause = FindingDetail['history'][number]['causes'][number];

function Cause({ cause }: { readonly cause: FindingCause }) {
  const { m, t } = useApp();
  return (
    <p className="mt-1 max-w-[75ch] text-small text-soft">
      {t(cause.explanation)}{' '}
      <PageLink to="/advisories/$id" params={{ id: cause.advisoryId }}>
        {m.findings.toAdvisory}
      </PageLink>
      {', '}
      <PageLink to="/matching/$id" params={{ id: cause.questionId }}>
        {m.findings.toAnswers}
      </PageLink>
    </p>
  );
}
