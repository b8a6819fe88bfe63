/** One field's value as the reader writes it. */
import type { Field } from '#core/query/record-kind.ts';
import { useApp } from '../../app/context.tsx';

/** Text of a value; null where it is unknown. */
export function useFieldText(): (field: Field, value: unknown) => string | null {
  const { m, f, t } = useApp();
  return (field, value) => {
    if (value === null || value === undefined) return null;
    if (typeof value === 'boolean') return value ? m.product.yes : m.product.no;
    if (typeof value === 'number') {
      if (field.unit === 'bytes') return f.bytes(value);
      if (field.unit === 'probability') return f.probability(value);
      // Ports, tiers and the like are names made of digits: no thousands in them.
      if (field.type === 'integer' && field.unit === undefined) return String(value);
      return f.number(value, field.type === 'integer' ? 0 : 1);
    }
    if (typeof value !== 'string') return JSON.stringify(value);
    const text = value;
    if (field.type === 'choice') {
      const choice = field.choices?.find((candidate) => candidate.value === text);
      return choice === undefined ? text : t(choice.label);
    }
    if (field.type === 'instant') return f.instantDay(text);
    return field.type === 'day' ? f.dayShort(text) : text;
  };
}

export function FieldValue({ field, value }: { readonly field: Field; readonly value: unknown }) {
  const { m, f } = useApp();
  const text = useFieldText()(field, value);
  if (text === null) {
    return (
      <span className="text-faint">
        <span aria-hidden="true">–</span>
        <span className="sr-only">{m.product.unknown}</span>
      </span>
    );
  }
  return field.type === 'instant' && typeof value === 'string' ? (
    <time dateTime={value} title={f.instant(value)}>
      {text}
    </time>
  ) : (
    text
  );
}
