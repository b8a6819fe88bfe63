/** The desk: files that were dropped or chosen, each with how it would be read, then its progress, then what came of it. */
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useApp } from '../../app/context.tsx';
import { addFiles, useDroppedFiles } from '../../app/dropped-files.ts';
import { PageLink } from '../../app/page-link.tsx';
import { mayOpen } from '../../app/page.ts';
import { statusQuery } from '../../app/queries.ts';
import { Button } from '../../ui/button.tsx';
import { FileCard } from './file-card.tsx';
import { LiveImport } from './live-import.tsx';

export function ImportDesk() {
  const { m, session } = useApp();
  const files = useDroppedFiles();
  const waiting = files.filter((file) => file.importId === null && !file.isUnreadable);
  const [startAll, setStartAll] = useState(0);
  if (session === undefined || !mayOpen({ access: 'import' }, session.role)) return null;
  return (
    <section aria-label={m.imports.desk} className="no-print mb-5 grid grid-cols-1 gap-3">
      {files.length === 0 ? <DropPlace /> : null}
      {files.map((dropped) =>
        dropped.importId === null ? (
          <FileCard key={dropped.key} dropped={dropped} startAll={startAll} />
        ) : (
          <LiveImport key={dropped.key} fileKey={dropped.key} id={dropped.importId} />
        ),
      )}
      {files.length === 0 ? null : (
        <div className="flex gap-2">
          {waiting.length > 1 ? (
            <Button kind="main" onClick={() => setStartAll(startAll + 1)}>
              {m.imports.start(waiting.length)}
            </Button>
          ) : null}
          <FilePicker />
        </div>
      )}
      <InboxLine />
    </section>
  );
}

/** What lies in the inbox, and the way to the profiles its folders are called after. */
function InboxLine() {
  const { m } = useApp();
  const { data } = useQuery({ ...statusQuery, refetchInterval: 15_000 });
  const inbox = data?.inbox ?? null;
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-small text-soft">
      {inbox === null ? null : (
        <p className="min-w-0 flex-1 basis-80 break-words">
          <span className="font-medium">{m.profiles.inbox}.</span> {m.profiles.inboxText(inbox.folder)}{' '}
          {inbox.waiting + inbox.reading === 0 ? null : m.profiles.inboxBusy(inbox.waiting, inbox.reading)}
          {inbox.remarks.map((remark) => (
            <span key={remark} className="block text-worse">
              ▲ {remark}
            </span>
          ))}
        </p>
      )}
      <PageLink to="/profiles">{m.profiles.manage}</PageLink>
    </div>
  );
}

function DropPlace() {
  const { m } = useApp();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-lg border border-dashed border-edge px-5 py-4">
      <p className="max-w-[65ch] text-soft">{m.imports.lead}</p>
      <FilePicker />
    </div>
  );
}

function FilePicker() {
  const { m } = useApp();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        className="sr-only"
        aria-label={m.imports.choose}
        onChange={(event) => {
          addFiles(event.target.files ?? []);
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>{m.imports.choose}</Button>
    </>
  );
}
