import { describe, expect, it } from 'vitest';
import { dataFolder, isNetworkPath } from '../../../electron/storage/data-folder.ts';

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
