import { describe, expect, it } from 'vitest';
import { completeness, factsOf, openFindings } from '../../../shared/checks/facts.ts';
import { reportOf, reportText } from '../../../shared/checks/report.ts';
import { reportDocx } from '../../../shared/checks/report-docx.ts';
import { runChecks } from '../../../shared/checks/run.ts';
import { blankDraft } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { readDocxSource } from '../../../shared/word/docx.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { wellFilledDraft } from '../../fixtures/well-filled-draft.ts';
import { draftOf, indicator } from './rule-tester.ts';

const REASON = '2023年有上年结转 2.81 万元。';

function explained() {
  const draft = exampleDraft();
  const first = runChecks(form, draft).find(({ rule }) => rule === 'funding-sum');
  const edit = { type: 'reason' as const, finding: first?.key ?? '', text: REASON };
  const next = applyEdit(form, draft, edit);
  return { draft: next, findings: runChecks(form, next) };
}

describe('completeness', () => {
  it('counts nothing as filled in a blank form, and everything in one filled well', () => {
    expect(completeness(form, blankDraft(form, 2024)).filled).toBe(0);
    const { filled, toFill } = completeness(form, wellFilledDraft());
    expect(filled).toBe(toFill);
  });

  it('counts by section: fields that nobody computes, and an indicator’s five cells', () => {
    const draft = draftOf({
      cells: { department: '信访局', phone: ' ', 'funding/income/total/current': '5' },
      annual: [indicator({ basis: '' }), {}, indicator()],
    });
    const { bySection, filled } = completeness(form, draft);
    expect(bySection).toMatchObject({
      basics: { filled: 1, toFill: 3 },
      funding: { filled: 0, toFill: 18 },
      longTermGoal: { filled: 0, toFill: 2 },
      longTerm: { filled: 0, toFill: 5 },
      annual: { filled: 9, toFill: 10 },
    });
    expect(filled).toBe(10);
  });
});

describe('the facts of a draft', () => {
  it('count findings by severity, without those that have a 出错说明', () => {
    const draft = exampleDraft();
    const before = factsOf(form, draft, runChecks(form, draft));
    expect(before).toMatchObject({ errors: 6, warnings: 3 });
    const after = explained();
    expect(factsOf(form, after.draft, after.findings)).toEqual({ ...before, errors: 5 });
    expect(openFindings(after.draft, after.findings)).toHaveLength(after.findings.length - 1);
  });
});

describe('审核结果', () => {
  it('groups what was found by section, errors first, with its 更正 and its 出错说明', () => {
    const { draft, findings } = explained();
    const report = reportOf(form, draft, findings);
    expect(report.subject).toBe('鄂州市信访局 2024年 部门整体绩效目标表');
    expect(report.summary).toBe(
      `程序审核发现：错误 6 处，警告 3 处，提示 ${findings.length - 9} 处。其中 1 处已有出错说明。`,
    );
    const [funding] = report.sections;
    expect(funding?.name).toBe('部门总体资金情况');
    expect(funding?.groups.map(({ severity }) => severity)).toEqual(['error', 'hint']);
    expect(funding?.groups[0]?.items[0]).toEqual({
      message: '收入构成 2023年：各项相加 655.76，合计填的是 658.57，差额 2.81 万元',
      remedy: '把合计改为 655.76',
      reason: REASON,
    });
  });

  it('is a text that names every finding and what only a person can judge', () => {
    const { draft, findings } = explained();
    const text = reportText(form, draft, findings);
    for (const { message } of findings) expect(text).toContain(message);
    expect(text).toContain(`   出错说明：${REASON}`);
    expect(text).toContain('以下各项请人工核对\n1. 部门职能概述');
  });

  it('says so where nothing was found', () => {
    const text = reportText(form, wellFilledDraft(), []);
    expect(text).toContain('程序审核没有发现问题。');
  });

  it('is a Word file with a table for each section, the same bytes every time', async () => {
    const { draft, findings } = explained();
    const bytes = await reportDocx(form, draft, findings);
    const { tables } = readDocxSource(bytes);
    expect(tables).toHaveLength(reportOf(form, draft, findings).sections.length);
    const texts = tables[0]?.rows.map((row) => row.cells.map((cell) => cell.text));
    expect(texts?.[1]).toEqual([
      '错误',
      '收入构成 2023年：各项相加 655.76，合计填的是 658.57，差额 2.81 万元',
      '把合计改为 655.76',
      REASON,
    ]);
    expect(await reportDocx(form, draft, findings)).toEqual(bytes);
  });
});
