import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { APP_FOLDER } from './harness.ts';

/** What lies beside Electron's exe and in its folders, as far as packaging and removing have to do with it. */
const FILES = [
  ...['zh-CN', 'en-US', 'de'].map((name) => `locales/${name}.pak`),
  'chrome_100_percent.pak',
  'd3dcompiler_47.dll',
  'icudtl.dat',
  'LICENSE',
  'LICENSES.chromium.html',
  'snapshot_blob.bin',
  'vk_swiftshader_icd.json',
];

/**
 * An Electron for Windows: the one that ELECTRON_WIN_DIST names, or a stand-in.
 * @param folder where a stand-in is made
 */
export function windowsElectron(folder: string): string {
  if (process.env.ELECTRON_WIN_DIST) return process.env.ELECTRON_WIN_DIST;
  const manifest = JSON.parse(readFileSync(join(APP_FOLDER, 'package.json'), 'utf8'));
  return standInElectron(folder, manifest.devDependencies.electron);
}

/**
 * A Windows program with Electron's fuses (https://github.com/electron/fuses) at its end, for what
 * packaging does to it.
 * @param version which Electron it says that it is
 */
export function standInElectron(folder: string, version: string): string {
  const dist = join(folder, 'electron-win32');
  const program = join(APP_FOLDER, 'node_modules/electron-winstaller/vendor/Setup.exe');
  const fuses = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0800000000';
  for (const name of ['locales', 'resources']) mkdirSync(join(dist, name), { recursive: true });
  for (const name of FILES) writeFileSync(join(dist, name), '');
  writeFileSync(join(dist, 'version'), version);
  const bytes = Buffer.concat([readFileSync(program), Buffer.from(fuses)]);
  writeFileSync(join(dist, 'electron.exe'), bytes);
  return dist;
}
