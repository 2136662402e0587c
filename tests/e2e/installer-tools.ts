/**
 * What electron-builder would download to make the installer, put together from Debian's packages: its
 * NSIS, its 7-Zip, and stand-ins for plugins and elevate.exe.
 */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { APP_FOLDER } from './harness.ts';
import { windowsElectron } from './windows-electron.ts';

export const WINE = '/usr/lib/wine/wine64';
/** The kinds of processor the installer itself can run on, with the compiler of its plugins. */
const KINDS = {
  x86: { compiler: 'i686-w64-mingw32-gcc', plugins: 'x86-unicode' },
  amd64: { compiler: 'x86_64-w64-mingw32-gcc', plugins: 'amd64-unicode' },
} as const;
export type InstallerKind = keyof typeof KINDS;
export const TOOLS = ['makensis', '7zz', WINE, ...Object.values(KINDS).map((k) => k.compiler)];

const NSIS = '/usr/share/nsis';
const PLUGINS = join(APP_FOLDER, 'tests/fixtures/installer/plugins.c');
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the shell fills this in.
/** The installer writes its uninstaller when it runs; without a wine for 32 bits anything stands for it. */
const NO_WINE = 'cp "$1" "${1%exe}__uninstaller.exe"';
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the shell fills this in.
/** Debian's wine runs 64 bits alone: the same script for a 64-bit installer, which nobody ships. */
const MAKE_64 = `sed s/x86-unicode/amd64-unicode/g | makensis '-XTarget amd64-unicode' "$@"`;

function script(path: string, line: string): void {
  writeFileSync(path, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
}

/** Makes the tools in a folder. @returns the environment that hands them to electron-builder */
export function installerTools(folder: string, kind: InstallerKind): NodeJS.ProcessEnv {
  const { compiler, plugins } = KINDS[kind];
  const [bin, nsis, resources] = ['bin', 'nsis', 'resources'].map((name) =>
    join(folder, kind, name),
  ) as [string, string, string];
  const target = join(resources, 'plugins', plugins);
  const needed = join(resources, 'plugins', KINDS.x86.plugins);
  for (const path of [bin, join(nsis, 'linux'), target, needed]) {
    mkdirSync(path, { recursive: true });
  }
  for (const name of readdirSync(NSIS)) symlinkSync(join(NSIS, name), join(nsis, name));
  script(join(nsis, 'linux/makensis'), kind === 'x86' ? 'exec makensis "$@"' : MAKE_64);
  script(join(bin, 'wine'), kind === 'x86' ? NO_WINE : `exec ${WINE} "$@"`);
  for (const name of ['UAC', 'StdUtils', 'WinShell', 'Nsis7z']) {
    const output = join(target, `${name}.dll`);
    execFileSync(compiler, ['-shared', '-O1', '-s', `-D${name}`, '-o', output, PLUGINS]);
  }
  const electron = windowsElectron(folder);
  copyFileSync(join(electron, 'electron.exe'), join(nsis, 'elevate.exe'));
  return {
    PATH: `${bin}:${process.env.PATH}`,
    ELECTRON_WIN_DIST: electron,
    ELECTRON_BUILDER_NSIS_DIR: nsis,
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: resources,
    ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7zz',
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '1',
  };
}

/** A Windows user's folders and registry, made by wine in a folder; nothing outside is written. */
export class WindowsUser {
  readonly env: NodeJS.ProcessEnv;
  private readonly prefix: string;

  constructor(folder: string) {
    this.prefix = join(folder, 'wine');
    mkdirSync(join(folder, 'home', 'Desktop'), { recursive: true });
    this.env = {
      ...process.env,
      HOME: join(folder, 'home'),
      LC_ALL: 'C.UTF-8',
      WINEPREFIX: this.prefix,
      WINEARCH: 'win64',
      WINEDEBUG: '-all',
      // wine's stand-ins for these three always answer that the program runs.
      WINEDLLOVERRIDES:
        'winemenubuilder.exe,mscoree,mshtml,powershell.exe,findstr.exe,tasklist.exe=d',
    };
  }

  /** @param path from drive C */
  path(path: string): string {
    return join(this.prefix, 'drive_c', path);
  }

  /** Runs a program to its end. @returns its exit code */
  run(program: string, args: readonly string[] = []): Promise<number> {
    return new Promise((done) => {
      execFile(WINE, [program, ...args], { env: this.env, timeout: 60_000 }, (error) => {
        done(error ? Number(error.code ?? -1) : 0);
      });
    });
  }

  /** All that a key of the registry holds, as Windows exports it; nothing where there is no such key. */
  async registry(key: string): Promise<string> {
    const file = this.path('exported.reg');
    rmSync(file, { force: true });
    const code = await this.run('reg', ['export', key, 'C:\\exported.reg', '/y']);
    return code === 0 ? readFileSync(file, 'utf16le') : '';
  }

  /** Ends what wine keeps running; there may be nothing any more. */
  close(): void {
    spawnSync('/usr/lib/wine/wineserver64', ['-k'], { env: this.env });
  }
}
