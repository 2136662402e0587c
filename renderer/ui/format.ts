/** How times, progress and findings read in the list: plain functions, tested without a window. */
import type { DraftFacts, DraftSummary } from '../../shared/api.ts';

const DAY = 24 * 60 * 60 * 1000;

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function startOfDay(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}

/**
 * A time as people say it: 「今天 09:05」「昨天 17:30」「3月8日 11:20」「2023年12月1日」.
 * @param iso ISO 8601; shown in the time zone of the PC
 */
export function formatTime(iso: string, now: Date = new Date()): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return '';
  const clock = `${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`;
  const days = Math.round((startOfDay(now) - startOfDay(time)) / DAY);
  if (days === 0) return `今天 ${clock}`;
  if (days === 1) return `昨天 ${clock}`;
  const date = `${time.getMonth() + 1}月${time.getDate()}日`;
  if (time.getFullYear() === now.getFullYear()) return `${date} ${clock}`;
  return `${time.getFullYear()}年${date}`;
}

/** Kept: to make one takes longer than to draw what it gives. */
const CLOCK = new Intl.DateTimeFormat('zh-CN', { timeStyle: 'medium', hour12: false });

/** The time of day with its seconds; '' for what is no time. */
export function clockTime(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? '' : CLOCK.format(time);
}

/** How much of a form is filled, in whole percent: 100 only when nothing is left to fill. */
export function percentFilled(facts: DraftFacts): number {
  if (facts.toFill === 0) return 100;
  const percent = Math.floor((facts.filled / facts.toFill) * 100);
  return Math.min(100, Math.max(0, percent));
}

/** What 审核 says of a draft, in a few words. */
export function findingsText(facts: DraftFacts): string {
  const parts = [
    facts.errors > 0 && `错误 ${facts.errors}`,
    facts.warnings > 0 && `警告 ${facts.warnings}`,
    facts.hints > 0 && `提示 ${facts.hints}`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join('，') : '未发现问题';
}

export type ExportState = 'never' | 'current' | 'changed';

/** Whether a draft has been exported, and whether it was changed since. */
export function exportState(summary: DraftSummary): ExportState {
  if (summary.exportedAt === null) return 'never';
  return summary.exportedRevision === summary.revision ? 'current' : 'changed';
}

export function exportText(summary: DraftSummary, now: Date = new Date()): string {
  const state = exportState(summary);
  if (state === 'never') return '未导出';
  if (state === 'changed') return '导出后有修改';
  return `已导出 ${formatTime(summary.exportedAt ?? '', now)}`;
}

/** How a draft is called where its department may not be filled in yet. */
export function draftName(summary: Pick<DraftSummary, 'year' | 'department'>): string {
  return `${summary.year}年度 ${summary.department.trim() || '（未填部门名称）'}`;
}

/** The name of the program, as the window's title shows it. */
export const PROGRAM = '绩效目标填报';

/** @param saved what is said of saving, where anything is */
export function editorTitle(
  summary: Pick<DraftSummary, 'year' | 'department'>,
  saved?: string,
): string {
  return [draftName(summary), ...(saved === undefined ? [] : [saved]), PROGRAM].join(' - ');
}

/** The last part of a path of either kind of system. */
export function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The year a new form is most likely for: budgets are drawn up in the second half of the year before. */
export function likelyYear(now: Date = new Date()): number {
  return now.getMonth() >= 6 ? now.getFullYear() + 1 : now.getFullYear();
}
