/** A labelled input with help and fault beneath it, tied together for screen readers. */
import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react';

export const inputLook =
  'w-full rounded-md border border-edge bg-card px-2.5 py-1.5 text-ink aria-invalid:border-worse disabled:opacity-60 pointer-coarse:min-h-10';

interface FieldProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly fault?: string | undefined;
}

function Around({ id, label, help, fault, children }: FieldProps & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children}
      {help === undefined ? null : (
        <p id={`${id}-help`} className="text-small text-soft">
          {help}
        </p>
      )}
      {fault === undefined ? null : (
        <p id={`${id}-fault`} className="text-small text-worse">
          {fault}
        </p>
      )}
    </div>
  );
}

function described(id: string, help: string | undefined, fault: string | undefined) {
  const ids = [help === undefined ? '' : `${id}-help`, fault === undefined ? '' : `${id}-fault`].filter((part) => part !== '');
  return { 'aria-describedby': ids.length === 0 ? undefined : ids.join(' '), 'aria-invalid': fault === undefined ? undefined : true };
}

export function TextField({
  label,
  help,
  fault,
  ref,
  ...input
}: FieldProps & InputHTMLAttributes<HTMLInputElement> & { readonly ref?: Ref<HTMLInputElement> }) {
  const id = useId();
  return (
    <Around id={id} label={label} help={help} fault={fault}>
      <input id={id} ref={ref} className={inputLook} {...described(id, help, fault)} {...input} />
    </Around>
  );
}

export function AreaField({ label, help, fault, ...area }: FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  return (
    <Around id={id} label={label} help={help} fault={fault}>
      <textarea id={id} rows={3} className={inputLook} {...described(id, help, fault)} {...area} />
    </Around>
  );
}

export function SelectField({
  label,
  help,
  fault,
  children,
  ref,
  ...select
}: FieldProps & SelectHTMLAttributes<HTMLSelectElement> & { readonly ref?: Ref<HTMLSelectElement> }) {
  const id = useId();
  return (
    <Around id={id} label={label} help={help} fault={fault}>
      <select id={id} ref={ref} className={inputLook} {...described(id, help, fault)} {...select}>
        {children}
      </select>
    </Around>
  );
}

export function CheckField({ label, help, ...input }: Omit<FieldProps, 'fault'> & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
      <input id={id} type="checkbox" className="mt-1 size-4 accent-accent" {...described(id, help, undefined)} {...input} />
      <label htmlFor={id}>{label}</label>
      {help === undefined ? null : (
        <p id={`${id}-help`} className="col-start-2 text-small text-soft">
          {help}
        </p>
      )}
    </div>
  );
}
