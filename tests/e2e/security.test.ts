import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, type Program } from './harness.ts';

let program: Program;
beforeAll(async () => {
  program = await launch();
});
afterAll(() => program.close());

describe('the page', () => {
  test('is served by the own scheme and can ask the main process', async () => {
    expect(program.page.url()).toBe('app://jixiao/index.html');
    const answer = await program.page.evaluate(() => window.api.call('app.info'));
    expect(answer).toMatchObject({ ok: true, value: { dataFolder: program.dataFolder } });
  });
});
