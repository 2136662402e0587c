/** The licences of the program and of all that is bundled, as the build has written them down. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import type { Handlers } from '../ipc.ts';

const RULE = `\n${'-'.repeat(80)}\n`;
/** One list for each bundle; what is in both is shown once. */
const LISTS = ['out/main/third-party.txt', 'out/renderer/third-party.txt'];
/** Not in a bundle, because it is not JavaScript alone. */
const NATIVE = 'node_modules/better-sqlite3';

export function licenceCalls(): Pick<Handlers, 'app.licences'> {
  const read = (path: string) => readFile(join(app.getAppPath(), path), 'utf8');
  return {
    async 'app.licences'() {
      const lists = await Promise.all(LISTS.map(read));
      const { name, version, license } = JSON.parse(await read(`${NATIVE}/package.json`));
      const native = `${name} ${version} (${license})\n\n${await read(`${NATIVE}/LICENSE`)}`;
      const notices = [...lists.flatMap((list) => list.split(RULE)), native];
      const unique = new Set(notices.map((notice) => notice.trim()));
      return { text: [...unique].sort().join(`\n${RULE}\n`) };
    },
  };
}
