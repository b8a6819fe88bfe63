/**
 * What core and node say in English sentences, in the reader's language. The Dutch ones are many and seldom needed, so they
 * are fetched with the first that is to be said; until then nothing is said. What the node said in Dutch already stays.
 */
import { useEffect, useState } from 'react';
import { useApp } from './context.tsx';

export function useSaid(english: string): string {
  const { language } = useApp();
  const [said, setSaid] = useState({ english: '', dutch: '' });
  useEffect(() => {
    if (language === 'en' || english === '') return;
    import('#contract/dutch/say-in.ts').then(
      ({ sayIn }) => setSaid({ english, dutch: sayIn(language, english) }),
      // Better in English than not at all.
      () => setSaid({ english, dutch: english }),
    );
  }, [language, english]);
  if (language === 'en') return english;
  return said.english === english ? said.dutch : '';
}
