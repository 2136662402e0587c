/** What an exported file is called: a name that Windows, Linux and a finance bureau's portal all take. */
import type { Draft } from '../../shared/draft/draft.ts';
import { textAt } from '../../shared/draft/values.ts';
import type { FormDefinition } from '../../shared/form/definition.ts';

/** Names of devices: Windows opens these, whatever the extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;

/** What Windows forbids in a name, and the full-width sign that looks the same. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  ':': '：',
  '"': '＂',
  '/': '／',
  '\\': '＼',
  '|': '｜',
  '?': '？',
  '*': '＊',
};

/**
 * The longest name without its extension, in characters: 4 bytes each in UTF-8 at the worst, 255
 * bytes being the limit of Linux, and room for the folder within the 260 of older Windows programs.
 */
export const MAX_LENGTH = 60;

/** A text as a file name without extension: never empty, never with a sign or name that is forbidden. */
export function safeFileName(text: string): string {
  const clean = text
    .replace(/\s+/g, ' ')
    .replace(/\p{C}/gu, '')
    .replace(/[<>:"/\\|?*]/g, (sign) => LOOKALIKES[sign] ?? '_');
  const short = [...clean.trim()]
    .slice(0, MAX_LENGTH)
    .join('')
    .replace(/[. ]+$/, '');
  const [stem = ''] = short.split('.');
  if (RESERVED.test(stem.trimEnd())) return `_${short}`;
  return short === '' ? '_' : short;
}

/**
 * The name that an export proposes: 「2024年度鄂州市信访局部门整体绩效目标表.docx」. A department with a
 * very long name loses its end, not the form's title.
 * @param extension without the dot
 */
export function exportFileName(
  definition: FormDefinition,
  draft: Draft,
  extension: string,
  publicVersion: boolean,
): string {
  const before = `${draft.year}年度`;
  const after = `${definition.title}${publicVersion ? '（公开版）' : ''}`;
  const department = [...textAt(definition, draft, definition.department).trim()];
  const room = MAX_LENGTH - [...before, ...after].length;
  return `${safeFileName(before + department.slice(0, room).join('') + after)}.${extension}`;
}
