import { describe, expect, test } from 'vitest';
import { blankDraft } from '../../../shared/draft/draft.ts';
import { applyEdit, setText } from '../../../shared/draft/edit.ts';
import { publicDraft } from '../../../shared/draft/public.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { layOut } from '../../../shared/table/lay-out.ts';
import { printHtml } from '../../../shared/table/print-html.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';

const print = (draft = exampleDraft()) => printHtml(form, layOut(form, draft));

describe('the page for paper', () => {
  test('holds each cell of the table, with its spans', () => {
    const table = layOut(form, exampleDraft());
    const html = print();
    expect(html.match(/<td /g)).toHaveLength(table.rows.flatMap((row) => row.cells).length);
    expect(html).toContain('<td class="plain" rowspan="10">部门总体<br>资金情况</td>');
    expect(html.match(/<col style/g)).toHaveLength(9);
  });

  test('indents the paragraphs of a long text, but not those that are indented already', () => {
    const draft = applyEdit(form, blankDraft(form, 2024), setText(['duties'], '一是。\n  二是。'));
    expect(print(draft)).toContain('<p>一是。</p><p class="flush">  二是。</p>');
  });

  test('takes nothing in a text for markup', () => {
    const text = '<script>alert("1")</script>&amp;\'';
    const draft = applyEdit(form, blankDraft(form, 2024), setText(['department'], text));
    const html = print(draft);
    expect(html).not.toContain('<script');
    expect(html).toContain('&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#38;amp;&#39;');
  });
});

describe('公开版', () => {
  test('lacks the name and the telephone number, and nothing else', () => {
    const draft = exampleDraft();
    const personal = [...form.fields.values()].filter((field) => field.personal);
    expect(personal.map((field) => field.name)).toEqual(['填报人', '联系电话']);
    const open = publicDraft(form, draft);
    const lost = Object.keys(draft.cells).filter((address) => !(address in open.cells));
    expect(lost.sort()).toEqual(personal.map((field) => field.address).sort());
    for (const address of lost) expect(print(open)).not.toContain(draft.cells[address]);
  });
});
