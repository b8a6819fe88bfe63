/** The buttons. `ui/` knows nothing of the app: looks and behaviour of single elements only. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';

export type ButtonKind = 'main' | 'plain' | 'quiet';

const looks: Readonly<Record<ButtonKind, string>> = {
  main: 'border-accent bg-accent text-on-accent hover:opacity-90',
  plain: 'border-line bg-card hover:border-edge',
  quiet: 'border-transparent text-soft hover:bg-wash hover:text-ink',
};

export function buttonLook(kind: ButtonKind = 'plain', isSmall = false): string {
  const size = isSmall ? 'px-2 py-1 text-small' : 'px-3 py-1.5';
  return `plain-link inline-flex items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap transition-colors disabled:opacity-55 pointer-coarse:min-h-10 ${size} ${looks[kind]}`;
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: ButtonKind;
  readonly isSmall?: boolean;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ kind = 'plain', isSmall = false, className = '', type = 'button', children, ...rest }: ButtonProps) {
  return (
    <button type={type} className={`${buttonLook(kind, isSmall)} ${className}`} {...rest}>
      {children}
    </button>
  );
}
