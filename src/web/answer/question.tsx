/** One question: a group of choices large enough for a thumb, by keyboard as any radio buttons. Used by the preview of a pack too. */
import { textIn, type Answer, type PackItem, type QuestionnairePack } from '#core/questionnaires/pack.ts';
import { takeFocus } from '../ui/take-focus.ts';

interface QuestionProps {
  readonly pack: QuestionnairePack;
  readonly item: PackItem;
  readonly language: string;
  readonly answer: Answer | undefined;
  readonly onAnswer: (answer: Answer) => void;
  /** Whether the question itself takes the focus when it comes (with a key of its own), for whoever does not see the page change. */
  readonly takesFocus: boolean;
}

export function Question({ pack, item, language, answer, onAnswer, takesFocus }: QuestionProps) {
  const area = item.kind === 'scale' ? pack.areas.find(({ id }) => id === item.area) : undefined;
  return (
    <fieldset lang={language} className="grid gap-4">
      <legend
        ref={takesFocus ? takeFocus : undefined}
        tabIndex={-1}
        className="mb-4 text-title leading-snug font-semibold tracking-[-0.01em] outline-none"
      >
        {area === undefined ? null : (
          <span className="mb-1 block text-small font-medium text-soft">{textIn(pack, area.title, language)}</span>
        )}
        {textIn(pack, item.text, language)}
      </legend>
      <div className="grid gap-2">
        {choicesOf(pack, item, language).map(({ value, text }) => (
          <label
            key={value}
            className="flex min-h-12 cursor-pointer items-center gap-3 rounded-lg border border-line bg-card px-4 py-2.5 hover:border-edge has-checked:border-accent has-checked:bg-accent-wash has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={item.id}
              checked={answer === value}
              onChange={() => onAnswer(value)}
              className="size-5 shrink-0 accent-accent outline-none"
            />
            <span className="text-lead">{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function choicesOf(
  pack: QuestionnairePack,
  item: PackItem,
  language: string,
): readonly { readonly value: Answer; readonly text: string }[] {
  if (item.kind === 'choice') return item.options.map(({ id, text }) => ({ value: id, text: textIn(pack, text, language) }));
  const labels = pack.scales.find(({ id }) => id === item.scale)?.labels ?? [];
  return labels.map((text, step) => ({ value: step + 1, text: textIn(pack, text, language) }));
}
