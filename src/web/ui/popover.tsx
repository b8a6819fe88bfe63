/**
 * A small sheet beside the button that opens it, on the browser's own popover: a click outside or Escape closes it, focus goes
 * in and comes back. It stands in the top layer, also above a dialog; only its place is worked out here.
 */
import { useEffect, useId, useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { buttonLook } from './button.tsx';

interface PopoverProps {
  readonly label: ReactNode;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
  readonly triggerId?: string;
}

export function Popover({ label, isOpen, onOpenChange, children, align = 'start', triggerId }: PopoverProps) {
  const ownId = useId();
  const id = triggerId ?? `${ownId}-trigger`;
  const trigger = useRef<HTMLButtonElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const place = usePlace(trigger, isOpen, align);
  // As the browser's own events tell it: while they are told, the sheet itself cannot be asked yet.
  const isShown = useRef(false);
  useEffect(() => {
    if (isShown.current !== isOpen) sheet.current?.togglePopover(isOpen);
  }, [isOpen]);
  return (
    <>
      <button
        ref={trigger}
        id={id}
        type="button"
        popoverTarget={`${ownId}-sheet`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        className={buttonLook('plain', true)}
      >
        {label}
      </button>
      <div
        ref={sheet}
        id={`${ownId}-sheet`}
        popover="auto"
        role="dialog"
        aria-labelledby={id}
        tabIndex={-1}
        // What is inside comes before the sheet is shown and goes after it is hidden: so the browser finds where focus belongs.
        onBeforeToggle={(event) => {
          if (event.target !== sheet.current) return;
          isShown.current = event.newState === 'open';
          if (isShown.current) onOpenChange(true);
        }}
        onToggle={(event) => {
          if (event.target !== sheet.current) return;
          if (event.newState === 'open') takeFocusInside(sheet.current);
          else {
            if (isOpen) onOpenChange(false);
            // A key opened it, or what had the focus went away: the browser then has nothing to give it back to.
            if (document.activeElement === document.body || sheet.current.contains(document.activeElement)) trigger.current?.focus();
          }
        }}
        className="fixed inset-auto m-0 w-80 max-w-[calc(100vw-2rem)] overflow-y-auto rounded-lg border border-line bg-card p-0 text-start text-body font-normal whitespace-normal text-ink shadow-raised outline-none"
        style={place}
      >
        {isOpen ? children : null}
      </div>
    </>
  );
}

/** A field that asked for focus has it by now; else the first thing that can be used. */
function takeFocusInside(sheet: HTMLElement): void {
  if (sheet !== document.activeElement && sheet.contains(document.activeElement)) return;
  (sheet.querySelector<HTMLElement>('a[href],button:not(:disabled),input:not(:disabled),select,textarea') ?? sheet).focus();
}

const widthPixels = 320;
const marginPixels = 16;
const gapPixels = 6;

/** Under its button, or above it where there is more room; always within the window. */
function usePlace(trigger: { readonly current: HTMLElement | null }, isOpen: boolean, align: 'start' | 'end'): CSSProperties {
  const [place, setPlace] = useState<CSSProperties>({});
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const update = () => {
      const box = trigger.current?.getBoundingClientRect();
      if (box === undefined) return;
      const page = document.documentElement;
      const width = Math.min(widthPixels, page.clientWidth - 2 * marginPixels);
      const wanted = align === 'end' ? box.right - width : box.left;
      const left = Math.max(marginPixels, Math.min(wanted, page.clientWidth - width - marginPixels));
      const below = page.clientHeight - box.bottom - gapPixels - marginPixels;
      const above = box.top - gapPixels - marginPixels;
      const side =
        below >= Math.min(above, widthPixels) ? { top: box.bottom + gapPixels } : { bottom: page.clientHeight - box.top + gapPixels };
      setPlace({ left, maxHeight: Math.min(512, 'top' in side ? below : above), ...side });
    };
    update();
    addEventListener('resize', update);
    addEventListener('scroll', update, { capture: true, passive: true });
    return () => {
      removeEventListener('resize', update);
      removeEventListener('scroll', update, { capture: true });
    };
  }, [trigger, isOpen, align]);
  return place;
}
