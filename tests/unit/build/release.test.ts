/** What a release needs beside the code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(ROOT, path));

/** The images of an .ico file: width and height as its entries say, and as the PNG itself does. */
function imagesOf(ico: Buffer): { said: number[]; drawn: number[] }[] {
  return Array.from({ length: ico.readUInt16LE(4) }, (_, i) => {
    const entry = 6 + 16 * i;
    const png = ico.subarray(ico.readUInt32LE(entry + 12)).subarray(0, ico.readUInt32LE(entry + 8));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    return {
      said: [ico.readUInt8(entry) || 256, ico.readUInt8(entry + 1) || 256],
      drawn: [png.readUInt32BE(16), png.readUInt32BE(20)],
    };
  });
}

test.each(['icon', 'document'])('%s.ico has every size that Windows asks for', (name) => {
  const images = imagesOf(read(`build/${name}.ico`));
  const sizes = [16, 20, 24, 32, 40, 48, 64, 128, 256];
  const square = sizes.map((size) => [size, size]);
  expect(images.map((image) => image.said)).toEqual(square);
  expect(images.map((image) => image.drawn)).toEqual(square);
});

test('the newest entry of the CHANGELOG is the version of package.json', () => {
  const { version } = JSON.parse(read('package.json').toString());
  expect(/^## (\S+)/m.exec(read('build/CHANGELOG.md').toString())?.[1]).toBe(version);
});

test('every picture that the README shows is there', () => {
  const pictures =
    read('README.md')
      .toString()
      .match(/build\/pictures\/[\w.-]+/g) ?? [];
  expect(pictures).toHaveLength(4);
  for (const path of pictures) expect(read(path).length).toBeGreaterThan(10_000);
});

test('every variable that the README names for packaging is read by what packages', () => {
  const chapter = read('README.md').toString().split('### Packaging without internet')[1] ?? '';
  const names = new Set(chapter.split('###')[0]?.match(/\b[A-Z0-9]+(_[A-Z0-9]+)+\b/g));
  expect(names.size).toBeGreaterThan(8);
  const folders = ['node_modules/app-builder-lib/out', 'build'];
  const code = folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.(js|ts)$/.test(path) && !path.endsWith('.d.ts'))
        .map((path) => read(join(folder, path)).toString()),
    )
    .join('\n');
  expect([...names].filter((name) => !code.includes(name))).toEqual([]);
});
