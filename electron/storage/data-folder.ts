/** Where the program keeps its data. */
import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, win32 } from 'node:path';

/**
 * In ASCII, unlike the name of the program: backup tools and remote help of older offices still
 * stumble over paths outside their code page, and the person never has to type it.
 */
const FOLDER = 'jixiao-form';

/**
 * The folder under the user's local (on Windows not roaming) application data: drafts are many and
 * must never be copied about at log-on, and SQLite must never be synchronised while it is open.
 * @param home the user's home folder, for where the environment does not say
 */
export function dataFolder(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (platform === 'win32') {
    const local = absolute(win32, env.LOCALAPPDATA) ?? win32.join(home, 'AppData', 'Local');
    return win32.join(local, FOLDER);
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', FOLDER);
  const local = absolute(posix, env.XDG_DATA_HOME) ?? posix.join(home, '.local', 'share');
  return posix.join(local, FOLDER);
}

/** The folder that makes the program portable, by its name beside the program. */
const PORTABLE = 'data';

/**
 * Portable use: with a folder `data` beside the program, everything is kept in there.
 * @param program the path of the program's own file
 * @returns undefined where there is no such folder
 */
export function portableFolder(
  program: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  // The portable exe unpacks itself elsewhere, and tells where it lies.
  const beside = join(env.PORTABLE_EXECUTABLE_DIR ?? dirname(program), PORTABLE);
  return statSync(beside, { throwIfNoEntry: false })?.isDirectory() ? beside : undefined;
}

/** The XDG specification says that a relative path is to be ignored. */
function absolute(path: typeof posix, value: string | undefined): string | undefined {
  return value && path.isAbsolute(value) ? value : undefined;
}

/**
 * Makes the folder where it is missing; on Unix only its owner may look inside.
 * @throws what the file system says where there can be no such folder
 */
export function prepareDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return;
  try {
    chmodSync(folder, 0o700);
  } catch {
    // A USB stick knows no owners, and on a shared folder the owner may be another.
  }
}

/** @throws what the file system says where nothing can be written into the folder */
export function probeDataFolder(folder: string): void {
  const probe = join(folder, `.probe-${process.pid}`);
  writeFileSync(probe, '');
  rmSync(probe);
}

/** File systems of Linux whose files lie on another computer: NFS, SMB, CIFS, SMB2, AFS, Coda, 9P. */
const NETWORK_FILE_SYSTEMS = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x73757245, 0x01021997,
]);

/** @param type as `fs.statfs` of Linux gives it */
export function isNetworkFileSystem(type: number): boolean {
  return NETWORK_FILE_SYSTEMS.has(type >>> 0);
}

/**
 * Whether a path lies on another computer: there the processes cannot share memory, which a
 * write-ahead log needs. On Windows a mapped drive shows its `\\server\share` once it is resolved
 * (`fs.realpathSync.native`).
 */
export function isNetworkPath(path: string, platform: NodeJS.Platform): boolean {
  if (platform !== 'win32') return false;
  const plain = path.replaceAll('/', '\\');
  return /^\\\\(?![.?]\\)/.test(plain) || /^\\\\[.?]\\UNC\\/i.test(plain);
}

/** Where in it the logs lie. */
export function logFolderIn(dataFolder: string): string {
  return join(dataFolder, 'logs');
}
