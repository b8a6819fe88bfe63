/** An import that was just handed in: its progress, then what came of it. */
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { useApp } from '../../app/context.tsx';
import { removeFile } from '../../app/dropped-files.ts';
import { PageLink } from '../../app/page-link.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { ImportCounts, ImportStatusMark } from './import-counts.tsx';
import { ImportProgress, ImportProblem } from './import-progress.tsx';
import { isOpen, useImportReport } from './use-import-report.ts';

/** Of the file as a whole; those of its rows are on the page of the import. */
const codesOfFile = new Set(['header-looks-like-data', 'register-much-smaller', 'rows-above-headers', 'sheet-not-read']);

function FileWarnings({ report }: { readonly report: ImportReport }) {
  const warnings = report.issues.filter(({ code, severity }) => severity === 'warning' && codesOfFile.has(code));
  return warnings.map(({ code, message }) => (
    <p key={`${code} ${message}`} className="max-w-[70ch] text-small text-worse">
      ▲ {message}
    </p>
  ));
}

export function LiveImport({ id, fileKey }: { readonly id: string; readonly fileKey: number }) {
  const { m } = useApp();
  const { data, error, refetch } = useImportReport(id);
  if (data === undefined)
    return error === null ? (
      <p className="text-soft">{m.product.loading}</p>
    ) : (
      <ProblemNotice error={error} onRetry={() => void refetch()} />
    );
  return (
    <article className="grid gap-3 rounded-lg border border-line bg-card p-4" aria-label={data.file}>
      <div className="flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold break-all">{data.file}</h2>
          <p className="text-small text-soft" role="status">
            <ImportStatusMark status={data.status} />
          </p>
        </div>
        {isOpen(data) ? null : (
          <Button kind="quiet" isSmall aria-label={m.imports.removeFile(data.file)} onClick={() => removeFile(fileKey)}>
            ×
          </Button>
        )}
      </div>
      <ImportProgress report={data} />
      <ImportProblem report={data} />
      <FileWarnings report={data} />
      <ImportCounts report={data} />
      <p>
        <PageLink to="/imports/$id" params={{ id }}>
          {m.imports.details}
        </PageLink>
      </p>
    </article>
  );
}
