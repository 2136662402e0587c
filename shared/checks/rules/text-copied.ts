import { bare } from '../../text.ts';
import { DEPARTMENT_PERFORMANCE, EXAMPLE, finding, type Rule, type RuleMeta } from '../check.ts';
import type { DraftView } from '../view.ts';

const meta: RuleMeta = {
  id: 'text-copied',
  title: '任务与目标是同一段话',
  severities: ['hint'],
  why: '任务是要做的事，目标是要达到的结果；长期目标管几年，年度目标管一年，不应是同一段话。',
  source: EXAMPLE,
  forms: DEPARTMENT_PERFORMANCE,
};

const TEXTS = ['tasks', 'longTermGoal', 'annualGoal'];
/** A few words may well be the same. */
const SHORTEST = 10;

function fields(view: DraftView) {
  const long = TEXTS.filter((address) => bare(view.textOf(address)).length >= SHORTEST);
  const same = Map.groupBy(long, (address) => bare(view.textOf(address)));
  return [...same.values()].flatMap((addresses) => {
    if (addresses.length < 2) return [];
    const names = addresses.map((address) => view.definition.fields.get(address)?.name ?? '');
    return [finding(meta, 'hint', addresses, `${names.join('、')}的内容完全相同`)];
  });
}

export const textCopied: Rule = { meta, fields };
