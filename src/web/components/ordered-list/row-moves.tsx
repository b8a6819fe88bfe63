/** What can be done with one row of a list whose order is precedence: move it, change it, remove it. */
import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';
import { moved } from './ordered-draft.ts';

interface RowMovesProps<T> {
  readonly draft: readonly T[];
  readonly index: number;
  readonly name: string;
  readonly onChange: (draft: readonly T[]) => void;
  readonly onEdit: (index: number) => void;
}

export function RowMoves<T>({ draft, index, name, onChange, onEdit }: RowMovesProps<T>) {
  const { m } = useApp();
  return (
    <span className="inline-flex gap-1">
      <Button
        kind="quiet"
        isSmall
        aria-label={m.deadlines.up(name)}
        disabled={index === 0}
        onClick={() => onChange(moved(draft, index, -1))}
      >
        ↑
      </Button>
      <Button
        kind="quiet"
        isSmall
        aria-label={m.deadlines.down(name)}
        disabled={index === draft.length - 1}
        onClick={() => onChange(moved(draft, index, 1))}
      >
        ↓
      </Button>
      <Button kind="quiet" isSmall aria-label={m.deadlines.editOf(name)} onClick={() => onEdit(index)}>
        {m.deadlines.change}
      </Button>
      <Button
        kind="quiet"
        isSmall
        aria-label={m.deadlines.removeOf(name)}
        onClick={() => onChange(draft.filter((_, place) => place !== index))}
      >
        {m.deadlines.remove}
      </Button>
    </span>
  );
}
