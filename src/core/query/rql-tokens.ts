/** RQL cut into tokens, each with its place in the text. Nothing is refused here: what does not fit is a token `other`. */

export type TokenKind = 'word' | 'string' | 'open' | 'close' | 'comma' | 'other' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As it stands in the text. */
  readonly text: string;
  /** What it means: the content of a string without quotes and escapes, otherwise the text. */
  readonly value: string;
  /** Offset in UTF-16 units from the start of the text. */
  readonly position: number;
  /** Why a token `other` is one. */
  readonly reason?: 'sign' | 'string-open' | 'escape';
}

const punctuation: Readonly<Record<string, TokenKind>> = { '(': 'open', ')': 'close', ',': 'comma' };
/** Also what the printer leaves without quotes. */
export const bareWord = /[A-Za-z0-9_.:+-]+/y;

/** Reads the token at or after `from`, skipping white space. */
export function tokenAt(text: string, from: number): Token {
  let position = from;
  while (position < text.length && /\s/.test(text[position] ?? '')) position += 1;
  const first = text[position];
  if (first === undefined) return { kind: 'end', text: '', value: '', position };
  const kind = punctuation[first];
  if (kind !== undefined) return { kind, text: first, value: first, position };
  if (first === '"') return stringAt(text, position);
  bareWord.lastIndex = position;
  const word = bareWord.exec(text)?.[0];
  if (word !== undefined) return { kind: 'word', text: word, value: word, position };
  const sign = String.fromCodePoint(text.codePointAt(position) ?? 0);
  return { kind: 'other', text: sign, value: sign, position, reason: 'sign' };
}

function stringAt(text: string, position: number): Token {
  let value = '';
  for (let index = position + 1; index < text.length; index += 1) {
    const unit = text[index] ?? '';
    if (unit === '"') return { kind: 'string', text: text.slice(position, index + 1), value, position };
    if (unit !== '\\') {
      value += unit;
      continue;
    }
    index += 1;
    const escaped = text[index];
    if (escaped !== '"' && escaped !== '\\') {
      const found = text.slice(index - 1, index + 1);
      return { kind: 'other', text: found, value: found, position: index - 1, reason: 'escape' };
    }
    value += escaped;
  }
  const rest = text.slice(position);
  return { kind: 'other', text: rest, value: rest, position, reason: 'string-open' };
}
