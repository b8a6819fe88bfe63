/** The desk: files that were dropped or chosen, each with how it would be read, then its progress, then what came of it. */
import { useRef, useState } from 'react';
import { useApp } from '../../app/context.tsx';
import { addFiles, useDroppedFiles } from '../../app/dropped-files.ts';
import { mayOpen } from '../../app/page.ts';
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
    </section>
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
