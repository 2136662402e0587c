/** 审核结果: what the checks found, for a colleague to act on, as data and as text. */
import type { Draft } from '../draft/draft.ts';
import { textAt } from '../draft/values.ts';
import type { FormDefinition } from '../form/definition.ts';
import { type Finding, SEVERITY_NAMES, type Severity } from './check.ts';
import { openFindings } from './facts.ts';
import { sectionOf } from './position.ts';

export interface ReportItem {
  readonly message: string;
  /** What the 更正 would do, where there is one. */
  readonly remedy: string | undefined;
  /** The 出错说明 that a person gave. */
  readonly reason: string | undefined;
}

export interface ReportGroup {
  readonly severity: Severity;
  readonly items: readonly ReportItem[];
}

export interface ReportSection {
  readonly name: string;
  /** From 错误 to 提示; none is empty. */
  readonly groups: readonly ReportGroup[];
}

export interface CheckReport {
  readonly title: string;
  /** Whose form it is, of which year. */
  readonly subject: string;
  /** How much was found, in one sentence. */
  readonly summary: string;
  /** The sections in which something was found, in the order of the form. */
  readonly sections: readonly ReportSection[];
  /** What no program can judge. */
  readonly questions: readonly string[];
}

export const QUESTIONS_HEADING = '以下各项请人工核对';

const QUESTIONS = [
  '部门职能概述是否与「三定」规定一致，每项主要职责是否都有任务和指标与之对应。',
  '年度工作任务、长期目标、年度目标是否具体可行，年度目标是否由长期目标分解而来。',
  '三级指标能否衡量目标是否实现，指标值是否有依据、可考核，证明材料能否取得。',
  '金额是否与批复的部门预算、决算一致。',
  '文字是否通顺，有无错别字、涉密或不宜公开的内容。',
];

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'hint'];

/** Groups findings by section and severity; those with a 出错说明 are told with it. */
export function reportOf(
  definition: FormDefinition,
  draft: Draft,
  findings: readonly Finding[],
): CheckReport {
  const bySection = Map.groupBy(findings, ({ addresses }) =>
    sectionOf(definition, addresses[0] ?? ''),
  );
  const sections = definition.sections.flatMap(({ id, name }) => {
    const own = bySection.get(id);
    return own ? [{ name, groups: groupsOf(draft, own) }] : [];
  });
  const department = textAt(definition, draft, definition.department).trim() || '（未填部门名称）';
  return {
    title: '审核结果',
    subject: `${department} ${draft.year}年 ${definition.title}`,
    summary: summaryOf(draft, findings),
    sections,
    questions: QUESTIONS,
  };
}

/** The report as plain text, for the clipboard. */
export function reportText(
  definition: FormDefinition,
  draft: Draft,
  findings: readonly Finding[],
): string {
  const report = reportOf(definition, draft, findings);
  const lines = [report.title, report.subject, report.summary];
  for (const section of report.sections) {
    lines.push('', section.name);
    for (const { severity, items } of section.groups) {
      lines.push(`【${SEVERITY_NAMES[severity]}】`);
      for (const [i, item] of items.entries()) lines.push(...itemLines(i + 1, item));
    }
  }
  lines.push('', QUESTIONS_HEADING, ...report.questions.map((text, i) => `${i + 1}. ${text}`));
  return `${lines.join('\n')}\n`;
}

function itemLines(number: number, { message, remedy, reason }: ReportItem): string[] {
  return [
    `${number}. ${message}`,
    ...(remedy ? [`   建议更正：${remedy}`] : []),
    ...(reason ? [`   出错说明：${reason}`] : []),
  ];
}

function groupsOf(draft: Draft, findings: readonly Finding[]): readonly ReportGroup[] {
  return SEVERITIES.flatMap((severity) => {
    const own = findings.filter((finding) => finding.severity === severity);
    const items = own.map(({ message, fix, key }) => ({
      message,
      remedy: fix?.description,
      reason: draft.reasons[key]?.trim() || undefined,
    }));
    return items.length > 0 ? [{ severity, items }] : [];
  });
}

function summaryOf(draft: Draft, findings: readonly Finding[]): string {
  if (findings.length === 0) return '程序审核没有发现问题。';
  const counts = SEVERITIES.map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return `${SEVERITY_NAMES[severity]} ${count} 处`;
  });
  const explained = findings.length - openFindings(draft, findings).length;
  const aside = explained > 0 ? `其中 ${explained} 处已有出错说明。` : '';
  return `程序审核发现：${counts.join('，')}。${aside}`;
}
