/** The packaged program: what is in it, and that it runs as packaged, without Node's inspector. */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { cp, realpath, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { extractFile, getRawHeader, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasTools } from '../fixtures/tools.ts';
import { APP_FOLDER, callPage } from './harness.ts';
import { saveInto } from './save-dialog.ts';
import { standInElectron, windowsElectron } from './windows-electron.ts';

const BUILDER = join(APP_FOLDER, 'node_modules/electron-builder/cli.js');
const EXAMPLE = join(APP_FOLDER, 'tests/fixtures/form/ezhou-2024.docx');
const MEGABYTE = 1024 * 1024;

const folder = mkdtempSync(join(tmpdir(), 'jixiao-packaged-'));
const resources = join(folder, 'first', 'linux-unpacked', 'resources');
/** Packaging needs a folder of Electron, and the program that is started is Linux's. */
const canPackage = process.platform === 'linux' && Boolean(process.env.ELECTRON_OVERRIDE_DIST_PATH);
beforeAll(async () => {
  if (canPackage) await packageInto('first');
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

interface Outcome {
  readonly code: number;
  readonly out: string;
}

function run(
  command: string,
  args: readonly string[],
  { env = process.env, cwd = folder } = {},
): Promise<Outcome> {
  return new Promise((done) => {
    execFile(command, [...args], { cwd, env }, (error, out) => {
      done({ code: error ? Number(error.code) : 0, out });
    });
  });
}

/** Packages what has been built into a folder; for this machine, where no target is named. */
async function packageInto(
  name: string,
  target: readonly string[] = [],
  env = process.env,
  project = APP_FOLDER,
): Promise<void> {
  const output = `-c.directories.output=${join(folder, name)}`;
  const config = join(project, 'build/electron-builder.config.ts');
  const args = ['--dir', ...target, '--projectDir', project, '--config', config, output];
  const { code, out } = await run(process.execPath, [BUILDER, ...args], { env });
  if (code !== 0) throw new Error(out);
}

/** What the build is made from. */
const SOURCES = ['build', 'electron', 'renderer', 'shared', 'package.json', 'tsconfig.json'];

/** The same sources built once more, in a folder of another name. */
async function builtElsewhere(): Promise<string> {
  const project = join(folder, '另一个 文件夹');
  for (const name of SOURCES) {
    await cp(join(APP_FOLDER, name), join(project, name), { recursive: true });
  }
  await symlink(await realpath(join(APP_FOLDER, 'node_modules')), join(project, 'node_modules'));
  const builder = join(APP_FOLDER, 'node_modules/electron-vite/bin/electron-vite.js');
  const args = ['build', '--config', 'build/electron.vite.config.ts'];
  const { code, out } = await run(process.execPath, [builder, ...args], { cwd: project });
  if (code !== 0) throw new Error(out);
  return project;
}

const PROGRAM = join(folder, 'first', 'linux-unpacked', 'jixiao-form');

/** Electron's fuses, as they have to be. */
const FUSES = {
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  GrantFileProtocolExtraPrivileges: false,
  OnlyLoadAppFromAsar: true,
  EnableEmbeddedAsarIntegrityValidation: true,
  EnableCookieEncryption: true,
};

async function fusesOf(program: string): Promise<Record<string, boolean>> {
  const wire = await getCurrentFuseWire(program);
  const names = Object.keys(FUSES) as (keyof typeof FUSES)[];
  return Object.fromEntries(
    names.map((name) => [name, String.fromCharCode(wire[FuseV1Options[name]] ?? 0) === '1']),
  );
}

interface Started {
  readonly page: Page;
  close(): Promise<void>;
}

/**
 * Starts the packaged program; the page is driven through Chromium's port, which no fuse closes.
 * @param dataFolder the program's own choice where it is not given
 * @param file what is double-clicked
 */
async function start(dataFolder?: string, file?: string): Promise<Started> {
  const args = ['--no-sandbox', '--remote-debugging-port=0'];
  if (dataFolder !== undefined) args.push(`--user-data-dir=${dataFolder}`);
  if (file !== undefined) args.push(file);
  const child = spawn(PROGRAM, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = new Promise((done) => child.once('exit', done));
  const address = await new Promise<string>((done, fail) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found) done(found);
    });
    gone.then(() => fail(new Error(said)));
  });
  const browser = await chromium.connectOverCDP(address);
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('no window');
  await page.waitForLoadState('load');
  return {
    page,
    async close() {
      await page.close();
      await gone;
    },
  };
}

describe.runIf(canPackage)('the package', () => {
  test('holds the bundle, the native module for this system, and no stranger', () => {
    const files = listPackage(join(resources, 'app.asar'), { isPack: false })
      .filter((path) => /\.\w+$|LICENSE$/.test(path))
      .map((path) => path.slice(1));
    const ours = [
      /^package\.json$/,
      /^out\/(main|preload)\/(chunks\/)?[\w-]+\.cjs$/,
      /^out\/(main|renderer)\/third-party\.txt$/,
      /^out\/renderer\/index\.html$/,
      /^out\/renderer\/assets\/[\w.-]+\.(js|mjs|css|svg|png|webp|woff2)$/,
      /^node_modules\/better-sqlite3\/(package\.json|LICENSE)$/,
      /^node_modules\/better-sqlite3\/lib\/[\w/-]+\.js$/,
      /^node_modules\/better-sqlite3\/prebuilds\/linux-x64\.node$/,
    ];
    expect(files.filter((file) => !ours.some((pattern) => pattern.test(file)))).toEqual([]);
    for (const pattern of ours) expect(files.some((file) => pattern.test(file))).toBe(true);
  });

  test('has every fuse of Electron set as build/SECURITY.md says', async () => {
    expect(await fusesOf(join(resources, '..', 'jixiao-form'))).toEqual(FUSES);
  });

  test('asks Node for no network, and for another process in one place', () => {
    const asar = join(resources, 'app.asar');
    const asked = listPackage(asar, { isPack: false })
      .filter((path) => path.endsWith('.cjs'))
      .flatMap((path) => {
        const code = extractFile(asar, path.slice(1)).toString();
        const modules = code.matchAll(/(?:require|import)\(["'`](?:node:)?(\w+)["'`]\)/g);
        return [...modules].map(([, name]) => `${path} ${name}`);
      });
    expect(asked.length).toBeGreaterThan(30);
    const outside =
      / (?:child_process|cluster|dgram|dns|http|http2|https|inspector|net|tls|vm|worker_threads)$/;
    expect(asked.filter((one) => outside.test(one))).toEqual([
      '/out/main/chunks/worker-client.cjs child_process',
    ]);
  });

  test('carries the licence of every package that is bundled', () => {
    const listed = ['main', 'renderer'].flatMap((room) => {
      const text = extractFile(join(resources, 'app.asar'), `out/${room}/third-party.txt`);
      return text.toString('utf8').match(/^[@\w./-]+ \d+\.\S+ \(.+\)$/gm) ?? [];
    });
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(APP_FOLDER, 'package.json'), 'utf8'),
    );
    const versions: Record<string, string> = { ...dependencies, ...devDependencies };
    for (const name of ['docx', 'saxes', 'zod', 'big.js', 'react', 'react-dom', 'antd']) {
      expect(
        listed.some((line) => line.startsWith(`${name} ${versions[name]} (`)),
        name,
      ).toBe(true);
    }
    expect(listed.length).toBeGreaterThan(30);
  });

  test('carries a text for every licence that it names, and those of Electron and Chromium', () => {
    for (const room of ['main', 'renderer']) {
      const list = extractFile(join(resources, 'app.asar'), `out/${room}/third-party.txt`);
      const texts = list.toString('utf8').split(`\n${'-'.repeat(80)}\n`);
      const bare = texts.filter((text) => !/copyright/i.test(text) || text.length < 400);
      expect(bare).toEqual([]);
    }
    const beside = readdirSync(join(resources, '..'));
    expect(beside).toEqual(
      expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']),
    );
  });

  test('has nothing bundled that `npm run audit` takes for development alone', () => {
    const lock = readFileSync(join(APP_FOLDER, 'package-lock.json'), 'utf8');
    const { packages } = JSON.parse(lock) as { packages: Record<string, { dev?: true }> };
    for (const room of ['main', 'renderer']) {
      const text = extractFile(join(resources, 'app.asar'), `out/${room}/third-party.txt`);
      const names = [...text.toString().matchAll(/^(@?[\w./-]+) \d+\.\d+\.\S+ \(.+\)$/gm)];
      expect(names.length).toBeGreaterThan(10);
      expect(names.filter(([, name]) => packages[`node_modules/${name}`]?.dev)).toEqual([]);
    }
  });

  test('lies beside Electron with two languages, and adds no more than 12 MB', () => {
    expect(readdirSync(resources).sort()).toEqual(['app.asar', 'app.asar.unpacked']);
    expect(readdirSync(join(resources, '../locales')).sort()).toEqual(['en-US.pak', 'zh-CN.pak']);
    const sizes = readdirSync(resources, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
    const added = sizes.reduce((sum, size) => sum + size, 0) / MEGABYTE;
    console.log(`The packaged program adds ${added.toFixed(1)} MB to Electron.`);
    expect(added).toBeLessThan(12);
  });

  test('is the same, byte for byte, when built and packaged again in another folder', async () => {
    await packageInto('second', [], process.env, await builtElsewhere());
    const digest = (name: string) =>
      createHash('sha256')
        .update(readFileSync(join(folder, name, 'linux-unpacked/resources/app.asar')))
        .digest('hex');
    expect(digest('second')).toBe(digest('first'));
  });

  test('runs no script that is handed to it as Node would', async () => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const { out } = await run(PROGRAM, ['--no-sandbox', '--headless', 'help'], { env });
    expect(out).toContain('用法');
  });
});

describe.runIf(canPackage)('the packaged program', () => {
  test('keeps a draft over a restart, shows its pages, and works without a window meanwhile', async () => {
    const data = join(folder, '数据 文件夹');
    const first = await start(data, EXAMPLE);
    await first.page.getByRole('heading', { name: '导入核对' }).waitFor();
    const { draft } = await callPage(first.page, 'import.read', { path: EXAMPLE });
    const { summary } = await callPage(first.page, 'drafts.create', { draft: { ...draft } });
    const said = join(folder, '结果.txt');
    const target = join(folder, '导出 表.docx');
    const words = ['export', EXAMPLE, '--out', target, '--result', said];
    const exported = await run(PROGRAM, ['--no-sandbox', '--headless', ...words]);
    expect(exported.code).toBe(0);
    expect(readFileSync(said, 'utf8')).toContain('Word 表已写入');
    expect(readFileSync(target).subarray(0, 2).toString()).toBe('PK');
    await first.close();

    const second = await start(data);
    await second.page.getByText('鄂州市信访局').first().waitFor();
    const opened = await callPage(second.page, 'drafts.open', { id: summary.id });
    expect(opened.draft).toEqual(draft);
    const pages = await second.page.evaluate(
      async (shown) => {
        const answer = await window.api.call('export.preview', shown);
        return answer.ok && answer.value ? answer.value.pdf.length : 0;
      },
      { draft: { ...opened.draft }, publicVersion: false },
    );
    expect(pages).toBeGreaterThan(10_000);
    await second.close();
  });

  test('is portable with a folder `data` beside it: everything is kept in there', async () => {
    const beside = join(folder, 'first', 'linux-unpacked', 'data');
    mkdirSync(beside);
    try {
      const program = await start();
      const info = await callPage(program.page, 'app.info');
      expect(info.dataFolder).toBe(beside);
      await program.close();
      expect(readdirSync(beside)).toEqual(
        expect.arrayContaining(['drafts.sqlite', 'browser', 'logs']),
      );
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
  });

  test.runIf(hasTools('xdotool'))(
    'makes a draft, exports it through its window and the dialog of the system, and finds it again',
    async () => {
      const data = join(folder, '窗口');
      const target = join(folder, 'exported.docx');
      const first = await start(data);
      await first.page.getByRole('button', { name: '新建空白表' }).click();
      await first.page.getByRole('dialog').getByRole('button', { name: '新建' }).click();
      const cell = first.page.locator('[data-key="department"]');
      await cell.click();
      // A textarea takes what an input method gives.
      await first.page.keyboard.insertText('咸宁市档案馆');
      await first.page.keyboard.press('Enter');
      await expect.poll(() => cell.textContent()).toBe('咸宁市档案馆');
      await first.page.getByRole('button', { name: '导出 Word' }).click();
      await first.page.getByRole('button', { name: '继续导出' }).click();
      await saveInto('导出 Word', target);
      await first.page.getByRole('button', { name: '打开所在文件夹' }).waitFor();
      await first.close();
      const { out } = await run(PROGRAM, ['--no-sandbox', '--headless', 'check', target]);
      expect(out).toContain('咸宁市档案馆');

      const second = await start(data);
      const row = second.page.getByRole('row').filter({ hasText: '咸宁市档案馆' });
      await row.getByText(/^已导出/).waitFor();
      await row.getByRole('rowheader').getByRole('button').click();
      await expect
        .poll(() => second.page.locator('[data-key="department"]').textContent())
        .toBe('咸宁市档案馆');
      await second.close();
    },
  );

  test('checks a whole folder without a window, as it is told to, and says so by its exit code', async () => {
    const said = join(folder, '审核.txt');
    const forms = join(folder, '各单位 上报');
    mkdirSync(forms, { recursive: true });
    for (const name of ['甲局.docx', '乙局.docx']) copyFileSync(EXAMPLE, join(forms, name));
    const words = ['--no-sandbox', '--headless', 'check', forms, '--result', said];
    expect((await run(PROGRAM, words)).code).toBe(1);
    const report = readFileSync(said, 'utf8');
    for (const name of ['甲局.docx', '乙局.docx', '合计填的是']) expect(report).toContain(name);
  });

  test('says by its exit code what a command came to', async () => {
    const headless = ['--no-sandbox', '--headless'];
    expect((await run(PROGRAM, [...headless, 'import', resolve(folder, '没有.docx')])).code).toBe(
      2,
    );
    expect((await run(PROGRAM, [...headless, 'nonsense'])).code).toBe(2);
    expect((await run(PROGRAM, [...headless, 'check', EXAMPLE])).code).toBeLessThan(2);
  });
});

describe.runIf(canPackage)('the package for Windows', () => {
  // A real folder holds one kind of processor.
  const kinds = process.env.ELECTRON_WIN_DIST ? ['x64'] : ['x64', 'arm64'];
  beforeAll(() => {
    const env = { ...process.env, ELECTRON_WIN_DIST: windowsElectron(folder) };
    return packageInto('windows', ['--win', ...kinds.map((kind) => `--${kind}`)], env);
  });

  const unpackedFor = (kind: string) =>
    join(folder, 'windows', `win${kind === 'x64' ? '' : `-${kind}`}-unpacked`);

  test.each(kinds)('for %s has every fuse set too', async (kind) => {
    expect(await fusesOf(join(unpackedFor(kind), '绩效目标填报.exe'))).toEqual(FUSES);
  });

  test('is not made with another Electron than the one in package.json', async () => {
    const dist = standInElectron(join(folder, 'other-electron'), '41.3.0');
    const env = { ...process.env, ELECTRON_WIN_DIST: dist };
    await expect(packageInto('older', ['--win', '--x64'], env)).rejects.toThrow(
      'ELECTRON_WIN_DIST holds Electron 41.3.0',
    );
  });

  test.each(kinds)('for %s has its own binary, and says what it is', (kind) => {
    const unpacked = unpackedFor(kind);
    const asar = join(unpacked, 'resources/app.asar');
    const binaries = listPackage(asar, { isPack: false }).filter((path) => path.endsWith('.node'));
    expect(binaries).toEqual([`/node_modules/better-sqlite3/prebuilds/win32-${kind}.node`]);
    expect(readdirSync(join(unpacked, 'locales')).sort()).toEqual(['en-US.pak', 'zh-CN.pak']);

    const program = readFileSync(join(unpacked, '绩效目标填报.exe'));
    const { version } = JSON.parse(readFileSync(join(APP_FOLDER, 'package.json'), 'utf8'));
    for (const text of ['绩效目标填报', `${version}`, 'Copyright © 2026', '绩效目标填报项目组']) {
      expect(program.includes(Buffer.from(text, 'utf16le')), text).toBe(true);
    }
    const digest = createHash('sha256').update(getRawHeader(asar).headerString).digest('hex');
    expect(program.includes(digest)).toBe(true);
    const icon = readFileSync(join(APP_FOLDER, 'build/icon.ico'));
    expect(
      program.includes(icon.subarray(icon.readUInt32LE(6 + 12), icon.readUInt32LE(22 + 12))),
    ).toBe(true);
  });
});
