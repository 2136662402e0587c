/**
 * How the program is packaged: `npm run dist` (Windows), `npm run dist:dir` (a folder for this machine).
 *
 * Electron itself comes from a folder or a folder of its zips where the environment names one:
 * ELECTRON_WIN_DIST for Windows, ELECTRON_OVERRIDE_DIST_PATH otherwise; without, it is downloaded.
 */
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';

/** The registry's and shortcuts' name of the program; never to change: an upgrade is found by it. */
const APP_ID = 'cn.jixiao.form';
const NATIVE_MODULE = 'node_modules/better-sqlite3';

const config: Configuration = {
  appId: APP_ID,
  productName: '绩效目标填报',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in.
  artifactName: '${productName}-${version}-${arch}.${ext}',
  copyright: 'Copyright © 2026 绩效目标填报项目组，MIT License',
  directories: { buildResources: 'build', output: 'dist' },
  // Everything but the native module is in the bundle already.
  files: ['out/**', '!**/*.map', 'package.json', '!**/node_modules/**'],
  asar: { smartUnpack: false },
  asarUnpack: ['**/*.node'],
  // better-sqlite3 brings its binaries for every system; there is nothing to build.
  npmRebuild: false,
  electronLanguages: ['zh-CN', 'en-US'],
  compression: 'maximum',
  publish: null,
  electronDist: electronFolder() || null,
  afterExtract: removeOtherPrograms,
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
    enableCookieEncryption: true,
    grantFileProtocolExtraPrivileges: false,
  },
  fileAssociations: [
    {
      ext: 'jxb',
      // The registry's name of the kind of file; build/installer.nsh has it too.
      name: '绩效目标填报草稿包',
      description: '绩效目标填报草稿包',
      icon: 'build/document.ico',
      role: 'Editor',
    },
  ],
  win: {
    files: [nativeModule('win32')],
    target: ['nsis', 'portable', 'zip'].map((target) => ({ target, arch: ['x64', 'arm64'] })),
    icon: 'build/icon.ico',
    requestedExecutionLevel: 'asInvoker',
  },
  nsis: {
    oneClick: false,
    perMachine: false,
    selectPerMachineByDefault: false,
    allowElevation: true,
    allowToChangeInstallationDirectory: true,
    createDesktopShortcut: true,
    createStartMenuShortcut: true,
    shortcutName: '绩效目标填报',
    uninstallDisplayName: '绩效目标填报',
    deleteAppDataOnUninstall: false,
    installerLanguages: ['zh_CN'],
    language: '2052',
    displayLanguageSelector: false,
    // One installer for each kind of processor: half the size to carry about.
    buildUniversalInstaller: false,
    differentialPackage: false,
    include: 'build/installer.nsh',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in.
    artifactName: '${productName}-${version}-${arch}-安装.${ext}',
  },
  portable: {
    buildUniversalInstaller: false,
    // A place of its own for each start: a second one must not clear away what the first runs from.
    unpackDirName: true,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in.
    artifactName: '${productName}-${version}-${arch}-免安装.${ext}',
  },
  linux: {
    files: [nativeModule('linux')],

    target: 'dir',
    icon: 'build/icon.png',
    category: 'Office',
    executableName: 'jixiao-form',
  },
};

export default config;

/** The native module with the one binary for a target; `${platform}` would be the building machine. */
function nativeModule(platform: NodeJS.Platform) {
  const filter = ['package.json', 'LICENSE', 'lib/**', `prebuilds/${platform}-\${arch}.node`];
  return { from: NATIVE_MODULE, to: NATIVE_MODULE, filter };
}

/**
 * Where an Electron for the system lies; without one, electron-builder downloads it.
 * @throws where it is another one than package.json names: that one would ship
 */
function electronFolder(): string | undefined {
  const { ELECTRON_WIN_DIST, ELECTRON_OVERRIDE_DIST_PATH } = process.env;
  if (!process.argv.includes('--win')) return ELECTRON_OVERRIDE_DIST_PATH;
  // In a folder of zips electron-builder looks for the right one by name.
  const named = ELECTRON_WIN_DIST && join(ELECTRON_WIN_DIST, 'version');
  if (named && existsSync(named)) {
    const version = readFileSync(named, 'utf8').trim().replace(/^v/, '');
    const manifest = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
    const { electron } = JSON.parse(manifest).devDependencies;
    if (version !== electron) {
      throw new Error(
        `ELECTRON_WIN_DIST holds Electron ${version}, package.json names ${electron}`,
      );
    }
  }
  return ELECTRON_WIN_DIST;
}

/** Electron's own demonstration, and the launcher that tests put beside it, are not ours to ship. */
async function removeOtherPrograms({ appOutDir }: { readonly appOutDir: string }): Promise<void> {
  for (const name of ['default_app.asar', 'app']) {
    await rm(join(appOutDir, 'resources', name), { recursive: true, force: true });
  }
}
