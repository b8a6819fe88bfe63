/** The language of problems: the most wanted of ours in `accept-language` (RFC 9110, 12.5.4); English when none is. */
import type { Language } from '#core/kernel/text.ts';

export function languageOf(request: Request): Language {
  let best: { language: Language; weight: number } = { language: 'en', weight: 0 };
  for (const part of (request.headers.get('accept-language') ?? '').split(',')) {
    const found = /^\s*(nl|en)(?:-[\w-]+)?\s*(?:;\s*q=([\d.]+))?\s*$/i.exec(part);
    if (found === null) continue;
    const weight = found[2] === undefined ? 1 : Number(found[2]);
    if (weight > best.weight) best = { language: found[1]?.toLowerCase() === 'nl' ? 'nl' : 'en', weight };
  }
  return best.language;
}
