import { describe, expect, test } from 'vitest';
import { redact } from '../../../electron/redact.ts';

describe('a line for the log', () => {
  test.each([
    [
      "ENOENT: no such file or directory, open '/home/luoyi/桌面/鄂州市信访局 罗意.docx'",
      "ENOENT: no such file or directory, open '…'",
    ],
    [String.raw`EBUSY: rename 'C:\\Users\\罗意\\表.docx'`, "EBUSY: rename '…'"],
    ['ProblemError: 已有同名文件「鄂州市信访局.docx」，没有覆盖它', 'ProblemError: ….docx…'],
    [
      'Unexpected token "罗", "罗意 13812345678" is not JSON',
      'Unexpected token "…", "…" is not JSON',
    ],
    ['call 0711-60830727 or 0711 6083072', 'call … or …'],
    ["EISDIR: read '/home/luoyi/罗意 2024/信访局'", "EISDIR: read '~/…'"],
    ['phone 02760830727 of filler', 'phone … of filler'],
    ['open D:\\luoyi\\budget.jxb', 'open …'],
    ['open /media/luoyi/all.jxbak', 'open …'],
    ['tel:13812345678', 'tel:…'],
    ['phone 13812345678.', 'phone ….'],
    ['phone 138-1234-5678 or 138 1234 5678', 'phone … or …'],
    ['phone 138.1234.5678, +8613812345678', 'phone …'],
    ['027-6083 0727 or (027)60830727', '… or …'],
    ['{"phone":13812345678,"id":"42010619900101123X"}', '{"phone":…,"id":"…X"}'],
    ['mail wang.wu@hubei.gov.cn now', 'mail … now'],
    ["ENOENT: open '/media/zhangsan/Wang Wu/a.json'", "ENOENT: open '…'"],
    ["EXDEV: rename '/media/Wang Wu/a.json' -> '/mnt/Wang Wu'", "EXDEV: rename '…' -> '…'"],
    ['copied /media/zhangsan/Wang Wu/a.json, then', 'copied …, then'],
    [String.raw`open \\\\server\\wangwu\\x.sqlite`, 'open …'],
    [String.raw`open \\server\wangwu\x.sqlite, then`, 'open …, then'],
    ['file:///D:/wangwu/x.txt', '…'],
  ])('says nothing of persons: %s', (line, expected) => {
    expect(redact(line, '/home/luoyi')).toBe(expected);
  });

  test('does not name the home folder, however it is written', () => {
    const home = String.raw`C:\Users\luoyi`;
    const line = String.raw`at C:\Users\luoyi\AppData\main.cjs:12:7, "C:\\Users\\luoyi\\x", file:///C:/Users/luoyi/x`;
    expect(redact(line, home)).not.toContain('luoyi');
    expect(redact(line, home)).toContain('main.cjs:12:7');
  });

  test('keeps what helps to find a fault', () => {
    const line =
      'SqliteError: disk I/O error (522)\n    at Drafts.save (out/main/main.cjs:1234:56)';
    expect(redact(line, '/home/luoyi')).toBe(line);
  });

  test.each([
    ['start 0.1.0, Electron 45.4.1, Chrome/146.0.7680.188'],
    ['at node:internal/fs/promises:638:25'],
    ['at app://jixiao/assets/index-Bq1.js:12:1234567'],
    ['at 2026-11-26T00:24:00.000Z and 2026-11-26 00:24'],
    ['unreadable: version 01234567-89ab-4cde-8f01-234567890123'],
    ['the page is gone crashed -1073741819'],
    ['recovered from backup-0012-20261124-090512-daily-37.sqlite'],
    ['drafts.save: year, too_big, 0.5, 100000'],
    ['<p>a / b</p>, and/or, 3/4'],
  ])('keeps what names nobody: %s', (line) => {
    expect(redact(line, '/home/luoyi')).toBe(line);
  });

  test.each([
    [
      String.raw`at f (C:\\Program Files (x86)\\Wang Wu\\resources\\app.asar\\out\\main\\main.cjs:12:7)`,
      String.raw`at f (…/app.asar\\out\\main\\main.cjs:12:7)`,
    ],
    [
      'at async writeAtomic (/opt/wangwu/resources/app.asar/out/main/chunks/atomic.cjs:45:12)',
      'at async writeAtomic (…/app.asar/out/main/chunks/atomic.cjs:45:12)',
    ],
    [
      "open '/home/luoyi/.local/share/jixiao-form/drafts.sqlite-wal'",
      "open '…/jixiao-form/drafts.sqlite-wal'",
    ],
    ["open '/media/Wang Wu/data/drafts.sqlite'", "open '…/drafts.sqlite'"],
  ])('of a path keeps the part that is the program’s own: %s', (line, expected) => {
    expect(redact(line, '/home/luoyi')).toBe(expected);
  });

  test.each([
    ...['x', '/', '/x', '/a b.c ', 'C:\\', '"/a', '/drafts.sqlite', 'file:///', '.js:1:'],
    ...['1', '1 ', '(', '中.', 'a@', 'a@a.', '12345678-1234-', '2026-11-'],
  ])('goes over a long line once, also where it repeats %j', (unit) => {
    const before = performance.now();
    redact(unit.repeat(20_000), '/home/luoyi');
    redact(`/${unit.slice(-1).repeat(100_000)}`, '/home/luoyi');
    expect(performance.now() - before).toBeLessThan(500);
  });
});
