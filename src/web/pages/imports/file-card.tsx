/** One file before it is sent: format and mapping as guessed from its head, both to be corrected; source, day, completeness. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isProblem } from '#core/kernel/problem.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { markAccepted, markUnreadable, removeFile, type DroppedFile } from '../../app/dropped-files.ts';
import { uploadFile } from '../../app/upload.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { ProgressLine } from './import-counts.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { guessedReading, readingQuery, type TableReading } from './mapping-settings.ts';

/** Sent for the preview; of a workbook more, because its directory stands at its end. */
const headBytesOf = (file: File): number => (/\.xlsx$/i.test(file.name) ? 16 * 1024 ** 2 : 65_536);

interface FileCardProps {
  readonly dropped: DroppedFile;
  /** Counts up when all files are to be sent. */
  readonly startAll: number;
}

interface Options {
  readonly source: string;
  readonly observedOn: string;
  readonly isPartial: boolean;
}

export function FileCard({ dropped, startAll }: FileCardProps) {
  const { m, f } = useApp();
  const { file, key, isUnreadable } = dropped;
  const [reading, setReading] = useState<TableReading>(guessedReading);
  const asked = readingQuery(reading);
  const [options, setOptions] = useState<Options>({ source: '', observedOn: '', isPartial: false });
  const source = useSettled(options.source.trim());
  const ofSource = { ...(source === '' ? {} : { source }), ...(options.isPartial ? { partial: 'true' as const } : {}) };
  const preview = useQuery({
    queryKey: ['preview', key, asked, ofSource],
    queryFn: ({ signal }) =>
      client.imports.preview({ query: { file: file.name, ...asked, ...ofSource }, body: file.slice(0, headBytesOf(file)), signal }),
    staleTime: Infinity,
    retry: false,
    // While the changed settings are looked at, the rows stay where they are.
    placeholderData: keepPreviousData,
  });
  const [share, setShare] = useState(0);
  const upload = useMutation({
    mutationFn: () => uploadFile({ file, query: queryOf(file, options, asked), onProgress: setShare }),
    onSuccess: (report) => {
      markAccepted(key, report.id);
      void queryClient.invalidateQueries({ queryKey: ['list', 'imports.list'] });
    },
  });
  const { mutate, isPending } = upload;
  const begun = useRef(startAll);
  useEffect(() => {
    if (startAll === begun.current) return;
    begun.current = startAll;
    if (!isUnreadable) mutate();
  }, [startAll, isUnreadable, mutate]);
  // The empty file is refused before it is looked at; any other failed preview says nothing about the file.
  const isTable = (preview.data?.columns.length ?? 0) > 0;
  const isRefused = (preview.data?.problem != null && !isTable) || (isProblem(preview.error) && preview.error.code === 'file-empty');
  useEffect(() => {
    if (isRefused && !isUnreadable) markUnreadable(key);
  }, [isRefused, isUnreadable, key]);
  return (
    <article className="rounded-lg border border-line bg-card p-4" aria-label={file.name}>
      <FileHead file={file} fileKey={key} recognised={preview.isPending ? null : (preview.data?.title ?? '')} isBusy={isPending} />
      {preview.data?.problem ? <p className="mt-2 text-small text-worse">▲ {preview.data.problem.detail}</p> : null}
      {preview.error === null ? null : <p className="mt-2 text-small text-soft">{preview.error.message}</p>}
      {preview.data !== undefined && isTable ? (
        <MappingEditor
          preview={preview.data}
          reading={reading}
          onReading={setReading}
          file={file.name}
          isPassing={preview.isPlaceholderData}
        />
      ) : null}
      {isUnreadable ? null : <OptionFields options={options} onOptions={setOptions} />}
      {upload.error === null ? null : (
        <div className="mt-3">
          <ProblemNotice error={upload.error} />
        </div>
      )}
      {isUnreadable ? null : (
        <div className="mt-4">
          {isPending ? (
            <ProgressLine label={m.imports.uploading(f.percent(share))} share={share} />
          ) : (
            <Button kind="main" disabled={preview.data?.problem != null} onClick={() => mutate()}>
              {m.imports.start(1)}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

/** What is typed, once nothing more was for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 400);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

interface FileHeadProps {
  readonly file: File;
  readonly fileKey: number;
  /** The format; empty where it is not known, null while it is being looked at. */
  readonly recognised: string | null;
  readonly isBusy: boolean;
}

function FileHead({ file, fileKey, recognised, isBusy }: FileHeadProps) {
  const { m, f } = useApp();
  return (
    <div className="flex items-start gap-4">
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold break-all">{file.name}</h2>
        <p className="text-small text-soft">
          {f.bytes(file.size)}
          {' · '}
          {recognised === null ? m.imports.reading : recognised === '' ? m.imports.unrecognised : m.imports.recognised(recognised)}
        </p>
      </div>
      <Button kind="quiet" isSmall aria-label={m.imports.removeFile(file.name)} disabled={isBusy} onClick={() => removeFile(fileKey)}>
        ×
      </Button>
    </div>
  );
}

function queryOf(file: File, options: Options, reading: ReturnType<typeof readingQuery>) {
  return {
    file: file.name,
    ...(options.source.trim() === '' ? {} : { source: options.source.trim() }),
    ...(options.observedOn === '' ? {} : { observedAt: options.observedOn }),
    ...(options.isPartial ? { partial: 'true' as const } : {}),
    ...reading,
  };
}

function OptionFields({ options, onOptions }: { readonly options: Options; readonly onOptions: (options: Options) => void }) {
  const { m, f } = useApp();
  return (
    <details className="mt-3">
      <summary className="w-fit text-small text-soft hover:text-ink">{m.imports.options}</summary>
      <div className="mt-3 grid gap-4 md:grid-cols-3">
        <TextField
          label={m.imports.source}
          help={m.imports.sourceHelp}
          maxLength={100}
          value={options.source}
          onChange={(event) => onOptions({ ...options, source: event.target.value })}
        />
        <TextField
          label={m.imports.observedOn}
          help={m.imports.observedHelp}
          type="date"
          max={f.today()}
          value={options.observedOn}
          onChange={(event) => onOptions({ ...options, observedOn: event.target.value })}
        />
        <CheckField
          label={m.imports.partial}
          help={m.imports.partialHelp}
          checked={options.isPartial}
          onChange={(event) => onOptions({ ...options, isPartial: event.target.checked })}
        />
      </div>
    </details>
  );
}
