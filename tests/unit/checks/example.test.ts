import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../shared/checks/check.ts';
import { fixAll, runChecks } from '../../../shared/checks/run.ts';
import type { Draft } from '../../../shared/draft/draft.ts';
import { applyEdit } from '../../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../../shared/form/department-performance.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import { wellFilledDraft } from '../../fixtures/well-filled-draft.ts';

function said(draft: Draft, severity: Severity): string[] {
  const findings = runChecks(form, draft).filter((finding) => finding.severity === severity);
  return findings.map(({ rule, message }) => `${rule} ${message}`);
}

describe('the published example', () => {
  it('has exactly its six errors, each told with its figures and its place', () => {
    expect(said(exampleDraft(), 'error')).toEqual([
      'funding-sum 收入构成 2023年：各项相加 655.76，合计填的是 658.57，差额 2.81 万元',
      'funding-sum 支出构成 2023年：各项相加 658.2，合计填的是 658.57，差额 0.37 万元',
      'year 长期目标的截止年没有填写',
      'indicator-shifted 长期绩效指标「服务体制改革成效」：从指标值到指标分类的内容向右错了一格',
      'indicator-shifted 长期绩效指标「行政管理体制改革成效」：从指标值到指标分类的内容向右错了一格',
      'indicator-blank 年度绩效指标：「信息化建设情况」下面有一个空行',
    ]);
  });

  it('has exactly three warnings', () => {
    expect(said(exampleDraft(), 'warning')).toEqual([
      'value-number 长期绩效指标「常态化驻京专班」：指标值「1－12月1人次」数字之后还有数字，读不出一个数字加单位',
      'indicator-mismatch 「受理营商环境投诉，促进企业发展」在长期和年度两张表中不一致：长期是「对经济建设工作产生良好的社会影响」，年度是「100%」，一个是数字，一个是文字',
      'value-number 年度绩效指标「常态化驻京专班」：预期当年实现值「1－12月1人次」数字之后还有数字，读不出一个数字加单位',
    ]);
  });

  it('has hints of these kinds and no others', () => {
    const counts: Record<string, number> = {};
    for (const hint of said(exampleDraft(), 'hint')) {
      const [rule = ''] = hint.split(' ', 1);
      counts[rule] = (counts[rule] ?? 0) + 1;
    }
    expect(counts).toEqual({
      'funding-balance': 1,
      'funding-blank': 1,
      'history-sign': 2,
      'basis-fit': 2,
      'text-copied': 1,
      'values-copied': 2,
      'name-fit': 8,
      'sign-missing': 6,
    });
    expect(said(exampleDraft(), 'hint')).toContain(
      'funding-balance 2022年：收入合计 592.55，支出合计 591.47，差额 1.08 万元；如为年初、年末结转结余，请说明',
    );
  });

  it('is left by 一键更正 with what only a person can decide', () => {
    const { draft, edit, done } = fixAll(form, exampleDraft());
    expect(done.map(({ description }) => description)).toEqual([
      '把「完成」移到指标值、「计划标准」移到指标值确定依据，指标分类按其他各行填「绩效基本型」',
      '把「明显」移到指标值、「计划标准」移到指标值确定依据，指标分类按其他各行填「绩效基本型」',
      '删除空行',
    ]);
    expect(said(draft, 'error').map((text) => text.split(' ', 1)[0])).toEqual([
      'funding-sum',
      'funding-sum',
      'year',
    ]);
    expect(applyEdit(form, exampleDraft(), edit)).toEqual(draft);
    expect(fixAll(form, draft).done).toEqual([]);
  });
});

describe('the example, filled well', () => {
  it('gives nothing at all', () => {
    expect(runChecks(form, wellFilledDraft())).toEqual([]);
  });
});
