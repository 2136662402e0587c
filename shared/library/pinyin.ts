/** How a character is read, all its readings: 重 is zhong and chong. Loaded only where it is needed. */
import { pinyin } from 'pinyin-pro';

export type Readings = (character: string) => readonly string[];

const known = new Map<string, readonly string[]>();

/** The readings of a character without tones, ü as v and as u; none for what is not Chinese. */
export const readingsOf: Readings = (character) => {
  let readings = known.get(character);
  if (!readings) {
    readings = look(character);
    known.set(character, readings);
  }
  return readings;
};

function look(character: string): readonly string[] {
  if (!/\p{Script=Han}/u.test(character)) return [];
  const options = { multiple: true, toneType: 'none', type: 'array', nonZh: 'removed' } as const;
  const found = pinyin(character, options).map((reading) => reading.normalize('NFC'));
  const typed = found.flatMap((one) => [one.replace('ü', 'v'), one.replace('ü', 'u')]);
  return [...new Set(typed)].filter((reading) => /^[a-z]+$/.test(reading));
}
