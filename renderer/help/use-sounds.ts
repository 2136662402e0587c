import { useEffect, useState } from 'react';
import type { Sounds } from './entries.ts';

/** The first letters of the pinyin of a text; loaded with the first Latin letter of a query. */
export function useSounds(query: string): Sounds | undefined {
  const [sounds, setSounds] = useState<Sounds>();
  const wanted = /[a-z]/i.test(query);
  useEffect(() => {
    if (wanted && !sounds) void loadSounds().then((loaded) => setSounds(() => loaded));
  }, [wanted, sounds]);
  return wanted ? sounds : undefined;
}

async function loadSounds(): Promise<Sounds> {
  const { pinyin } = await import('pinyin-pro');
  const known = new Map<string, string>();
  return (text) => {
    let sound = known.get(text);
    if (sound === undefined) {
      const letters = pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' });
      sound = letters
        .join('')
        .replace(/[^a-z0-9]/gi, '')
        .toLowerCase();
      known.set(text, sound);
    }
    return sound;
  };
}
