/** What an input method does with the keys of a window, through the devtools. */
import type { Page } from 'playwright-core';

/** The code that Windows gives a key that an input method has taken. */
const PROCESS_KEY = 229;

export interface InputMethod {
  /** A key that the input method keeps for itself. */
  key(key: string): Promise<void>;
  /** Shows letters that are not committed yet. */
  compose(letters: string): Promise<void>;
  commit(text: string): Promise<void>;
  /** Types letter by letter what stands for a text, and takes that. */
  write(letters: string, text: string): Promise<void>;
}

export async function inputMethod(page: Page): Promise<InputMethod> {
  const devtools = await page.context().newCDPSession(page);
  const method: InputMethod = {
    async key(key) {
      await devtools.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key,
        windowsVirtualKeyCode: PROCESS_KEY,
        nativeVirtualKeyCode: PROCESS_KEY,
      });
    },
    async compose(letters) {
      await method.key('Process');
      await devtools.send('Input.imeSetComposition', {
        text: letters,
        selectionStart: letters.length,
        selectionEnd: letters.length,
      });
    },
    async commit(text) {
      await devtools.send('Input.insertText', { text });
    },
    async write(letters, text) {
      for (let end = 1; end <= letters.length; end++) await method.compose(letters.slice(0, end));
      await method.commit(text);
    },
  };
  return method;
}
