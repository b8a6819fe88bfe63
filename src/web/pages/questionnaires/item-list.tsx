/** The questions of a pack in their order, each opened to be written. */
import { useState } from 'react';
import { textIn, type Answer, type PackItem, type QuestionnairePack } from '#core/questionnaires/pack.ts';
import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { changeItem, moveItem, removeItem } from './draft.ts';
import { ItemForm } from './item-form.tsx';

interface ItemListProps {
  readonly pack: QuestionnairePack;
  readonly language: string;
  readonly onChange: (pack: QuestionnairePack) => void;
}

export function ItemList({ pack, language, onChange }: ItemListProps) {
  const { m } = useApp();
  const words = m.questionnaires;
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Card title={words.itemsOf(pack.items.length)} isFlush>
      <ol>
        {pack.items.map((item, place) => (
          // eslint-disable-next-line react/no-array-index-key -- an id changes while it is written
          <li key={place} className="border-t border-line">
            <div className="flex flex-wrap items-start gap-x-3 gap-y-1 px-4 py-2.5">
              <span className="w-6 shrink-0 pt-1 text-end text-soft">{place + 1}</span>
              <div className="min-w-48 flex-1">
                <button
                  type="button"
                  aria-expanded={open === item.id}
                  onClick={() => setOpen(open === item.id ? null : item.id)}
                  className="w-full py-1 text-start hover:text-accent"
                >
                  <span lang={language}>{textIn(pack, item.text, language) || words.untitled}</span>
                  <span className="block text-small text-soft">{kindOf(pack, item, words, language)}</span>
                </button>
              </div>
              <div className="flex gap-1">
                <Button
                  isSmall
                  kind="quiet"
                  disabled={place === 0}
                  aria-label={words.up(place + 1)}
                  onClick={() => onChange(moveItem(pack, place, -1))}
                >
                  ↑
                </Button>
                <Button
                  isSmall
                  kind="quiet"
                  disabled={place === pack.items.length - 1}
                  aria-label={words.down(place + 1)}
                  onClick={() => onChange(moveItem(pack, place, 1))}
                >
                  ↓
                </Button>
                <Button isSmall kind="quiet" aria-label={words.remove(place + 1)} onClick={() => onChange(removeItem(pack, place))}>
                  ×
                </Button>
              </div>
            </div>
            {open === item.id ? (
              <ItemForm
                {...{ pack, place, item, language }}
                onChange={(next) => {
                  if (next.id !== item.id) setOpen(next.id);
                  onChange(changeItem(pack, place, next));
                }}
              />
            ) : null}
          </li>
        ))}
      </ol>
    </Card>
  );
}

type Words = ReturnType<typeof useApp>['m']['questionnaires'];

/** By the place of the question it hangs on, and the words of its answers. */
function conditionOf(pack: QuestionnairePack, { showWhen }: PackItem, words: Words, language: string): readonly string[] {
  if (showWhen === null) return [];
  const place = pack.items.findIndex(({ id }) => id === showWhen.item);
  const asked = pack.items[place];
  const textOf = (answer: Answer) => {
    if (asked?.kind === 'choice') {
      const option = asked.options.find(({ id }) => id === answer);
      return option === undefined ? String(answer) : textIn(pack, option.text, language);
    }
    const label = pack.scales.find(({ id }) => id === asked?.scale)?.labels[Number(answer) - 1];
    return label === undefined ? String(answer) : textIn(pack, label, language);
  };
  return [words.onlyWhen(place + 1, showWhen.answerIn.map(textOf))];
}

function kindOf(pack: QuestionnairePack, item: PackItem, words: Words, language: string): string {
  const condition = conditionOf(pack, item, words, language);
  if (item.kind === 'choice') return [words.choice, ...(item.rightAnswer === null ? [] : [words.counted]), ...condition].join(' · ');
  const area = pack.areas.find(({ id }) => id === item.area);
  const parts = [
    area === undefined ? item.area : textIn(pack, area.title, language),
    words.dimensions[item.dimension],
    ...(item.isReversed ? [words.reversed] : []),
  ];
  return [...parts, ...condition].join(' · ');
}
