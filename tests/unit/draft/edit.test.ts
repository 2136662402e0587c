import { describe, expect, test } from 'vitest';
import { blankDraft, type Draft, MAX_TEXT, type Row, rowsOf } from '../../../shared/draft/draft.ts';
import { applyEdit, type Edit, EditError, setText } from '../../../shared/draft/edit.ts';
import { isComputed, textAt } from '../../../shared/draft/values.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';

const blank = blankDraft(form, 2024);

function edit(draft: Draft, ...edits: Edit[]): Draft {
  return edits.reduce((result, one) => applyEdit(form, result, one), draft);
}

function insert(rows: readonly Readonly<Record<string, string>>[], place: 'end' = 'end'): Edit {
  return { type: 'insertRows', table: 'longTerm', place, rows };
}

/** A draft whose long-term indicators are called 甲, 乙, 丙 …, of one group. */
function withIndicators(...names: string[]): Draft {
  const old = rowsOf(blank, 'longTerm').map((row) => row.id);
  const rows = names.map((level3) => ({ level1: '履职效能', level2: '数量指标', level3 }));
  return edit(blank, { type: 'removeRows', table: 'longTerm', rows: old }, insert(rows));
}

function rows(draft: Draft): readonly Row[] {
  return rowsOf(draft, 'longTerm');
}

function idOf(draft: Draft, name: string): string {
  const row = rows(draft).find((one) => one.cells.level3 === name);
  if (!row) throw new Error(`no row ${name}`);
  return row.id;
}

function names(draft: Draft): string {
  return rows(draft)
    .map((row) => row.cells.level3 ?? '＿')
    .join('');
}

describe('setting cells', () => {
  test('keeps what was typed, with line ends and control characters put right', () => {
    const draft = edit(blank, setText(['duties'], '一\r\n二\u0007三'));
    expect(draft.cells.duties).toBe('一\n二三');
  });

  test('leaves no empty texts behind', () => {
    const draft = edit(blank, setText(['duties'], '职能'), setText(['duties'], ''));
    expect(draft).toEqual(blank);
  });

  test('of a merged cell changes all its rows in one edit', () => {
    const draft = withIndicators('甲', '乙', '丙');
    const addresses = ['甲', '乙'].map((name) => `longTerm/${idOf(draft, name)}/level2`);
    const next = edit(draft, setText(addresses, '质量指标'));
    const groups = rows(next).map((row) => row.cells.level2);
    expect(groups).toEqual(['质量指标', '质量指标', '数量指标']);
  });

  test('counts a cell carried over from last year as looked at', () => {
    const address = `longTerm/${idOf(withIndicators('甲'), '甲')}/target`;
    const draft = edit(withIndicators('甲'), {
      type: 'mark',
      marks: [
        [address, { carried: true }],
        ['duties', { carried: true }],
      ],
    });
    const next = edit(draft, setText([address], '≥98%'), setText(['duties'], ''));
    expect(next.marks).toEqual({});
  });

  test.each([
    ['an address the form does not have', 'funding/income/lottery/current'],
    ['a row the draft does not have', 'longTerm/r999/target'],
    ['a column the table does not have', 'longTerm/r1/price'],
  ])('refuses %s', (_, address) => {
    expect(() => edit(blank, setText([address], '1'))).toThrow(EditError);
    expect(() => edit(blank, { type: 'mark', marks: [[address, { carried: true }]] })).toThrow(
      EditError,
    );
  });

  test('refuses a text that no draft may hold, in a cell and in a new row', () => {
    const text = '长'.repeat(MAX_TEXT + 1);
    expect(() => edit(blank, setText(['duties'], text))).toThrow(EditError);
    expect(() => edit(blank, insert([{ level3: text }]))).toThrow(EditError);
  });
});

describe('computed cells', () => {
  const total = 'funding/income/total/current';
  const share = 'funding/income/fiscal/share';
  const amounts = edit(
    blank,
    setText(['funding/income/fiscal/current'], '655.35'),
    setText(['funding/income/special/current'], '91.47'),
    setText(['funding/income/own/current'], '250.41'),
  );

  test('show the sum and the shares of what was typed', () => {
    expect(textAt(form, amounts, total)).toBe('997.23');
    expect(textAt(form, amounts, share)).toBe('65.72%');
    expect(textAt(form, amounts, 'funding/income/total/share')).toBe('100%');
    expect(amounts.cells[total]).toBeUndefined();
  });

  test('are taken over by typing, and the shares follow the total that was set', () => {
    const set = edit(amounts, setText([total], '1000'));
    expect(isComputed(form, set, total)).toBe(false);
    expect(textAt(form, set, total)).toBe('1000');
    expect(textAt(form, set, share)).toBe('65.54%');
  });

  test('set to nothing stay empty', () => {
    const set = edit(amounts, setText([total], ''));
    expect(textAt(form, set, total)).toBe('');
    expect(textAt(form, set, share)).toBe('');
  });

  test('are computed again when released', () => {
    const back = edit(amounts, setText([total], '1000'), { type: 'release', addresses: [total] });
    expect(back).toEqual(amounts);
    expect(textAt(form, back, total)).toBe('997.23');
  });

  test('alone can be released', () => {
    expect(() => edit(blank, { type: 'release', addresses: ['duties'] })).toThrow(EditError);
  });
});

describe('rows', () => {
  test('inserted beside a row take its group, but keep a group of their own', () => {
    const draft = withIndicators('甲', '乙');
    const after = edit(draft, {
      type: 'insertRows',
      table: 'longTerm',
      place: { after: idOf(draft, '甲') },
      rows: [{}, { level1: '满意度', level3: '丙' }],
    });
    expect(rows(after).map((row) => row.cells)).toEqual([
      { level1: '履职效能', level2: '数量指标', level3: '甲' },
      { level1: '履职效能', level2: '数量指标' },
      { level1: '满意度', level3: '丙' },
      { level1: '履职效能', level2: '数量指标', level3: '乙' },
    ]);
  });

  test('can be inserted before a row and at the end', () => {
    const draft = withIndicators('甲', '乙');
    const rowsBefore: Edit = {
      type: 'insertRows',
      table: 'longTerm',
      place: { before: idOf(draft, '甲') },
      rows: [{ level3: '丙' }],
    };
    const next = edit(draft, rowsBefore, insert([{ level3: '丁' }]));
    expect(names(next)).toBe('丙甲乙丁');
    expect(rows(next)[0]?.cells.level1).toBe('履职效能');
    expect(rows(next)[3]?.cells.level1).toBeUndefined();
  });

  test('never get an id that another row has or had', () => {
    const draft = withIndicators('甲');
    const gone = edit(draft, { type: 'removeRows', table: 'longTerm', rows: [idOf(draft, '甲')] });
    const again = edit(gone, insert([{ level3: '乙' }]));
    expect(idOf(again, '乙')).not.toBe(idOf(draft, '甲'));
    const annual = rowsOf(again, 'annual').map((row) => row.id);
    expect(annual).not.toContain(idOf(again, '乙'));
  });

  test('duplicated stand behind the last of them, in order, each with its own group', () => {
    const draft = withIndicators('甲', '乙', '丙', '丁');
    const ids = [idOf(draft, '丙'), idOf(draft, '甲')];
    const ungrouped = edit(
      draft,
      setText([`longTerm/${idOf(draft, '甲')}/level1`, `longTerm/${idOf(draft, '甲')}/level2`], ''),
    );
    const next = edit(ungrouped, { type: 'duplicateRows', table: 'longTerm', rows: ids });
    expect(names(next)).toBe('甲乙丙甲丙丁');
    expect(rows(next)[3]?.cells).toEqual({ level3: '甲' });
    expect(rows(next)[4]?.cells.level1).toBe('履职效能');
  });

  test('moved keep their order among themselves', () => {
    const draft = withIndicators('甲', '乙', '丙', '丁');
    const move = (chosen: string, place: Extract<Edit, { type: 'moveRows' }>['place']) =>
      names(
        edit(draft, {
          type: 'moveRows',
          table: 'longTerm',
          rows: [...chosen].map((name) => idOf(draft, name)),
          place,
        }),
      );
    expect(move('丙甲', 'end')).toBe('乙丁甲丙');
    expect(move('丁', { before: idOf(draft, '甲') })).toBe('丁甲乙丙');
    expect(move('甲', { after: idOf(draft, '丙') })).toBe('乙丙甲丁');
    expect(move('甲乙', { after: idOf(draft, '甲') })).toBe('甲乙丙丁');
  });

  test('removed take their marks with them and leave the others alone', () => {
    const draft = withIndicators('甲', '乙');
    const [gone, kept] = [idOf(draft, '甲'), idOf(draft, '乙')];
    const marked = edit(draft, {
      type: 'mark',
      marks: [
        [`longTerm/${gone}/target`, { carried: true }],
        [`longTerm/${kept}/target`, { carried: true }],
      ],
    });
    const next = edit(marked, { type: 'removeRows', table: 'longTerm', rows: [gone] });
    expect(Object.keys(next.marks)).toEqual([`longTerm/${kept}/target`]);
    expect(names(next)).toBe('乙');
    expect(rows(next)[0]).toBe(rows(marked)[1]);
  });

  test.each(['removeRows', 'duplicateRows'] as const)(
    '%s refuses a row that is not there',
    (type) => {
      expect(() => edit(blank, { type, table: 'longTerm', rows: ['r999'] })).toThrow(EditError);
      expect(() => edit(blank, { type, table: 'nowhere', rows: [] })).toThrow(EditError);
    },
  );

  test('cannot be put beside a row that is not there', () => {
    const place = { after: 'r999' };
    const some = rows(blank).map((row) => row.id);
    expect(() => edit(blank, { type: 'insertRows', table: 'longTerm', place, rows: [{}] })).toThrow(
      EditError,
    );
    expect(() => edit(blank, { type: 'moveRows', table: 'longTerm', place, rows: some })).toThrow(
      EditError,
    );
  });
});

describe('an edit that changes nothing gives the very same draft', () => {
  const draft = edit(
    withIndicators('甲', '乙'),
    setText(['duties', 'funding/income/total/current'], '5'),
    { type: 'mark', marks: [['tasks', { carried: true }]] },
    { type: 'reason', finding: 'sum:2023', text: '结转资金' },
  );
  const first = rows(draft)[0]?.id ?? '';

  test.each<[string, Edit]>([
    ['the same text', setText(['duties', 'funding/income/total/current'], '5')],
    ['the same text in a row', setText([`longTerm/${first}/level3`], '甲')],
    ['no cells', { type: 'set', cells: [] }],
    ['releasing what is computed', { type: 'release', addresses: ['funding/income/fiscal/share'] }],
    ['the same mark', { type: 'mark', marks: [['tasks', { carried: true }]] }],
    ['no mark where there is none', { type: 'mark', marks: [['annualGoal', null]] }],
    ['inserting no rows', insert([])],
    ['removing no rows', { type: 'removeRows', table: 'longTerm', rows: [] }],
    ['duplicating no rows', { type: 'duplicateRows', table: 'longTerm', rows: [] }],
    [
      'moving a row to where it stands',
      { type: 'moveRows', table: 'longTerm', rows: [first], place: { before: first } },
    ],
    ['the same year', { type: 'setYear', year: 2024 }],
    ['the same reason', { type: 'reason', finding: 'sum:2023', text: '结转资金' }],
    ['taking back a reason nobody gave', { type: 'reason', finding: 'other', text: '' }],
    ['no edits at all', { type: 'all', edits: [] }],
  ])('%s', (_, one) => {
    expect(edit(draft, one)).toBe(draft);
  });
});

describe('years and reasons', () => {
  test('a year no form can be for is refused', () => {
    for (const year of [1999, 2101, 2024.5, Number.NaN]) {
      expect(() => edit(blank, { type: 'setYear', year })).toThrow(EditError);
    }
    expect(edit(blank, { type: 'setYear', year: 2025 }).year).toBe(2025);
  });

  test('a reason is kept with its finding and can be taken back', () => {
    const given = edit(blank, { type: 'reason', finding: 'sum:2023', text: '结转资金' });
    expect(given.reasons).toEqual({ 'sum:2023': '结转资金' });
    expect(edit(given, { type: 'reason', finding: 'sum:2023', text: '' })).toEqual(blank);
  });

  test('a reason longer than a draft may hold is refused', () => {
    const text = '因'.repeat(10_001);
    expect(() => edit(blank, { type: 'reason', finding: 'sum:2023', text })).toThrow(EditError);
  });
});
