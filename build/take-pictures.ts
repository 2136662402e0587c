/**
 * Takes the pictures of the README and of 使用说明 from the program itself; to be run after it has
 * changed its looks: `npm run --silent build && xvfb-run -a -s '-screen 0 1920x1080x24' node build/take-pictures.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launch } from '../tests/e2e/harness.ts';

const FOLDER = join(import.meta.dirname, 'pictures');
const QUALITY = 0.8;

const { app, page, close } = await launch();
// The size of a common office screen, its task bar taken off.
await app.evaluate(({ BrowserWindow }) => {
  BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, width: 1366, height: 768 });
});
await page.getByRole('heading', { name: '欢迎使用绩效目标填报' }).waitFor();
await take('1-welcome');

await page.getByRole('button', { name: '先看一个填好的示例' }).click();
await page.getByRole('grid', { name: '部门整体绩效目标表' }).waitFor();
await page.locator('[data-key="funding/income/fiscal/current"]').click();
await take('2-editor');

await page.getByRole('tab', { name: /^审核/ }).click();
await page.getByText('一键更正').waitFor();
await take('3-checks');

await page.getByRole('button', { name: '草稿列表' }).click();
await page.getByRole('button', { name: /^做下一年的表/ }).click();
await page.waitForFunction(() => document.title.startsWith('2025'));
await page.getByRole('button', { name: '草稿列表' }).click();
await page.getByRole('rowheader').nth(1).waitFor();
await take('4-drafts');
await close();

/** One picture of the window as WebP, made by Chromium itself. */
async function take(name: string): Promise<void> {
  await settled(page);
  const png = (await page.screenshot({ animations: 'disabled', caret: 'hide' })).toString('base64');
  const webp = await page.evaluate(
    async ([source, quality]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', quality).split(',')[1] ?? '';
    },
    [png, QUALITY] as const,
  );
  writeFileSync(join(FOLDER, `${name}.webp`), Buffer.from(webp, 'base64'));
}

/** Waits until nothing moves any more: fonts are there, messages and hints are gone. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
}
