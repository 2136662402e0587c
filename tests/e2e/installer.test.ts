/** The Windows installer: electron-builder's real script with ours, compiled, and run by wine. */
import { execFile, execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasTools } from '../fixtures/tools.ts';
import { APP_FOLDER } from './harness.ts';
import { type InstallerKind, installerTools, TOOLS, WindowsUser } from './installer-tools.ts';

const canMake = process.platform === 'linux' && hasTools(...TOOLS);
const folder = mkdtempSync(join(tmpdir(), 'jixiao-installer-'));
const user = new WindowsUser(folder);
const { version } = JSON.parse(readFileSync(join(APP_FOLDER, 'package.json'), 'utf8'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Makes targets for Windows, in a folder named after the kind of installer. */
function make(kind: InstallerKind, args: readonly string[]): Promise<string> {
  const builder = join(APP_FOLDER, 'node_modules/electron-builder/cli.js');
  const config = join(APP_FOLDER, 'build/electron-builder.config.ts');
  const output = join(folder, `${kind}-made`);
  const words = ['--projectDir', APP_FOLDER, '--config', config, `-c.directories.output=${output}`];
  const env = { ...user.env, ...installerTools(folder, kind) };
  return new Promise((done, fail) => {
    execFile(process.execPath, [builder, '--win', ...args, ...words], { env }, (error, out) => {
      if (error) fail(new Error(out));
      else done(output);
    });
  });
}

describe.runIf(canMake)('electron-builder, with warnings as errors,', () => {
  test('makes installer, portable program and zip for both processors', async () => {
    const output = await make('x86', ['nsis', 'portable', 'zip', '--x64', '--arm64']);
    for (const kind of ['x64', 'arm64']) {
      const name = `绩效目标填报-${version}-${kind}`;
      const made = [`${name}-安装.exe`, `${name}-免安装.exe`, `${name}.zip`];
      expect(readdirSync(output)).toEqual(expect.arrayContaining(made));
      const installer = join(output, `${name}-安装.exe`);
      const inside = execFileSync('7zz', ['l', '-ba', installer], { encoding: 'utf8' });
      const archive = kind === 'x64' ? 'app-64.7z' : 'app-ARM64.7z';
      for (const file of [archive, 'document.ico', 'Uninstall 绩效目标填报.exe']) {
        expect(inside.toLowerCase()).toContain(file.toLowerCase());
      }
      // Started without asking for an administrator; its own details in Chinese.
      const bytes = readFileSync(installer);
      expect(bytes.includes('requestedExecutionLevel level="asInvoker"')).toBe(true);
      expect(bytes.includes(Buffer.from('部门整体绩效目标表的离线填报程序', 'utf16le'))).toBe(true);
    }
  });
});

const CLASS = 'HKCU\\Software\\Classes\\绩效目标填报草稿包';
const APP_DATA = `users/${userInfo().username}/AppData`;
const INSTALLED = '单位 软件/jixiao-form';
/** What belongs to the person: drafts, drafts of portable use, and a file that happens to lie there. */
const KEPT = [
  `${APP_DATA}/Local/jixiao-form/drafts.sqlite`,
  `${INSTALLED}/data/drafts.sqlite`,
  `${INSTALLED}/我的 表.docx`,
];

describe.runIf(canMake)('the installer, run by wine,', () => {
  let installer = '';
  const there = (path: string) => existsSync(user.path(path));
  const shortcuts = () => [
    existsSync(join(folder, 'home/Desktop/绩效目标填报.lnk')),
    there(`${APP_DATA}/Roaming/Microsoft/Windows/Start Menu/Programs/绩效目标填报.lnk`),
  ];

  beforeAll(async () => {
    expect(await user.run('wineboot', ['-i'])).toBe(0);
    // What is decided while compiling for 32 bits leaves an unused label in 64.
    const output = await make('amd64', ['nsis', '--x64', '-c.nsis.warningsAsErrors=false']);
    installer = join(output, `绩效目标填报-${version}-x64-安装.exe`);
  });
  afterAll(() => user.close());

  test('installs for the one user, into a folder with Chinese and spaces, with shortcuts and .jxb', async () => {
    expect(await user.run(installer, ['/S', '/D=C:\\单位 软件\\jixiao-form'])).toBe(0);
    for (const name of ['绩效目标填报.exe', 'resources/app.asar', 'resources/document.ico']) {
      expect(there(`${INSTALLED}/${name}`), name).toBe(true);
    }
    expect(shortcuts()).toEqual([true, true]);
    const registry = await user.registry('HKCU\\Software\\Classes');
    const inside = 'C:\\\\单位 软件\\\\jixiao-form\\\\';
    for (const line of [
      '@="绩效目标填报草稿包"',
      `@="${inside}resources\\\\document.ico"`,
      '@="用绩效目标填报打开"',
      `@="\\"${inside}绩效目标填报.exe\\" \\"%1\\""`,
    ]) {
      expect(registry).toContain(line);
    }
    expect(await user.registry('HKLM\\Software\\Classes\\.jxb')).toBe('');
    expect(there(`${APP_DATA}/Local/jixiao-form-updater`)).toBe(false);
  });

  test('upgrades in the same place, and touches nothing that is the person’s', async () => {
    for (const path of [...KEPT, `${INSTALLED}/resources/old.txt`]) {
      mkdirSync(join(user.path(path), '..'), { recursive: true });
      writeFileSync(user.path(path), path);
    }
    expect(await user.run(installer, ['/S'])).toBe(0);
    expect(there(`${INSTALLED}/绩效目标填报.exe`)).toBe(true);
    expect(there(`${INSTALLED}/resources/old.txt`)).toBe(false);
    expect(shortcuts()).toEqual([true, true]);
    for (const path of KEPT) expect(readFileSync(user.path(path), 'utf8')).toBe(path);
  });

  test('is removed without a question when told to, and leaves the drafts', async () => {
    const uninstaller = user.path(`${INSTALLED}/Uninstall 绩效目标填报.exe`);
    expect(await user.run(uninstaller, ['/currentuser', '/S'])).toBe(0);
    await expect.poll(() => user.registry(CLASS)).toBe('');
    await expect
      .poll(() => readdirSync(user.path(INSTALLED)).sort())
      .toEqual(['data', '我的 表.docx']);
    expect(shortcuts()).toEqual([false, false]);
    for (const path of KEPT) expect(readFileSync(user.path(path), 'utf8')).toBe(path);
  });

  test('is removed with all drafts where just that is asked for', async () => {
    expect(await user.run(installer, ['/S', '/D=C:\\单位 软件\\jixiao-form'])).toBe(0);
    const uninstaller = user.path(`${INSTALLED}/Uninstall 绩效目标填报.exe`);
    expect(await user.run(uninstaller, ['/currentuser', '/S', '--delete-app-data'])).toBe(0);
    await expect.poll(() => KEPT.map(there)).toEqual([false, false, true]);
  });
});
