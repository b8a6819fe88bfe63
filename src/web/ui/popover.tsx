/** A small sheet beside the button that opens it. */
import { Popover as Base } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
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
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Trigger id={triggerId} className={buttonLook('plain', true)}>
        {label}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className="z-20">
          <Base.Popup
            aria-label={typeof label === 'string' ? label : undefined}
            className="max-h-[min(32rem,var(--available-height))] w-80 max-w-[calc(100vw-2rem)] overflow-y-auto rounded-lg border border-line bg-card shadow-raised outline-none"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
