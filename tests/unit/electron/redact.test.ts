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
});
