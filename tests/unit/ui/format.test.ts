import { describe, expect, test } from 'vitest';
import {
  draftName,
  exportText,
  fileNameOf,
  findingsText,
  formatTime,
  likelyYear,
  percentFilled,
} from '../../../renderer/ui/format.ts';
import type { DraftSummary } from '../../../shared/api.ts';

const NOW = new Date(2026, 2, 9, 14, 30);

/** A time of the PC's own time zone, as the main process sends it. */
function at(year: number, month: number, day: number, hour = 9, minute = 5): string {
  return new Date(year, month - 1, day, hour, minute).toISOString();
}

function summary(part: Partial<DraftSummary>): DraftSummary {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    form: 'department-performance@1',
    year: 2026,
    department: '信访局',
    revision: 7,
    createdAt: at(2026, 3, 1),
    updatedAt: at(2026, 3, 9),
    deletedAt: null,
    exportedAt: null,
    exportedRevision: null,
    facts: null,
    ...part,
  };
}

function facts(filled: number, toFill: number, errors = 0, warnings = 0, hints = 0) {
  return { filled, toFill, errors, warnings, hints };
}

describe('times', () => {
  test('of today and yesterday are told by those words', () => {
    expect(formatTime(at(2026, 3, 9), NOW)).toBe('今天 09:05');
    expect(formatTime(at(2026, 3, 9, 0, 0), NOW)).toBe('今天 00:00');
    expect(formatTime(at(2026, 3, 8, 23, 59), NOW)).toBe('昨天 23:59');
  });

  test('of this year have a clock, those of other years have none', () => {
    expect(formatTime(at(2026, 1, 2), NOW)).toBe('1月2日 09:05');
    expect(formatTime(at(2025, 12, 31), NOW)).toBe('2025年12月31日');
  });

  test('that are none are left out', () => {
    expect(formatTime('soon', NOW)).toBe('');
  });
});

describe('what the list says of a draft', () => {
  test('it is 100% filled only when nothing is left', () => {
    expect(percentFilled(facts(249, 250))).toBe(99);
    expect(percentFilled(facts(999, 1000))).toBe(99);
    expect(percentFilled(facts(250, 250))).toBe(100);
    expect(percentFilled(facts(0, 250))).toBe(0);
    expect(percentFilled(facts(0, 0))).toBe(100);
  });

  test('findings are counted by how grave they are', () => {
    expect(findingsText(facts(1, 1, 2, 0, 3))).toBe('错误 2，提示 3');
    expect(findingsText(facts(1, 1, 0, 1, 0))).toBe('警告 1');
    expect(findingsText(facts(1, 1))).toBe('未发现问题');
  });

  test('it was never exported, or is exported as it stands, or was changed since', () => {
    expect(exportText(summary({}), NOW)).toBe('未导出');
    const exportedAt = at(2026, 3, 8);
    expect(exportText(summary({ exportedAt, exportedRevision: 7 }), NOW)).toBe('已导出 昨天 09:05');
    expect(exportText(summary({ exportedAt, exportedRevision: 6 }), NOW)).toBe('导出后有修改');
  });

  test('a draft without a department still has a name', () => {
    expect(draftName(summary({}))).toBe('2026年度 信访局');
    expect(draftName(summary({ department: ' ' }))).toBe('2026年度 （未填部门名称）');
  });
});

test('the name of a file is what stands behind the last stroke of either kind', () => {
  expect(fileNameOf('C:\\表\\目标表.docx')).toBe('目标表.docx');
  expect(fileNameOf('/home/a/目标表.docx')).toBe('目标表.docx');
  expect(fileNameOf('目标表.docx')).toBe('目标表.docx');
});

test('a new form is for the next year from July on', () => {
  expect(likelyYear(new Date(2026, 5, 30))).toBe(2026);
  expect(likelyYear(new Date(2026, 6, 1))).toBe(2027);
});
