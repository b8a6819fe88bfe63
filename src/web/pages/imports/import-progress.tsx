/** How far an import is, and what ended it early. */
import { problemCatalogue } from '#contract/problem-catalogue.ts';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { problemCodes } from '#core/kernel/problem.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { ProgressLine } from './import-counts.tsx';
import { isOpen } from './use-import-report.ts';

export function ImportProgress({ report }: { readonly report: ImportReport }) {
  const { m, f } = useApp();
  if (!isOpen(report)) return null;
  const share = report.sizeBytes === 0 ? 0 : report.bytesDone / report.sizeBytes;
  return (
    <div>
      <ProgressLine
        label={report.status === 'accepted' ? m.imports.waiting : m.imports.running(f.percent(share))}
        share={report.status === 'accepted' ? null : share}
      />
      <p className="mt-1 text-small text-soft">{m.imports.canLeave}</p>
    </div>
  );
}

export function ImportProblem({ report }: { readonly report: ImportReport }) {
  const { m, t } = useApp();
  const code = problemCodes.find((known) => known === report.problem?.code);
  return (
    <>
      {report.problem === null ? null : (
        <div className="rounded-md bg-worse-wash px-3 py-2">
          <p className="font-medium text-worse">▲ {t(problemCatalogue[code ?? 'internal'].title)}</p>
          <p className="break-words">{report.problem.detail}</p>
          <p className="text-soft">{t(problemCatalogue[code ?? 'internal'].help)}</p>
        </div>
      )}
      {report.duplicateOf === null ? null : (
        <p className="text-soft">
          {m.imports.duplicate}{' '}
          <PageLink to="/imports/$id" params={{ id: report.duplicateOf }}>
            {m.imports.duplicateLink}
          </PageLink>
        </p>
      )}
    </>
  );
}
