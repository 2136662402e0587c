/** Draws icon.png, icon.ico and document.ico from the SVG files beside; to be run after they change. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';

const SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256];
const at = (name: string): string => join(import.meta.dirname, name);

writeFileSync(at('icon.png'), draw('icon.svg', 512));
for (const name of ['icon', 'document']) {
  const images = SIZES.map((size) => ({ size, png: draw(`${name}.svg`, size) }));
  writeFileSync(at(`${name}.ico`), ico(images));
}

function draw(svg: string, size: number): Buffer {
  return new Resvg(readFileSync(at(svg)), { fitTo: { mode: 'width', value: size } })
    .render()
    .asPng();
}

/** An ICO file: a header, an entry of 16 bytes for each image, and the images as PNG. */
function ico(images: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of images.entries()) {
    const entry = 6 + 16 * index;
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}
