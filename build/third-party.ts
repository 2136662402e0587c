/** Lists the packages that a bundle contains, with their licences, in `third-party.txt` beside it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The texts for packages that come without: from their repositories, or from their README. */
const TEXTS = join(import.meta.dirname, 'licences');

/** A plugin that writes the list for what it sees bundled. @throws where a licence's name or text is missing */
export function thirdParty(): Plugin {
  return {
    name: 'third-party',
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of chunk.moduleIds) {
          const folder = packageFolder(id);
          if (folder) folders.add(folder);
        }
      }
      const source = [...folders]
        .map(notice)
        .sort()
        .join(`\n${'-'.repeat(80)}\n`);
      this.emitFile({ type: 'asset', fileName: 'third-party.txt', source });
    },
  };
}

/** The folder of the package that a module belongs to; undefined for our own modules. */
function packageFolder(id: string): string | undefined {
  return /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id)?.[1];
}

function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!license) throw new Error(`${name} names no licence`);
  const own = readdirSync(folder).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  const file = own ? join(folder, own) : join(TEXTS, `${name}.txt`);
  if (!existsSync(file))
    throw new Error(`${name} comes without its licence; it belongs into ${file}`);
  return `${name} ${version} (${license})\n\n${readFileSync(file, 'utf8').trim()}\n`;
}
