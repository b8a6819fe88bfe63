/** The formats in which a table can be taken out, each a button; what the node refuses is said beneath. */
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { exportFormats, type ExportFormat } from '#core/exports/table.ts';
import { useApp } from '../app/context.tsx';
import { download } from '../app/download.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { ProblemNotice } from './problem-notice.tsx';

interface ExportMenuProps {
  readonly about: string;
  readonly addressOf: (format: ExportFormat) => string;
  /** What else can be chosen. */
  readonly children?: ReactNode;
}

export function ExportMenu({ about, addressOf, children }: ExportMenuProps) {
  const { m } = useApp();
  const [isOpen, setOpen] = useState(false);
  const [abort, setAbort] = useState<AbortController | null>(null);
  const save = useMutation({
    mutationFn: (format: ExportFormat) => {
      const controller = new AbortController();
      setAbort(controller);
      return download(addressOf(format), controller.signal);
    },
  });
  const change = (next: boolean) => {
    setOpen(next);
    // Whoever closes the sheet while the file is made lets go of it.
    if (!next && save.isPending) abort?.abort();
    if (next) save.reset();
  };
  return (
    <Popover label={m.exports.title} isOpen={isOpen} onOpenChange={change} align="end">
      <div className="grid gap-3 p-4">
        <p className="text-small text-soft">{about}</p>
        {children}
        <ul className="grid gap-2">
          {exportFormats.map((format) => (
            <li key={format} className="grid gap-0.5">
              <Button
                isSmall
                className="justify-self-start"
                aria-describedby={`export-${format}`}
                disabled={save.isPending}
                onClick={() => save.mutate(format)}
              >
                {m.exports.formats[format]}
              </Button>
              <span id={`export-${format}`} className="text-small text-soft">
                {m.exports.helps[format]}
              </span>
            </li>
          ))}
        </ul>
        <p role="status" className="text-small empty:hidden">
          {save.isPending ? m.exports.busy : save.data === undefined ? '' : m.exports.done(save.data)}
        </p>
        {save.error === null || abort?.signal.aborted === true ? null : <ProblemNotice error={save.error} />}
      </div>
    </Popover>
  );
}
