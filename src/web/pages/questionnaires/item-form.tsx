/** One question being written: its text, its kind, and when it is asked. */
import {
  dimensions,
  textIn,
  type Answer,
  type ChoiceItem,
  type Dimension,
  type PackItem,
  type QuestionnairePack,
  type ScaleItem,
} from '#core/questionnaires/pack.ts';
import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';
import { AreaField, CheckField, SelectField, TextField } from '../../ui/field.tsx';
import { itemsBefore, newOption, possibleAnswers } from './draft.ts';

interface ItemFormProps<Item extends PackItem = PackItem> {
  readonly pack: QuestionnairePack;
  readonly place: number;
  readonly item: Item;
  readonly language: string;
  readonly onChange: (item: PackItem) => void;
}

export function ItemForm(props: ItemFormProps) {
  const { m } = useApp();
  const words = m.questionnaires;
  const { item, language, onChange } = props;
  return (
    <div className="grid gap-4 border-t border-line bg-wash px-4 py-4 sm:ps-13">
      <AreaField
        label={words.itemText}
        lang={language}
        rows={2}
        value={item.text[language] ?? ''}
        onChange={(event) => onChange({ ...item, text: { ...item.text, [language]: event.target.value } })}
      />
      {item.kind === 'scale' ? <ScaleFields {...props} item={item} /> : <ChoiceFields {...props} item={item} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={words.itemId}
          help={words.itemIdHelp}
          value={item.id}
          onChange={(event) => onChange({ ...item, id: event.target.value })}
        />
      </div>
      <ConditionFields {...props} />
    </div>
  );
}

function ScaleFields({ pack, item, language, onChange }: ItemFormProps<ScaleItem>) {
  const { m } = useApp();
  const words = m.questionnaires;
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <SelectField label={words.area} value={item.area} onChange={(event) => onChange({ ...item, area: event.target.value })}>
        {pack.areas.map(({ id, title }) => (
          <option key={id} value={id}>
            {textIn(pack, title, language)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={words.dimension}
        value={item.dimension}
        onChange={(event) => onChange({ ...item, dimension: event.target.value as Dimension })}
      >
        {dimensions.map((dimension) => (
          <option key={dimension} value={dimension}>
            {words.dimensions[dimension]}
          </option>
        ))}
      </SelectField>
      <SelectField label={words.scale} value={item.scale} onChange={(event) => onChange({ ...item, scale: event.target.value })}>
        {pack.scales.map(({ id, labels }) => (
          <option key={id} value={id}>
            {[labels[0], labels.at(-1)].map((label) => (label === undefined ? '' : textIn(pack, label, language))).join(' … ')}
          </option>
        ))}
      </SelectField>
      <div className="sm:col-span-3">
        <CheckField
          label={words.isReversed}
          help={words.isReversedHelp}
          checked={item.isReversed}
          onChange={(event) => onChange({ ...item, isReversed: event.target.checked })}
        />
      </div>
    </div>
  );
}

function ChoiceFields(props: ItemFormProps<ChoiceItem>) {
  const { pack, item, language, onChange } = props;
  const { m } = useApp();
  const words = m.questionnaires;
  const { options } = item;
  return (
    <div className="grid gap-3">
      {options.map((option, place) => (
        <div key={option.id} className="flex items-end gap-2">
          <div className="flex-1">
            <TextField
              label={words.option(place + 1)}
              lang={language}
              value={option.text[language] ?? ''}
              onChange={(event) =>
                onChange({ ...item, options: options.with(place, { ...option, text: { ...option.text, [language]: event.target.value } }) })
              }
            />
          </div>
          <Button
            kind="quiet"
            disabled={options.length <= 2}
            aria-label={words.removeOption(place + 1)}
            onClick={() =>
              onChange({
                ...item,
                options: options.toSpliced(place, 1),
                ...(item.rightAnswer === option.id ? { rightAnswer: null, countsFor: null } : {}),
              })
            }
          >
            ×
          </Button>
        </div>
      ))}
      <Button
        isSmall
        className="justify-self-start"
        onClick={() =>
          onChange({
            ...item,
            options: [
              ...options,
              newOption(
                pack,
                options.map(({ id }) => id),
              ),
            ],
          })
        }
      >
        {words.addOption}
      </Button>
      <RightAnswer {...props} />
    </div>
  );
}

function RightAnswer({ pack, item, language, onChange }: ItemFormProps<ChoiceItem>) {
  const { m } = useApp();
  const words = m.questionnaires;
  const { options } = item;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label={words.rightAnswer}
        help={words.rightAnswerHelp}
        value={item.rightAnswer ?? ''}
        onChange={(event) =>
          onChange({
            ...item,
            rightAnswer: event.target.value === '' ? null : event.target.value,
            countsFor: event.target.value === '' ? null : item.countsFor,
          })
        }
      >
        <option value="">{words.noRightAnswer}</option>
        {options.map(({ id, text }, place) => (
          <option key={id} value={id}>
            {textIn(pack, text, language) || words.option(place + 1)}
          </option>
        ))}
      </SelectField>
      {item.rightAnswer === null ? null : (
        <div className="self-center">
          <CheckField
            label={words.countsFor}
            checked={item.countsFor !== null}
            onChange={(event) => onChange({ ...item, countsFor: event.target.checked ? 'knows-how-to-report' : null })}
          />
        </div>
      )}
    </div>
  );
}

function ConditionFields({ pack, place, item, language, onChange }: ItemFormProps) {
  const { m } = useApp();
  const words = m.questionnaires;
  const before = itemsBefore(pack, place);
  const { showWhen } = item;
  const asked = before.find(({ id }) => id === showWhen?.item);
  const answerText = (answer: Answer) => {
    if (asked?.kind === 'choice') {
      const option = asked.options.find(({ id }) => id === answer);
      return option === undefined ? String(answer) : textIn(pack, option.text, language);
    }
    const label = pack.scales.find(({ id }) => asked?.kind === 'scale' && id === asked.scale)?.labels[Number(answer) - 1];
    return label === undefined ? String(answer) : textIn(pack, label, language);
  };
  const choose = (id: string) => {
    const chosen = before.find((one) => one.id === id);
    onChange({ ...item, showWhen: chosen === undefined ? null : { item: id, answerIn: possibleAnswers(chosen).slice(0, 1) } });
  };
  return (
    <fieldset className="grid gap-3">
      <SelectField label={words.showWhen} value={showWhen?.item ?? ''} onChange={(event) => choose(event.target.value)}>
        <option value="">{words.always}</option>
        {before.map(({ id, text }, number) => (
          <option key={id} value={id}>
            {number + 1}. {textIn(pack, text, language).slice(0, 70)}
          </option>
        ))}
      </SelectField>
      {showWhen === null || asked === undefined ? null : (
        <div className="grid gap-2">
          <p className="font-medium">{words.answers}</p>
          {possibleAnswers(asked).map((answer) => (
            <CheckField
              key={answer}
              label={answerText(answer)}
              checked={showWhen.answerIn.includes(answer)}
              onChange={(event) => {
                const answerIn = event.target.checked ? [...showWhen.answerIn, answer] : showWhen.answerIn.filter((one) => one !== answer);
                if (answerIn.length > 0) onChange({ ...item, showWhen: { item: showWhen.item, answerIn } });
              }}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}
