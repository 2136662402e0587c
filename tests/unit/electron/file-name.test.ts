import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportFileName, safeFileName } from '../../../electron/files/file-name.ts';
import { blankDraft } from '../../../shared/draft/draft.ts';
import { applyEdit, setText } from '../../../shared/draft/edit.ts';
import { DEFAULT_FORM } from '../../../shared/form/forms.ts';

function draftOf(department: string) {
  const blank = blankDraft(DEFAULT_FORM, 2024);
  return applyEdit(DEFAULT_FORM, blank, setText([DEFAULT_FORM.department], department));
}

const nameFor = (department: string, publicVersion = false) =>
  exportFileName(DEFAULT_FORM, draftOf(department), 'docx', publicVersion);

describe('the name of an exported file', () => {
  test('says year, department and form', () => {
    expect(nameFor('鄂州市信访局')).toBe('2024年度鄂州市信访局部门整体绩效目标表.docx');
    expect(nameFor('鄂州市信访局', true)).toBe(
      '2024年度鄂州市信访局部门整体绩效目标表（公开版）.docx',
    );
    expect(nameFor('')).toBe('2024年度部门整体绩效目标表.docx');
  });

  test('has look-alikes for the signs that Windows forbids', () => {
    expect(nameFor('某局/办公室: "一"*?')).toBe(
      '2024年度某局／办公室： ＂一＂＊？部门整体绩效目标表.docx',
    );
  });

  test('has no line breaks and no invisible signs', () => {
    expect(nameFor('某\n局\u202e\u200b\u0000')).toBe('2024年度某 局部门整体绩效目标表.docx');
  });

  test('cuts an endless department, never the title', () => {
    const name = nameFor('局'.repeat(500));
    expect(name).toMatch(/^2024年度局+部门整体绩效目标表\.docx$/);
    expect([...name].length).toBe(65);
  });
});

describe('a safe file name', () => {
  test('avoids the names of devices, and names without content', () => {
    expect(safeFileName('CON')).toBe('_CON');
    expect(safeFileName('lpt1.2024')).toBe('_lpt1.2024');
    expect(safeFileName('console')).toBe('console');
    expect(safeFileName(' ... ')).toBe('_');
    expect(safeFileName('..')).toBe('_');
  });

  test('holds for whatever a person types', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = safeFileName(text);
        expect(name).not.toMatch(/[<>:"/\\|?*]|\p{C}|[. ]$|^$/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(244);
        expect(safeFileName(name)).toBe(name);
      }),
    );
  });
});
