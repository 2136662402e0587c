import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  dataFolder,
  isNetworkFileSystem,
  isNetworkPath,
  portableFolder,
  prepareDataFolder,
} from '../../../electron/storage/data-folder.ts';
import { temporaryFolder } from '../../fixtures/data-folder.ts';

describe('the data folder', () => {
  it('lies under the local, not the roaming application data of Windows', () => {
    const env = {
      LOCALAPPDATA: 'C:\\Users\\李四\\AppData\\Local',
      APPDATA: 'C:\\Users\\李四\\AppData\\Roaming',
    };
    expect(dataFolder('win32', env, 'C:\\Users\\李四')).toBe(
      'C:\\Users\\李四\\AppData\\Local\\jixiao-form',
    );
  });

  it('is found by the home folder where Windows does not name the application data', () => {
    expect(dataFolder('win32', {}, 'C:\\Users\\li')).toBe(
      'C:\\Users\\li\\AppData\\Local\\jixiao-form',
    );
  });

  it.each([
    [{ XDG_DATA_HOME: '/data/li' }, '/data/li/jixiao-form'],
    [{}, '/home/li/.local/share/jixiao-form'],
    [{ XDG_DATA_HOME: '' }, '/home/li/.local/share/jixiao-form'],
    [{ XDG_DATA_HOME: 'relative' }, '/home/li/.local/share/jixiao-form'],
  ])('follows the XDG folders on Linux: %o', (env, expected) => {
    expect(dataFolder('linux', env, '/home/li')).toBe(expected);
  });

  it('lies in the application support of macOS', () => {
    expect(dataFolder('darwin', {}, '/Users/li')).toBe(
      '/Users/li/Library/Application Support/jixiao-form',
    );
  });
});

describe('a path on another computer', () => {
  it.each(['\\\\server\\share\\li\\drafts.db', '//server/share/x', '\\\\?\\UNC\\server\\share\\x'])(
    'is told by its form on Windows: %s',
    (path) => expect(isNetworkPath(path, 'win32')).toBe(true),
  );

  it.each(['C:\\Users\\li\\drafts.db', '\\\\?\\C:\\Users\\li\\x', '\\\\.\\C:\\x', 'drafts.db'])(
    'is not a path on this one: %s',
    (path) => expect(isNetworkPath(path, 'win32')).toBe(false),
  );

  it('is not told by two slashes elsewhere', () => {
    expect(isNetworkPath('//home/li/x', 'linux')).toBe(false);
  });
});

describe('a file system on another computer', () => {
  it.each([0x6969, 0xff534d42, 0xfe534d42, 0xff534d42 | 0])('is told by its type: %i', (type) =>
    expect(isNetworkFileSystem(type)).toBe(true),
  );

  it.each([0xef53, 0x01021994, 0x9123683e])('is not one on this one: %i', (type) =>
    expect(isNetworkFileSystem(type)).toBe(false),
  );
});

describe('a portable program', () => {
  it('keeps everything in the folder `data` beside it', () => {
    const folder = temporaryFolder();
    const program = join(folder, '绩效目标填报.exe');
    expect(portableFolder(program, {})).toBeUndefined();
    mkdirSync(join(folder, 'data'));
    expect(portableFolder(program, {})).toBe(join(folder, 'data'));
  });

  it('that unpacks itself elsewhere looks where its own file lies', () => {
    const [stick, unpacked] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(join(stick, 'data'));
    const env = { PORTABLE_EXECUTABLE_DIR: stick };
    expect(portableFolder(join(unpacked, 'program.exe'), env)).toBe(join(stick, 'data'));
  });

  it('is not made of a file called `data`', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'data'), '');
    expect(portableFolder(join(folder, 'program.exe'), {})).toBeUndefined();
  });
});

describe('a data folder that cannot be', () => {
  it('is refused', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(() => prepareDataFolder(join(folder, 'file', 'data'))).toThrow('ENOTDIR');
  });
});
