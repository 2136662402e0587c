/**
 * 审核 at 1,000 + 1,000 indicators: a full run (aim: under 16 ms, one frame) beside zod validating
 * the same draft, and the run after one edit (aim: under 1 ms) beside a full run.
 */
import { createRunner, runChecks } from '../../shared/checks/run.ts';
import { type Draft, parseDraft, rowsOf } from '../../shared/draft/draft.ts';
import { applyEdit } from '../../shared/draft/edit.ts';
import { type ColumnId, rowAddress } from '../../shared/form/definition.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { exampleWithIndicators } from '../fixtures/example-draft.ts';
import { type BenchLine, comparePair } from './harness.ts';

const COUNT = 1000;
const RUNS = 100;

export async function bench(): Promise<BenchLine[]> {
  const draft = exampleWithIndicators(COUNT);
  const size = `每表 ${COUNT} 条指标`;
  const lines = [
    await comparePair({
      name: `全部审核，${size}（目标 16 毫秒以内）`,
      ours: () => runChecks(form, draft),
      theirs: () => parseDraft(draft),
      theirsName: 'zod 校验同一草稿',
      runs: RUNS,
    }),
  ];
  for (const [column, name] of [
    ['target', '指标值'],
    ['level3', '三级指标'],
  ] as const) {
    const afterEdit = editsOf(draft, column);
    lines.push(
      await comparePair({
        name: `改一个${name}后再审核，${size}（目标 1 毫秒以内）`,
        ours: afterEdit,
        theirs: () => runChecks(form, draft),
        theirsName: '全部审核',
        runs: RUNS,
      }),
    );
  }
  return lines;
}

/** Every call checks the draft after one more edit; the edits themselves are made beforehand. */
function editsOf(draft: Draft, column: ColumnId): () => unknown {
  const drafts: Draft[] = [];
  for (const row of rowsOf(draft, 'annual').slice(0, RUNS * 2)) {
    const cells = [[rowAddress('annual', row.id, column), `≥${drafts.length}%`] as const];
    drafts.push(applyEdit(form, drafts.at(-1) ?? draft, { type: 'set', cells }));
  }
  const runner = createRunner(form);
  runner.run(draft);
  let next = 0;
  return () => runner.run(drafts[next++ % drafts.length] ?? draft);
}
