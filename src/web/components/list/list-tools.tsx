/** Tools of a list beside its title: the day it is as of, and which columns it shows. */
import { useState } from 'react';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Popover } from '../../ui/popover.tsx';

interface AsOfProps {
  readonly day: string | undefined;
  readonly onDay: (day: string | undefined) => void;
}

export function AsOfDay({ day, onDay }: AsOfProps) {
  const { m, f } = useApp();
  const [isOpen, setOpen] = useState(false);
  const choose = (next: string | undefined) => {
    onDay(next === '' || next === f.today() ? undefined : next);
    setOpen(false);
  };
  return (
    <Popover
      label={`${m.lists.asOf} ${day === undefined ? m.lists.asOfNow : f.dayShort(day)}`}
      isOpen={isOpen}
      onOpenChange={setOpen}
      align="end"
    >
      <DayForm day={day} onDay={choose} />
    </Popover>
  );
}

function DayForm({ day, onDay }: AsOfProps) {
  const { m, f } = useApp();
  return (
    <form
      className="grid gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        onDay(formText(new FormData(event.currentTarget), 'day'));
      }}
    >
      <TextField
        label={m.lists.asOfDay}
        help={m.lists.latestHidden}
        name="day"
        type="date"
        defaultValue={day ?? f.today()}
        max={f.today()}
        required
      />
      <div className="flex justify-between">
        <Button kind="quiet" onClick={() => onDay(undefined)}>
          {m.lists.backToNow}
        </Button>
        <Button kind="main" type="submit">
          {m.lists.apply}
        </Button>
      </div>
    </form>
  );
}

interface ColumnChoiceProps {
  readonly all: readonly { readonly id: string; readonly label: string }[];
  readonly shown: readonly string[];
  readonly onShown: (ids: readonly string[] | undefined) => void;
}

export function ColumnChoice({ all, shown, onShown }: ColumnChoiceProps) {
  const { m } = useApp();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover label={m.lists.columns} isOpen={isOpen} onOpenChange={setOpen} align="end">
      <fieldset className="grid gap-0.5 p-3">
        <legend className="sr-only">{m.lists.columns}</legend>
        {all.map(({ id, label }) => (
          <label key={id} className="flex cursor-pointer items-center gap-2 rounded-sm px-1 py-1 hover:bg-wash">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={shown.includes(id)}
              disabled={shown.length === 1 && shown[0] === id}
              onChange={(event) =>
                onShown(all.map((column) => column.id).filter((known) => (known === id ? event.target.checked : shown.includes(known))))
              }
            />
            {label}
          </label>
        ))}
      </fieldset>
      <div className="sticky bottom-0 border-t border-line bg-card p-2">
        <Button kind="quiet" isSmall onClick={() => onShown(undefined)}>
          {m.lists.columnsReset}
        </Button>
      </div>
    </Popover>
  );
}
