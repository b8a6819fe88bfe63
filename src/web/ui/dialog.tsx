/** A modal dialog on the browser's own <dialog>: focus stays inside, Escape closes, the page behind is inert. */
import { useEffect, useId, useRef, type ReactNode } from 'react';

interface DialogProps {
  readonly title: string;
  readonly isTitleHidden?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly place?: 'centre' | 'top' | 'side';
  readonly closeLabel: string;
}

const places = {
  centre: 'm-auto w-[min(34rem,calc(100vw-2rem))] rounded-lg max-h-[calc(100dvh-2rem)]',
  top: 'mx-auto mt-[12vh] mb-auto w-[min(36rem,calc(100vw-2rem))] rounded-lg max-h-[76vh]',
  side: 'm-0 h-dvh max-h-none w-[min(19rem,calc(100vw-3rem))]',
};

export function Dialog({ title, isTitleHidden = false, onClose, children, place = 'centre', closeLabel }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
      className={`overflow-hidden border border-line bg-card p-0 text-ink shadow-raised ${places[place]}`}
    >
      <div className="flex max-h-[inherit] flex-col">
        <div className={isTitleHidden ? 'sr-only' : 'flex items-center gap-4 px-5 pt-4'}>
          <h2 id={titleId} className="flex-1 text-lead font-semibold">
            {title}
          </h2>
          {isTitleHidden ? null : (
            <button
              type="button"
              aria-label={closeLabel}
              onClick={() => dialog.current?.close()}
              className="rounded-md px-2 text-lead text-soft hover:bg-wash"
            >
              ×
            </button>
          )}
        </div>
        <div className={`min-h-0 overflow-y-auto ${isTitleHidden ? '' : 'px-5 pt-3 pb-5'}`}>{children}</div>
      </div>
    </dialog>
  );
}
