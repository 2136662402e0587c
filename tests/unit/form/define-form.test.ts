import { describe, expect, test } from 'vitest';
import {
  type Column,
  defineForm,
  type Field,
  type FormSpec,
  renderTemplate,
  rowAddress,
  type SectionSpec,
  targetOf,
} from '../../../shared/form/definition.ts';
import { departmentPerformance } from '../../../shared/form/department-performance.ts';
import { secondForm } from '../../fixtures/second-form.ts';

function field(address: string, more: Partial<Field> = {}): Field {
  return { address, name: address, kind: 'text', help: '', ...more };
}

function column(id: string, span = 1): Column {
  return { id, name: id, kind: 'text', help: '', span };
}

const head: SectionSpec = {
  id: 'head',
  name: 'Head',
  rows: [[{ label: 'Who' }, { field: field('who'), span: 2 }]],
};

/** A sound form of three grid columns, with these sections behind its first. */
function spec(...sections: SectionSpec[]): FormSpec {
  return {
    id: 'small',
    version: 1,
    title: 'Small',
    note: '',
    columns: [100, 100, 100],
    department: 'who',
    dictionaries: {},
    sections: [head, ...sections],
  };
}

function section(rows: SectionSpec['rows'], more: Partial<SectionSpec> = {}): SectionSpec {
  return { id: 'body', name: 'Body', rows, ...more };
}

function tableOf(columns: readonly Column[], blankRows: Record<string, string>[] = []) {
  return { table: { id: 'items', rowName: 'item', columns, blankRows } };
}

const heading = [{ label: 'A' }, { label: 'B' }, { label: 'C' }];

describe('defineForm', () => {
  test('gives every cell its place', () => {
    const form = defineForm(
      spec(
        section([[{ label: 'Tall', rows: 2 }, { field: field('a') }], [{ field: field('b') }]], {
          label: 'Side',
        }),
      ),
    );
    const places = form.sections[1]?.rows.map((row) =>
      row.map(({ column, row: at, span, rows }) => ({ column, at, span, rows })),
    );
    expect(places).toEqual([
      [
        { column: 1, at: 0, span: 1, rows: 2 },
        { column: 2, at: 0, span: 1, rows: 1 },
      ],
      [{ column: 2, at: 1, span: 1, rows: 1 }],
    ]);
    expect(form.key).toBe('small@1');
  });

  test.each<[string, FormSpec]>([
    ['a row that is too short', spec(section([[{ label: 'A' }, { label: 'B' }]]))],
    ['a row that is too long', spec(section([[...heading, { label: 'D' }]]))],
    [
      'a cell that runs into one reaching down from above',
      spec(
        section([
          [{ label: 'A' }, { label: 'B', rows: 2 }, { label: 'C' }],
          [{ label: 'D', span: 2 }, { label: 'E' }],
        ]),
      ),
    ],
    ['a cell that reaches below its section', spec(section([[{ label: 'A', rows: 2, span: 3 }]]))],
    ['a cell that covers no column', spec(section([[...heading, { label: 'D', span: 0 }]]))],
    ['a cell that covers no row', spec(section([[{ label: 'A', span: 3, rows: 0 }]]))],
    ['a row as wide as the form beside a section label', spec(section([heading], { label: 'S' }))],
    ['table columns that do not fill the form', spec(section([heading], tableOf([column('a')])))],
    [
      'a table column that covers nothing',
      spec(section([heading], tableOf([column('a', 3), column('b', 0)]))),
    ],
    ['a table without a heading row', spec(section([], tableOf([column('a', 3)])))],
    [
      'a column twice in a table',
      spec(section([heading], tableOf([column('a'), column('a'), column('b')]))),
    ],
    [
      'a table twice',
      spec(
        section([heading], tableOf([column('a', 3)])),
        section([heading], { id: 'more', ...tableOf([column('a', 3)]) }),
      ),
    ],
    ['a section twice', spec(section([heading]), section([heading]))],
    ['an address twice', spec(section([[{ label: 'Who' }, { field: field('who'), span: 2 }]]))],
    ['an unknown department', { ...spec(), department: 'nobody' }],
    [
      'an unknown dictionary',
      spec(section([[{ field: field('a', { dictionary: 'words' }), span: 3 }]])),
    ],
    [
      'an unknown parent of a dictionary',
      { ...spec(), dictionaries: { words: { name: 'W', open: true, parent: 'no', entries: [] } } },
    ],
    [
      'a sum of unknown parts',
      spec(
        section([[{ field: field('a', { computed: { rule: 'sum', parts: ['b'] } }), span: 3 }]]),
      ),
    ],
    [
      'a blank row with an unknown column',
      spec(section([heading], tableOf([column('a', 3)], [{ z: '1' }]))),
    ],
    ['a label that names an unknown field', spec(section([[{ label: 'to {end}', span: 3 }]]))],
    [
      'a label that hides the field it carries',
      spec(section([[{ label: 'to', field: field('end'), span: 3 }]])),
    ],
  ])('refuses %s', (_, broken) => {
    expect(() => defineForm(broken)).toThrow(/^form small@1: /);
  });
});

describe('the forms that are known', () => {
  test.each([departmentPerformance, secondForm])(
    '$title has a help text for every cell',
    (form) => {
      const columns = [...form.tables.values()].flatMap((table) => table.columns);
      for (const slot of [...form.fields.values(), ...columns]) {
        expect(slot.help, slot.name).not.toBe('');
      }
    },
  );

  test('the official form has its funding cells, texts and two indicator tables', () => {
    expect(departmentPerformance.fields.size).toBe(3 + 8 * 4 + 5);
    expect([...departmentPerformance.tables.keys()]).toEqual(['longTerm', 'annual']);
  });
});

describe('addresses', () => {
  test('lead to a field or to a column of a row', () => {
    expect(targetOf(secondForm, 'unit')).toMatchObject({ field: { name: '实施单位' } });
    expect(targetOf(secondForm, rowAddress('job', 'r7', 'due'))).toMatchObject({
      rowId: 'r7',
      column: { name: '完成时间', start: 4 },
    });
  });

  test.each([
    '',
    'nowhere',
    'job',
    'job/r1',
    'job/x1/due',
    'job/r0/due',
    'job/r1/cost',
    'job/r1/due/x',
  ])('%o leads nowhere', (address) => {
    expect(targetOf(secondForm, address)).toBeUndefined();
  });
});

describe('labels', () => {
  test('take the years of the draft and the text of a field', () => {
    const textOf = (address: string) => (address === 'end/year' ? '2026' : '');
    expect(renderTemplate('{year}、{year-1}、{year-2}', 2024, textOf)).toBe('2024、2023、2022');
    expect(renderTemplate('截止{end/year}年', 2024, textOf)).toBe('截止2026年');
  });

  test('hold a blank for a field that is empty', () => {
    expect(renderTemplate('截止{end}年', 2024, () => '')).toBe('截止 年');
  });
});
