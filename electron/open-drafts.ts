/** Opens the drafts at the start; where they cannot be opened, asks the person what to do until they can. */
import { type Started, startStorage, type WhenGone } from './storage/start.ts';

/** @returns the open database; does not return where the person ends the program */
export async function openDrafts(dataFolder: string): Promise<Started> {
  let whenGone: WhenGone = 'ask';
  for (;;) {
    try {
      return await startStorage(dataFolder, whenGone);
    } catch (error) {
      const { askAtStart } = await import('./ask-at-start.ts');
      whenGone = await askAtStart(error, dataFolder);
    }
  }
}
